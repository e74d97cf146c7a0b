"""All decks at once: every fault of every file, and no id twice."""

from pathlib import Path

import pytest

from deacards.deck.files import read_decks

GOOD = "format: 1\ndeck: A\ncards:\n  - {id: %s, front: x, back: y}\n"


def collection(root: Path, files: dict[str, str]) -> Path:
    """Make a collection with these deck files."""
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return root


def test_decks_are_read_in_the_order_of_their_paths(tmp_path: Path) -> None:
    """Law: all files of the folder, sorted, whatever the disk's order is."""
    files = {f"cards/{name}.yaml": GOOD % name[-1] for name in ("z", "a/b", "m")}
    decks = read_decks(collection(tmp_path, files), tmp_path / "cards")
    assert list(decks.files) == ["cards/a/b.yaml", "cards/m.yaml", "cards/z.yaml"]
    assert decks.problems == ()
    assert decks.files["cards/m.yaml"].lines == {"m": 4}


def test_no_folder_is_no_decks(tmp_path: Path) -> None:
    """Law: before the first build there are no decks, and that is no fault."""
    decks = read_decks(tmp_path, tmp_path / "cards")
    assert decks.files == {}
    assert decks.problems == ()


def test_faults_of_all_files_come_together(tmp_path: Path) -> None:
    """Law: one fault hides no other, and a good file is read beside bad ones."""
    files = {
        "cards/a.yaml": "format: 1\ndeck: A\ncards: [{id: x, front: q}]\n",
        "cards/b.yaml": "format: 1\ndeck: B\ncards:\n  - {id: x, front: q, back: a}\n",
        "cards/c.yaml": "<<<<<<< HEAD\n",
        "cards/d.yaml": GOOD % "ok",
        "cards/e.yaml/inner.yaml": "",
    }
    decks = read_decks(collection(tmp_path, files), tmp_path / "cards")
    assert list(decks.files) == ["cards/b.yaml", "cards/d.yaml"]
    told = [str(problem).split("  ") for problem in decks.problems]
    assert [place for place, _ in told] == [
        "cards/a.yaml:3:9: DC012 missing-back",
        "cards/b.yaml:4: DC018 duplicate-id",
        "cards/c.yaml:1:1: DC026 merge-conflict",
        "cards/e.yaml: DC010 unreadable-deck",
    ]
    assert told[1][1].startswith("card x has the id of the card at cards/a.yaml:3; an id belongs to one card")
    assert told[3][1] == "cannot be read: it is a folder, but a file is expected; rename or move the folder"


def test_a_file_where_the_folder_should_be(tmp_path: Path) -> None:
    """Law: a file named as the folder is a problem, not a crash."""
    (tmp_path / "cards").write_text("x", encoding="utf-8")
    [problem] = read_decks(tmp_path, tmp_path / "cards").problems
    assert str(problem).startswith("cards: DC010 unreadable-deck  cannot be listed: a file stands where")


def test_links_out_of_the_collection_are_not_followed(tmp_path: Path) -> None:
    """Law: a linked deck outside is told, a linked folder is not entered."""
    outside = collection(tmp_path / "outside", {"x.yaml": GOOD % "x"})
    root = collection(tmp_path / "root", {"cards/a.yaml": GOOD % "a"})
    (root / "cards/x.yaml").symlink_to(outside / "x.yaml")
    (root / "cards/folder").symlink_to(outside)
    decks = read_decks(root, root / "cards")
    assert list(decks.files) == ["cards/a.yaml"]
    [problem] = decks.problems
    assert problem.path == "cards/x.yaml"
    assert "leads out of the collection" in problem.message


@pytest.mark.parametrize("folder", ["cards", "my cards/all"])
def test_the_folder_may_be_given_relative_to_the_root(tmp_path: Path, folder: str) -> None:
    """Law: an absolute folder and the same one relative to the root are the same."""
    root = collection(tmp_path, {f"{folder}/a.yaml": GOOD % "a"})
    assert read_decks(root, Path(folder)) == read_decks(root, root / folder)
