"""Where lines go: every line of a note has its cards or a reason, and nothing is lost silently."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deacards.derive.coverage import Fate, coverage_of, fates_of, with_marks
from deacards.derive.derive import Derivation, derive_note
from deacards.derive.reason import Reason
from deacards.notes.blocks import Note
from deacards.notes.reader import read_note

PIECES = [
    "# Title",
    "## Part",
    "Text of a line that depends on its words.",
    "- term: what it is",
    "  - deeper (gloss)",
    "- see [x](./x.md)",
    "- [ ] a task",
    "| a | b |",
    "|---|---|",
    "| c | d |",
    "```sh",
    "code here",
    "```",
    "$$",
    "E = mc^2",
    "> quoted words",
    "> [!question] Why so?",
    "> because of it",
    "Q: what?",
    "A: this",
    "C: a [cloze]",
    "?",
    "??",
    "front :: back",
    "==all==",
    "the ==mark== here",
    "{{c1::x}} and y",
    "## Q #card",
    "#flashcards",
    "<details><summary>Q?</summary>",
    "</details>",
    "<ul>",
    "<li>one</li>",
    "</ul>",
    "<table>",
    "<tr><td>a</td><td>b</td></tr>",
    "</table>",
    "<!-- deacards: skip -->",
    "<!-- deacards: only-marked -->",
    "<!-- a comment -->",
    "---",
    "![alt](i.png)",
    "[x]: http://x.org",
    "- ~~struck~~",
    "1. first",
    "2. second",
    "e.g. a, b",
    "label:",
    "",
    "",
    "- line <!-- deacards: skip -->",
    "<p>html</p>",
    "- ❗ exam: it is",
    "term",
    ": def",
]


def explained(text: str) -> tuple[Derivation, tuple[Fate, ...]]:
    """Return what a note's text gives, and where each of its lines went."""
    note = read_note("notes/note.md", text.encode())
    assert isinstance(note, Note)
    derivation = derive_note(note)
    lines = text.split("\n")
    return derivation, with_marks(fates_of(derivation), lines, matter=0, left_out=derivation.left_out)


def reason_of(text: str, line: int) -> Reason | None:
    """Return why a line of a note gives no card."""
    return next(fate.reason for fate in explained(text)[1] if fate.lines[0] <= line <= fate.lines[1])


@given(st.lists(st.sampled_from(PIECES), max_size=14))
def test_every_line_has_its_cards_or_a_reason(pieces: list[str]) -> None:
    """A line that is not blank has cards or a reason, and every card belongs to a line."""
    pieces = ["# Start", *pieces]  # a ruler at the top would begin front matter
    text = "\n".join(pieces)
    derivation, fates = explained(text)
    told = {line for fate in fates for line in range(fate.lines[0], fate.lines[1] + 1)}
    assert told >= {number for number, line in enumerate(pieces, 1) if line.strip()}
    assert all(bool(fate.drafts) != bool(fate.reason) for fate in fates)
    assert {id(draft) for fate in fates for draft in fate.drafts} == set(map(id, derivation.drafts))


@given(st.lists(st.sampled_from(PIECES), max_size=14))
def test_only_marks_are_called_marks(pieces: list[str]) -> None:
    """What is called nothing but marks has no words beside tags."""
    pieces = ["# Start", *pieces]
    for fate in explained("\n".join(pieces))[1]:
        if fate.reason is Reason.MARKUP:
            line = pieces[fate.lines[0] - 1]
            assert not re.search(r"\w", re.sub(r"<[^<>]*>|^```\w*", "", line)), line


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("- see [here](./s3.md)", Reason.NAVIGATION),
        ("- For more detail, see here: [[Locks]]", Reason.NAVIGATION),
        ("- mehr dazu [hier](./s3.md)", Reason.NAVIGATION),
        ("- [ ] read the chapter", Reason.TASK),
        ("- TODO find out about limits", Reason.TODO),
        ("- ~~this was wrong~~", Reason.STRUCK),
        ("- private matters of mine <!-- deacards: skip -->", Reason.SKIPPED),
        ("- ok", Reason.SHORT),
        ("#flashcards", Reason.TAG),
        ("<p>words in HTML</p>", Reason.HTML),
        ("<!-- words in a comment -->", Reason.COMMENT),
        ("![a picture](p.png)", Reason.IMAGE),
        ("[x]: https://example.org", Reason.TARGET),
        ("Be kind to everybody. #card-spaced", Reason.REMINDER),
        ("- " + "word " * 1200, Reason.ENDLESS),
    ],
)
def test_reason(line: str, reason: Reason) -> None:
    """A line that gives no card says why."""
    assert reason_of(f"# Title\n\n{line}\n", 3) is reason


def test_refusals_are_told() -> None:
    """What a gate refused is shown with the gate's reason, under the line that it was made from."""
    _, fates = explained("# T\n\n- a b\n- queue of queues: the queue of queues\n")
    assert all(fate.refused for fate in fates if fate.reason is Reason.REFUSED)


def test_doubts_of_marked_cards_are_told() -> None:
    """A marked card that shows its answer is kept, with a warning."""
    derivation, fates = explained("# T\n\nthe red house :: red house\n")
    assert len(list(derivation.drafts)) == 1
    assert [doubt.fault.name for fate in fates for doubt in fate.doubts] == ["LEAK"]


def test_figures() -> None:
    """Coverage counts the lines with facts, and apart from them those that need no card."""
    coverage = coverage_of(explained("# T\n\n- term: what it is\n- ok\n- [ ] task\n")[1])
    assert (coverage.carded, coverage.missed, coverage.share) == (1, 1, 0.5)
    assert coverage.others == {Reason.HEADING: 1, Reason.TASK: 1}


def test_nothing_to_cover() -> None:
    """A note without facts is covered in full."""
    assert coverage_of(explained("# T\n")[1]).share == 1
