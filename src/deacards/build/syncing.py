"""A running Anki brought up to date: reviews pulled, notes pushed, cards moved and suspended."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from deacards.anki.connect import AnkiConnect
from deacards.anki.history_in import Incoming, cards_by_guid, incoming
from deacards.anki.package import PackageResult
from deacards.anki.running import read_live_answers, read_live_notes
from deacards.anki.syncplan import SyncPlan, plan_sync
from deacards.build.importing import history_write
from deacards.build.packaging import (
    LedgerFile,
    decks_of,
    ledger_write,
    notes_of,
    package_of,
    package_write,
    read_ledger,
    supply_of,
)
from deacards.collection import Collection
from deacards.deck.files import read_decks
from deacards.problem import Problem, ProblemsError, Severity
from deacards.store import write_files
from deacards.study.log import read_log


@dataclass(frozen=True, slots=True)
class Sync:
    """A sync that is ready: the plan for Anki, the reviews that come, the package that goes."""

    plan: SyncPlan
    history: Incoming
    package: PackageResult
    told: LedgerFile
    problems: tuple[Problem, ...]


def prepare_sync(collection: Collection, anki: AnkiConnect, now: datetime) -> Sync:
    """Return what a sync would do; neither here nor in Anki is anything changed.

    Raises `ProblemsError` while a deck or the ledger is faulty, and what `AnkiConnect` raises.
    """
    decks, told = read_decks(collection.root, collection.cards), read_ledger(collection)
    faults = [*decks.problems, *told.problems]
    if any(problem.severity is Severity.ERROR for problem in faults):
        raise ProblemsError(faults)
    log = read_log(collection.root, collection.reviews)
    by_path = decks_of(decks.files)
    supply = supply_of(collection, told, decks.files)
    package = package_of(by_path, told, now, supply, prefix=collection.export.deck_prefix)
    notes = notes_of(by_path, told, supply)
    live = read_live_notes(anki, _foreign_ids(told))
    cards = cards_by_guid(card for f in decks.files.values() for card in (*f.deck.cards, *f.deck.retired))
    history = incoming(read_live_answers(anki, live.values()), cards, log.events, now.tzinfo)
    return Sync(
        plan_sync(package.ledger, notes, live),
        history,
        package,
        told,
        (*faults, *log.problems, *package.problems),
    )


def carry_out_sync(collection: Collection, anki: AnkiConnect, sync: Sync) -> tuple[str, ...]:
    """Write the reviews and the package, tell Anki, and return the paths that changed.

    Reviews are on the disk before Anki is told anything, and the ledger before Anki learns of its package.
    """
    writes = [history_write(collection, sync.history.events)] if sync.history.events else []
    plan = sync.plan
    if plan.new or plan.changed:
        path = collection.relative(collection.package)
        writes += [ledger_write(collection, sync.told, sync.package), package_write(path, sync.package)]
    written = write_files(collection.root, writes)
    if plan.new or plan.changed:
        anki.call("importPackage", path=str(collection.package))
    for deck, cards in plan.moves.items():
        anki.call("changeDeck", cards=list(cards), deck=deck)
    if plan.suspend:
        anki.call("suspend", cards=list(plan.suspend))
    if plan.unsuspend:
        anki.call("unsuspend", cards=list(plan.unsuspend))
    return written


def _foreign_ids(told: LedgerFile) -> Mapping[int, str]:
    """Return the guids of adopted notes by the id that they have in Anki."""
    known = told.ledger.notes
    return {known[guid].id: guid for guid in told.foreign.notes if guid in known and known[guid].id}
