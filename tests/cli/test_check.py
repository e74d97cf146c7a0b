"""Laws of `deacards check`: all faults, in three forms, and nothing is changed."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
Tree = Callable[[], dict[str, tuple[int, bytes]]]


@pytest.fixture
def faulty(collection: Path) -> Path:
    """Return a collection with an error in a deck and a warning in a note."""
    (collection / "cards").mkdir()
    (collection / "cards/own.yaml").write_text(
        "format: 1\ndeck: O\ncards:\n  - {id: a, front: '50%, half'}\n"
    )
    (collection / "notes/b.md").write_text("# B\n\n- [gone](gone.md)\n")
    return collection


@pytest.mark.usefixtures("collection")
def test_nothing_wrong_is_said_in_words(deacards: Run) -> None:
    """Exit 0, nothing on stdout, the next command on stderr."""
    outcome = deacards("check")
    assert (outcome.code, outcome.out) == (0, "")
    assert outcome.err == "No faults found.\nNext: deacards build\n"


@pytest.mark.usefixtures("faulty")
def test_the_text_has_a_line_per_fault(deacards: Run, tree: Tree) -> None:
    """Faults are the data of this command: they go to stdout, their number to stderr, the code is 1."""
    before = tree()
    outcome = deacards("check")
    assert outcome.code == 1
    assert [line.split("  ")[0] for line in outcome.out.splitlines()] == [
        "cards/own.yaml:4:5: DC012 missing-back",
        "notes/b.md:3: warning: DC204 missing-note",
    ]
    assert outcome.err == "1 error and 1 warning\n"
    assert tree() == before


@pytest.mark.usefixtures("faulty")
def test_the_json_has_an_object_per_fault(deacards: Run) -> None:
    """Code and name apart, null for what is not known."""
    outcome = deacards("check", "--format", "json")
    value = json.loads(outcome.out)
    assert (outcome.code, value["version"]) == (1, 1)
    error, warning = value["problems"]
    message = error.pop("message")
    assert error == {
        "path": "cards/own.yaml",
        "line": 4,
        "column": 5,
        "code": "DC012",
        "name": "missing-back",
        "severity": "error",
    }
    assert "back" in message
    assert (warning["line"], warning["column"], warning["severity"]) == (3, None, "warning")


@pytest.mark.usefixtures("faulty")
def test_github_gets_its_commands(deacards: Run) -> None:
    """One workflow command per fault, with per cent, comma and colon escaped where they would mislead."""
    error, warning = deacards("check", "--format", "github").out.splitlines()
    assert error.startswith("::error file=cards/own.yaml,line=4,col=5,title=DC012 missing-back::")
    assert warning.startswith("::warning file=notes/b.md,line=3,title=DC204 missing-note::")


def test_a_path_limits_what_is_told(deacards: Run, faulty: Path) -> None:
    """With PATH only its faults are told and count; warnings count under --strict."""
    assert faulty.is_dir()
    outcome = deacards("check", "notes")
    assert (outcome.code, outcome.err) == (0, "1 warning\n")
    assert deacards("check", "--strict", "notes/b.md").code == 1
    assert deacards("check", "--strict", "notes/aws.md").code == 0
    assert deacards("check", "nowhere").code == 2
