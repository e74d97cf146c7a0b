"""`deacards status`: what there is to study today.

If nothing has changed since the last time, it needs no library but click: fast enough for a shell's prompt.
"""

import marshal
import os
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

import click

from deacards.cli import output
from deacards.cli.remember import Memory, open_memory
from deacards.problem import Problem, Severity
from deacards_scheduler.days import study_day

if TYPE_CHECKING:  # the study is opened only if something has changed
    from deacards.cli.openstudy import Opened

COLUMNS = ("new", "learning", "due", "suspended", "total")
"""The figures of `deacards.study.counts.Counts`, in their order."""

STATUS = "status"
_DIGITS = 5
"""So wide is a column of the table at least."""
_NAME, _TODAY = 16, 3
"""So many cells of a name are worth a column, if it is not one of the first three."""


class Status(NamedTuple):
    """What there is to study on a study day that began at `rollover_hour`, and what is wrong.

    `total` and the decks have the figures of `Counts`, the problems those of `Problem`: plain values.
    """

    day: int
    rollover_hour: int
    total: tuple[int, ...]
    decks: tuple[tuple[str, tuple[int, ...]], ...]
    problems: tuple[tuple[str, int, int, str, str, str], ...]


@click.command
@click.option("--short", is_flag=True, help="One line, for a shell's prompt.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(*, short: bool, as_json: bool) -> int:
    """Say what is due and what is out of date."""
    status = _recalled() or _looked()
    new, learning, due, *_ = status.total
    if as_json:
        rows = [{"deck": deck, **_record(counts)} for deck, counts in status.decks]
        output.show_json({"decks": rows, "total": _record(status.total)})
    elif short:
        click.echo(f"{due} due, {learning} learning, {new} new")
    else:
        width = os.get_terminal_size().columns if sys.stdout.isatty() else None
        click.echo("\n".join(table_lines(status, width or None)))
        output.say(f"Next: deacards {'review' if new + learning + due else 'build'}")
    problems = [Problem(*values[:5], Severity(values[5])) for values in status.problems]
    output.show_problems(problems)
    return int(any(problem.severity is Severity.ERROR for problem in problems))


def _recalled() -> Status | None:
    """Return the status as it was worked out earlier today, if no deck and no log has changed since."""
    kept = open_memory().recall(STATUS)
    status = kept and Status(*marshal.loads(kept.value))  # noqa: S302 - plain values, of a whole file
    return status if status and status.day == _today(status.rollover_hour) else None


def _looked() -> Status:
    """Work the status out, and keep it."""
    from deacards.cli.begin import keep_prepared
    from deacards.cli.openstudy import open_study

    memory = open_memory()
    opened = open_study(memory)
    keep_prepared(memory, opened)
    return keep_status(memory, opened)


def keep_status(memory: Memory, opened: "Opened") -> Status:
    """Return the status of a study, and keep it."""
    from dataclasses import astuple

    from deacards.study.counts import count_decks, total_of

    study, hour = opened.study, opened.study.terms.rollover_hour
    day = _today(hour)
    counts = count_decks(study.slots, study.states, day, study.limits)
    status = Status(
        day,
        hour,
        astuple(total_of(counts)),
        tuple((deck, astuple(each)) for deck, each in counts.items()),
        tuple(_plain(problem) for problem in study.problems),
    )
    memory.keep(STATUS, opened.sight, marshal.dumps(tuple(status)))
    return status


def _plain(problem: Problem) -> tuple[str, int, int, str, str, str]:
    """Return a problem as plain values."""
    return (
        problem.path,
        problem.line,
        problem.column,
        problem.code,
        problem.message,
        problem.severity.value,
    )


def _today(rollover_hour: int) -> int:
    """Return the study day of this moment."""
    return study_day(datetime.now(UTC).astimezone(), rollover_hour)


def _record(counts: tuple[int, ...]) -> dict[str, int]:
    return dict(zip(COLUMNS, counts, strict=True))


def table_lines(status: Status, width: int | None = None) -> list[str]:
    """Return the counts as a table: a line for each deck with something to study today, one for all decks.

    With a `width` in cells long names are cut and the last columns left out, so that no line is wider.
    """
    from deacards.review.cells import cell_width, clip, line_of, text_of
    from deacards.study.printable import printable

    asking = [(printable(deck), counts) for deck, counts in status.decks if any(counts[:3])]
    rows = [("", COLUMNS), *asking, (f"all {len(status.decks)}" if asking else "all", status.total)]
    widths = [max(len(column), _DIGITS) for column in COLUMNS]
    room = max(cell_width(name) for name, _ in rows)
    if width is not None:
        while len(widths) > _TODAY and width - sum(widths) - len(widths) < min(room, _NAME):
            widths.pop()
        room = min(room, max(width - sum(widths) - len(widths), _DIGITS))
    names = (text_of(clip(line_of(name), room)) for name, _ in rows)
    return [
        name + " " * (room - cell_width(name)) + "".join(map(" {:>{}}".format, figures, widths))
        for name, (_, figures) in zip(names, rows, strict=True)  # as many figures as there are widths
    ]
