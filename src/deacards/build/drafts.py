"""What each note gives: derived now, or known from a build before."""

from dataclasses import dataclass

from deacards.cache import Cache, key_of
from deacards.derive.draft import DraftDeck
from deacards.notes.blocks import Note
from deacards.notes.known import KnownNote

_KIND = "drafts"


@dataclass(frozen=True, slots=True)
class Drafts:
    """What a note gives: the decks that hold drafts, and of how many of its lines with facts (`explain`)."""

    decks: tuple[DraftDeck, ...]
    facts: int
    carded: int


def drafts_of(note: KnownNote, usual_language: str | None, cache: Cache) -> Drafts:
    """Return what a note gives; it is kept in `cache`.

    It hangs on the note's path and bytes and on the collection's language, and on nothing else.
    """
    key = key_of(note.path, note.data, usual_language or "")
    drafts: Drafts | None = cache.recall(_KIND, key)
    if drafts is None:
        drafts = _derive(note.parse(), usual_language)
        cache.keep(_KIND, key, drafts)
    return drafts


def _derive(note: Note, usual_language: str | None) -> Drafts:
    # Only here: a build of notes that are all known needs no rule.
    from deacards.derive.coverage import coverage_of, fates_of  # noqa: PLC0415
    from deacards.derive.derive import derive_note  # noqa: PLC0415

    derivation = derive_note(note, usual_language)
    coverage = coverage_of(fates_of(derivation))
    decks = tuple(deck for deck in derivation.decks if deck.drafts)
    return Drafts(decks, coverage.carded + coverage.missed, coverage.carded)
