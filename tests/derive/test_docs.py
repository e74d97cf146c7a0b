"""The examples of `docs/notes.md` and of `docs/how-to-add-a-rule.md` do what they say."""

import re
from pathlib import Path

import pytest

from deacards.derive.derive import derive_note
from deacards.derive.drafting import faces_of
from deacards.notes.blocks import Note
from deacards.notes.reader import read_note

DOCS = Path(__file__).parents[2] / "docs" / "notes.md"
EXAMPLE = re.compile(
    r"^~~~ note\n(?P<note>.*?)^~~~\n+~~~ cards\n(?P<cards>.*?)^~~~$", re.MULTILINE | re.DOTALL
)


@pytest.mark.parametrize(
    ("text", "cards"),
    [(found["note"], found["cards"]) for found in EXAMPLE.finditer(DOCS.read_text("utf-8"))],
)
def test_an_example_gives_the_cards_below_it(text: str, cards: str) -> None:
    """What the page says is asked of a note is asked, and nothing else."""
    note = read_note("notes/note.md", text.encode())
    assert isinstance(note, Note)
    faces = [
        face
        for draft in derive_note(note).drafts
        for face in faces_of(draft.type, draft.prompt, draft.answer)
    ]
    told = [" ".join(f"{face.prompt} => {' • '.join(face.answers)}".split()) for face in faces]
    assert told == cards.splitlines()


def test_the_worked_example_is_a_rule() -> None:
    """The rule that the guide for newcomers shows is the one in the rulebook, to the letter."""
    root = Path(__file__).parents[2]
    guide = (root / "docs" / "how-to-add-a-rule.md").read_text("utf-8")
    rule = (root / "src" / "deacards" / "derive" / "rules" / "equivalent.py").read_text("utf-8")
    assert f"```python\n{rule}```" in guide
