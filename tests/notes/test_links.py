"""Links from note to note: found however carelessly they are written, never outside the notes."""

import pytest

from deacards.notes.links import NoteLink, NotePaths, is_note_target

PATHS = NotePaths(["notes/top.md", "notes/glue/README.md", "notes/kinesis/README.MD", "notes/a b.markdown"])


@pytest.mark.parametrize(
    ("target", "path", "slug"),
    [
        ("glue/README.md", "notes/glue/README.md", ""),
        ("./glue/README", "notes/glue/README.md", ""),
        ("./Glue/readme", "notes/glue/README.md", ""),
        ("./kinesis/README.MD#kinesis", "notes/kinesis/README.MD", "kinesis"),
        ("./glue/", "notes/glue/README.md", ""),
        ("../notes/top.md#Some Part", "notes/top.md", "some-part"),
        ("a%20b.markdown", "notes/a b.markdown", ""),
        ("a b", "notes/a b.markdown", ""),
        ("Top", "notes/top.md", ""),
        ("glue/README", "notes/glue/README.md", ""),
        ("Kinesis/README", "notes/kinesis/README.MD", ""),
    ],
)
def test_targets_are_found_as_people_write_them(target: str, path: str, slug: str) -> None:
    """The extension may lack, the case may differ, a folder means its README."""
    assert PATHS.resolve(
        target, "notes/deep/data.md" if target in {"Top", "Kinesis/README"} else "notes/data.md"
    ) == NoteLink(path, slug)


@pytest.mark.parametrize(
    "target", ["gone.md", "../../etc/passwd", "/etc/passwd", "../top.md", "glue/gone", ".."]
)
def test_what_is_no_note_is_not_found(target: str) -> None:
    """A path that leaves the notes leads nowhere."""
    assert (
        PATHS.resolve(
            target, "notes/deep/data.md" if target in {"Top", "Kinesis/README"} else "notes/data.md"
        )
        is None
    )


@pytest.mark.parametrize(
    ("target", "is_note"),
    [
        ("a.md", True),
        ("a.MD#x", True),
        ("./folder/", True),
        ("Some Note", True),
        ("v1.2 notes", True),
        ("a.pdf", False),
        ("i.png", False),
        ("https://a.b/c.md", False),
        ("mailto:me@a.b", False),
        ("me@a.b", False),
        ("#part", False),
        ("//host/x.md", False),
        ("", False),
    ],
)
def test_note_targets_are_told_from_addresses_and_other_files(target: str, *, is_note: bool) -> None:
    """Only a target that can mean a note is looked for."""
    assert is_note_target(target) is is_note
