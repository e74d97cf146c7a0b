"""Code and maths are never cut, and what stands under a line travels with its answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deacards.deck import cloze
from deacards.deck.cardtype import CardType
from deacards.derive.derive import derive_note
from deacards.derive.draft import Draft
from deacards.notes.blocks import Note
from deacards.notes.reader import read_note

WORDS = [
    "`a - b`", "`x (y)`", "$a = b$", r"$\frac{a}{b}$", "`f(x) => y`", "10 MB", "the topic",
    "depends on", "uses", "=>", ":", "-", "(a gloss)", "**bold**", "==marked==", "because", "e.g.",
    "one, two", "is", "{{words}}", "`{{c1::x}}`", "::",
]  # fmt: skip


def drafts(text: str) -> list[Draft]:
    """Return the drafts of a note's text."""
    note = read_note("n.md", text.encode())
    assert isinstance(note, Note)
    return list(derive_note(note).drafts)


@given(st.lists(st.sampled_from(WORDS), min_size=2, max_size=9))
def test_no_blank_cuts_code_or_maths(parts: list[str]) -> None:
    """What a cloze shows and what it hides hold backticks and dollars in pairs."""
    for draft in drafts(f"# Title\n\n- {' '.join(parts)}\n"):
        if draft.type is CardType.CLOZE:
            shown = cloze.replace_marks(draft.prompt, lambda _: "\0").split("\0")
            for piece in (*shown, *cloze.hidden(draft.prompt)):
                assert piece.count("`") % 2 == piece.count("$") % 2 == 0, draft.prompt
        else:
            for piece in (draft.prompt, *draft.answer):
                assert piece.count("`") % 2 == piece.count("$") % 2 == 0, piece


@pytest.mark.parametrize(
    ("under", "extra"),
    [
        ("  ```sql\n  SELECT 1\n  ```", "```sql\nSELECT 1\n```"),
        ("  $$\n  E = mc^2\n  $$", "$$\nE = mc^2\n$$"),
        ("  ![diagram](d.png)", "![diagram](d.png)"),
        ("  ````\n  ```\n  inner\n  ```\n  ````", "````\n```\ninner\n```\n````"),
    ],
    ids=["code", "maths", "a picture", "a fence in a fence"],
)
def test_what_stands_under_a_definition_travels_with_it(under: str, extra: str) -> None:
    """Code, a formula and a picture under a line are shown with the answer of its card."""
    (draft,) = drafts(f"# T\n\n- view: a stored query\n{under}\n")
    assert (draft.answer, draft.extra) == (("a stored query",), extra)


def test_a_fence_alone_gives_no_card() -> None:
    """No card is made of code that no label asks for."""
    assert not drafts("# T\n\n```sh\nls -l # lists all files: with their sizes\n```\n")


def test_a_picture_in_a_marked_answer_stays() -> None:
    """A marked answer holds the blocks that the author put there, in their order."""
    (draft,) = drafts("# T\n\nQ: what?\nA: this\n\n![p](p.png)\n\n```\ncode\n```\n")
    assert draft.answer == ("this\n\n![p](p.png)\n\n```\ncode\n```",)
