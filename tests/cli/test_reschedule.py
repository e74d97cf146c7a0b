"""`deacards reschedule`: explained, applied, taken back."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

CARDS = "".join(f'  - {{id: card{n}, front: "{n}?", back: "{n}!"}}\n' for n in range(9))
Run = Callable[..., Any]


@pytest.fixture
def late(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a collection whose nine cards are all long overdue."""
    monkeypatch.setenv("XDG_STATE_HOME", str(folder / "state"))
    (folder / "deacards.toml").write_text('[collection]\nname = "c"\n')
    (folder / "cards").mkdir()
    (folder / "cards" / "d.yaml").write_text(f"format: 1\ndeck: D\ncards:\n{CARDS}")
    log = folder / "reviews" / "here" / "2026-01.jsonl"
    log.parent.mkdir(parents=True)
    events = [
        {
            "v": 1,
            "id": f"{n:04}",
            "t": "2026-01-05T12:00:00.000+00:00",
            "k": "review",
            "card": f"card{n}/0",
            "g": 3,
        }
        for n in range(9)
    ]
    log.write_text("".join(f"{json.dumps(event)}\n" for event in events))
    return folder


def due(deacards: Run) -> int:
    """Return how many cards are due now."""
    return int(json.loads(deacards("status", "--json").out)["total"]["due"])


def test_explained_and_not_done_unasked(deacards: Run, late: Path) -> None:
    """Without --apply, and nobody to ask, the plan is all there is."""
    before = sorted(late.glob("reviews/*/*"))
    got = deacards("reschedule", "--spread", "3")
    assert got.code == 0
    assert got.err.startswith("9 cards due today. Over 3 days that makes:\n")
    assert [line.split()[1] for line in got.out.splitlines()] == ["3", "3", "3"]
    assert got.err.endswith("Nothing was changed. To do it: add --apply\n")
    assert sorted(late.glob("reviews/*/*")) == before


def test_applied_and_taken_back(deacards: Run, late: Path) -> None:
    """A third of the cards stays due today; after the undo all are due again. The log only grows."""
    got = deacards("reschedule", "--spread", "3", "--apply")
    assert got.err.endswith("Moved 6 cards. To take it back: deacards reschedule --undo\n")
    assert due(deacards) == 3
    old = {file: file.read_bytes() for file in late.glob("reviews/*/*")}
    assert deacards("reschedule", "--undo").err == "Took back: 6 cards are due again as they were.\n"
    assert due(deacards) == 9
    assert all(file.read_bytes().startswith(data) for file, data in old.items())


@pytest.mark.usefixtures("late")
@pytest.mark.parametrize(
    ("options", "message"),
    [
        ([], "say either --spread DAYS or --undo"),
        (["--spread", "3", "--undo"], "say either --spread DAYS or --undo"),
        (["--spread", "0"], "0 is not in the range"),
        (["--undo"], "there is no rescheduling to take back"),
    ],
)
def test_wrong_use_is_told(deacards: Run, options: list[str], message: str) -> None:
    """Exit 2, and what to write instead."""
    got = deacards("reschedule", *options)
    assert got.code == 2
    assert message in got.err


def test_nothing_to_spread(deacards: Run, late: Path) -> None:
    """Without reviews there is no backlog."""
    next(late.glob("reviews/*/*")).unlink()
    assert deacards("reschedule", "--spread", "3").err == "0 cards due today: there is nothing to spread.\n"
