"""What a build does, step by step: notes to drafts to decks to the package for Anki.

A build is prepared in full before the first byte is written: while any note or deck is faulty, or when too
much would be lost, nothing changes.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from deacards.anki.package import PackageResult
from deacards.build.drafts import Drafts, drafts_of
from deacards.build.outcome import Outcome
from deacards.build.packaging import (
    foreign_path,
    ledger_write,
    package_of,
    package_write,
    packaged,
    read_ledger,
    supply_of,
)
from deacards.cache import Cache
from deacards.collection import Collection
from deacards.deck.card import CardId
from deacards.deck.deck import Deck
from deacards.deck.deckfile import DeckFile, read_deck
from deacards.deck.emit import render_deck
from deacards.deck.files import Decks, read_decks
from deacards.deck.splice import splice_deck
from deacards.derive.lint import lint_deck
from deacards.memory import collection_paused
from deacards.notes.files import Notes, read_notes
from deacards.problem import Problem, ProblemsError, Severity
from deacards.regenerate.brake import check_brake
from deacards.regenerate.plan import Kind, Plan
from deacards.regenerate.regenerate import regenerate
from deacards.store import Write
from deacards.study.log import read_log
from deacards_scheduler.event import Review
from deacards_scheduler.replay import live_events

SUGGESTION = "DC301 suggestion"


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
    foreign = collection.root / foreign_path(collection)
    files = (collection.file, collection.ledger, foreign, collection.package)
    return (table.notes, table.cards, *map(collection.relative, files))


def check(collection: Collection, cache: Cache) -> tuple[Problem, ...]:
    """Return everything that is wrong with the notes and the decks, sorted."""
    notes, decks = _read_notes(collection, cache), read_decks(collection.root, collection.cards, cache)
    waiting = (problem for file in decks.files.values() for problem in _suggestions(file))
    advice = (
        problem
        for path, file in decks.files.items()
        for problem in lint_deck(path, file.deck, file.lines, collection.config.collection.language)
    )
    return tuple(sorted([*notes.problems, *decks.problems, *waiting, *advice]))


def prepare(collection: Collection, order: Order, cache: Cache) -> Build:
    """Return the build of a collection; nothing is written but what `cache` keeps.

    Raises `ProblemsError` with all faults of notes, decks and ledger while there is one, and `RefusedError`
    where a careful build should be looked at first.
    """
    with collection_paused():
        return _prepare(collection, order, cache)


def _prepare(collection: Collection, order: Order, cache: Cache) -> Build:
    notes, decks = _read_notes(collection, cache), read_decks(collection.root, collection.cards, cache)
    told = read_ledger(collection) if order.export else None
    problems = [*notes.problems, *decks.problems, *(told.problems if told else ())]
    if any(problem.severity is Severity.ERROR for problem in problems):
        raise ProblemsError(problems)
    drafts = _derive(collection, notes, order, cache)
    plan = _plan(collection, notes, decks, drafts, order)
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
    media: tuple[str, ...] = ()
    if told:
        supply = supply_of(collection, told, decks.files)
        package = package_of(plan.after, told, order.now, supply, prefix=collection.config.anki.deck_prefix)
        path = collection.relative(collection.package)
        outcome = _with_package(outcome, path, package)
        if package.notes:
            writes += [ledger_write(collection, told, package), package_write(path, package)]
        media = tuple(sorted(p for p in package.looked_at if _is_elsewhere(p, collection)))
    return Build(plan, outcome, tuple(writes), media)


def _is_elsewhere(path: str, collection: Collection) -> bool:
    """Tell whether a file is not covered by `places`: one outside of notes and decks, or hidden."""
    table = collection.config.collection
    is_hidden = any(part.startswith(".") for part in path.split("/"))
    return is_hidden or not path.startswith((f"{table.notes}/", f"{table.cards}/"))


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
    return regenerate(
        {path: file.deck for path, file in decks.files.items()},
        [deck for made in drafts.values() for deck in made.decks],
        today=order.now.date(),
        skipped={note.path for note in notes.notes} - drafts.keys(),
        folders=(table.cards, table.notes),
    )


def _count_reviews(collection: Collection) -> Mapping[CardId, int]:
    """Return how many answers the log holds for each card."""
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
            yield from _suggestions(file)


def _suggestions(file: DeckFile) -> Iterator[Problem]:
    """Yield a problem for each card whose note says something else than the hand that edited it."""
    for card in file.deck.cards:
        if card.suggestion:
            message = (
                f"card {card.id} keeps your wording, and the note has a new one; take that or keep yours: "
                f"deacards cards resolve {card.id} --take (or --keep)"
            )
            yield Problem(file.path, file.lines[card.id], 0, SUGGESTION, message, Severity.WARNING)


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
        conflicts=plan.count(Kind.CONFLICT),
        reviews_of_retired=sum(reviews.get(card, 0) for card in retired),
        problems=tuple(sorted(problems)),
    )


def _with_package(outcome: Outcome, path: str, package: PackageResult) -> Outcome:
    """Return the outcome with its package. What is wrong with it for long is a problem, the rest a notice."""
    return replace(
        outcome,
        package=packaged(path, package) if package.notes else None,
        problems=tuple(sorted([*outcome.problems, *package.problems])),
        notices=package.notices,
    )
