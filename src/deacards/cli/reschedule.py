"""`deacards reschedule`: a backlog spread over the coming days, explained first, undone if need be."""

import sys
from datetime import date
from pathlib import Path

import click

from deacards.cli import output
from deacards.cli.openstudy import open_study
from deacards.cli.ownlog import open_own_log
from deacards.cli.remember import open_memory
from deacards.collection import open_collection
from deacards.problem import UsageError
from deacards.study.log import Log, read_log
from deacards.study.study import Study
from deacards_scheduler.backlog import due_counts, last_batch, spread_backlog
from deacards_scheduler.days import study_day
from deacards_scheduler.event import SetDue, Undo

SHOWN_DAYS = 14


@click.command
@click.option("--spread", type=click.IntRange(1, 365), metavar="DAYS", help="Spread what is due over DAYS.")
@click.option("--undo", is_flag=True, help="Take the last rescheduling back.")
@click.option("--apply", "is_sure", is_flag=True, help="Do it without asking.")
@click.option("--device", metavar="NAME", help="Log under this name instead of this computer's own.")
def command(*, spread: int | None, undo: bool, is_sure: bool, device: str | None) -> int:
    """Spread a backlog over the coming days, after it has been explained.

    Only due days change: what is remembered of each card stays, and its next answer counts the days that
    really went by. It can be taken back with --undo.
    """
    if (spread is None) is not undo:
        raise click.UsageError("say either --spread DAYS or --undo")
    collection = open_collection(Path.cwd())
    log = open_own_log(collection.reviews, device)
    if undo:
        batch = last_batch(read_log(collection.root, collection.reviews).events)
        if not batch:
            raise UsageError("there is no rescheduling to take back")
        ids, at = log.batch(len(batch))
        log.append(*(Undo(id_, at, event.id) for id_, event in zip(ids, batch, strict=True)))
        output.say(f"Took back: {output.counted(len(batch), 'card')} are due again as they were.")
        return 0
    study = open_study(open_memory()).study
    output.show_problems(study.problems)
    return _spread(study, log, spread or 1, is_sure=is_sure)


def _spread(study: Study, log: Log, days: int, *, is_sure: bool) -> int:
    """Explain the new due days, and set them if the person agrees."""
    today = study_day(log.now(), study.terms.rollover_hour)
    active = {unit.id for unit in study.active}
    states = {unit: state for unit, state in study.states.items() if unit in active}
    plan = spread_backlog(states, today, days)
    moved = {unit: due for unit, due in plan.items() if due > today}
    if not moved:
        output.say(f"{output.counted(len(plan), 'card')} due today: there is nothing to spread.")
        return 0
    later = due_counts(states.values(), today)
    output.say(
        f"{output.counted(len(plan), 'card')} due today. Over {output.counted(days, 'day')} that makes:"
    )
    for n in range(min(days, SHOWN_DAYS)):
        own = sum(due == today + n for due in plan.values())
        output.tell(
            f"  {date.fromordinal(today + n)}  {own + later[today + n]:>5}  ({own} of them waiting now)"
        )
    if days > SHOWN_DAYS:
        output.say("  and so on")
    output.say("Those overdue longest, for their intervals, come first. No card loses what it has learned.")
    if not (is_sure or _agrees()):
        output.say("Nothing was changed. To do it: add --apply")
        return 0
    ids, at = log.batch(len(moved))
    log.append(*(SetDue(id_, at, unit, due) for id_, (unit, due) in zip(ids, moved.items(), strict=True)))
    output.say(f"Moved {output.counted(len(moved), 'card')}. To take it back: deacards reschedule --undo")
    return 0


def _agrees() -> bool:
    """Ask the person, if there is one."""
    return sys.stdin.isatty() and click.confirm("Do it?", err=True)
