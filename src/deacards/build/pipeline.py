"""What a build does, step by step: notes to drafts to decks to the package for Anki.

A build is prepared in full before the first byte is written: while any note or deck is faulty, or when too
much would be lost, nothing changes.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from deacards.build.drafts import Drafts, drafts_of
from deacards.build.outcome import Outcome
from deacards.build.settled import keep_settled, known_settled, settled_keys
from deacards.build.suggestions import suggestions_of
from deacards.cache import Cache
from deacards.collection import Collection
from deacards.deck.card import CardId
from deacards.deck.deck import Deck
from deacards.deck.deckfile import read_deck
from deacards.deck.emit import render_deck
from deacards.deck.files import Decks, read_decks
from deacards.deck.splice import splice_deck
from deacards.memory import collection_paused
from deacards.notes.files import Notes, read_notes
from deacards.notes.fingerprint import fingerprints
from deacards.problem import Problem, ProblemsError, Severity
from deacards.regenerate.brake import check_brake
from deacards.regenerate.plan import Kind, Plan
from deacards.regenerate.regenerate import regenerate
from deacards.store import Write

if TYPE_CHECKING:
    from deacards.anki.supply import Supply
    from deacards.build.packaging import LedgerFile


@dataclass(frozen=True, slots=True)
class Order:
    """What a person asked for: a build of the notes that `is_chosen` by path, at the local time `now`.

    `export` asks for the package too; `careful` stops where cards would retire that nobody meant to lose.
    """

    is_chosen: Callable[[str], bool]
    now: datetime
    export: bool = True
    careful: bool = True


@dataclass(frozen=True, slots=True)
class Build:
    """A build that is ready: what it changes, what it comes to, and what is to be written, in this order.

    `media` are the paths beside those of `places` that it looked at for pictures and sounds.
    """

    plan: Plan
    outcome: Outcome
    writes: tuple[Write, ...]
    media: tuple[str, ...] = ()


def places(collection: Collection) -> tuple[str, ...]:
    """Return all files and folders that a build reads or writes, relative to the root."""
    table = collection.config.collection
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
    notes, decks = _read_notes(collection, cache), read_decks(collection.root, collection.cards, cache)
    told = _read_ledger(collection) if order.export else None
    problems = [*notes.problems, *decks.problems, *(told.problems if told else ())]
    if any(problem.severity is Severity.ERROR for problem in problems):
        raise ProblemsError(problems)
    drafts = _derive(collection, notes, order, cache)
    keys = settled_keys(notes.notes, decks.files, collection.config.collection.language)
    settled = known_settled(keys, cache)
    open_drafts = {path: made for path, made in drafts.items() if path not in settled}
    plan = _plan(collection, notes, decks, open_drafts, order)
    keep_settled(plan, open_drafts, keys, cache)
    reviews = _count_reviews(collection) if plan.count(Kind.RETIRED) else {}
    if order.careful:
        check_brake(
            plan, reviewed=reviews.keys(), emptied=[path for path, made in drafts.items() if not made.decks]
        )
    writes = [_deck_write(path, deck, decks) for path, deck in plan.changed_decks.items()]
    outcome = replace(
        _outcome(plan, len(notes.notes), reviews, [*problems, *_waiting(plan, decks, writes)]),
        facts=sum(made.facts for made in drafts.values()),
        carded=sum(made.carded for made in drafts.values()),
    )
    build = Build(plan, outcome, tuple(writes))
    if told is None:
        return build
    supply = _supply(collection, told, decks, writes, cache)
    return _with_package(build, collection, told, supply, order)


def _read_ledger(collection: Collection) -> "LedgerFile":
    from deacards.build.packaging import read_ledger  # noqa: PLC0415 - for `_with_package` alone

    return read_ledger(collection)


def _supply(
    collection: Collection, told: "LedgerFile", decks: Decks, writes: Sequence[Write], cache: Cache
) -> "Supply":
    """Return what the package needs besides its decks: `decks` as they are, but for the `writes` to come."""
    from deacards.build.packaging import known_of, supply_of  # noqa: PLC0415 - as in `_with_package`

    known = known_of(cache, told, decks.files, writes)
    return supply_of(collection, told, decks.files, known=known)


def _with_package(
    build: Build, collection: Collection, told: "LedgerFile", supply: "Supply", order: Order
) -> Build:
    """Return the build with its package. What is wrong with it for long is a problem, the rest a notice."""
    # genanki and what it needs take as long to load as all the rest: only who wants a package waits for it.
    from deacards.build.packaging import ship  # noqa: PLC0415

    shipment = ship(collection, told, build.plan.after, supply, order.now)
    outcome = replace(
        build.outcome,
        package=shipment.packaged,
        problems=tuple(sorted([*build.outcome.problems, *shipment.problems])),
        notices=shipment.notices,
    )
    return Build(build.plan, outcome, (*build.writes, *shipment.writes), shipment.media)


def _read_notes(collection: Collection, cache: Cache) -> Notes:
    table = collection.config.collection
    return read_notes(collection.root, table.notes, table.exclude, cache)


def _derive(collection: Collection, notes: Notes, order: Order, cache: Cache) -> Mapping[str, Drafts]:
    """Return the drafts of the chosen notes, by the note's path."""
    language = collection.config.collection.language
    chosen = (note for note in notes.notes if order.is_chosen(note.path))
    return {note.path: drafts_of(note, language, cache) for note in chosen}


def _plan(
    collection: Collection,
    notes: Notes,
    decks: Decks,
    drafts: Mapping[str, Drafts],
    order: Order,
) -> Plan:
    """Return what the drafts make of the decks; the decks of notes without drafts here stay as they are."""
    table = collection.config.collection
    bytes_of = {note.path: note.data for note in notes.notes}
    return regenerate(
        {path: file.deck for path, file in decks.files.items()},
        [deck for made in drafts.values() for deck in made.decks],
        today=order.now.date(),
        skipped={note.path for note in notes.notes} - drafts.keys(),
        folders=(table.cards, table.notes),
        lines_of=lambda path: fingerprints(bytes_of[path].decode(errors="replace")),
    )


def _count_reviews(collection: Collection) -> Mapping[CardId, int]:
    """Return how many answers the log holds for each card."""
    # Only here: most builds take no card out of use.
    from deacards.study.log import read_log  # noqa: PLC0415
    from deacards_scheduler.event import Review  # noqa: PLC0415
    from deacards_scheduler.replay import live_events  # noqa: PLC0415

    events = live_events(read_log(collection.root, collection.reviews).events)
    return Counter(event.unit.rpartition("/")[0] for event in events if isinstance(event, Review))


def _deck_write(path: str, deck: Deck, decks: Decks) -> Write:
    """Return the write of a deck: a new file, or the old one with only that changed which has to."""
    file = decks.files.get(path)
    if file is None:
        return Write(path, render_deck(deck).encode(), None)
    return Write(path, splice_deck(file, deck), file.digest)


def _waiting(plan: Plan, decks: Decks, writes: Sequence[Write]) -> Iterator[Problem]:
    """Yield a problem for each suggestion in the decks as they will be, at the line where it will stand."""
    new = {write.path: write.data for write in writes}
    for path in {path for path, _ in plan.waiting()}:
        file = read_deck(path, new[path]).file if path in new else decks.files[path]
        if file is not None:
            yield from suggestions_of(file)


def _outcome(plan: Plan, notes: int, reviews: Mapping[CardId, int], problems: Sequence[Problem]) -> Outcome:
    """Return what a plan comes to, without its package."""
    retired = [change.after.id for change in plan.changes if change.kind is Kind.RETIRED]
    return Outcome(
        notes=notes,
        cards=sum(len(deck.cards) for deck in plan.after.values()),
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
