"""`deacards status`: the counts as a table, as a line, and as JSON."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

TEXT = """\
format: 1
deck: Data::Athena
cards:
  - {id: a, front: "a?", back: "a!"}
  - {id: b, front: "b?", back: "b!"}
"""


@pytest.fixture
def study(folder: Path) -> Path:
    """Return a collection with one deck of two cards."""
    (folder / "deacards.toml").write_text('[collection]\nname = "c"\n')
    (folder / "cards").mkdir()
    (folder / "cards" / "d.yaml").write_text(TEXT)
    return folder


@pytest.mark.usefixtures("study")
def test_table(deacards: Callable[..., Any]) -> None:
    """A row for each deck and one for all, on stdout; the next command on stderr."""
    got = deacards("status")
    assert got.out.splitlines() == [
        "                   new  learning       due suspended     total",
        "Data::Athena         2         0         0         0         2",
        "all                  2         0         0         0         2",
    ]
    assert (got.code, got.err) == (0, "Next: deacards review\n")


@pytest.mark.usefixtures("study")
def test_short(deacards: Callable[..., Any]) -> None:
    """One line for a prompt, and nothing else."""
    got = deacards("status", "--short")
    assert (got.out, got.err) == ("0 due, 0 learning, 2 new\n", "")


@pytest.mark.usefixtures("study")
def test_json(deacards: Callable[..., Any]) -> None:
    """The JSON has a version, the decks and their sum."""
    counts = {"new": 2, "learning": 0, "due": 0, "suspended": 0, "total": 2}
    assert json.loads(deacards("status", "--json").out) == {
        "version": 1,
        "decks": [{"deck": "Data::Athena", **counts}],
        "total": counts,
    }


def test_faulty_deck(study: Path, deacards: Callable[..., Any]) -> None:
    """A deck that cannot be read is told and makes the exit code 1; the others are counted."""
    (study / "cards" / "e.yaml").write_text("format: 1\ndeck: E\ncards:\n  - {id: z, front: z}\n")
    got = deacards("status", "--short")
    assert (got.code, got.out) == (1, "0 due, 0 learning, 2 new\n")
    assert got.err.startswith("cards/e.yaml:4:")


def test_empty_collection(study: Path, deacards: Callable[..., Any]) -> None:
    """Without cards the table has its sum alone, and the next command makes some."""
    (study / "cards" / "d.yaml").unlink()
    got = deacards("status")
    assert got.out.splitlines()[-1].split() == ["all", "0", "0", "0", "0", "0"]
    assert got.err == "Next: deacards build\n"
