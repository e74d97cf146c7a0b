"""Decisions about single cards: what is offered is taken or turned down, what is retired comes back."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from deacards.deck.card import Card
from deacards.deck.deck import Deck
from deacards.derive.draft import Draft, DraftDeck
from deacards.regenerate.decide import keep, restore, take
from deacards.regenerate.merge import is_hand_edited, merge
from deacards.regenerate.regenerate import regenerate

TODAY = date(2026, 1, 31)
Make = Callable[..., Draft]
Born = Callable[[Draft], Card]


@pytest.mark.parametrize("kind", ["same", "list", "cloze"])
def test_taking_gives_what_the_note_says_and_the_card_follows_again(
    ask: Make, hide: Make, born: Born, kind: str
) -> None:
    """Law: after `take` the card says what a fresh one would, whatever its type; its id and tags stay."""
    new = {
        "same": ask("What?", "new", context=("C",)),
        "list": ask("Which?", "a", "b", extra="`x`"),
        "cloze": hide("it is {{c1::new}}"),
    }[kind]
    mine = replace(born(ask("What?", "old")), front="MY?", back="MY", tags=("t",))
    waiting = merge(mine, new)
    taken = take(waiting)
    assert (taken.id, taken.tags, taken.suggestion) == (mine.id, ("t",), None)
    fresh = born(new)
    answers = (taken.answer, taken.type, taken.extra, taken.context)
    assert answers == (fresh.answer, fresh.type, fresh.extra, fresh.context)
    if kind == "same":  # the question is the hand's and the note's did not change: it was not offered
        assert taken.prompt == "MY?"
    else:
        assert taken.prompt == fresh.prompt
        assert not is_hand_edited(taken)
    assert merge(taken, new) == taken


def test_taking_a_new_text_leaves_the_extra_that_a_hand_wrote(hide: Make, born: Born) -> None:
    """Law: only what is offered is taken: a remark below a text with blanks stays."""
    mine = replace(born(hide("it is {{c1::old}}")), cloze="MY {{c1::old}}", extra="MINE")
    taken = take(merge(mine, hide("it is {{c1::new}}")))
    assert (taken.prompt, taken.extra) == ("it is {{c1::new}}", "MINE")


def test_keeping_settles_it(ask: Make, born: Born) -> None:
    """Law: after `keep` the words are the person's, and the same offer is not made again."""
    new = ask("What?", "new")
    kept = keep(merge(replace(born(ask("What?", "old")), back="MY"), new))
    assert (kept.answer, kept.suggestion) == (("MY",), None)
    assert merge(kept, new) == kept


def test_a_taken_cloze_keeps_its_numbers(hide: Make, born: Born) -> None:
    """Law: taking a suggestion gives no blank the number of another one."""
    mine = replace(born(hide("{{c1::a}} then {{c2::b}}")), cloze="MY {{c1::a}} then {{c2::b}}")
    assert take(merge(mine, hide("{{c1::x}} {{c2::a}} then {{c3::b}}"))).prompt == (
        "{{c3::x}} {{c1::a}} then {{c2::b}}"
    )


def test_a_restored_card_stays_though_its_line_is_gone_and_follows_it_when_it_returns(ask: Make) -> None:
    """Law: no build retires it again; when the line is back, it is as before."""

    def after(deck: Deck | None, *drafts: Draft) -> Deck:
        decks = {"cards/a.yaml": deck} if deck else {}
        made = DraftDeck("notes/a.md#x", ("A",), (), drafts)
        return regenerate(decks, [made], today=TODAY).after["cards/a.yaml"]

    one, two = ask("One?", "1"), ask("Two?", "2", line=2)
    first = after(None, one, two)
    gone = after(first, one)
    back = restore(gone, first.cards[1].id)
    assert after(back, one).ids() == first.ids()
    assert after(after(back, one), one) == after(back, one)
    assert after(back, one, two).cards == first.cards
