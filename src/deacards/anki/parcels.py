"""The notes of decks as rows, kept for the next package: a deck that stays as it was is not made again."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple, Self

from deacards.anki.media import Asked, Shelf
from deacards.anki.parcel import Parcel
from deacards.anki.rendering import CARDS, SHEET, key_of_deck
from deacards.anki.supply import Supply
from deacards.anki.told import Told

_PARCEL = "anki parcel"
KINDS = (SHEET, CARDS, _PARCEL)
"""What a cache keeps of decks for packages."""


class Packed(NamedTuple):
    """A parcel, and what has to stand for it to be sent again.

    `lines` are those of the notes in the ledger once it is sent, `untold` the guids of retired cards that
    stay out because the ledger says nothing of them. `retired` counts those that are among the notes. `media`
    are the names of files that the notes show, and `asked` what cards asked for.
    """

    parcel: Parcel
    lines: tuple[str, ...]
    untold: tuple[str, ...]
    retired: int
    media: tuple[str, ...]
    asked: tuple[Asked, ...]

    def as_plain(self) -> tuple[Any, ...]:
        """Return all as plain values; `of_plain` reads it back."""
        parcel, *rest, asked = self
        return tuple(parcel), *rest, tuple(map(tuple, asked))

    @classmethod
    def of_plain(cls, value: tuple[Any, ...]) -> Self:
        """Return what `as_plain` gave."""
        parcel, *rest, asked = value
        return cls._make((Parcel(*parcel), *rest, tuple(Asked(*each) for each in asked)))

    def stands(self, notes: Mapping[str, Told], lines: frozenset[str], shelf: Shelf | None) -> bool:
        """Return whether all would be the same in a package now, as far as that hangs on its own notes.

        `lines` are all those of the `notes` in the ledger.
        """
        return (
            lines.issuperset(self.lines)
            and not any(map(notes.get, self.untold))
            and all(asked.stands(shelf) for asked in self.asked)
        )


def recall_packed(paths: Iterable[str], supply: Supply) -> dict[str, Packed]:
    """Return what is kept of the decks at `paths` whose files have not changed."""
    known = supply.known
    if known is None:
        return {}
    keys = {path: key_of_deck(path, known, supply.options) for path in paths}
    kept = known.cache.recall_several(_PARCEL, keys)
    return {path: Packed.of_plain(value) for path, value in kept.items()}


def keep_packed(path: str, packed: Packed, supply: Supply) -> None:
    """Keep what was made of a deck, in the place of its cards."""
    if known := supply.known:
        key = key_of_deck(path, known, supply.options)
        known.cache.keep_plain(_PARCEL, path, key, packed.as_plain())
        known.cache.forget(CARDS, path)
