"""What waits for a person's decision: cards whose note says something else than the hand that edited them."""

from collections.abc import Iterator

from deacards.deck.deckfile import DeckFile
from deacards.problem import Problem, Severity

SUGGESTION = "DC301 suggestion"


def suggestions_of(file: DeckFile) -> Iterator[Problem]:
    """Yield a problem for each card of a deck that has a suggestion."""
    for card in file.deck.cards:
        if card.suggestion:
            message = (
                f"card {card.id} keeps your wording, and the note has a new one; take that or keep yours: "
                f"deacards cards resolve {card.id} --take (or --keep)"
            )
            yield Problem(file.path, file.lines[card.id], 0, SUGGESTION, message, Severity.WARNING)
