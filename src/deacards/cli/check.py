"""`deacards check`: everything that is wrong, told and left as it is."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import click

from deacards.build import checking
from deacards.cli import output
from deacards.cli.kept import open_cache
from deacards.cli.paths import chooser
from deacards.cli.progressline import progress
from deacards.collection import open_collection
from deacards.problem import Problem, Severity


@click.command
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "github"]), default="text", help="How to tell."
)
@click.option("--strict", is_flag=True, help="Count warnings as faults: exit with 1 for them too.")
def command(*, paths: Sequence[str], form: str, strict: bool) -> int:
    """Look for faults in the notes and the decks, and change nothing.

    With PATH only what is found in these files and folders is told. Exits with 1 if there are faults.
    """
    collection = open_collection(Path.cwd())
    is_chosen = chooser(collection, paths)
    with open_cache(collection.root) as cache, progress(quiet=form != "text") as tell:
        found = checking.check(collection, cache, tell)
    problems = [problem for problem in found if is_chosen(problem.path)]
    FORMS[form](problems)
    counts = Counter(problem.severity for problem in problems)
    return int(counts[Severity.ERROR] > 0 or (strict and bool(problems)))


def _show_text(problems: Iterable[Problem]) -> None:
    """Print a line per problem, and their number."""
    problems = sorted(problems)
    for problem in problems:
        output.tell(output.styled(problem))
    counts = Counter(problem.severity for problem in problems)
    if problems:
        output.say(
            " and ".join(output.counted(number, kind.value) for kind, number in sorted(counts.items()))
        )
    else:
        output.say("No faults found.\nNext: deacards build")


def _show_json(problems: Iterable[Problem]) -> None:
    """Print one object per problem under `problems`; a line or column that is not known is null."""
    rows = []
    for problem in sorted(problems):
        code, _, name = problem.code.partition(" ")
        rows.append(
            {
                "path": problem.path,
                "line": problem.line or None,
                "column": problem.column or None,
                "code": code,
                "name": name,
                "severity": problem.severity.value,
                "message": problem.message,
            }
        )
    output.show_json({"problems": rows})


def _show_github(problems: Iterable[Problem]) -> None:
    """Print the workflow commands by which GitHub marks the lines of a change."""
    for problem in sorted(problems):
        place = {"file": problem.path, "line": problem.line, "col": problem.column, "title": problem.code}
        shown = ",".join(f"{key}={_escape(str(value), ':,')}" for key, value in place.items() if value)
        output.tell(f"::{problem.severity.value} {shown}::{_escape(problem.message)}")


def _escape(text: str, more: str = "") -> str:
    """Return `text` with what GitHub would read as its own signs, and those of `more`, in per cent."""
    return "".join(f"%{ord(sign):02X}" if sign in f"%\r\n{more}" else sign for sign in text)


FORMS: dict[str, Callable[[Iterable[Problem]], None]] = {
    "text": _show_text,
    "json": _show_json,
    "github": _show_github,
}
