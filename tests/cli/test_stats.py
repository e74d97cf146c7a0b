"""`deacards stats` as a person runs it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
CONFIG = '[collection]\nname = "c"\n'
DECK = "format: 1\ndeck: {name}\ncards:\n  - {{id: {id}, front: {id}?, back: x}}\n"
LINE = (
    '{{"v":1,"id":"0{day}","t":"2020-01-0{day}T12:00:00.000+01:00","k":"review","card":"aaaa/0","g":{grade},'
    '"ms":5000}}\n'
)


@pytest.fixture
def study(folder: Path) -> Path:
    """Return a collection of two decks, one of which was studied long ago."""
    (folder / "deacards.toml").write_text(CONFIG)
    (folder / "cards").mkdir()
    for name, id_ in (("One", "aaaa"), ("Two", "bbbb")):
        (folder / "cards" / f"{name}.yaml").write_text(DECK.format(name=name, id=id_))
    (folder / "reviews" / "d").mkdir(parents=True)
    lines = [LINE.format(day=day, grade=grade) for day, grade in ((1, 3), (2, 3), (8, 1))]
    (folder / "reviews" / "d" / "2020-01.jsonl").write_text("".join(lines))
    return folder


@pytest.mark.usefixtures("study")
def test_text(deacards: Run) -> None:
    """The report is on stdout, the next command on stderr, no escape byte anywhere."""
    done = deacards("stats", "--days", "3660")
    assert done.code == 0
    assert "Recall of what had been learned" in done.out
    assert "last 3660 days" in done.out
    assert "1 new, 0 learning, 1 young" in done.out
    assert done.err == "Next: deacards review\n"
    assert "\x1b" not in done.out + done.err


@pytest.mark.usefixtures("study")
def test_json(deacards: Run) -> None:
    """The figures with a version, days as dates."""
    value = json.loads(deacards("stats", "--json", "--days", "3660").out)
    assert value["version"] == 1
    assert value["days"]["2020-01-08"] == {"answers": 1, "units": 1, "new": 0, "seconds": 5}
    assert value["retention"][-1]["all"] == {"recalled": 1, "total": 2, "percent": 50.0}
    assert value["streak"] == {"current": 0, "longest": 3}
    assert value["forecast"][0] == 1
    assert value["cards"]["new"] == 1


@pytest.mark.usefixtures("study")
def test_one_deck(deacards: Run) -> None:
    """Only the deck that was asked for counts; one that is not there is a usage error."""
    value = json.loads(deacards("stats", "two", "--json", "--days", "3660").out)
    assert (value["days"], value["cards"]["new"]) == ({}, 1)
    missing = deacards("stats", "three")
    assert missing.code == 2
    assert "no deck is called like 'three'" in missing.err


def test_html(study: Path, deacards: Run) -> None:
    """The page is written where it was wanted, anew each time; a folder that is missing is told."""
    for _ in range(2):
        done = deacards("stats", "--html", "report.html")
        assert (done.code, done.out, done.err) == (0, "", "Wrote report.html\n")
    assert (study / "report.html").read_text().startswith("<!DOCTYPE html>")
    missing = deacards("stats", "--html", "gone/report.html")
    assert missing.code == 2
    assert "there is no folder" in missing.err


def test_nothing_yet(study: Path, deacards: Run) -> None:
    """Before the first answer the report is short."""
    (study / "reviews" / "d" / "2020-01.jsonl").unlink()
    assert deacards("stats").out.endswith("No card has been answered yet.\n")
