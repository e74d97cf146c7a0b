"""The rules of derivation against their golden cases: note text in, cards out.

Each file of `tests/golden/derive/` belongs to the rule it is named after. A case is a title (`## ...`), a
note in a `~~~ note` fence and the cards in a `~~~ cards` fence, one unit a line. Cases titled `not: ...` show
where the rule must not fire.
"""

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from deacards.deck import cloze
from deacards.deck.cardtype import CardType, Quality
from deacards.derive.derive import derive_note
from deacards.derive.draft import Draft
from deacards.derive.rulebook import GRID_RULES, POINT_RULES
from deacards.notes.blocks import Note
from deacards.notes.reader import read_note

GOLDEN = Path(__file__).parent.parent / "golden" / "derive"
CASE = re.compile(
    r"^## (?P<title>[^\n]+)\n+~~~ note\n(?P<note>.*?)^~~~\n+~~~ cards\n(?P<cards>.*?)^~~~$",
    re.MULTILINE | re.DOTALL,
)


class Case(NamedTuple):
    """One golden case and where it stands."""

    file: Path
    title: str
    note: str
    cards: str


def cases() -> list[Case]:
    """Return every case of every file."""
    return [
        Case(file, found["title"], found["note"], found["cards"])
        for file in sorted(GOLDEN.glob("*.md"))
        for found in CASE.finditer(file.read_text(encoding="utf-8"))
    ]


def told(draft: Draft) -> list[str]:
    """Return the units of a draft as the golden files show them."""
    where = f"{draft.lines[0]}" if draft.lines[0] == draft.lines[1] else f"{draft.lines[0]}-{draft.lines[1]}"
    crumbs = "".join(f"{crumb} › " for crumb in draft.context)
    poor = "  (review)" if draft.quality is Quality.REVIEW else ""

    def unit(prompt: str, answer: str) -> str:
        return f"{where} {draft.rule}: {crumbs}{prompt} => {answer}{poor}"

    if draft.type is CardType.CLOZE:
        faces = [cloze.face(draft.prompt, ord_) for ord_ in cloze.ords_of(draft.prompt)]
        assert faces, f"a cloze without a blank: {draft.prompt}"
        units = [unit(face.question, " + ".join(face.hidden)) for face in faces]
    else:
        units = [unit(draft.prompt, " • ".join(draft.answer))]
        if draft.type is CardType.REVERSED:
            units.append(unit(draft.answer[0], draft.prompt))
    return units + [f"    {line}" for line in draft.extra.splitlines()]


def derived(text: str) -> str:
    """Return the cards of a note's text, one unit a line."""
    note = read_note("notes/note.md", text.encode())
    assert isinstance(note, Note)
    drafts = [draft for deck in derive_note(note).decks for draft in deck.drafts]
    return "".join(f"{line}\n" for draft in drafts for line in told(draft))


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case.file.stem}: {case.title}")
def test_golden_case(case: Case, request: pytest.FixtureRequest) -> None:
    """A note gives the cards that its golden case shows, no more and no less."""
    cards = derived(case.note)
    if request.config.getoption("--update-golden") and cards != case.cards:
        text = case.file.read_text(encoding="utf-8")
        old = f"~~~ note\n{case.note}~~~\n\n~~~ cards\n{case.cards}~~~"
        assert text.count(old) == 1, f"the case {case.title!r} does not stand in {case.file.name} once"
        case.file.write_text(
            text.replace(old, f"~~~ note\n{case.note}~~~\n\n~~~ cards\n{cards}~~~"), encoding="utf-8"
        )
        return
    assert cards == case.cards


@pytest.mark.parametrize("rule", [rule.name for rule in (*POINT_RULES, *GRID_RULES)])
def test_every_rule_has_cases(rule: str) -> None:
    """A rule has a golden file in which it makes a card, and a case in which it must not."""
    own = [case for case in cases() if case.file.stem == rule]
    assert any(f" {rule}: " in case.cards for case in own)
    refusals = [case for case in own if case.title.startswith("not: ")]
    assert refusals
    assert not any(f" {rule}: " in case.cards for case in refusals)
