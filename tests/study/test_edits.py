"""Changes of a deck while studying: bytes that stay, faults that are told."""

from pathlib import Path

import pytest

from deacards.store import StoreError
from deacards.study.edits import FaultyDeckError, reread_deck, toggle_tag

DECK = """\
# my deck
format: 1
deck: D
tags: [all]
cards:
  - {id: aaaa, front: "A?", back: a}  # a remark
  - id: bbbb
    front: B?
    back: b
    tags: [old]
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a collection with one deck."""
    (tmp_path / "d.yaml").write_text(DECK)
    return tmp_path


def test_a_tag_comes_and_goes(root: Path) -> None:
    """The tag stands in the deck and in the unit; taken away, every byte is as it was."""
    units = toggle_tag(root, "d.yaml", "bbbb", "marked")
    assert units["bbbb/0"].tags == ("all", "old", "marked")
    assert (root / "d.yaml").read_text() == DECK.replace("[old]", "[old, marked]")
    toggle_tag(root, "d.yaml", "aaaa", "marked")
    toggle_tag(root, "d.yaml", "aaaa", "marked")
    toggle_tag(root, "d.yaml", "bbbb", "marked")
    assert (root / "d.yaml").read_text() == DECK


def test_a_changed_deck_is_read_again(root: Path) -> None:
    """What the file asks now, by unit."""
    (root / "d.yaml").write_text(DECK.replace("A?", "A!").replace("back: b", "back: b\n    reverse: true"))
    units = reread_deck(root, "d.yaml")
    assert list(units) == ["aaaa/0", "bbbb/0", "bbbb/1"]
    assert units["aaaa/0"].prompt == "A!"


def test_faults_are_told_and_nothing_is_written(root: Path) -> None:
    """A deck that is not valid gets no tag; its first fault is named with its place."""
    broken = DECK.replace("back: a", "bakc: a")
    (root / "d.yaml").write_text(broken)
    for change in (lambda: reread_deck(root, "d.yaml"), lambda: toggle_tag(root, "d.yaml", "bbbb", "x")):
        with pytest.raises(FaultyDeckError, match=r"^d\.yaml:6:"):
            change()
    assert (root / "d.yaml").read_text() == broken
    with pytest.raises(StoreError, match=r"^gone\.yaml"):
        reread_deck(root, "gone.yaml")
