"""What a build does, step by step: notes to drafts to decks to the package for Anki.

A build is prepared in full before the first byte is written: while any note or deck is faulty, or when too
much would be lost, nothing changes.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from deacards.build.drafts import Drafts, DraftsOfNotes
from deacards.build.outcome import Outcome
from deacards.build.settled import Scope, scope_of, settled_notes
from deacards.build.stock import Stock, keep_file, read_stock
from deacards.build.suggestions import suggestions_of
from deacards.cache import Cache
from deacards.collection import Collection
from deacards.deck.card import CardId
from deacards.deck.deck import Deck
from deacards.deck.deckfile import DeckFile
from deacards.deck.known import rendered_file
from deacards.deck.splice import spliced_file
from deacards.memory import collection_paused
from deacards.notes.files import Notes, read_notes
from deacards.notes.fingerprint import fingerprints
from deacards.notes.known import KnownNote
from deacards.problem import Problem, ProblemsError, Severity
from deacards.regenerate.brake import check_brake
from deacards.regenerate.plan import Kind, Plan
from deacards.regenerate.regenerate import Elsewhere, regenerate
from deacards.store import Write

if TYPE_CHECKING:
    from deacards.build.packaging import LedgerFile


class Order(NamedTuple):
    """What a person asked for: a build of the notes that `is_chosen` by path, at the local time `now`.

    `export` asks for the package too; `careful` stops where cards would retire that nobody meant to lose.
    `digests` are those of files, by path, as far as they are known: what these hold is known by them.
    """

    is_chosen: Callable[[str], bool]
    now: datetime
    export: bool = True
    careful: bool = True
    digests: Mapping[str, str] = MappingProxyType({})


class Build(NamedTuple):
    """A build that is ready: what it changes, what it comes to, and what is to be written, in this order.

    `files` are the decks that change, as they will be. `media` are the paths beside those of `places` that
    it looked at for pictures and sounds.
    """

    plan: Plan
    outcome: Outcome
    writes: tuple[Write, ...]
    files: tuple[DeckFile, ...]
    media: tuple[str, ...] = ()


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


def keep(build: Build, cache: Cache) -> None:
    """Keep what a build has written, for the next one."""
    for file in build.files:
        keep_file(file, cache)


def _prepare(collection: Collection, order: Order, cache: Cache) -> Build:
    stock, faults = read_stock(collection.root, collection.cards, cache, order.digests)
    notes, drafts, made = _read_notes(collection, order, cache)
    told = _read_ledger(collection) if order.export else None
    problems = [*notes.problems, *faults, *(told.problems if told else ())]
    if any(problem.severity is Severity.ERROR for problem in problems):
        raise ProblemsError(problems)
    by_path = {note.path: note for note in notes.notes}
    scope = scope_of(by_path.keys(), drafts, stock)
    open_drafts = {path: each for path, each in drafts.items() if path in scope.notes}
    plan = _plan(collection, by_path, stock, scope, open_drafts, order)
    reviews = _count_reviews(collection) if plan.count(Kind.RETIRED) else {}
    if order.careful:
        emptied = [path for path, each in open_drafts.items() if not each.decks]
        check_brake(plan, reviewed=reviews.keys(), emptied=emptied)
    settled = list(settled_notes(plan, open_drafts))
    for each in open_drafts.values():
        each.forget()  # they take as much as the bytes that are to come
    files = tuple(_changed(path, deck, stock) for path, deck in plan.changed_decks.items())
    digests = _digests_after(stock, files)
    for note, paths in settled:
        made.settle(by_path[note], drafts[note], tuple((path, digests[path]) for path in paths))
    closed = stock.gists.keys() - scope.decks
    waiting = (*_waiting(plan, files, stock), *stock.waiting(closed))
    cards = sum(len(deck.cards) for deck in plan.after.values()) + stock.count(closed)
    outcome = _outcome(plan, len(by_path), cards, reviews, [*problems, *waiting])._replace(
        facts=sum(each.facts for each in drafts.values()),
        carded=sum(each.carded for each in drafts.values()),
    )
    writes = tuple(Write(file.path, file.data, stock.digests.get(file.path)) for file in files)
    build = Build(plan, outcome, writes, files)
    return build if told is None else _with_package(build, collection, told, stock, order, cache)


def _read_ledger(collection: Collection) -> "LedgerFile":
    from deacards.build.packaging import read_ledger  # noqa: PLC0415 - for `_with_package` alone

    return read_ledger(collection)


def _with_package(  # noqa: PLR0913, PLR0917 - all that a package hangs on
    build: Build,
    collection: Collection,
    told: "LedgerFile",
    stock: Stock,
    order: Order,
    cache: Cache,
) -> Build:
    """Return the build with its package. What is wrong with it for long is a problem, the rest a notice."""
    # genanki and what it needs take as long to load as all the rest: only who wants a package waits for it.
    from deacards.build.packaging import (  # noqa: PLC0415
        Lazy,
        decks_of,
        known_of,
        retain_known,
        ship,
        supply_of,
    )

    new = {file.path: file for file in build.files}
    digests = _digests_after(stock, build.files)
    files = Lazy(digests.keys(), lambda path: new.get(path) or stock.file(path))
    supply = supply_of(collection, told, files, known=known_of(cache, told, digests))
    retain_known(cache, digests)
    shipment = ship(collection, told, decks_of(files), supply, order.now)
    outcome = build.outcome._replace(
        package=shipment.packaged,
        problems=tuple(sorted([*build.outcome.problems, *shipment.problems])),
        notices=shipment.notices,
    )
    return Build(build.plan, outcome, (*build.writes, *shipment.writes), build.files, shipment.media)


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

    notes = read_notes(collection.root, table.notes, table.exclude, cache, digests=order.digests, use=derive)
    return notes, drafts, made


def _plan(  # noqa: PLR0913, PLR0917 - all that a plan hangs on
    collection: Collection,
    notes: Mapping[str, KnownNote],
    stock: Stock,
    scope: Scope,
    drafts: Mapping[str, Drafts],
    order: Order,
) -> Plan:
    """Return what the drafts make of the decks; the decks of notes without drafts here stay as they are."""
    table = collection.layout
    closed = stock.gists.keys() - scope.decks
    return regenerate(
        {path: stock.file(path).deck for path in stock.gists if path in scope.decks},
        [deck for made in drafts.values() for deck in made.decks],
        today=order.now.date(),
        skipped=notes.keys() - drafts.keys(),
        folders=(table.cards, table.notes),
        lines_of=lambda path: fingerprints(notes[path].read().decode(errors="replace")),
        elsewhere=Elsewhere(closed, {each for path in closed for each in stock.gists[path].ids}),
    )


def _count_reviews(collection: Collection) -> Mapping[CardId, int]:
    """Return how many answers the log holds for each card."""
    # Only here: most builds take no card out of use.
    from deacards.study.log import read_log  # noqa: PLC0415
    from deacards_scheduler.event import Review  # noqa: PLC0415
    from deacards_scheduler.replay import live_events  # noqa: PLC0415

    events = live_events(read_log(collection.root, collection.reviews).events)
    return Counter(event.unit.rpartition("/")[0] for event in events if isinstance(event, Review))


def _changed(path: str, deck: Deck, stock: Stock) -> DeckFile:
    """Return a deck that changes: a new file, or the old one with only that changed which has to."""
    return spliced_file(stock.file(path), deck) if path in stock.gists else rendered_file(path, deck)


def _digests_after(stock: Stock, files: Sequence[DeckFile]) -> Mapping[str, str]:
    """Return the digests of all decks, by path, once these `files` are written."""
    return {**stock.digests, **{file.path: file.digest for file in files}}


def _waiting(plan: Plan, files: Sequence[DeckFile], stock: Stock) -> Iterator[Problem]:
    """Yield a problem for each suggestion in the decks as they will be, at the line where it will stand."""
    new = {file.path: file for file in files}
    for path in {path for path, _ in plan.waiting()}:
        yield from suggestions_of(new[path] if path in new else stock.file(path))


def _outcome(
    plan: Plan, notes: int, cards: int, reviews: Mapping[CardId, int], problems: Sequence[Problem]
) -> Outcome:
    """Return what a plan comes to, without its package."""
    retired = [change.after.id for change in plan.changes if change.kind is Kind.RETIRED]
    return Outcome(
        notes,
        cards,
        added=plan.count(Kind.ADDED),
        edited=plan.count(Kind.EDITED),
        moved=plan.count(Kind.MOVED),
        revived=plan.count(Kind.REVIVED),
        retired=len(retired),
        dismissed=plan.count(Kind.DISMISSED),
        conflicts=plan.count(Kind.CONFLICT),
        reviews_of_retired=sum(reviews.get(card, 0) for card in retired),
        problems=tuple(sorted(problems)),
    )
