"""Laws of derivation: any note gives sound cards, and the same ones each time."""

import re
from collections.abc import Iterator
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from deacards.deck import cloze
from deacards.deck.cardtype import CardType
from deacards.derive import words
from deacards.derive.derive import Derivation, derive_note
from deacards.derive.draft import Draft
from deacards.derive.rulebook import POINT_RULES
from deacards.notes.blocks import Note
from deacards.notes.reader import read_note

GOLDEN = Path(__file__).parent.parent / "golden" / "derive"
NOTES = [
    note
    for file in sorted(GOLDEN.glob("*.md"))
    for note in re.findall(r"^~~~ note\n(.*?)^~~~$", file.read_text("utf-8"), re.MULTILINE | re.DOTALL)
]
LINES = sorted({line for note in NOTES for line in note.splitlines() if line.strip()})
MARKED = {rule.name for rule in POINT_RULES if rule.marked}
PIECES = [
    " : ",
    " - ",
    " => ",
    "(",
    ")",
    "（",
    "）",
    "**",
    "`",
    "$",
    "|",
    "e.g. ",
    "because ",
    "?",
    "、",
    "是",
    "  ",
]


def mixed() -> st.SearchStrategy[str]:
    """Return lines of notes in any order and depth, with marks and letters of any script between them."""
    bits = st.sampled_from(LINES) | st.sampled_from(PIECES) | st.text(max_size=12)
    joints = st.sampled_from(["\n", "\n\n", "\n- ", "\n    - ", "\n        - ", "\n1. ", "\n# ", " ", ""])
    return st.lists(st.tuples(joints, bits), max_size=24).map(lambda parts: "".join(j + b for j, b in parts))


def derived(text: str) -> tuple[Note, Derivation] | None:
    """Return a text read as a note and what it gives, or None where it cannot be read."""
    note = read_note("notes/any.md", text.encode("utf-8", "surrogatepass"))
    return (note, derive_note(note)) if isinstance(note, Note) else None


def units(draft: Draft) -> Iterator[tuple[str, str]]:
    """Yield what each unit of a draft asks and hides; a list is no single answer and yields nothing."""
    if draft.type is CardType.CLOZE:
        for ord_ in cloze.ords_of(draft.prompt):
            face = cloze.face(draft.prompt, ord_)
            yield face.question, " ".join(face.hidden)
    elif len(draft.answer) == 1:
        yield draft.prompt, draft.answer[0]


@given(mixed() | st.text())
def test_any_note_gives_sound_cards(text: str) -> None:
    """Nothing raises; a card's lines are the note's, a cloze has a blank, and no side of a card is empty."""
    if (found := derived(text)) is None:
        return
    last = len(text.splitlines()) + 1
    for draft in found[1].drafts:
        assert 1 <= draft.lines[0] <= draft.lines[1] <= last
        assert draft.prompt.strip()
        assert all(answer.strip() for answer in draft.answer)
        assert bool(cloze.ords_of(draft.prompt)) == (draft.type is CardType.CLOZE) or draft.rule in MARKED


@given(mixed())
def test_no_prompt_holds_its_answer(text: str) -> None:
    """What is asked does not stand in the question as a whole, but for cards that the author marked."""
    if (found := derived(text)) is None:
        return
    for draft in found[1].drafts:
        for question, answer in units(draft) if draft.rule not in MARKED else ():
            told, asked = words.tokens(question), words.tokens(answer)
            runs = (told[i : i + len(asked)] for i in range(len(told) - len(asked) + 1))
            assert not asked or asked not in runs, (draft.rule, question, answer)


@given(mixed())
def test_no_blank_cuts_a_word(text: str) -> None:
    """A blank begins and ends where words do, and never with what only parts them."""
    if (found := derived(text)) is None:
        return
    for draft in found[1].drafts:
        if draft.type is not CardType.CLOZE or draft.rule in MARKED:
            continue
        for question, answer in units(draft):
            before, blank, after = question.partition(cloze.BLANK)
            if not blank or cloze.BLANK in after:
                continue
            assert answer[0] not in ",;:!?)]}", (draft.rule, question, answer)
            for left, right in ((before[-1:], answer[0]), (answer[-1], after[:1])):
                letters = left.isalnum() and right.isalnum()
                assert not (letters and left < "\u3005" and right < "\u3005"), (draft.rule, question, answer)


@given(mixed())
def test_derivation_is_deterministic(text: str) -> None:
    """The same note gives the same cards, whatever was derived before it."""
    if (found := derived(text)) is None:
        return
    derived("\n".join(LINES[:40]))
    assert derive_note(found[0]) == found[1]
