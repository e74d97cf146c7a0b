"""The notes of decks as rows, kept for the next package: a deck that stays as it was is not made again."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from deacards.anki.apkg import Parcel
from deacards.anki.rendering import CARDS, SHEET, key_of_deck
from deacards.anki.supply import Supply
from deacards.anki.told import Told

_PARCEL = "anki parcel"
KINDS = (SHEET, CARDS, _PARCEL)
"""What a cache keeps of decks for packages."""


class Packed(NamedTuple):
    """A parcel, and what has to stand for it to be sent again.

    `lines` are those of the notes in the ledger once it is sent, `untold` the guids of retired cards that
    stay out because the ledger says nothing of them. `retired` counts those that are among the notes.
    """

    parcel: Parcel
    lines: tuple[str, ...]
    untold: tuple[str, ...]
    retired: int

    def stands(self, deck: str, notes: Mapping[str, Told], lines: frozenset[str]) -> bool:
        """Return whether all would be the same in a package now, in the deck of this name.

        `lines` are all those of the `notes` in the ledger.
        """
        return (
            self.parcel.deck == deck and lines.issuperset(self.lines) and not any(map(notes.get, self.untold))
        )


def recall_packed(paths: Iterable[str], supply: Supply) -> dict[str, Packed]:
    """Return what is kept of the decks at `paths` whose files have not changed."""
    known = supply.known
    if known is None:
        return {}
    keys = {path: key_of_deck(path, known, supply.options) for path in paths}
    kept = known.cache.recall_several(_PARCEL, keys)
    return {path: Packed(Parcel(*parcel), *rest) for path, (parcel, *rest) in kept.items()}


def keep_packed(path: str, packed: Packed, supply: Supply) -> None:
    """Keep what was made of a deck, in the place of its cards."""
    if known := supply.known:
        key = key_of_deck(path, known, supply.options)
        known.cache.keep_plain(_PARCEL, path, key, (tuple(packed.parcel), *packed[1:]))
        known.cache.forget(CARDS, path)
