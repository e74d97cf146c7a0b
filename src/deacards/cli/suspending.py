"""`deacards cards suspend` and `unsuspend`: cards that are not asked, until they are again."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import click

from deacards.cli import output
from deacards.cli.ownlog import open_own_log
from deacards.collection import open_collection
from deacards.problem import UsageError
from deacards.study.reading import read_study
from deacards.study.study import Study
from deacards.study.unit import Unit, named
from deacards_scheduler.event import Suspend, Unsuspend
from deacards_scheduler.state import UNSEEN


@click.command
@click.argument("card")
@click.option("--device", metavar="NAME", help="Log under this name instead of this computer's own.")
def suspend(*, card: str, device: str | None) -> int:
    """Ask a card no more, until it is unsuspended.

    CARD is its id, or the first letters of it; with `/0` or `/1` behind it only that question is meant.
    """
    return _write(card, device, Suspend, is_wanted=True)


@click.command
@click.argument("card")
@click.option("--device", metavar="NAME", help="Log under this name instead of this computer's own.")
def unsuspend(*, card: str, device: str | None) -> int:
    """Ask a suspended card again: it is due when it was, and keeps its history.

    CARD is its id, or the first letters of it; with `/0` or `/1` behind it only that question is meant.
    """
    return _write(card, device, Unsuspend, is_wanted=False)


def _write(
    card: str,
    device: str | None,
    kind: Callable[[str, datetime, str], Suspend | Unsuspend],
    *,
    is_wanted: bool,
) -> int:
    """Log what a card shall be for each of its questions that is not that already."""
    collection = open_collection(Path.cwd())
    study = read_study(collection)
    units = [unit for unit in named(card, study.active) if _is_suspended(unit, study) is not is_wanted]
    state = "suspended" if is_wanted else "active"
    if not units:
        raise UsageError(f"{card!r} is {state} already")
    log = open_own_log(collection.reviews, device)
    ids, at = log.batch(len(units))
    log.append(*(kind(id_, at, unit.id) for id_, unit in zip(ids, units, strict=True)))
    for unit in units:
        output.tell(f"{unit.id} is {state}")
    return 0


def _is_suspended(unit: Unit, study: Study) -> bool:
    return study.states.get(unit.id, UNSEEN).suspended
