"""Laws of `deacards build --watch`: a build after each save, one quiet line, faults do not end it."""

import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from deacards.build.outcome import Outcome
from deacards.cli.watch import follow
from deacards.problem import RefusedError

Run = Callable[..., Any]


def test_a_line_for_each_build_that_changed_something(capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing changed: nothing said; an error is told and the next save builds again."""

    def results() -> Iterator[Outcome | Exception]:
        yield Outcome(1, 5, edited=1, written=("cards/a.yaml",))
        yield Outcome(1, 5)
        yield RefusedError("too much would go")
        yield Outcome(1, 6, added=1, written=("cards/a.yaml",))

    waiting = results()

    def build() -> Outcome:
        result = next(waiting)
        if isinstance(result, Exception):
            raise result
        return result

    follow([{1}, {1}, set(), {1}, {1}], build)
    captured = capsys.readouterr()
    assert captured.out == "1 note, 5 cards: 1 edited (history kept)\n1 note, 6 cards: 1 new\n"
    assert captured.err == "deacards: too much would go\n"


def test_a_save_is_built(collection: Path) -> None:
    """The real program: it builds at once, builds again when a note is saved, and Ctrl-C ends it with 0."""
    program = subprocess.Popen(
        [sys.executable, "-u", "-m", "deacards", "build", "--watch"],
        cwd=collection,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    guard = threading.Timer(60, program.kill)
    guard.start()
    assert program.stdout
    assert program.stderr
    first, watching = program.stdout.readline(), program.stderr.readline()
    note = collection / "notes/aws.md"
    note.write_text(note.read_text().replace("its own limits", "limits of its own"))
    second = program.stdout.readline()
    program.send_signal(signal.SIGINT)
    program.communicate()
    guard.cancel()
    assert first.endswith(" new\n")
    assert watching == "Watching notes, cards, deacards.toml. Ctrl-C ends it.\n"
    assert second.endswith(": 1 edited (history kept)\n")
    assert program.returncode == 0


@pytest.mark.usefixtures("collection")
def test_what_does_not_go_with_watching_is_told(deacards: Run) -> None:
    """Exit 2 and why."""
    outcome = deacards("build", "--watch", "--json")
    assert (outcome.code, outcome.out) == (2, "")
    assert "leave out --dry-run, --yes and --json" in outcome.err
