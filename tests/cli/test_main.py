"""Laws of the program's frame: help without imports, one exit code per kind of end, no traceback."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import deacards
from deacards.cli.main import SUMMARIES, program

Run = Callable[..., Any]
HEAVY = {"pydantic", "yaml", "markdown_it", "genanki", "asyncio", "importlib.metadata", "rich"}


def python(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run Python code in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("argument", ["--help", "-h", "--version"])
def test_help_and_version_import_nothing_heavy(argument: str) -> None:
    """The listing and the version come without the libraries, and without any command's module."""
    code = f"import sys; sys.argv = ['deacards', {argument!r}]; from deacards.cli.main import main; main(); "
    done = python(code + "print(*sys.modules, file=sys.stderr)")
    modules = set(done.stderr.split())
    assert done.stdout
    assert not modules & HEAVY
    assert {name for name in modules if name.startswith("deacards.cli.")} == {
        "deacards.cli.main",
        "deacards.cli.output",
    }


@pytest.mark.parametrize("name", SUMMARIES)
def test_every_command_has_the_summary_that_is_listed(deacards: Run, name: str) -> None:
    """The table of the listing and the command's own help begin with the same sentence."""
    outcome = deacards(name, "-h")
    assert outcome.code == 0
    assert SUMMARIES[name] in " ".join(outcome.out.split())


def test_version_names_the_program(deacards: Run) -> None:
    """One line, the package's version."""
    assert deacards("--version").out == f"deacards {sys.modules['deacards'].__version__}\n"


def test_a_mistyped_command_gets_a_proposal(deacards: Run) -> None:
    """Wrong use is exit 2, with the command that was probably meant."""
    outcome = deacards("bulid")
    assert outcome.code == 2
    assert "No such command 'bulid'. Did you mean 'build'?" in outcome.err


def test_outside_of_a_collection_the_way_in_is_told(deacards: Run) -> None:
    """Exit 2 and the command that makes a collection."""
    outcome = deacards("check")
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err == "deacards: no deacards.toml here or above; run: deacards init\n"


def test_every_fault_of_the_configuration_is_printed(deacards: Run, folder: Path) -> None:
    """All faults on stderr, in the order of the file, exit 2."""
    (folder / "deacards.toml").write_text('[collection]\nnam = "x"\nnotes = "/"\n')
    outcome = deacards("check")
    assert (outcome.code, outcome.out) == (2, "")
    assert [line.split()[:2] for line in outcome.err.splitlines()] == [
        ["deacards.toml:1:", "DC004"],
        ["deacards.toml:2:", "DC002"],
        ["deacards.toml:3:", "DC003"],
    ]


def test_the_module_is_the_program(tmp_path: Path) -> None:
    """`python -m deacards` runs the same program and gives its exit code."""
    done = subprocess.run(
        [sys.executable, "-m", "deacards", "check"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "run: deacards init" in done.stderr


def test_a_reader_that_leaves_ends_the_program_quietly() -> None:
    """`deacards --help | true`: no traceback, no complaint at exit."""
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "w") as closed:
        done = subprocess.run(
            [sys.executable, "-m", "deacards", "--help"],
            stdout=closed,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert (done.returncode, done.stderr) == (1, "")


def test_colours_only_where_they_are_wanted(tmp_path: Path) -> None:
    """A pipe gets no escape sequence unless FORCE_COLOR asks; NO_COLOR and a dumb terminal win."""
    (tmp_path / "deacards.toml").write_text("colour = 1\n")
    code = f"import os, sys; os.chdir({str(tmp_path)!r}); sys.argv = ['deacards', 'check']; "
    code += "from deacards.cli.main import main; main()"
    assert "\x1b[" not in python(code, NO_COLOR="").stderr
    assert "\x1b[31mDC002 unknown-key\x1b[0m" in python(code, NO_COLOR="", FORCE_COLOR="1").stderr
    assert "\x1b[" not in python(code, NO_COLOR="1", FORCE_COLOR="1").stderr
    assert "\x1b[" not in python(code, NO_COLOR="", FORCE_COLOR="1", TERM="dumb").stderr


def test_a_terminal_without_unicode_shows_escapes() -> None:
    """What the encoding lacks is escaped; printing it is never a crash."""
    code = "from deacards.cli import output; output.accept_every_character(); output.say('\\u2192 \\udce9')"
    assert python(code, PYTHONIOENCODING="latin-1").stderr == "\\u2192 \\udce9\n"


def test_the_program_is_documented() -> None:
    """The group's help names the first commands to run."""
    assert program.help is not None
    assert "deacards init" in program.help
    assert deacards.__doc__
