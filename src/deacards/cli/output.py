"""What the commands print: data on stdout, all else on stderr."""

import os
import sys
from collections import Counter
from collections.abc import Iterable
from io import TextIOWrapper
from typing import TYPE_CHECKING

import click

from deacards.problem import DeacardsError, Problem, ProblemsError, Severity

if TYPE_CHECKING:  # only a build has an outcome
    from deacards.build.outcome import Packaged

MOST_WARNINGS = 5
"""Warnings of one code that a build shows: it says that there is something to mend, `check` says what."""
_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow"}


def accept_every_character() -> None:
    """Let both streams take any text: what the terminal's encoding lacks is escaped, never a crash."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def leave_stdout() -> None:
    """Let what is still to be printed go nowhere: its reader has left, or the terminal was closed.

    Else Python would try once more at its end, and make an error of it (exit code 120).
    """
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def say(line: str = "") -> None:
    """Print a line for the person, on stderr."""
    click.echo(line, err=True, color=_wants_colour())


def fail(message: str) -> None:
    """Print why the work cannot go on, on stderr."""
    say(f"{click.style('deacards:', fg='red')} {message}")


def show_error(error: DeacardsError) -> None:
    """Print an error on stderr: all its problems, each at its place, or what it says."""
    if isinstance(error, ProblemsError):
        show_problems(error.problems)
    else:
        fail(str(error))


def show_problems(problems: Iterable[Problem]) -> None:
    """Print each problem on a line of stderr, sorted by place."""
    for problem in sorted(problems):
        say(styled(problem))


def show_briefly(problems: Iterable[Problem]) -> None:
    """Print every error, and the first few warnings of each code: `deacards check` shows them all."""
    shown: list[Problem] = []
    seen: Counter[str] = Counter()
    for problem in sorted(problems):
        seen[problem.code] += 1
        if problem.severity is Severity.ERROR or seen[problem.code] <= MOST_WARNINGS:
            shown.append(problem)
    show_problems(shown)
    left = Counter(seen) - Counter(problem.code for problem in shown)
    if left:
        more = ", ".join(f"{number:,} × {code}" for code, number in sorted(left.items()))
        say(f"... and more warnings of the same kind ({more}): deacards check shows them all")


def styled(problem: Problem) -> str:
    """Return a problem as a line, its code in the colour of its severity."""
    place, code, rest = str(problem).partition(problem.code)
    return f"{place}{click.style(code, fg=_COLOURS[problem.severity])}{rest}"


def is_coloured() -> bool:
    """Return whether stdout is to have colours: as the surroundings ask, else where it is a terminal."""
    wanted = _wants_colour()
    return sys.stdout.isatty() if wanted is None else wanted


def tell(line: str) -> None:
    """Print a line of data, on stdout."""
    click.echo(line, color=_wants_colour())


def show_json(value: dict[str, object]) -> None:
    """Print `value` as JSON on stdout, with the version of its form first."""
    import json

    click.echo(json.dumps({"version": 1, **value}, ensure_ascii=False, indent=2))


def counted(number: int, noun: str) -> str:
    """Return `1 card` or `2 cards`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def retired_in(package: "Packaged") -> str:
    """Return how to find the retired cards of a package in Anki, which keeps them until someone acts."""
    notes = counted(package.retired, "retired Anki note")
    return f"It tags {notes}: to suspend, search in Anki's browser for  {package.retired_search}"


def _wants_colour() -> bool | None:
    """Return what the surroundings ask for, None to let click see whether there is a terminal."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return True if os.environ.get("FORCE_COLOR") else None
