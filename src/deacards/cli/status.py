"""`deacards status`: what there is to study today."""

from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import click

from deacards.cli import output
from deacards.cli.openstudy import open_study
from deacards.collection import open_collection
from deacards.problem import Severity
from deacards.study.counts import Counts, count_decks, total_of
from deacards.study.printable import printable
from deacards_scheduler.days import study_day

COLUMNS = tuple(Counts.__dataclass_fields__)


@click.command
@click.option("--short", is_flag=True, help="One line, for a shell's prompt.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(*, short: bool, as_json: bool) -> int:
    """Say what is due and what is out of date."""
    study = open_study(open_collection(Path.cwd()))
    day = study_day(datetime.now(UTC).astimezone(), study.terms.rollover_hour)
    decks = count_decks(study.active, study.states, day, study.limits)
    total = total_of(decks)
    if as_json:
        rows = [{"deck": deck, **asdict(counts)} for deck, counts in decks.items()]
        output.show_json({"decks": rows, "total": asdict(total)})
    elif short:
        click.echo(f"{total.due} due, {total.learning} learning, {total.new} new")
    else:
        click.echo("\n".join(table_lines(decks, total)))
        output.say(f"Next: deacards {'review' if total.new + total.learning + total.due else 'build'}")
    output.show_problems(study.problems)
    return int(any(problem.severity is Severity.ERROR for problem in study.problems))


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
