"""The list of decks: what is in it, how typing narrows it, how it looks."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deacards.deck.deckfile import DeckFile
from deacards.review.cells import cell_width, text_of
from deacards.review.picker import Picker, Row, press, rows_of, view
from deacards.study.study import Study, Terms
from deacards.study.units import units_of
from deacards_scheduler.queue import Limits, Order
from deacards_scheduler.sm2 import Sm2Params
from deacards_scheduler.state import Sm2State, UnitState

DAY = 1000
ROWS = tuple(
    Row(name, frozenset([name]), 1, 0, 2) for name in ("", "Data::Athena", "Data::日本語", "Cooking")
)


def study(read: Callable[[str, str], DeckFile], decks: dict[str, str]) -> Study:
    """Return a study of decks by name, each with cards by the letters of their ids."""
    files = [
        read(
            f"cards/{number}.yaml",
            f"format: 1\ndeck: {deck}\ncards:\n"
            + "".join(f"  - {{id: {c}, front: {c}?, back: x}}\n" for c in cards),
        )
        for number, (deck, cards) in enumerate(decks.items())
    ]
    due = UnitState(Sm2State(1, 250, 1, DAY), 1, DAY - 1, DAY - 1)
    limits = Limits(new_per_day=2)
    return Study(units_of(files), {"a/0": due}, Terms(Sm2Params(), 4), limits, Order.MIXED, 8, ())


def test_rows_tell_what_a_review_would_ask(read: Callable[[str, str], DeckFile]) -> None:
    """All first; then each name with something to ask, also one above several decks; limits hold for each."""
    rows = rows_of(study(read, {"X::One": "ab", "X::Two": "cde", "Y": "f"}), DAY)
    assert [(row.label, row.new, row.due) for row in rows] == [
        ("All decks", 2, 1),
        ("X", 2, 1),
        ("X › One", 1, 1),
        ("X › Two", 2, 0),
        ("Y", 1, 0),
    ]
    assert rows[1].decks == {"X::One", "X::Two"}


def test_a_name_above_one_deck_is_left_out(read: Callable[[str, str], DeckFile]) -> None:
    """A name that holds no more than the only deck below it says nothing new."""
    rows = rows_of(study(read, {"X::One": "ab", "Y": "f"}), DAY)
    assert [row.label for row in rows] == ["All decks", "X › One", "Y"]


@pytest.mark.parametrize(
    ("keys", "label"),
    [
        ("", "All decks"),
        ("down down", "Data › 日本語"),
        ("down up up", "All decks"),
        ("end down", "Cooking"),
        ("c o o", "Cooking"),
        ("a t h", "Data › Athena"),
        ("h e n space d a t", "Data › Athena"),
        ("x x backspace backspace", "All decks"),
        ("c ctrl-u tab", "All decks"),
        ("space c o o", "Cooking"),
    ],
)
def test_keys(keys: str, label: str) -> None:
    """Arrows move within the list; words, in any order, narrow it."""
    picker = Picker(ROWS)
    for key in keys.split():
        picker = press(picker, key)
    assert picker.shown[picker.chosen].label == label


@given(
    st.lists(st.sampled_from(["up", "down", "end", "pgup", "a", "space", "z", "backspace"]), max_size=12),
    st.integers(1, 90),
    st.integers(1, 30),
)
def test_every_frame_fits(keys: list[str], width: int, height: int) -> None:
    """Whatever was typed, the frame has its size, and the chosen deck is in it if there is room."""
    picker = Picker(ROWS)
    for key in keys:
        picker = press(picker, key)
    frame = view(picker, width, height)
    assert len(frame) == height
    assert all(cell_width(text_of(line)) <= width for line in frame)
    if height > 4 and width > 30 and picker.shown:
        assert f"› {picker.shown[picker.chosen].label}"[:12] in "\n".join(text_of(line) for line in frame)


def test_look() -> None:
    """A title, the headings, the rows, the keys."""
    assert [text_of(line).rstrip() for line in view(press(Picker(ROWS), "down"), 50, 8)] == [
        "  Study which deck? type to filter",
        "                                 new learn   due",
        "    All decks                      1     ·     2",
        "  › Data › Athena                  1     ·     2",
        "    Data › 日本語                  1     ·     2",
        "    Cooking                        1     ·     2",
        "",
        "  enter: study   esc: leave   ↑↓: choose",
    ]


def test_a_space_alone_narrows_nothing() -> None:
    """So that the invitation to type stays where it is."""
    assert press(Picker(ROWS), "space") == Picker(ROWS)
