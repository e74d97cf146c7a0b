"""What a build does, step by step: notes to drafts to decks to the package for Anki.

A build is prepared in full before the first byte is written: while any note or deck is faulty, or when too
much would be lost, nothing changes.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from deacards.build.changes import Changes
from deacards.build.drafts import Drafts, DraftsOfNotes
from deacards.build.outcome import Outcome
from deacards.build.planning import Planner, shares_of
from deacards.build.settled import scope_of, settled_notes
from deacards.build.stock import Stock, read_stock
from deacards.build.suggestions import suggestions_of
from deacards.cache import Cache
from deacards.collection import Collection
from deacards.deck.card import CardId
from deacards.memory import collection_paused
from deacards.notes.files import Notes, read_notes
from deacards.notes.known import KnownNote
from deacards.problem import Problem, ProblemsError, Severity
from deacards.progress import Progress, told, untold
from deacards.regenerate.brake import check_brake
from deacards.regenerate.plan import Kind, Plan
from deacards.store import Write, digest

if TYPE_CHECKING:
    from deacards.build.packaging import Packing


_NO_PLAN = Plan({}, {}, ())


class Order(NamedTuple):
    """What a person asked for: a build of the notes that `is_chosen` by path, at the local time `now`.

    `export` asks for the package too; `careful` stops where cards would retire that nobody meant to lose.
    `digests` are those of files, by path, as far as they are known: what these hold is known by them.
    `apply` says that the build is to be written: then its plan is not held, and what it makes is kept for the
    next one. It is told through `tell` how far the work has come.
    """

    is_chosen: Callable[[str], bool]
    now: datetime
    export: bool = True
    careful: bool = True
    digests: Mapping[str, str] = MappingProxyType({})
    apply: bool = True
    tell: Progress = untold


class Build(NamedTuple):
    """A build that is ready: what it changes, what it comes to, and what is to be written.

    `plan` is empty where the order was to apply it. `changes` are the decks, `shipped` what goes with them.
    `media` are the paths beside those of `places` that it looked at for pictures and sounds.
    """

    plan: Plan
    outcome: Outcome
    changes: Changes
    shipped: tuple[Write, ...] = ()
    media: tuple[str, ...] = ()

    def writes(self) -> Iterator[Write]:
        """Yield what is to be written, in this order: of the decks no two are held at a time."""
        yield from self.changes.writes()
        yield from self.shipped

    def told_writes(self, tell: Progress) -> Iterator[Write]:
        """Yield the same, and tell at each."""
        return told(self.writes(), "Writing files", tell, self.changes.count + len(self.shipped))

    def digests(self) -> Mapping[str, str]:
        """Return the digests of what is to be written, by path: those of decks are known."""
        return {**self.changes.written, **{write.path: digest(write.data) for write in self.shipped}}


def places(collection: Collection) -> tuple[str, ...]:
    """Return all files and folders that a build reads or writes, relative to the root."""
    table = collection.layout
    files = (collection.file, collection.ledger, collection.foreign, collection.package)
    return (table.notes, table.cards, *map(collection.relative, files))


def prepare(collection: Collection, order: Order, cache: Cache) -> Build:
    """Return the build of a collection; nothing is written but what `cache` keeps.

    Raises `ProblemsError` with all faults of notes, decks and ledger while there is one, and `RefusedError`
    where a careful build should be looked at first.
    """
    with collection_paused():
        return _prepare(collection, order, cache)


def _prepare(collection: Collection, order: Order, cache: Cache) -> Build:
    stock, faults = read_stock(collection.root, collection.cards, cache, order.digests, order.tell)
    changes = Changes(stock, cache if order.apply else None)
    packing = _packing(collection, changes, cache, order.tell) if order.export else None
    problems = [*faults, *(packing.told.problems if packing else ())]
    build = _change_decks(collection, order, cache, stock, changes, packing, problems)
    return _with_package(build, packing, order.now) if packing else build


def _change_decks(  # noqa: PLR0913, PLR0917 - all that the decks hang on; it is let go before the package
    collection: Collection,
    order: Order,
    cache: Cache,
    stock: Stock,
    changes: Changes,
    packing: "Packing | None",
    problems: list[Problem],
) -> Build:
    """Return the build without its package; the `problems` are those of decks and ledger."""
    notes, drafts, made = _read_notes(collection, order, cache)
    problems += notes.problems
    if any(problem.severity is Severity.ERROR for problem in problems):
        raise ProblemsError(problems)
    by_path = {note.path: note for note in notes.notes}
    scope = scope_of(by_path.keys(), drafts, stock)
    open_drafts = {path: each for path, each in drafts.items() if path in scope.notes}
    planner = Planner(collection, order.now.date(), by_path, stock, scope, lambda: _count_reviews(collection))
    counts: Counter[str] = Counter()
    plan = _NO_PLAN
    planned = 0
    for share in shares_of(open_drafts, scope) if order.apply else (open_drafts,):
        order.tell("Matching notes with cards", planned, len(open_drafts))
        planned += len(share)
        plan = planner.plan(share)
        counts += _count(plan, share, collection, order)
        for note, paths in _carry_out(plan, share, changes, packing if order.apply else None):
            decks = tuple((path, changes.digests[path]) for path in paths)
            made.settle(by_path[note], drafts[note], decks)
        waiting = {path for path, _ in plan.waiting()}
        problems += (problem for path in waiting for problem in suggestions_of(changes.file(path)))
    closed = stock.gists.keys() - scope.decks
    counts["cards"] += stock.count(closed)
    figures: dict[str, Any] = dict(counts)
    outcome = Outcome(
        len(by_path),
        **figures,
        facts=sum(each.facts for each in drafts.values()),
        carded=sum(each.carded for each in drafts.values()),
        problems=tuple(sorted([*problems, *stock.waiting(closed)])),
    )
    return Build(_NO_PLAN if order.apply else plan, outcome, changes)


def _count(
    plan: Plan, drafts: Mapping[str, Drafts], collection: Collection, order: Order
) -> Mapping[str, int]:
    """Return the figures of a plan, by the names that an outcome has for them, zeros left out.

    Raises `RefusedError` where a careful build should be looked at first.
    """
    reviews = _count_reviews(collection) if plan.count(Kind.RETIRED) else {}
    if order.careful:
        emptied = [path for path, each in drafts.items() if not each.decks]
        check_brake(plan, reviewed=reviews.keys(), emptied=emptied)
    retired = [change.after.id for change in plan.changes if change.kind is Kind.RETIRED]
    return {
        "cards": sum(len(deck.cards) for deck in plan.after.values()),
        "added": plan.count(Kind.ADDED),
        "edited": plan.count(Kind.EDITED),
        "moved": plan.count(Kind.MOVED),
        "revived": plan.count(Kind.REVIVED),
        "retired": len(retired),
        "dismissed": plan.count(Kind.DISMISSED),
        "conflicts": plan.count(Kind.CONFLICT),
        "reviews_of_retired": sum(reviews.get(card, 0) for card in retired),
    }


def _carry_out(
    plan: Plan, drafts: Mapping[str, Drafts], changes: Changes, packing: "Packing | None"
) -> Sequence[tuple[str, Iterable[str]]]:
    """Add the decks that a plan changes to `changes`, and let go of the drafts.

    Returns the notes that it settles, each with the paths of its decks.
    """
    settled = list(settled_notes(plan, drafts))
    for each in drafts.values():
        each.forget()
    for path, deck in plan.changed_decks.items():
        file = changes.add(path, deck)
        if packing:
            packing.keep(file)
    return settled


def _packing(collection: Collection, changes: Changes, cache: Cache, tell: Progress) -> "Packing":
    # genanki and what it needs take as long to load as all the rest: only who wants a package waits for it.
    from deacards.build.packaging import Packing  # noqa: PLC0415

    return Packing(collection, changes, cache, tell)


def _with_package(build: Build, packing: "Packing", now: datetime) -> Build:
    """Return the build with its package. What is wrong with it for long is a problem, the rest a notice."""
    shipment = packing.ship(now)
    outcome = build.outcome._replace(
        package=shipment.packaged,
        problems=tuple(sorted([*build.outcome.problems, *shipment.problems])),
        notices=shipment.notices,
    )
    return build._replace(outcome=outcome, shipped=shipment.writes, media=shipment.media)


def _read_notes(
    collection: Collection, order: Order, cache: Cache
) -> tuple[Notes, Mapping[str, Drafts], DraftsOfNotes]:
    """Return the notes, the drafts of those that are chosen, by path, and where these are kept.

    Each note is derived from as soon as it is read, so that no more than one is held as parsed.
    """
    table = collection.layout
    made = DraftsOfNotes(table.language, cache)
    drafts: dict[str, Drafts] = {}

    def derive(note: KnownNote) -> None:
        if order.is_chosen(note.path):
            drafts[note.path] = made.of(note)

    notes = read_notes(
        *(collection.root, table.notes, table.exclude, cache),
        digests=order.digests,
        use=derive,
        tell=order.tell,
    )
    return notes, drafts, made


def _count_reviews(collection: Collection) -> Mapping[CardId, int]:
    """Return how many answers the log holds for each card."""
    # Only here: most builds take no card out of use.
    from deacards.study.log import read_log  # noqa: PLC0415
    from deacards_scheduler.event import Review  # noqa: PLC0415
    from deacards_scheduler.replay import live_events  # noqa: PLC0415

    events = live_events(read_log(collection.root, collection.reviews).events)
    return Counter(event.unit.rpartition("/")[0] for event in events if isinstance(event, Review))
