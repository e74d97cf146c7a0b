"""Short ways to make drafts and cards."""

from collections.abc import Callable

import pytest

from deacards.deck.card import Card
from deacards.deck.cardtype import CardType
from deacards.derive.draft import Draft
from deacards.regenerate.birth import birth


@pytest.fixture
def ask() -> Callable[..., Draft]:
    """Return how to make a draft with a question, of any type that has one."""

    def make(
        prompt: str, *answer: str, line: int = 1, context: tuple[str, ...] = (), extra: str = ""
    ) -> Draft:
        kind = CardType.BASIC if len(answer) == 1 else CardType.LIST
        return Draft(kind, prompt, answer, context, (line, line), "rule", extra=extra)

    return make


@pytest.fixture
def hide() -> Callable[..., Draft]:
    """Return how to make a draft of a cloze."""
    return lambda text, line=1, context=(): Draft(CardType.CLOZE, text, (), context, (line, line), "rule")


@pytest.fixture
def born() -> Callable[[Draft], Card]:
    """Return how to make the card that a draft becomes."""
    return lambda draft: birth(draft, "notes/a.md#s", set())
