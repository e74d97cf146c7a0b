"""What goes into a package besides the decks."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from deacards.anki.foreign import Foreign
from deacards.anki.media import Shelf
from deacards.anki.options import Options
from deacards.anki.schedule import Schedule
from deacards.cache import Cache
from deacards.deck.card import CardId


@dataclass(frozen=True, slots=True)
class Known:
    """Where the notes of decks are kept that were rendered before.

    `digests` are those of deck files, by path, `foreign` that of the file on notes that came from Anki.
    """

    cache: Cache
    digests: Mapping[str, str]
    foreign: str = ""


@dataclass(frozen=True, slots=True)
class Supply:
    """What goes into a package besides the decks.

    `shelf` finds media; without it words stand for all pictures. `lines` are those of the cards in their deck
    files, for problems. `schedules` are what is known of units, by their id `cardid/ord`, counted in days
    that begin at `rollover_hour`. `foreign` is what is known of notes that came from Anki.
    """

    options: Options = field(default_factory=Options)
    shelf: Shelf | None = None
    lines: Mapping[CardId, int] = field(default_factory=dict)
    schedules: Mapping[str, Schedule] = field(default_factory=dict)
    rollover_hour: int = 4
    foreign: Foreign = field(default_factory=Foreign)
    known: Known | None = None
