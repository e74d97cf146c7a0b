"""The units of a collection as a cache keeps them: those of a deck are made when one of them is asked for.

To choose what is asked today it is enough to know which units there are and in which decks: `slots`.
"""

import marshal
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain, groupby, repeat
from operator import attrgetter
from typing import Any, NamedTuple, Self, overload

from deacards.memory import collection_paused
from deacards.study.unit import Slot, Unit


class DeckRows(NamedTuple):
    """The units of one deck file: the ids and cards of those in use, and all of them, as bytes."""

    deck: str
    path: str
    ids: tuple[str, ...]
    cards: tuple[str, ...]
    units: bytes


class ShelvedUnits(Sequence[Unit]):
    """Units in note order."""

    def __init__(self, decks: Sequence[DeckRows]) -> None:
        self._decks = decks
        self._made: dict[int, tuple[Unit, ...]] = {}

    @classmethod
    def of(cls, units: Iterable[Unit]) -> Self:
        """Return units in the form that a cache keeps."""
        groups = (tuple(group) for _, group in groupby(units, attrgetter("deck_path")))
        return cls([_rows(group) for group in groups])

    @classmethod
    def from_plain(cls, rows: Iterable[Sequence[Any]]) -> Self:
        """Return the units that `plain` was made of."""
        return cls([DeckRows(*each) for each in rows])

    @property
    def plain(self) -> list[tuple[Any, ...]]:
        """Return all of it in plain values."""
        return [tuple(each) for each in self._decks]

    @cached_property
    def slots(self) -> tuple[Slot, ...]:
        """Return the units in use, as the queue knows them."""
        slots = (
            map(Slot, each.ids, each.cards, repeat(each.deck), repeat(each.path)) for each in self._decks
        )
        return tuple(chain.from_iterable(slots))

    @cached_property
    def by_id(self) -> Mapping[str, Unit]:
        """Return the units in use by their ids."""
        homes: dict[str, int] = {}
        for number, each in enumerate(self._decks):
            homes |= dict.fromkeys(each.ids, number)
        return _ById(self, homes)

    def of_deck(self, number: int) -> tuple[Unit, ...]:
        """Return the units of a deck file."""
        if number not in self._made:
            with collection_paused():
                rows = marshal.loads(self._decks[number].units)  # noqa: S302 - plain values, of a whole file
                self._made[number] = tuple(map(Unit._make, rows))
        return self._made[number]

    def __iter__(self) -> Iterator[Unit]:
        """Yield the units."""
        for number in range(len(self._decks)):
            yield from self.of_deck(number)

    def __len__(self) -> int:
        """Return how many units there are."""
        return sum(len(self.of_deck(number)) for number in range(len(self._decks)))

    @overload
    def __getitem__(self, index: int) -> Unit: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Unit]: ...

    def __getitem__(self, index: int | slice) -> Unit | Sequence[Unit]:
        """Return the unit, or units, in a place."""
        return tuple(self)[index]


class _ById(Mapping[str, Unit]):
    """Units in use by their ids; `homes` are the numbers of their deck files."""

    def __init__(self, shelved: ShelvedUnits, homes: Mapping[str, int]) -> None:
        self._shelved = shelved
        self._homes = homes
        self._made: dict[str, Unit] = {}

    def __getitem__(self, id_: str) -> Unit:
        """Return a unit. Raises `KeyError`."""
        if id_ not in self._made:
            units = self._shelved.of_deck(self._homes[id_])
            self._made |= {unit.id: unit for unit in units if not unit.retired}
        return self._made[id_]

    def __iter__(self) -> Iterator[str]:
        """Yield the ids."""
        return iter(self._homes)

    def __len__(self) -> int:
        """Return how many units there are."""
        return len(self._homes)

    def __contains__(self, id_: object) -> bool:
        """Return whether there is such a unit; none is made for it."""
        return id_ in self._homes


def _rows(units: Sequence[Unit]) -> DeckRows:
    """Return the units of one deck file in the form that a cache keeps."""
    used = [unit for unit in units if not unit.retired]
    rows = marshal.dumps([tuple(unit) for unit in units])
    first = units[0]
    ids, cards = tuple(unit.id for unit in used), tuple(unit.card for unit in used)
    return DeckRows(first.deck, first.deck_path, ids, cards, rows)
