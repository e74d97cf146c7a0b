"""How much work a command does, counted and never timed: what stays the same is not done again."""

import os
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import deacards.deck.known
import deacards.derive.derive
import deacards.notes.reader

Run = Callable[..., Any]
NOTES = 5


@pytest.fixture
def collection(folder: Path) -> Path:
    """Return a collection of a few notes, none built."""
    (folder / "deacards.toml").write_text('[collection]\nname = "aws"\n')
    (folder / "notes").mkdir()
    for number in range(NOTES):
        text = f"# Topic {number}\n\n## Part\n\n- queue {number}: what waits for worker {number}\n"
        (folder / f"notes/n{number}.md").write_text(text)
    return folder


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Return how often notes are parsed, derived from, and decks parsed; each does its work as ever."""
    counts: Counter[str] = Counter()

    def count(module: Any, name: str) -> None:
        work = getattr(module, name)

        def counted(*args: Any, **named: Any) -> Any:
            counts[name] += 1
            return work(*args, **named)

        monkeypatch.setattr(module, name, counted)

    count(deacards.notes.reader, "read_note")
    count(deacards.derive.derive, "derive_note")
    count(deacards.deck.known, "read_deck")
    return counts


def edit(collection: Path) -> None:
    """Reword a line of one note."""
    note = collection / "notes/n2.md"
    note.write_text(note.read_text().replace("waits", "wants"))


def test_one_edit_is_one_note_and_one_deck(collection: Path, deacards: Run, calls: Counter[str]) -> None:
    """The note is parsed and derived from; the deck that this build wrote is known to the next command."""
    deacards("build")
    deacards("check")
    calls.clear()
    edit(collection)
    assert "1 edited" in deacards("build").out
    assert calls == {"read_note": 1, "derive_note": 1}
    calls.clear()
    deacards("check")
    assert not calls


def test_a_touched_file_is_no_work(collection: Path, deacards: Run, calls: Counter[str]) -> None:
    """What counts is what stands in a file, not when it was saved."""
    deacards("build")
    deacards("check")
    calls.clear()
    note = collection / "notes/n1.md"
    note.write_bytes(note.read_bytes())
    deacards("build")
    deacards("check")
    assert not calls


def test_without_caches_the_same_is_built(collection: Path, deacards: Run, calls: Counter[str]) -> None:
    """Deleting them costs the work of the first build, and changes nothing else."""
    deacards("build")
    edit(collection)
    twin = collection.with_name("twin")
    shutil.copytree(collection, twin)
    said = deacards("build")
    made = {file.name: file.read_bytes() for file in collection.rglob("*.yaml")}
    shutil.rmtree(collection)
    shutil.copytree(twin, collection)
    shutil.rmtree(cache_folder())
    calls.clear()
    assert deacards("build") == said
    assert {file.name: file.read_bytes() for file in collection.rglob("*.yaml")} == made
    assert calls["derive_note"] == NOTES


def cache_folder() -> Path:
    """Return the user's cache folder of this test."""
    return Path(os.environ["XDG_CACHE_HOME"])
