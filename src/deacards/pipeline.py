"""What a build does, step by step: notes to drafts to decks to the package for Anki."""
