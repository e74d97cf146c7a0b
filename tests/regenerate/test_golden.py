"""Regeneration by example: decks before and after, and the plan between them as a person reads it.

A case is a folder in `tests/golden/regenerate`: `before/` holds deck files, `after/` the deck files as they
are then written, `plan.txt` what is told about it. What the notes give now stands in `drafts.yaml`, or
`after/notes` has the notes themselves, and `before/notes` those that the decks were made from. `reviews.yaml`
has how many answers the log holds for each card.
"""

from datetime import date
from pathlib import Path

import pytest
import yaml

from deacards.deck.cardtype import CardType
from deacards.deck.deckfile import DeckFile
from deacards.deck.emit import render_deck
from deacards.deck.files import read_decks
from deacards.deck.splice import splice_deck
from deacards.derive.derive import derive_note
from deacards.derive.draft import Draft, DraftDeck
from deacards.notes.reader import read_note
from deacards.problem import Problem
from deacards.regenerate.describe import describe, summary
from deacards.regenerate.plan import Plan
from deacards.regenerate.regenerate import regenerate

CASES = Path(__file__).parents[1] / "golden/regenerate"
TODAY = date(2026, 3, 1)


def drafts_of(file: Path) -> list[DraftDeck]:
    """Return the drafts of a case."""
    return [
        DraftDeck(
            deck["source"],
            tuple(deck["names"]),
            tuple(deck.get("tags", ())),
            tuple(
                Draft(
                    CardType(draft["type"]),
                    draft["prompt"],
                    tuple(draft.get("answer", ())),
                    tuple(draft.get("context", ())),
                    (draft["line"], draft["line"]),
                    draft["rule"],
                    extra=draft.get("extra", ""),
                )
                for draft in deck["drafts"]
            ),
        )
        for deck in yaml.safe_load(file.read_text("utf-8"))
    ]


def derived(folder: Path) -> list[DraftDeck]:
    """Return the drafts of the notes in a folder."""
    read = {path: read_note(f"notes/{path.name}", path.read_bytes()) for path in sorted(folder.glob("*.md"))}
    notes = [note for note in read.values() if not isinstance(note, Problem)]
    assert len(notes) == len(read)
    return [deck for note in notes for deck in derive_note(note, "en").decks if deck.drafts]


@pytest.mark.parametrize("case", sorted(path.parents[1].name for path in CASES.glob("*/before/notes")))
def test_a_case_begins_with_what_its_notes_gave(case: str, *, update_golden: bool) -> None:
    """Law: but for what a hand did, the decks before are those of the notes before."""
    before = regenerate({}, derived(CASES / case / "before/notes"), today=TODAY).after
    for path, deck in before.items():
        file = CASES / case / "before" / path
        if update_golden and not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(render_deck(deck), "utf-8")
        ids = read_decks(CASES / case / "before", Path("cards")).files[path].deck.ids()
        assert ids == deck.ids()


def reviews_of(file: Path) -> dict[str, int]:
    """Return how many answers the log of a case holds for each card."""
    return dict(yaml.safe_load(file.read_text("utf-8"))) if file.exists() else {}


def files_after(plan: Plan, before: dict[str, DeckFile]) -> dict[str, str]:
    """Return the text of each deck file as a build leaves it."""
    return {
        path: splice_deck(before[path], deck).decode() if path in before else render_deck(deck)
        for path, deck in plan.after.items()
    }


@pytest.mark.parametrize("case", sorted(path.name for path in CASES.iterdir()))
def test_the_golden_case(case: str, *, update_golden: bool) -> None:
    """Law: decks and plan come out as the case shows."""
    folder = CASES / case
    before = dict(read_decks(folder / "before", Path("cards")).files)
    noted = folder / "after/notes"
    drafts = derived(noted) if noted.exists() else drafts_of(folder / "drafts.yaml")
    decks = {path: file.deck for path, file in before.items()}
    plan = regenerate(decks, drafts, today=TODAY, reviews=lambda: reviews_of(folder / "reviews.yaml"))
    lines = ("".join(map(str, line)).rstrip() for line in describe(plan))
    told = "".join(f"{line}\n" for line in (*lines, summary(plan)))
    after = files_after(plan, before)
    if update_golden:
        (folder / "plan.txt").write_text(told, "utf-8")
        for path, text in after.items():
            (folder / "after" / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / "after" / path).write_text(text, "utf-8")
    assert told == (folder / "plan.txt").read_text("utf-8")
    found = sorted((folder / "after").rglob("*.yaml"))
    assert after == {path.relative_to(folder / "after").as_posix(): path.read_text("utf-8") for path in found}
