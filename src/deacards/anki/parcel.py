"""The notes of a deck on their way into a package, as columns of Anki's table of notes."""

from collections.abc import Sequence
from sys import intern
from typing import NamedTuple, Self

from deacards.anki.content import AnkiNote
from deacards.anki.notetypes import FIELD_BREAK
from deacards.anki.told import Told
from deacards.deck.card import CardId


class Parcel(NamedTuple):
    """The notes of a deck as they go into a package: the deck's name, then what each note has, side by side.

    `ids` to `asked` are columns of Anki's table of notes: the last are the fields, and the one that notes are
    sorted by. `cards` are the cards that the notes were made from, `ords` of the Anki cards that they make.
    """

    deck: str
    ids: tuple[int, ...]
    guids: tuple[str, ...]
    types: tuple[int, ...]
    times: tuple[int, ...]
    tags: tuple[str, ...]
    texts: tuple[str, ...]
    asked: tuple[str, ...]
    cards: tuple[CardId, ...]
    ords: tuple[tuple[int, ...], ...]

    @classmethod
    def of(cls, deck: str, sent: Sequence[tuple[AnkiNote, Told, CardId]]) -> Self:
        """Return notes on their way, each with what is told of it and the card that it was made from.

        Tags that are the same in many are held once.
        """
        rows = [
            (
                *(told.id, note.guid, note.notetype.id, told.mod),
                *(intern(f" {' '.join(note.tags)} "), note.text, note.text.partition(FIELD_BREAK)[0]),
                *(card, note.ords),
            )
            for note, told, card in sent
        ]
        return cls(deck, *zip(*rows, strict=True)) if rows else cls(deck, *[()] * 9)

    def under(self, prefix: str) -> Self:
        """Return the same notes in a deck with a prefix before its name."""
        return self._replace(deck=f"{prefix}{self.deck}") if prefix else self
