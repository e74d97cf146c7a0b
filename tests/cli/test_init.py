"""Laws of `deacards init`: a working collection in one step, and nothing of the person's overwritten."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from deacards.collection import open_collection
from deacards.config import CollectionTable, Config, parse_config

Run = Callable[..., Any]


def test_init_makes_a_collection_and_says_what_is_next(deacards: Run, folder: Path) -> None:
    """An empty folder becomes a collection named after it."""
    outcome = deacards("init")
    assert (outcome.code, outcome.out) == (0, "")
    assert outcome.err.endswith("Next: deacards build\n")
    assert open_collection(folder).name == "work"
    assert (folder / "notes/welcome.md").is_file()
    assert (folder / ".gitignore").read_text() == "exports/*.apkg\n"


def test_init_makes_the_folder_it_is_given(deacards: Run, folder: Path) -> None:
    """`init DIR` makes DIR, and the next command is one to paste."""
    outcome = deacards("init", "my notes/aws: 2")
    assert outcome.code == 0
    assert outcome.err.endswith("Next: cd 'my notes/aws: 2' && deacards build\n")
    assert open_collection(folder / "my notes/aws: 2").name == "aws- 2"


def test_every_commented_option_is_true(deacards: Run, folder: Path) -> None:
    """The options behind a `#` are known, and show the defaults (examples where there is none)."""
    deacards("init")
    text = re.sub(r"^# +(?=\w+ = |\[)", "", (folder / "deacards.toml").read_text(), flags=re.MULTILINE)
    shown = parse_config(text, "deacards.toml")
    assert shown.collection.exclude
    assert shown.collection.language
    assert shown.decks
    collection = shown.collection.model_copy(update={"exclude": (), "language": None})
    defaults = Config(collection=CollectionTable(name="work"))
    assert shown.model_copy(update={"collection": collection, "decks": ()}) == defaults


def test_init_refuses_to_overwrite(deacards: Run, folder: Path) -> None:
    """Exit 3 and not a byte changed; with --force the configuration is new, other files stay."""
    deacards("init")
    (folder / "deacards.toml").write_text('[collection]\nname = "mine"\n')
    (folder / "notes/own.md").write_text("# Own\n")
    outcome = deacards("init")
    assert outcome.code == 3
    assert "deacards.toml would be overwritten; add --force" in outcome.err
    assert open_collection(folder).name == "mine"
    assert deacards("init", "--force").code == 0
    assert open_collection(folder).name == "work"
    assert (folder / "notes/own.md").read_text() == "# Own\n"


def test_notes_that_are_there_need_no_example(deacards: Run, folder: Path) -> None:
    """A folder with notes gets no example, and its .gitignore keeps its lines."""
    (folder / "notes/deep").mkdir(parents=True)
    (folder / "notes/deep/own.md").write_text("# Own\n")
    (folder / ".gitignore").write_bytes(b"caf\xe9\nbuild/")
    assert deacards("init").code == 0
    assert not (folder / "notes/welcome.md").exists()
    assert (folder / ".gitignore").read_bytes() == b"caf\xe9\nbuild/\nexports/*.apkg\n"


@pytest.mark.parametrize(
    ("files", "notes", "told"),
    [
        (("a.md", "Networks/README.md", "README.md"), ".", "2 Markdown files here without README.md."),
        (("a.md",), ".", "1 Markdown file here"),
        (
            ('My "notes"/a.md', 'My "notes"/deep/b.markdown', "README.md"),
            'My "notes"',
            "2 Markdown files in My",
        ),
        (("a: b/a.md",), ".", "1 Markdown file here"),
        (("notes/a.md", "other/b.md"), "notes", "1 Markdown file in notes"),
    ],
)
def test_init_finds_the_notes_that_are_there(
    deacards: Run, folder: Path, files: tuple[str, ...], notes: str, told: str
) -> None:
    """A folder that holds Markdown already becomes a collection of it, whatever its folders are called."""
    for file in files:
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_text("# Own\n\n- term: what it is\n", "utf-8")
    outcome = deacards("init")
    assert outcome.code == 0
    assert told in outcome.err
    assert open_collection(folder).layout.notes == notes
    assert not (folder / "notes/welcome.md").exists()
    assert deacards("build").code == 0


def test_a_readme_alone_is_no_note(deacards: Run, folder: Path) -> None:
    """What speaks of the folder and not of a subject: the example is made beside it."""
    (folder / "README.md").write_text("# What is here\n")
    assert deacards("init").code == 0
    assert (folder / "notes/welcome.md").is_file()
    assert open_collection(folder).layout.notes == "notes"


@pytest.mark.parametrize("inside", ["", "/deeper"])
def test_init_in_a_file_is_explained(deacards: Run, folder: Path, inside: str) -> None:
    """A file where the folder should be: a sentence, not a traceback."""
    (folder / "taken").write_text("")
    outcome = deacards("init", f"taken{inside}")
    assert outcome.code in (1, 2)
    assert "taken" in outcome.err
    assert len(outcome.err.splitlines()) == 1
