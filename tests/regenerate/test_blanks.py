"""The numbers of blanks: a unit's history hangs on them, so they stay with their words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deacards.deck.cloze import ords_of, plain
from deacards.regenerate.blanks import in_order, keep_numbers


@pytest.mark.parametrize(
    ("new", "old", "kept"),
    [
        ("{{c1::a}} {{c2::b}}", "{{c1::a}} {{c2::b}}", "{{c1::a}} {{c2::b}}"),
        ("{{c1::b}} {{c2::a}}", "{{c1::a}} {{c2::b}}", "{{c2::b}} {{c1::a}}"),
        ("{{c1::x}} {{c2::a}} {{c3::b}}", "{{c1::a}} {{c2::b}}", "{{c3::x}} {{c1::a}} {{c2::b}}"),
        ("{{c1::b}}", "{{c1::a}} {{c2::b}}", "{{c2::b}}"),
        ("{{c1::reworded}}", "{{c3::word}}", "{{c3::reworded}}"),
        ("{{c1::x}} {{c2::y}}", "{{c1::a}} {{c2::b}}", "{{c3::x}} {{c4::y}}"),
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
