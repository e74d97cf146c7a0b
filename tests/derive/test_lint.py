"""Hand-written cards against the gates: each code is told at the card's line, as a warning, once."""

import pytest

from deacards.deck.deckfile import read_deck
from deacards.derive.lint import lint_deck
from deacards.problem import Severity


def linted(cards: str) -> list[tuple[int, str]]:
    """Return line and code of what is told of the cards of a deck."""
    file = read_deck("cards/d.yaml", f"format: 1\ndeck: D\ncards:\n{cards}".encode()).file
    assert file is not None
    problems = lint_deck(file.path, file.deck, file.lines)
    assert all(problem.severity is Severity.WARNING and "; " in problem.message for problem in problems)
    return [(problem.line, problem.code) for problem in problems]


@pytest.mark.parametrize(
    ("card", "code"),
    [
        ("{id: a, front: What is a red house?, back: red house}", "DC101 leak"),
        ("{id: a, context: [Red house], front: Which colour?, back: red}", "DC101 leak"),
        (f"{{id: a, front: {'why so many words ' * 11}, back: because}}", "DC102 long-prompt"),
        ("{id: a, front: What holds queries?, back: a group of the}", "DC103 dangling-answer"),
        ("{id: a, front: Which letters?, list: [a, b, c, d, e, f, g, h]}", "DC104 long-list"),
        ("{id: a, front: What is it?, back: water}", "DC105 no-cue"),
        ("{id: a, cloze: 'red: {{c1::red}}'}", "DC101 leak"),
    ],
)
def test_code(card: str, code: str) -> None:
    """What makes a card hard to study is told with its code."""
    assert linted(f"  - {card}\n") == [(4, code)]


def test_two_answers_to_one_question() -> None:
    """The second of two cards that ask the same is told."""
    assert linted(
        "  - {id: a, front: Which lake?, back: Como}\n  - {id: b, front: Which lake?, back: Garda}\n"
    ) == [(5, "DC106 ambiguous")]


@pytest.mark.parametrize(
    "card",
    [
        "{id: a, front: What is Athena?, back: a query service}",
        "{id: a, cloze: 'Athena queries {{c1::S3}}'}",
        "{id: a, front: Red?, back: red, from: {line: 1, rule: x, made: 000000-000000-000000}}",
    ],
    ids=["basic", "cloze", "derived"],
)
def test_sound_cards_and_derived_ones_are_not_told(card: str) -> None:
    """There is nothing to say of a good card, nor of a derived one, which passed the gates at birth."""
    assert linted(f"  - {card}\n") == []
