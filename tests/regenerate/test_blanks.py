"""The numbers of blanks: a unit's history hangs on them, so they stay with their words."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deacards.deck.card import Card
from deacards.deck.cloze import ords_of, plain
from deacards.derive.draft import Draft
from deacards.regenerate.blanks import in_order, keep_numbers
from deacards.regenerate.merge import merge

Make = Callable[..., Draft]
Born = Callable[[Draft], Card]


@pytest.mark.parametrize(
    ("new", "old", "kept"),
    [
        ("{{c1::a}} {{c2::b}}", "{{c1::a}} {{c2::b}}", "{{c1::a}} {{c2::b}}"),
        ("{{c1::b}} {{c2::a}}", "{{c1::a}} {{c2::b}}", "{{c2::b}} {{c1::a}}"),
        ("{{c1::x}} {{c2::a}} {{c3::b}}", "{{c1::a}} {{c2::b}}", "{{c3::x}} {{c1::a}} {{c2::b}}"),
        ("{{c1::b}}", "{{c1::a}} {{c2::b}}", "{{c2::b}}"),
        ("{{c1::reworded}}", "{{c3::word}}", "{{c3::reworded}}"),
        ("{{c1::x}} {{c2::y}}", "{{c1::a}} {{c2::b}}", "{{c3::x}} {{c4::y}}"),
        ("a {{c1::b}}", "{{c1::a}} b", "a {{c2::b}}"),
        ("{{c1::A  b::hint}}", "{{c2::a b}}", "{{c2::A  b::hint}}"),
        ("{{c1::a}} {{c1::b}} {{c2::c}}", "{{c1::c}} {{c2::a}} {{c2::b}}", "{{c2::a}} {{c2::b}} {{c1::c}}"),
    ],
)
def test_a_blank_keeps_its_number(new: str, old: str, kept: str) -> None:
    """Law: the same words keep their number, a single reworded blank too; new words get new numbers."""
    assert keep_numbers(new, old) == kept


WORDS = st.lists(st.sampled_from("abcdef"), min_size=1, max_size=5, unique=True)


def marked(words: list[str]) -> str:
    """Return a text with a blank for each word."""
    return " ".join(f"{{{{c{number}::{word}}}}}" for number, word in enumerate(words, start=1))


@given(WORDS, WORDS)
def test_renumbering_changes_numbers_only(new: list[str], old: list[str]) -> None:
    """Law: text and number of units stay, and doing it again changes nothing."""
    kept = keep_numbers(marked(new), marked(old))
    assert plain(kept) == plain(marked(new))
    assert len(ords_of(kept)) == len(new)
    assert keep_numbers(marked(new), kept) == kept
    assert in_order(kept) == marked(new)


def test_a_freed_number_is_never_given_to_another_blank(hide: Make, born: Born) -> None:
    """Law: what was learned of a blank that left waits for it, and is taken over by none."""
    card = merge(born(hide("{{c1::a}} and {{c2::b}}, all of it")), hide("{{c1::a}} and, all of it"))
    assert card.prompt == "{{c1::a}} and, all of it"
    card = merge(card, hide("{{c1::a}} and so on, all of it"))
    card = merge(card, hide("{{c1::a}} and so on, all {{c2::x}} of it"))
    assert card.prompt == "{{c1::a}} and so on, all {{c3::x}} of it"
    assert ords_of(card.prompt) == (0, 2)
