"""What goes into a package besides the decks."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from deacards.anki.foreign import Foreign
from deacards.anki.media import Shelf
from deacards.anki.options import Options
from deacards.anki.schedule import Schedule
from deacards.cache import Cache
from deacards.deck.card import CardId
from deacards.progress import Progress, untold


class Known(NamedTuple):
    """Where the notes of decks are kept that were rendered before.

    `digests` are those of deck files, by path, `foreign` that of the file on notes that came from Anki.
    """

    cache: Cache
    digests: Mapping[str, str]
    foreign: str = ""


def _no_lines(_path: str) -> Mapping[CardId, int]:
    return {}


class Supply(NamedTuple):
    """What goes into a package besides the decks.

    `shelf` finds media; without it words stand for all pictures. `lines` gives those of the cards in the deck
    file at a path, for problems. `schedules` are what is known of units, by their id `cardid/ord`, counted in
    days that begin at `rollover_hour`. `foreign` is what is known of notes that came from Anki. `prefix` goes
    before the name of every deck. How far the package has come is told through `tell`.
    """

    options: Options = Options()
    shelf: Shelf | None = None
    lines: Callable[[str], Mapping[CardId, int]] = _no_lines
    schedules: Mapping[str, Schedule] = MappingProxyType({})
    rollover_hour: int = 4
    foreign: Foreign = Foreign()
    known: Known | None = None
    prefix: str = ""
    tell: Progress = untold
