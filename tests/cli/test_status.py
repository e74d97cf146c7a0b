"""`deacards status`: the counts as a table, as a line, and as JSON."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from deacards.cli.status import Status, table_lines

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
        "               new learning   due suspended total",
        "Data::Athena     2        0     0         0     2",
        "all 1            2        0     0         0     2",
    ]
    assert (got.code, got.err) == (0, "Next: deacards review\n")


def test_table_is_short(study: Path, deacards: Callable[..., Any]) -> None:
    """Decks with nothing for today are counted only, and a long name is cut to the terminal's width."""
    (study / "cards" / "e.yaml").write_text(
        TEXT.replace("Athena", "Ath\u00e9na and its " + "data " * 9).replace("id: ", "id: z")
    )
    log = study / "reviews" / "d"
    log.mkdir(parents=True)
    hide = '{"v":1,"id":"%s","t":"2026-01-01T10:00:00+00:00","k":"suspend","card":"%s/0"}\n'
    (log / "2026-01.jsonl").write_text(hide % ("1", "a") + hide % ("2", "b"))
    got = deacards("status")
    _, deck, total = got.out.splitlines()
    assert deck.startswith("Data::Ath\u00e9na and")
    assert total.split() == ["all", "2", "2", "0", "0", "2", "4"]
    status = Status(1, 4, (2, 0, 0, 2, 4), ((deck[:61], (2, 0, 0, 0, 2)),), ())
    lines = table_lines(status, 60)
    assert [len(line) for line in lines] == [60] * 3
    assert "…" in lines[1]
    assert {len(line) for line in table_lines(status, 40)} == {40}
    assert table_lines(status, 40)[0].split() == ["new", "learning", "due"]


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
