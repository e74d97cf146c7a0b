"""A shelf as plain values, which are read ten times as fast as our own types, and back."""

import marshal

from deacards.memory import collection_paused
from deacards.packing import pack, unpack
from deacards.study.shelved import ShelvedUnits
from deacards.study.study import Shelf


def flat_shelf(shelf: Shelf) -> bytes:
    """Return a shelf as bytes."""
    return marshal.dumps((pack((shelf.setup, shelf.problems)), ShelvedUnits.of(shelf.units).plain))


def shelf_of(data: bytes) -> Shelf | None:
    """Return the shelf that `flat_shelf` made into bytes; None if they are of another program."""
    with collection_paused():
        packed, rows = marshal.loads(data)  # noqa: S302 - it makes plain values only
        units = ShelvedUnits.from_plain(rows)
    rest = unpack(packed)
    if rest is None:
        return None
    setup, problems = rest
    return Shelf(setup, units, problems)
