"""The author's signs: what they mark becomes a tag, and nothing that changes the meaning is lost."""

import pytest

from deacards.derive.derive import derive_note
from deacards.derive.draft import Draft
from deacards.derive.signs import take_signs
from deacards.notes.blocks import Note
from deacards.notes.reader import read_note


@pytest.mark.parametrize(
    ("line", "rest", "tags"),
    [
        ("❗ encrypted at rest", "encrypted at rest", ("important",)),
        ("‼️ encrypted at rest", "encrypted at rest", ("important",)),
        ("encrypted at rest ❗", "encrypted at rest", ("important",)),
        ("encrypted ❗ at rest", "encrypted ❗ at rest", ("important",)),
        ("📝⚠️ both", "both", ("exam", "important")),
        ("exam: which key?", "which key?", ("exam",)),
        ("Exam tip: which key? (exam!)", "which key?", ("exam",)),
        ("which key #exam", "which key", ("exam",)),
        ("Wichtig: nie ohne", "nie ohne", ("important",)),
        ("Note: not by default", "not by default", ()),
        ("**Note:** not by default", "not by default", ()),
        ("**NOTE**: not by default", "not by default", ()),
        ("_Important_: not by default", "not by default", ("important",)),
        ("**Exam:** **not** by default", "**not** by default", ("exam",)),
        ("Bemerkung: nie ohne", "nie ohne", ()),
        ("note:deep", "note:deep", ()),
        ("__notes__", "__notes__", ()),
        ("**Notes:**", "**Notes:**", ()),
        ("❌ build SQL from strings", "❌ build SQL from strings", ("wrong",)),
        ("✅", "✅", ("right",)),
        ("`❗` is a sign", "`❗` is a sign", ()),
        ("examples: one", "examples: one", ()),
        ("exam:", "exam:", ()),
    ],
)
def test_signs_of_a_line(line: str, rest: str, tags: tuple[str, ...]) -> None:
    """Signs at the ends go and signs within stay; each gives its tag once."""
    assert take_signs(line) == (rest, tags)


def drafts(text: str) -> list[Draft]:
    """Return the drafts of a note's text."""
    note = read_note("n.md", text.encode())
    assert isinstance(note, Note)
    return list(derive_note(note).drafts)


@pytest.mark.parametrize(
    "text",
    [
        "- 📝 workgroup: a group of queries",
        "| key | value |\n|---|---|\n| 📝 workgroup | a group of queries |",
    ],
    ids=["a line", "a row"],
)
def test_a_card_has_the_tags_of_its_lines(text: str) -> None:
    """The signs of a line or of a table's row are tags of its cards."""
    assert {draft.tags for draft in drafts(f"# T\n\n{text}\n")} == {("exam",)}


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("- buckets are **not** public by default", "not"),
        ("- ~~Kinesis~~ MSK is used for messages of ten megabytes", "~~Kinesis~~"),
        ("- ❌ never store passwords in plain text files", "❌"),
        ("- keys are never sent over the network", "never"),
        ("- cache: a store that is *not* durable", "not"),
    ],
)
def test_what_turns_the_meaning_stays(line: str, kept: str) -> None:
    """A negation, words struck out and a cross are on every card of their line."""
    made = drafts(f"# T\n\n{line}\n")
    assert made
    assert all(kept in " ".join((draft.prompt, *draft.answer)) for draft in made)
