"""What a build does, step by step: notes to drafts to decks to the package for Anki."""


from deacards.collection import Collection
from deacards.deck.files import read_decks
from deacards.notes.reader import Notes, read_notes
from deacards.problem import Problem


def check(collection: Collection) -> tuple[Problem, ...]:
    """Return everything that is wrong with the notes and the decks, sorted."""
    notes = _notes(collection)
    decks = read_decks(collection.root, collection.cards)
    return tuple(sorted([*notes.problems, *decks.problems]))


def _notes(collection: Collection) -> Notes:
    table = collection.config.collection
    return read_notes(collection.root, table.notes, table.exclude)
