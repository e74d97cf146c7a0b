"""Settled notes: what a build passes over is what it would have left alone."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from deacards.build import pipeline
from deacards.build.pipeline import Order
from deacards.cache import Cache
from deacards.collection import open_collection
from deacards.store import write_files

NOTES = {
    "a.md": "# A\n\n- index: finds rows fast\n- shard: a part of a table\n",
    "b.md": "# B\n\n- cache: keeps answers for a while\n- queue: keeps messages in order\n",
}
NOW = datetime(2026, 1, 31, tzinfo=UTC)


def edit(note: str, old: str, new: str) -> Callable[[Path], None]:
    """Return an edit of a note."""

    def deed(root: Path) -> None:
        file = root / "notes" / note
        assert old in file.read_text()
        file.write_text(file.read_text().replace(old, new))

    return deed


def move(root: Path) -> None:
    """Move a line into the other note."""
    edit("a.md", "- shard: a part of a table\n", "")(root)
    edit("b.md", "# B\n", "# B\n\n- shard: a part of a table\n")(root)


def drop_card(root: Path) -> None:
    """Delete a card from its deck."""
    deck = root / "cards/a.yaml"
    text = deck.read_text()
    second = text.index("  - id: ", text.index("  - id: ") + 1)
    deck.write_text(text[: text.index("  - id: ")] + text[second:])


STEPS = {
    "edit": [edit("a.md", "finds rows", "finds rows very")],
    "move": [move],
    "away and back in another note": [
        edit("a.md", "- shard: a part of a table\n", ""),
        edit("b.md", "# B\n", "# B\n\n- shard: a part of a table\n"),
    ],
    "deleted by hand": [drop_card, edit("b.md", "for a while", "for a day")],
    "renamed": [lambda root: (root / "notes/a.md").rename(root / "notes/c.md")],
}


def build(root: Path, cache: Cache) -> int:
    """Build; return how many cards changed."""
    collection = open_collection(root)
    with cache:
        made = pipeline.prepare(collection, Order(lambda _: True, NOW, export=False, careful=False), cache)
    write_files(collection.root, made.writes)
    return len(made.plan.changes)


@pytest.mark.parametrize("name", STEPS)
def test_a_build_that_knows_settled_notes_does_what_one_does_that_knows_nothing(
    tmp_path: Path, name: str
) -> None:
    """Law: the cache changes no byte of any deck, whatever is edited between builds."""
    results = []
    for kept in (True, False):
        root = tmp_path / str(kept)
        (root / "notes").mkdir(parents=True)
        (root / "deacards.toml").write_text('[collection]\nname = "x"\n')
        for note, text in NOTES.items():
            (root / "notes" / note).write_text(text)
        changes = []
        for step in (lambda _: None, lambda _: None, *STEPS[name], lambda _: None):
            step(root)
            cache = Cache(tmp_path / "kept.sqlite", "1") if kept else Cache()
            changes.append(build(root, cache))
        files = {path.relative_to(root): path.read_text() for path in root.rglob("*.yaml")}
        results.append((changes, files))
    assert results[0] == results[1]
    assert results[0][0][1] == results[0][0][-1] == 0
