"""Notes read from disk: which files are notes, and what is said of those that can't be read."""

import os
from pathlib import Path

import pytest

from deacards.notes.blocks import Note
from deacards.notes.files import read_notes
from deacards.notes.paths import note_paths
from deacards.notes.reader import read_note
from deacards.problem import Problem, UsageError


def write(root: Path, **notes: str) -> None:
    """Write notes by path, with `__` for a slash."""
    for name, text in notes.items():
        file = root / "notes" / f"{name.replace('__', '/')}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")


def test_notes_come_sorted_with_titles(tmp_path: Path) -> None:
    """Every Markdown file below the folder is a note; its one top heading is its title."""
    write(tmp_path, b="# Bees\n\n## honey\n- sweet", a__a="no heading")
    notes = read_notes(tmp_path, "notes")
    assert [(note.path, note.parse().title) for note in notes.notes] == [
        ("notes/a/a.md", "a"),
        ("notes/b.md", "Bees"),
    ]
    assert notes.problems == ()


def test_a_missing_folder_says_what_to_do(tmp_path: Path) -> None:
    """Without a notes folder nothing can be read, and the message tells how to go on."""
    with pytest.raises(UsageError, match=r"notes folder is missing; make it"):
        read_notes(tmp_path, "notes")


def test_a_file_in_place_of_the_folder_is_told(tmp_path: Path) -> None:
    """A file named like the notes folder is not taken for a missing one."""
    (tmp_path / "notes").write_text("x", "utf-8")
    with pytest.raises(UsageError, match="is not a folder"):
        read_notes(tmp_path, "notes")


def test_hidden_excluded_and_other_files_are_no_notes(tmp_path: Path) -> None:
    """Hidden folders, excluded globs, other extensions are passed over; a folder named x.md is a folder."""
    write(tmp_path, a="x", drafts__b="x", **{".hidden__c": "x", "d.md__e": "x"})
    (tmp_path / "notes" / "f.txt").write_text("x", "utf-8")
    assert note_paths(tmp_path, "notes", ["notes/drafts"]) == ["notes/a.md", "notes/d.md/e.md"]


def test_links_that_leave_the_collection_are_not_followed(tmp_path: Path) -> None:
    """A link is a note only if it leads to a file within the root; linked folders are not entered."""
    outside, root = tmp_path / "outside", tmp_path / "root"
    outside.mkdir()
    (outside / "secret.md").write_text("x", "utf-8")
    write(root, a="x")
    (root / "notes" / "b.md").symlink_to(root / "notes" / "a.md")
    (root / "notes" / "c.md").symlink_to(outside / "secret.md")
    (root / "notes" / "d").symlink_to(outside, target_is_directory=True)
    (root / "notes" / "e.md").symlink_to(root / "nowhere.md")
    (root / "notes" / "f.md").symlink_to("f.md")
    assert note_paths(root, "notes") == ["notes/a.md", "notes/b.md"]


def test_a_note_that_is_not_utf8_names_the_byte_and_line(tmp_path: Path) -> None:
    """The other notes are still read."""
    write(tmp_path, a="fine")
    (tmp_path / "notes" / "b.md").write_bytes(b"# ok\n\ncaf\xe9\n")
    notes = read_notes(tmp_path, "notes")
    assert [note.path for note in notes.notes] == ["notes/a.md"]
    assert [str(problem) for problem in notes.problems] == [
        "notes/b.md:3:4: DC200 not-utf-8  byte 0xe9 is not UTF-8; save the note as UTF-8 and build again"
    ]


@pytest.mark.parametrize(("data", "words"), [("x".encode("utf-16"), "UTF-16"), (b"\x00\x01\xff", "binary")])
def test_other_encodings_are_named(data: bytes, words: str) -> None:
    """UTF-16 and binary data are told apart from a stray byte."""
    problem = read_note("a.md", data)
    assert isinstance(problem, Problem)
    assert words in problem.message


def test_front_matter_gives_the_title_and_keeps_line_numbers() -> None:
    """Front matter is read, not shown as text, and lines stay the file's own."""
    note = read_note("a.md", b"---\ntitle: T\ntags: [x]\n---\n## s\ntext\n")
    assert isinstance(note, Note)
    assert (note.title, note.matter) == ("T", {"title": "T", "tags": ["x"]})
    assert note.sections[0].line == 5


def test_links_find_notes_as_people_write_them(tmp_path: Path) -> None:
    """A missing extension, another case, a heading, a folder's README are found; a missing note is told."""
    write(
        tmp_path,
        glue__README="# glue",
        top="[a](./glue/readme) [b](glue/README.MD#glue) [c](./glue) [[README]] [[one day]]\n"
        "[e](x.pdf) [f](../outside.md)\n[d](gone.md)",
    )
    notes = read_notes(tmp_path, "notes")
    message = "the link [d](gone.md) leads to no note; write that note or correct the link"
    assert [str(p) for p in notes.problems] == [f"notes/top.md:3: warning: DC204 missing-note  {message}"]


def test_what_is_no_regular_file_is_not_read(tmp_path: Path) -> None:
    """A pipe named like a note would be waited for without end."""
    write(tmp_path, a="x")
    os.mkfifo(tmp_path / "notes" / "pipe.md")
    assert note_paths(tmp_path, "./notes/") == ["notes/a.md"]


def test_a_name_that_is_not_utf8_is_told(tmp_path: Path) -> None:
    """Such a path could be written into no deck."""
    write(tmp_path, a="x")
    Path(os.fsdecode(os.fsencode(tmp_path / "notes") + b"/b\xff.md")).write_text("x", "utf-8")
    (problem,) = read_notes(tmp_path, "notes").problems
    assert str(problem) == (
        r"notes/b\udcff.md: DC205 unreadable-note  "
        "the file's name holds unprintable characters; rename the note"
    )


def test_the_root_itself_can_be_the_notes_folder(tmp_path: Path) -> None:
    """`notes = "."` takes all Markdown files of the collection."""
    write(tmp_path, a="x")
    assert note_paths(tmp_path, ".") == ["notes/a.md"]


def test_a_readme_without_a_title_is_named_after_its_folder() -> None:
    """`kiln/README.md` speaks for `kiln`; at the top there is no folder to name, and a title always wins."""
    titles = {
        ("notes/kiln/README.md", "- text\n"): "kiln",
        ("notes/kiln/index.md", "# One\n\n- a\n\n# Two\n\n- b\n"): "kiln",
        ("README.md", "- text\n"): "README",
        ("notes/kiln/README.md", "# Kilns\n\n- text\n"): "Kilns",
    }
    for (path, text), title in titles.items():
        note = read_note(path, text.encode())
        assert isinstance(note, Note)
        assert note.title == title
