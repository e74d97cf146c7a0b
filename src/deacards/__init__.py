"""Flashcards from your own Markdown notes, kept in step with them for years."""

__version__ = "0.1.0"
