"""The line that tells how far long work has come: when it shows, what it says, and that nothing is left."""

import io
import os
import pty
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from deacards.cli.progressline import PATIENCE_SECONDS, PAUSE_SECONDS, Line, progress

ERASED = "\r\x1b[K"
AT_ONCE = """
import sys
from deacards.cli import progressline
progressline.PATIENCE_SECONDS = progressline.PAUSE_SECONDS = -1.0  # every step of small work shows
from deacards.cli.main import main
sys.argv = ["deacards", *sys.argv[1:]]
sys.exit(main())
"""
LOG = '{"v":1,"t":"%s-10T12:00:00.000+01:00","id":"%s","k":"review","card":"aaaa/0","g":3,"ms":5000}\n'


class Clock:
    """A clock that stands still until it is set."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        """Return the time in seconds."""
        return self.now


class Terminal(io.StringIO):
    """A stream that says that it is a terminal."""

    def isatty(self) -> bool:
        """Return that it is."""
        return True


class Gone(io.StringIO):
    """A stream to a terminal that was closed."""

    def write(self, _text: str) -> int:
        """Raise what the system would."""
        raise OSError(5, "Input/output error")


@pytest.fixture
def clock() -> Clock:
    """Return a clock."""
    return Clock()


@pytest.fixture
def stream() -> io.StringIO:
    """Return what the line is written to."""
    return io.StringIO()


@pytest.fixture
def line(stream: io.StringIO, clock: Clock) -> Line:
    """Return a line in a terminal of 40 columns; the work has just begun."""
    return Line(stream, clock, lambda: 40)


def test_short_work_says_nothing(line: Line, stream: io.StringIO, clock: Clock) -> None:
    """What ends before anybody wonders writes not a byte, at its end neither."""
    line.show("Reading notes", 0, 10)
    clock.now += PATIENCE_SECONDS * 0.99
    line.show("Reading notes", 9, 10)
    line.erase()
    assert not stream.getvalue()


def test_long_work_is_told_and_erased(line: Line, stream: io.StringIO, clock: Clock) -> None:
    """Each word is written over the one before it; the last is the erased line, once."""
    clock.now += PATIENCE_SECONDS
    line.show("Reading notes", 1057, 3020)
    line.erase()
    line.erase()
    assert stream.getvalue() == f"{ERASED}Reading notes: 1,057 of 3,020{ERASED}"


def test_it_is_not_written_too_often(line: Line, stream: io.StringIO, clock: Clock) -> None:
    """A step tells ten times a second at most, but another step begins at once: it may be a long one."""
    clock.now += PATIENCE_SECONDS
    for number in range(1, 50):
        line.show("Reading notes", number, 99)
    clock.now += PAUSE_SECONDS
    line.show("Reading notes", 50, 99)
    line.show("Packing", 0, 0)
    assert stream.getvalue().split(ERASED)[1:] == [
        "Reading notes: 1 of 99",
        "Reading notes: 50 of 99",
        "Packing",
    ]


def test_it_is_cut_to_the_terminal(line: Line, stream: io.StringIO, clock: Clock) -> None:
    """It stays one line: in the last column some terminals would begin another one."""
    clock.now += PATIENCE_SECONDS
    line.show("A step with a name that is longer than any", 1, 2)
    assert stream.getvalue() == f"{ERASED}A step with a name that is longer than "
    assert len(stream.getvalue()) == len(ERASED) + 39


def test_a_lost_terminal_stops_no_work(clock: Clock) -> None:
    """Where the line cannot be written any more the work goes on."""
    line = Line(Gone(), clock, lambda: 40)
    clock.now += PATIENCE_SECONDS
    line.show("Reading notes", 1, 2)
    line.erase()


Shown = tuple[int, str, str]
"""The exit code, what stdout got, and what the terminal got on stderr."""
Watch = Callable[..., Shown]
Run = Callable[..., Any]


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Return a terminal, in surroundings in which every step shows at once."""
    monkeypatch.setattr("deacards.cli.progressline.PATIENCE_SECONDS", -1.0)
    monkeypatch.setattr("deacards.cli.progressline.PAUSE_SECONDS", -1.0)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("CI", raising=False)
    return Terminal()


@pytest.fixture
def watched(deacards: Run, several: Path, terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> Watch:
    """Return a function that runs the program with stderr on a terminal."""
    assert several.exists()

    def run(*arguments: str) -> Shown:
        terminal.truncate(0)
        terminal.seek(0)
        with monkeypatch.context() as patch:  # only now: pytest has put its own there meanwhile
            patch.setattr(sys, "stderr", terminal)
            outcome = deacards(*arguments)
        return outcome.code, outcome.out, terminal.getvalue()

    return run


@pytest.fixture
def several(collection: Path) -> Path:
    """Return a collection of two notes."""
    (collection / "notes/more.md").write_text("# More\n\n- queue: what waits for a worker\n")
    return collection


def in_terminal(folder: Path, *arguments: str) -> Shown:
    """Run the program as a process whose stderr is a terminal of its own, and stdout a pipe."""
    main, inner = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-c", AT_ONCE, *arguments],
        cwd=folder,
        env={**os.environ, "TERM": "xterm", "CI": ""},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=inner,
        text=True,
    ) as process:
        os.close(inner)
        raw = b"".join(_sent(main))
        assert process.stdout
        out = process.stdout.read()
    os.close(main)
    return process.returncode, out, raw.decode()


def _sent(main: int) -> Sequence[bytes]:
    """Return all that a terminal is sent until nobody has it open any more."""
    sent: list[bytes] = []
    while True:
        try:
            data = os.read(main, 4096)
        except OSError:  # as Linux tells the end
            return sent
        if not data:
            return sent
        sent.append(data)


def left(raw: str) -> str:
    """Return what is left on a terminal's lines: the last that was written on each after it was erased."""
    return "\n".join(line.split(ERASED)[-1] for line in raw.replace("\r\n", "\n").split("\n"))


def steps(raw: str) -> list[str]:
    """Return what the line has shown, in order."""
    return [text for text in re.split(r"\r\x1b\[K|\r\n", raw) if re.match(r"[A-Z][a-z]+ing ", text)]


@pytest.mark.parametrize("end", [KeyboardInterrupt, SystemExit, ValueError])
def test_whatever_ends_the_work_erases_it(
    end: type[BaseException], terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C, a signal, an error: what is printed then begins on an empty line."""
    monkeypatch.setattr(sys, "stderr", terminal)

    def work() -> None:
        with progress() as tell:
            tell("Reading notes", 1, 2)
            raise end

    with pytest.raises(end):
        work()
    assert terminal.getvalue() == f"{ERASED}Reading notes: 1 of 2{ERASED}"


def test_a_build_tells_its_steps(several: Path) -> None:
    """They show on the terminal and go; stdout has the outcome alone, and what stays is what stayed ever."""
    code, out, raw = in_terminal(several, "build")
    assert code == 0
    told = steps(raw)
    assert told[:2] == ["Reading notes", "Reading notes: 1 of 2"]
    assert next(each for each in told if "notes" not in each).startswith("Packing decks")
    assert told[-1].startswith("Writing files: ")
    assert left(raw) == "Next: deacards review\n"
    assert out.startswith("2 notes, ")
    assert "\x1b" not in out + left(raw)


@pytest.mark.parametrize(
    ("arguments", "step"),
    [
        (["build", "--dry-run"], "Matching notes with cards"),
        (["diff"], "Matching notes with cards"),
        (["check"], "Looking at cards in decks: 1 of 3"),
    ],
)
def test_a_command_tells_what_it_does(watched: Watch, deacards: Run, arguments: list[str], step: str) -> None:
    """Whatever may take long says so, and leaves nothing of it."""
    deacards("build", "--no-export")
    _, out, raw = watched(*arguments)
    assert step in steps(raw)
    assert step not in left(raw) + out


@pytest.mark.parametrize(
    ("arguments", "step"),
    [
        (["stats"], "Reading the review log: 1 of 2"),
        (["stats"], "Replaying the review log: 2 of 2"),
        (["stats", "top"], "Reading the review log: 1 of 2"),
        (["export", "--with-history"], "Reading the review log: 1 of 2"),
        (["export", "--with-history"], "Packing decks for Anki"),
        (["import", "--dry-run", "theirs.apkg"], "Reading Anki notes: 1 of 8"),
        (["import", "theirs.apkg"], "Reading Anki's answers"),
        (["diff"], "Reading the review log: 1 of 2"),
    ],
)
def test_reading_the_log_and_packages_is_told(
    watched: Watch, deacards: Run, collection: Path, arguments: list[str], step: str
) -> None:
    """Long logs and large packages take as long as many notes do."""
    (collection / "notes/top.md").write_text("# Top\n\n- heap: a pile of things\n")
    deacards("build", "--no-export")
    deacards("export", "-o", "theirs.apkg")
    for month in ("2026-03", "2026-04"):
        file = collection / f"reviews/phone/{month}.jsonl"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(LOG % (month, month.replace("-", "0")))
    code, out, raw = watched(*arguments)
    assert code == 0, left(raw)
    assert step in steps(raw)
    assert step not in left(raw) + out


@pytest.mark.parametrize(
    "arguments",
    [
        ["build", "--json"],
        ["diff", "--json"],
        ["check", "--format", "json"],
        ["stats", "--json"],
        ["build", "--dry-run", "--json"],
    ],
)
def test_it_is_quiet_for_programs(watched: Watch, arguments: list[str]) -> None:
    """Who asks for what programs read gets no line, on a terminal neither."""
    _, _, raw = watched(*arguments)
    assert "\r" not in raw
    assert not steps(raw)


@pytest.mark.parametrize(("name", "value"), [("TERM", "dumb"), ("TERM", ""), ("CI", "true")])
def test_it_is_quiet_where_nobody_looks(
    watched: Watch, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    """A terminal that cannot erase, and the log of a server, get no line."""
    monkeypatch.setenv(name, value)
    code, _, raw = watched("build")
    assert code == 0
    assert raw == "Next: deacards review\n"


def test_a_pipe_gets_no_line(several: Path) -> None:
    """Where stderr is no terminal, it has the program's words only."""
    done = subprocess.run(
        [sys.executable, "-c", AT_ONCE, "build"],
        cwd=several,
        env={**os.environ, "TERM": "xterm", "CI": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == "Next: deacards review\n"
    assert not steps(done.stdout)


def test_a_fault_is_told_on_an_empty_line(watched: Watch, deacards: Run, collection: Path) -> None:
    """A build that is refused erases the line first."""
    deacards("build")
    (collection / "cards/bad.yaml").write_text("format: [1\n")
    code, _, raw = watched("build")
    assert code == 1
    assert steps(raw)
    assert left(raw).startswith("cards/bad.yaml:")
