"""Units of decks: what each asks and answers, in which order, and how a deck is named."""

from collections.abc import Callable

import pytest

from deacards.deck.deckfile import DeckFile
from deacards.study.unit import Unit, matching
from deacards.study.units import units_of

HANDMADE = 'format: 1\ndeck: Hand\ncards:\n  - {id: h1, front: "1", back: "2"}\n'


def derived(line: int, note: str, identity: str) -> str:
    """Return a deck text with one card from a line of a note."""
    origin = f"{{line: {line}, rule: r, made: 000000-000000-000000}}"
    card = f'{{id: {identity}, front: "1", back: "2", from: {origin}}}'
    return f"format: 1\ndeck: D\nsource: {note}#x\ncards:\n  - {card}\n"


def test_every_type_asks_and_answers(units: tuple[Unit, ...]) -> None:
    """A cloze shows its blank in place, a list has its items, a reversed card is asked both ways."""
    assert [(unit.id, unit.prompt, unit.answer) for unit in units] == [
        ("aaaa/0", "What is Athena?", ("a query service",)),
        ("bbbb/0", "A [...] is like a workspace", ("workgroup",)),
        ("bbbb/1", "A workgroup is like a [place]", ("workspace",)),
        ("cccc/0", "Which budgets are there?", ("Cost", "Usage", "Saving plan")),
        ("dddd/0", "S3", ("object storage",)),
        ("dddd/1", "object storage", ("S3",)),
        ("eeee/0", "Gone?", ("yes",)),
    ]


def test_units_know_their_places(units: tuple[Unit, ...]) -> None:
    """A derived card names its note's line and its deck file's; a handmade one only the latter."""
    places = {unit.card: unit.places for unit in units}
    assert places["bbbb"] == ("notes/data.md:20", "cards/athena.yaml:11")
    assert places["cccc"] == ("cards/athena.yaml:14",)
    assert (units[1].lines, units[1].section, units[1].rule) == ((20, 22), "athena", "tail")


def test_retired_cards_are_marked(units: tuple[Unit, ...]) -> None:
    """Only the cards under `retired:` are retired."""
    assert [unit.card for unit in units if unit.retired] == ["eeee"]


def test_units_stand_in_note_order(read: Callable[[str, str], DeckFile]) -> None:
    """Decks follow their notes and the lines there, whatever the files are called; handmade ones are last."""
    files = [
        read("cards/0.yaml", HANDMADE),
        read("cards/1.yaml", derived(9, "notes/b.md", "b9")),
        read("cards/2.yaml", derived(3, "notes/b.md", "b3")),
        read("cards/3.yaml", derived(50, "notes/a.md", "a50")),
    ]
    assert [unit.card for unit in units_of(files)] == ["a50", "b3", "b9", "h1"]


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("athena", True),
        ("DATA::", True),
        ("athena.yaml", True),
        ("*athena", True),
        ("athena*", False),
        ("s3", False),
    ],
)
def test_matching_decks(units: tuple[Unit, ...], pattern: str, found: object) -> None:
    """A part of the deck's name or path finds it, in small letters or capitals; a glob must match all."""
    assert bool(matching(units, pattern)) is found
