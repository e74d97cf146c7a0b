"""`deacards status`: what there is to study today."""

from dataclasses import asdict, dataclass
from datetime import UTC, datetime

import click

from deacards.cli import output
from deacards.cli.remember import open_memory
from deacards.problem import Problem, Severity
from deacards.study.counts import Counts, total_of
from deacards.study.printable import printable
from deacards_scheduler.days import study_day

COLUMNS = tuple(Counts.__dataclass_fields__)
STATUS = "status"


@dataclass(frozen=True, slots=True)
class Status:
    """What there is to study on a study day that began at `rollover_hour`, and what is wrong."""

    day: int
    rollover_hour: int
    decks: dict[str, Counts]
    problems: tuple[Problem, ...]


@click.command
@click.option("--short", is_flag=True, help="One line, for a shell's prompt.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(*, short: bool, as_json: bool) -> int:
    """Say what is due and what is out of date."""
    status = _recalled() or _looked()
    decks, total = status.decks, total_of(status.decks)
    if as_json:
        rows = [{"deck": deck, **asdict(counts)} for deck, counts in decks.items()]
        output.show_json({"decks": rows, "total": asdict(total)})
    elif short:
        click.echo(f"{total.due} due, {total.learning} learning, {total.new} new")
    else:
        click.echo("\n".join(table_lines(decks, total)))
        output.say(f"Next: deacards {'review' if total.new + total.learning + total.due else 'build'}")
    output.show_problems(status.problems)
    return int(any(problem.severity is Severity.ERROR for problem in status.problems))


def _recalled() -> Status | None:
    """Return the status as it was worked out earlier today, if no deck and no log has changed since."""
    kept = open_memory().recall(STATUS)
    status = kept and kept.value
    return status if status and status.day == _today(status.rollover_hour) else None


def _looked() -> Status:
    """Work the status out, and keep it."""
    from deacards.cli.openstudy import open_study
    from deacards.study.counting import count_decks

    memory = open_memory()
    opened = open_study(memory)
    study, hour = opened.study, opened.study.terms.rollover_hour
    day = _today(hour)
    status = Status(day, hour, count_decks(study.active, study.states, day, study.limits), study.problems)
    memory.keep(STATUS, opened.sight, status)
    return status


def _today(rollover_hour: int) -> int:
    """Return the study day of this moment."""
    return study_day(datetime.now(UTC).astimezone(), rollover_hour)


def table_lines(decks: dict[str, Counts], total: Counts) -> list[str]:
    """Return the counts as a table: a line of headings, one for each deck, one for their sum."""
    rows = [*((printable(deck), counts) for deck, counts in decks.items()), ("all", total)]
    width = max(len(name) for name, _ in rows)
    head = " ".join([" " * width, *(f"{column:>9}" for column in COLUMNS)])
    return [
        head,
        *(
            " ".join([f"{name:<{width}}", *(f"{value:>9}" for value in asdict(counts).values())])
            for name, counts in rows
        ),
    ]
