"""The brake: nobody loses many reviewed cards by mishap."""

from collections.abc import Callable
from datetime import date

import pytest

from deacards.derive.draft import Draft, DraftDeck
from deacards.problem import RefusedError
from deacards.regenerate.brake import check_brake
from deacards.regenerate.plan import Plan
from deacards.regenerate.regenerate import regenerate

TODAY = date(2026, 1, 31)
Make = Callable[..., Draft]


def shrunk(ask: Make, before: int, after: int) -> tuple[Plan, list[str]]:
    """Return the plan that leaves `after` of `before` cards, and the ids of all."""
    drafts = [ask(f"What is thing number {n}?", f"answer {n * n * 7919}") for n in range(before)]
    deck = DraftDeck("notes/a.md#s", ("A",), (), tuple(drafts))
    decks = regenerate({}, [deck], today=TODAY).after
    left = DraftDeck("notes/a.md#s", ("A",), (), tuple(drafts[:after]))
    return regenerate(decks, [left], today=TODAY), [card.id for deck in decks.values() for card in deck.cards]


def test_a_fifth_may_go_but_not_more(ask: Make) -> None:
    """Law: up to a fifth of a deck's reviewed cards retire in silence; beyond, the person is asked."""
    plan, ids = shrunk(ask, 10, 8)
    check_brake(plan, reviewed=ids)
    plan, ids = shrunk(ask, 10, 7)
    with pytest.raises(RefusedError) as caught:
        check_brake(plan, reviewed=ids)
    assert str(caught.value) == (
        "cards/a.yaml: 3 of 10 reviewed cards would retire: no line of notes/a.md gives them any more\n"
        "Nothing was written. To look at these cards: deacards build --dry-run\n"
        "If it is meant so: deacards build --yes (they can be restored, and their history stays)"
    )
    assert caught.value.exit_code == 3


def test_in_a_small_deck_one_or_two_may_go(ask: Make) -> None:
    """Law: deleting a line or two is an edit, whatever share of the deck they are; three are asked about."""
    for before, after, stops in ((2, 1, False), (4, 2, False), (4, 1, True)):
        plan, ids = shrunk(ask, before, after)
        try:
            check_brake(plan, reviewed=ids)
        except RefusedError:
            assert stops
        else:
            assert not stops


def test_cards_that_were_never_reviewed_go_freely(ask: Make) -> None:
    """Law: without a history there is nothing to protect."""
    plan, ids = shrunk(ask, 10, 1)
    check_brake(plan, reviewed=ids[:1])


def test_a_note_that_became_empty_stops_the_build(ask: Make) -> None:
    """Law: a note that is there but holds nothing any more is a mishap until the person says otherwise."""
    plan, _ = shrunk(ask, 3, 0)
    with pytest.raises(RefusedError, match=r"notes/a\.md: holds nothing to learn any more; 3 cards from it"):
        check_brake(plan, reviewed=(), emptied=["notes/a.md"])
    check_brake(plan, reviewed=(), emptied=["notes/b.md"])
