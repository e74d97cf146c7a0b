"""Laws of `deacards diff`: the plan of the next build, card by card, with what it means for the history."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from deacards.study.line import encode
from deacards_scheduler.event import Review
from deacards_scheduler.rating import Rating

Run = Callable[..., Any]
Tree = Callable[[], dict[str, tuple[int, bytes]]]


def edit(root: Path, old: str, new: str) -> None:
    """Change the note."""
    note = root / "notes/aws.md"
    text = note.read_text()
    assert old in text
    note.write_text(text.replace(old, new))


def id_of(root: Path, prompt: str) -> str:
    """Return the id of the card that asks this."""
    lines = [line for path in (root / "cards").rglob("*.yaml") for line in path.read_text().split("\n")]
    return lines[next(n for n, line in enumerate(lines) if prompt in line) - 1].partition("id: ")[2]


def review(root: Path, card: str, *days: int) -> None:
    """Put answers into the log."""
    log = root / "reviews/here/2025-11.jsonl"
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("a") as file:
        for day in days:
            at = datetime(2025, 11, day, 12, tzinfo=UTC)
            file.write(f"{encode(Review(f'{day:032x}', at, f'{card}/0', Rating.GOOD, 1000))}\n")


def test_every_kind_of_change_is_told_with_its_history(deacards: Run, collection: Path, tree: Tree) -> None:
    """Edited words in their place, what is gone and deleted, reviews kept; and nothing is written."""
    deacards("build")
    crawler, etl = id_of(collection, "What is crawler?"), id_of(collection, "What is Glue?")
    review(collection, crawler, 1, 2)
    review(collection, etl, 3)
    edit(collection, "a program that infers", "a job that infers")
    edit(collection, "- managed ETL service\n", "")
    edit(collection, "## Glue\n", "## Glue\n\n- trigger: starts jobs on a schedule\n")
    before = tree()
    outcome = deacards("diff")
    assert outcome.code == 0
    assert {path: state for path, state in tree().items() if not path.startswith("reviews")} == {
        path: state for path, state in before.items() if not path.startswith("reviews")
    }
    lines = outcome.out.splitlines()
    assert lines[0] == "cards/aws/glue.yaml"
    assert f"  edited    {crawler}  What is crawler? → a [-program-]{{+job+}} that infers schemas" in lines
    assert "            keeps 2 reviews, due 8 Nov 2025" in lines
    retired = lines.index(
        f"  retired   {etl}  What is Glue? → managed ETL service  (gone from the notes; kept under retired:)"
    )
    assert lines[retired + 1] == "            its 1 review stays, for when it is restored"
    assert any(line.startswith("  added     ") and "trigger" in line for line in lines)
    assert outcome.err == "1 added, 1 edited, 1 retired\nNext: deacards build\n"


def test_the_dry_run_prints_the_same_plan(deacards: Run, collection: Path) -> None:
    """One view, one code path."""
    deacards("build")
    edit(collection, "its own limits", "limits of its own")
    plan = deacards("diff").out
    assert plan
    assert deacards("build", "--dry-run").out.startswith(plan)


def test_figures_json_and_exit_code(deacards: Run, collection: Path) -> None:
    """`--stat` has a line per deck, `--json` a record per card, `--exit-code` tells a script."""
    deacards("build")
    assert deacards("diff", "--exit-code").code == 0
    assert deacards("diff").err == "Nothing would change.\nNext: deacards review\n"
    edit(collection, "its own limits", "limits of its own")
    edit(collection, "infers schemas", "infers all schemas")
    stat = deacards("diff", "--stat", "--exit-code")
    assert (stat.code, stat.out) == (1, "cards/aws/athena.yaml  1 edited\ncards/aws/glue.yaml    1 edited\n")
    value = json.loads(deacards("diff", "--json").out)
    assert value["version"] == 1
    first = value["changes"][0]
    assert list(first) == [
        *("kind", "id", "path", "came_from", "before", "after", "suggestion", "reviews", "due"),
    ]
    assert (first["kind"], first["after"]["answer"]) == (
        "edited",
        ["a group of queries with limits of its own"],
    )
    assert len(json.loads(deacards("diff", "--json", "notes/aws.md").out)["changes"]) == 2


def test_colours_only_where_they_are_wanted(
    deacards: Run, collection: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A pipe gets brackets; who forces colours gets them instead of brackets; NO_COLOR is stronger."""
    deacards("build")
    edit(collection, "its own limits", "limits of its own")
    assert "[- limits-]" in deacards("diff").out
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "[- limits-]" in deacards("diff").out
    monkeypatch.delenv("NO_COLOR")
    out = deacards("diff").out
    assert "\x1b[31m" in out
    assert "[-" not in out.replace("\x1b[", "")


def test_new_rules_are_told_at_the_deck(deacards: Run, collection: Path) -> None:
    """A deck made by other rules says so, where these change it."""
    deacards("build")
    deck = collection / "cards/aws/athena.yaml"
    deck.write_text(deck.read_text().replace("rules: 1\n", "rules: 99\n"))
    assert deacards("diff").out == ""
    edit(collection, "its own limits", "limits of its own")
    assert deacards("diff").out.startswith("cards/aws/athena.yaml (made by rules 99, now 1)\n")
