"""Widths of text in cells, and lines that keep to them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deacards.review.cells import Span, cell_width, clip, line_of, text_of, wrap

SIGNS = st.text(
    st.sampled_from("ab  日本é\u0301👍🏽\u200d❤\ufe0f🇨ئ\u200f") | st.characters(exclude_categories=["Cs"])
)
LINES = st.lists(st.builds(Span, SIGNS, st.sampled_from(["", "1", "36"])), max_size=4).map(tuple)


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("abc", 3),
        ("日本", 4),
        ("e\u0301", 1),
        ("👍", 2),
        ("❤\ufe0f", 2),
        ("\u200f", 0),
        ("", 0),
        ("ئ", 1),
        ("a\tb", 2),
    ],
)
def test_cell_width(text: str, cells: int) -> None:
    """Wide signs take two cells, signs that join or only direct take none."""
    assert cell_width(text) == cells


@pytest.mark.parametrize(
    ("text", "width", "rows"),
    [
        ("one two three", 8, ["one two", "three"]),
        ("a incomprehensible", 6, ["a", "incomp", "rehens", "ible"]),
        ("日本語のカード", 5, ["日本", "語の", "カー", "ド"]),
        ("  indented", 8, ["indented"]),
        ("  indented", 20, ["  indented"]),
        ("", 5, [""]),
    ],
)
def test_wrap(text: str, width: int, rows: list[str]) -> None:
    """Lines break between words, between wide signs, and within a word only where they must."""
    assert [text_of(row) for row in wrap(line_of(text), width)] == rows


@given(line=LINES, width=st.integers(2, 30))
def test_wrapped_lines_fit_and_lose_nothing(line: tuple[Span, ...], width: int) -> None:
    """No row is wider than it may be; all signs but the gaps at the breaks are there, each in its look."""
    rows = list(wrap(line, width))
    assert all(cell_width(text_of(row)) <= width for row in rows)
    assert "".join(text_of(row) for row in rows).replace(" ", "") == text_of(line).replace(" ", "")


@given(line=LINES, width=st.integers(0, 30))
def test_clipped_lines_fit(line: tuple[Span, ...], width: int) -> None:
    """A line that fits is not touched, another one is its beginning with an ellipsis."""
    clipped = clip(line, width)
    assert cell_width(text_of(clipped)) <= width
    if cell_width(text_of(line)) <= width:
        assert clipped == line
    elif width:
        assert text_of(line).startswith(text_of(clipped).removesuffix("…"))
