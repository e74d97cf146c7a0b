"""The memory of a deck: a card that a person deletes from the file stays deleted, and can be restored."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from deacards.deck.deck import Deck
from deacards.derive.draft import Draft, DraftDeck
from deacards.regenerate.decide import restore
from deacards.regenerate.plan import Kind, Plan
from deacards.regenerate.regenerate import regenerate

TODAY = date(2026, 1, 31)
Make = Callable[..., Draft]


def plan_of(decks: dict[str, Deck], *drafts: Draft) -> Plan:
    """Return the plan for the one section of the one note."""
    return regenerate(decks, [DraftDeck("notes/a.md#x", ("A",), (), drafts)], today=TODAY)


def without(deck: Deck, *ids: str) -> dict[str, Deck]:
    """Return the deck as a person left it who deleted some cards from the file."""
    return {"cards/a.yaml": replace(deck, cards=tuple(c for c in deck.cards if c.id not in ids))}


def test_a_deleted_card_stays_deleted_and_is_kept_whole(ask: Make) -> None:
    """Law: it goes to `retired:` as dismissed, under its id, is told once, and does not come back."""
    one, two = ask("One?", "1"), ask("Two?", "2", line=2)
    deck = plan_of({}, one, two).after["cards/a.yaml"]
    plan = plan_of(without(deck, deck.cards[1].id), one, two)
    after = plan.after["cards/a.yaml"]
    assert [(change.kind, change.after.id) for change in plan.changes] == [(Kind.DISMISSED, deck.cards[1].id)]
    assert after.cards == deck.cards[:1]
    [tombstone] = after.retired
    assert (tombstone.id, tombstone.prompt, tombstone.answer) == (deck.cards[1].id, "Two?", ("2",))
    assert tombstone.retirement is not None
    assert tombstone.retirement.reason == "dismissed"
    assert plan_of(dict(plan.after), one, two).is_empty


def test_it_stays_deleted_when_its_line_is_reworded_or_leaves_for_a_while(ask: Make) -> None:
    """Law: the decision is about the fact; it holds for the line in other words, and when that comes back."""
    one, two = ask("One?", "1"), ask("What is the second thing?", "number two", line=2)
    deck = plan_of({}, one, two).after["cards/a.yaml"]
    away = plan_of(without(deck, deck.cards[1].id), one).after
    assert plan_of(dict(away), one).is_empty
    back = plan_of(dict(away), one, two)
    assert [change.kind for change in back.changes] == [Kind.DISMISSED]
    reworded = plan_of(dict(back.after), one, ask("What is a second thing?", "number two", line=2))
    assert reworded.count(Kind.ADDED) == 0
    assert reworded.after["cards/a.yaml"].cards == deck.cards[:1]


def test_delete_then_restore_is_identity(ask: Make) -> None:
    """Law: a restored card is in use again under its id, as if nothing had been."""
    one, two = ask("One?", "1"), ask("Two?", "2", line=2)
    deck = plan_of({}, one, two).after["cards/a.yaml"]
    gone = plan_of(without(deck, deck.cards[1].id), one, two).after["cards/a.yaml"]
    back = restore(gone, deck.cards[1].id)
    assert plan_of({"cards/a.yaml": back}, one, two).after["cards/a.yaml"] == deck


def test_a_deck_that_was_deleted_is_made_anew(ask: Make) -> None:
    """Law: whoever deletes a whole deck file begins it anew, with the same ids."""
    first = plan_of({}, ask("One?", "1")).after
    assert plan_of({}, ask("One?", "1")).after == first


def test_a_deleted_tombstone_gives_the_card_back(ask: Make) -> None:
    """Law: whoever deletes it from `retired:` too has no decision on file any more."""
    one = ask("One?", "1")
    deck = plan_of({}, one).after["cards/a.yaml"]
    gone = plan_of(without(deck, deck.cards[0].id), one).after["cards/a.yaml"]
    fresh = plan_of({"cards/a.yaml": replace(gone, retired=())}, one)
    assert fresh.after["cards/a.yaml"].cards == deck.cards
