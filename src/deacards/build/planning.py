"""What becomes of the decks: planned for all notes at once, or for some notes after others.

Where no deck that is there can matter, as in a first build, each note stands for itself. Then no more than
the cards of some notes are held at a time, and the decks come out the same.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from itertools import islice

from deacards.build.drafts import Drafts
from deacards.build.settled import Scope
from deacards.build.stock import Stock
from deacards.collection import Collection
from deacards.deck.card import CardId
from deacards.notes.fingerprint import fingerprints
from deacards.notes.known import KnownNote
from deacards.regenerate.plan import Plan
from deacards.regenerate.regenerate import Elsewhere, regenerate

_SHARES = 16
"""So many that what a share holds is little, and so few that to look at what others took costs nothing."""


def shares_of(drafts: Mapping[str, Drafts], scope: Scope) -> Iterator[Mapping[str, Drafts]]:
    """Yield the drafts of notes that are planned together, in the order in which sources are taken."""
    if scope.decks:
        yield drafts
        return
    notes = iter(sorted(drafts, key=lambda note: f"{note}#"))
    while share := {note: drafts[note] for note in islice(notes, len(drafts) // _SHARES + 1)}:
        yield share


class Planner:
    """Plans what drafts make of the decks in `scope`; what was planned before is taken.

    `reviews` counts the answers of each card, where that is asked.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - all that a plan hangs on
        self,
        collection: Collection,
        today: date,
        notes: Mapping[str, KnownNote],
        stock: Stock,
        scope: Scope,
        reviews: Callable[[], Mapping[CardId, int]],
    ) -> None:
        table = collection.layout
        closed = stock.gists.keys() - scope.decks
        self._folders = table.cards, table.notes
        self._today = today
        self._reviews = reviews
        self._notes = notes
        self._decks = {path: stock.file(path).deck for path in stock.gists if path in scope.decks}
        self._paths = set(closed)
        self._ids = {each for path in closed for each in stock.gists[path].ids}

    def plan(self, drafts: Mapping[str, Drafts]) -> Plan:
        """Return what the drafts make of the decks; those of notes without drafts here stay as they are."""
        plan = regenerate(
            self._decks,
            [deck for made in drafts.values() for deck in made.decks],
            today=self._today,
            skipped=self._notes.keys() - drafts.keys(),
            folders=self._folders,
            lines_of=lambda path: fingerprints(self._notes[path].read().decode(errors="replace")),
            elsewhere=Elsewhere(self._paths, self._ids),
            reviews=self._reviews,
        )
        self._paths.update(plan.after)
        self._ids.update(identity for deck in plan.after.values() for identity in deck.ids())
        return plan
