"""What each note gives: derived now, or known from a build before."""

from deacards.cache import Cache, key_of
from deacards.derive.draft import DraftDeck
from deacards.notes.blocks import Note
from deacards.notes.known import KnownNote

_KIND = "drafts"


def drafts_of(note: KnownNote, usual_language: str | None, cache: Cache) -> tuple[DraftDeck, ...]:
    """Return the decks of a note that hold drafts; they are kept in `cache`.

    They hang on the note's path and bytes and on the collection's language, and on nothing else.
    """
    key = key_of(note.path, note.data, usual_language or "")
    decks: tuple[DraftDeck, ...] | None = cache.recall(_KIND, key)
    if decks is None:
        decks = _derive(note.parse(), usual_language)
        cache.keep(_KIND, key, decks)
    return decks


def _derive(note: Note, usual_language: str | None) -> tuple[DraftDeck, ...]:
    # Only here: a build of notes that are all known needs no rule.
    from deacards.derive.derive import derive_note  # noqa: PLC0415

    language = None if note.matter.keys() & {"lang", "language"} else usual_language
    return tuple(deck for deck in derive_note(note, language).decks if deck.drafts)
