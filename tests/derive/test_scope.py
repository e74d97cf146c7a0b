"""What a person leaves out: blocks, sections and notes, by comments and by the front matter."""

import pytest

from deacards.derive.derive import Derivation, derive_note
from deacards.notes.blocks import Note
from deacards.notes.reader import read_note

BODY = """\
# Title

- top: a line of the title

## First

- alpha: a line of the first
- marked :: a card of the first

### Within

- within: a line below the first

## Second

- beta: a line of the second
"""
ALL = {"top", "alpha", "marked", "within", "beta"}


def derived(text: str) -> Derivation:
    """Return what a note's text gives."""
    note = read_note("n.md", text.encode())
    assert isinstance(note, Note)
    return derive_note(note)


def asked(text: str) -> set[str]:
    """Return which of the lines of `BODY` are asked for."""
    prompts = " ".join(draft.prompt for draft in derived(text).drafts)
    return {name for name in ALL if name in prompts}


def test_nothing_is_left_out_unasked() -> None:
    """Without a comment every line gives its card."""
    assert asked(BODY) == ALL


@pytest.mark.parametrize(
    ("above", "comment", "left"),
    [
        ("- alpha:", "skip", ALL - {"alpha", "marked"}),
        ("- alpha:", "skip section", ALL - {"alpha", "marked", "within"}),
        ("- alpha:", "skip file", set()),
        ("- alpha:", "only-marked", ALL - {"alpha", "within"}),
        ("- alpha:", "only-marked section", ALL - {"alpha", "within"}),
        ("- alpha:", "only-marked file", {"marked"}),
        ("## Second", "skip", ALL - {"beta"}),
        ("## First", "skip", ALL - {"alpha", "marked", "within"}),
        ("- top:", "only-marked", {"marked"}),
        ("- top:", "skip section", set()),
        ("# Title", "only-marked", {"marked"}),
    ],
)
def test_comment(above: str, comment: str, left: set[str]) -> None:
    """A comment holds for the next block, its section or the file; above a heading, for that section.

    Under the note's title its section is the whole note.
    """
    assert asked(BODY.replace(above, f"<!-- deacards: {comment} -->\n\n{above}", 1)) == left


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("- alpha: a line of the first", ALL - {"alpha"}),
        ("## First", ALL - {"alpha", "marked", "within"}),
        ("- top: a line of the title", ALL - {"top"}),
    ],
)
def test_comment_in_a_line(line: str, left: set[str]) -> None:
    """A comment within a line leaves out that line, in a heading its section."""
    assert asked(BODY.replace(line, f"{line} <!-- deacards: skip -->", 1)) == left


def test_a_comment_in_a_line_leaves_out_what_is_nested_there() -> None:
    """Nothing under a line that is left out is asked for."""
    assert not list(derived("# T\n\n- a: b c <!-- deacards: skip -->\n  - deep: a line\n").drafts)


@pytest.mark.parametrize(
    ("matter", "left"),
    [
        ("deacards: false", set()),
        ("deacards: only-marked", {"marked"}),
        ("deacards: true", ALL),
        ("x: 1", ALL),
    ],
)
def test_front_matter(matter: str, left: set[str]) -> None:
    """The front matter leaves out the whole note, or all but what is marked in it."""
    assert asked(f"---\n{matter}\n---\n{BODY}") == left


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ("[aws, data engineering]", ("aws", "data-engineering")),
        ("aws, exam/one", ("aws", "exam::one")),
        ("\n  - '#flashcards/aws'\n  - s3", ("s3",)),
        ("17", ()),
        ("[2024, aws, aws]", ("2024", "aws")),
    ],
)
def test_tags_of_the_front_matter(tags: str, expected: tuple[str, ...]) -> None:
    """Tags become those of the note's decks: without spaces, levels parted by colons, no tag for cards."""
    assert {deck.tags for deck in derived(f"---\ntags: {tags}\n---\n{BODY}").decks} == {expected}


def test_headings_that_are_cards_share_a_deck() -> None:
    """A heading with `#card` is a card of the note's deck, not a deck of one card."""
    text = "# Terms\n\n## Heap #card\n\na tree\n\n## Queues\n\n- fifo: first in\n\n## Stack #card\n\na pile\n"
    decks = derived(text).decks
    assert [(deck.names, deck.source) for deck in decks] == [
        (("Terms",), "n.md#terms"),
        (("Terms", "Queues"), "n.md#queues"),
    ]
    assert [draft.prompt for draft in decks[0].drafts] == ["Heap", "Stack"]


def test_headings_that_are_cards_join_the_text_under_the_title() -> None:
    """What stands right under the note's title is in the same deck."""
    text = "# Terms\n\n- fifo: first in\n\n## Heap #card\n\na tree\n"
    (deck,) = derived(text).decks
    assert (deck.names, deck.source, len(deck.drafts)) == (("Terms",), "n.md#terms", 2)


@pytest.mark.parametrize(("told", "order"), [("110", 110), ("-1", -1), ("true", None), ("first", None)])
def test_the_front_matter_places_a_note_among_others(told: str, order: int | None) -> None:
    """A whole number goes to the note's decks, anything else is no place."""
    decks = derived(f"---\norder: {told}\n---\n\n{BODY}").decks
    assert decks
    assert {deck.order for deck in decks} == {order}
