"""Copies of a line: the history that is longest goes on."""

from collections.abc import Callable
from dataclasses import replace

from deacards.deck.card import Card
from deacards.derive.draft import Draft
from deacards.regenerate.birth import birth
from deacards.regenerate.copies import keep_histories
from deacards.regenerate.sides import Known, known, wanted

Make = Callable[..., Draft]


def two(ask: Make) -> tuple[Draft, Known, Known]:
    """Return a draft and two cards of its text: one whose line is gone, and one that the draft is."""
    draft = replace(ask("What is a jib?", "a sail"), written="- jib: a sail")
    cards = [birth(draft, source, ()) for source in ("notes/a.md#a", "notes/b.md#b")]
    return draft, known(0, "a", cards[0], 0), known(1, "b", cards[1], 0)


def kept(draft: Draft, gone: Known, copy: Known, counts: dict[str, int]) -> Card:
    """Return the card that the draft is in the end."""
    found = keep_histories({0: copy}, [gone, copy], [wanted(0, "b", draft)], lambda: counts)
    return found[0].card


def test_the_card_with_more_answers_goes_on(ask: Make) -> None:
    """Law: it takes the place of a copy that has fewer; where both have as many nothing changes."""
    draft, gone, copy = two(ask)
    assert kept(draft, gone, copy, {gone.card.id: 3, copy.card.id: 1}) == gone.card
    assert kept(draft, gone, copy, {gone.card.id: 1, copy.card.id: 1}) == copy.card
    assert kept(draft, gone, copy, {copy.card.id: 1}) == copy.card


def test_a_copy_that_a_hand_edited_stays(ask: Make) -> None:
    """Law: what a person wrote on a card is not put aside for a history."""
    draft, gone, copy = two(ask)
    mine = replace(copy, card=replace(copy.card, front="What is my jib?"))
    assert kept(draft, gone, mine, {gone.card.id: 3}) == mine.card


def test_the_log_is_asked_only_for_copies(ask: Make) -> None:
    """Law: a card that retires without a copy opens no log; nor does one that a person keeps."""
    draft, gone, copy = two(ask)

    def refuse() -> dict[str, int]:
        raise AssertionError

    other = replace(ask("What is a mast?", "a pole"), written="- mast: a pole")
    lone = known(2, "a", birth(other, "notes/a.md#a", ()), 0)
    assert keep_histories({0: copy}, [lone, copy], [wanted(0, "b", draft)], refuse) == {0: copy}
    assert gone.card.origin
    origin = gone.card.origin._replace(kept=True)
    held = replace(gone, card=replace(gone.card, origin=origin))
    assert keep_histories({0: copy}, [held, copy], [wanted(0, "b", draft)], refuse) == {0: copy}
