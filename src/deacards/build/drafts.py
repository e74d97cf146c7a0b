"""What each note gives: derived now, or known from a build before."""

from collections.abc import Callable

from deacards.cache import Cache
from deacards.derive.draft import DraftDeck
from deacards.notes.blocks import Note
from deacards.notes.known import KnownNote

_FACTS, _DRAFTS = "facts", "drafts"
KINDS = (_FACTS, _DRAFTS)

Sealed = tuple[tuple[str, str], ...]
"""Deck files as they were: their paths and the digests of their bytes, sorted."""


class Drafts:
    """What a note gives: decks of drafts, from `carded` of its lines with `facts` (see `explain`).

    The drafts are read when they are asked for, unless they are at hand as `decks`. `settled` are the decks
    that are known to say all that the note says; None if nothing is known.
    """

    def __init__(
        self,
        load: Callable[[], tuple[DraftDeck, ...]],
        facts: int,
        carded: int,
        settled: Sealed | None,
        decks: tuple[DraftDeck, ...] | None = None,
    ) -> None:
        self._load = load
        self._decks = decks
        self.facts = facts
        self.carded = carded
        self.settled = settled

    @property
    def decks(self) -> tuple[DraftDeck, ...]:
        """Return the decks that hold drafts."""
        if self._decks is None:
            self._decks = self._load()
        return self._decks

    def forget(self) -> None:
        """Let go of the drafts."""
        self._decks = None


class DraftsOfNotes:
    """The drafts of notes, kept in a cache.

    They hang on the note's path and bytes and on the collection's language, and on nothing else.
    """

    def __init__(self, usual_language: str | None, cache: Cache) -> None:
        self._language = usual_language
        self._cache = cache
        cache.read_all(_FACTS)

    def known(self, note: KnownNote) -> Drafts | None:
        """Return the drafts of a note that was derived before, else None."""
        row = self._cache.recall_plain(_FACTS, note.path, self._key(note))
        return Drafts(lambda: self._recalled(note), *row) if row else None

    def of(self, note: KnownNote) -> Drafts:
        """Return the drafts of a note."""
        return self.known(note) or self._derived(note)

    def settle(self, note: KnownNote, made: Drafts, decks: Sealed) -> None:
        """Keep that these decks say all that a note says."""
        self._cache.keep_plain(_FACTS, note.path, self._key(note), (made.facts, made.carded, decks))

    def _key(self, note: KnownNote) -> bytes:
        return f"{note.digest} {self._language or ''}".encode()

    def _recalled(self, note: KnownNote) -> tuple[DraftDeck, ...]:
        decks: tuple[DraftDeck, ...] | None = self._cache.recall(_DRAFTS, note.path, self._key(note))
        return _derive(note.parse(), self._language)[0] if decks is None else decks

    def _derived(self, note: KnownNote) -> Drafts:
        decks, facts, carded = _derive(note.parse(), self._language)
        key = self._key(note)
        self._cache.keep(_DRAFTS, note.path, key, decks)
        self._cache.keep_plain(_FACTS, note.path, key, (facts, carded, None))
        # All drafts of a first build take more than its decks: where they are kept, nobody need hold them.
        at_hand = None if self._cache.lasts else decks
        return Drafts(lambda: self._recalled(note), facts, carded, None, at_hand)


def _derive(note: Note, usual_language: str | None) -> tuple[tuple[DraftDeck, ...], int, int]:
    # Only here: a build of notes that are all known needs no rule.
    from deacards.derive.coverage import coverage_of, fates_of  # noqa: PLC0415
    from deacards.derive.derive import derive_note  # noqa: PLC0415

    derivation = derive_note(note, usual_language)
    coverage = coverage_of(fates_of(derivation))
    decks = tuple(deck for deck in derivation.decks if deck.drafts)
    return decks, coverage.carded + coverage.missed, coverage.carded
