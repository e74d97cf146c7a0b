"""The wrap width of a note: found where an editor breaks lines, and only there."""

import textwrap
from itertools import pairwise

import pytest

from deacards.notes.lines import MOST_TORN, Reader, wrap_width

PROSE = (
    "An index is a second way into a table that is kept in order by a few columns so that a search need not "
    "read each row of it but can go straight to the place where a key would have to be and then to the rows "
    "that hold it which pays where few rows are wanted and costs a little on each write of a row to the table"
)


@pytest.mark.parametrize("width", [72, 80, 100, 120])
def test_the_width_of_wrapped_prose_is_found(width: int) -> None:
    """Every line fits in it, and none has room for the next line's first word."""
    wrapped = textwrap.wrap(PROSE, width)
    found = wrap_width([*wrapped, "", *wrapped])
    assert max(map(len, wrapped)) <= found
    assert all(len(line) + 1 + len(after.split()[0]) > found for line, after in pairwise(wrapped))


@pytest.mark.parametrize("width", [72, 80, 100, 120])
def test_wrapped_prose_is_joined_to_one_text(width: int) -> None:
    """What an editor wrapped is one line again."""
    lines = textwrap.wrap(PROSE, width)
    (text,) = Reader(wrap_width([*lines, "", *lines]), {}).texts(1, lines)
    assert (text.first, text.last, text.text) == (1, len(lines), PROSE)


@pytest.mark.parametrize(
    "lines",
    [
        [],
        [PROSE, "", PROSE],
        ["a short fact", "another one", "and a third"],
        ["- item " * 12, "- item " * 11],
        ["| a long row of a table that is about as wide as wrapped prose | x |", "| a | b |"],
        ["```", *textwrap.wrap(PROSE, 80), "```"],
        [PROSE, "x", PROSE, "y", PROSE[:75], "a", PROSE[:76], "a"],
    ],
)
def test_notes_that_are_not_wrapped_have_no_width(lines: list[str]) -> None:
    """Short facts, long lines, items, tables and code are no sign of wrapping."""
    assert wrap_width(lines) == 0


@pytest.mark.parametrize(
    ("lines", "count"),
    [
        (["- the mast is held by ropes that run from the", "  top of it to the sides"], 1),
        (["- Der Mast wird von Seilen gehalten, die von der", "  Spitze zu den Seiten gehen"], 1),
        (["- Masts are held by ropes on both of the sides,", "  which run down from the top"], 1),
        (
            [
                "Masts are held by ropes on both of the sides",
                "and keels keep the boats upright, in winds",
                "and waves",
            ],
            1,
        ),
        (["masts are held by ropes on both of the sides,", "by the keel and by the deck"], 1),
        (["Masts are held by ropes on both of the sides.", "keels keep the boat upright"], 2),
        (["masts are held by ropes on both of the sides", "keels keep the boat upright"], 2),
        (["Masts are held by ropes on both of the sides", "Keels keep the boat upright"], 2),
        (["Masts are held by ropes on both of the sides", "keel - keeps the boat upright"], 2),
        (["Masts are held by ropes on both of the sides", "b) by keels"], 2),
        (["Masts are held", "by ropes"], 2),
        (["Masts are held by ropes on both of the sides", "also used as flagpoles"], 2),
    ],
)
def test_a_sentence_broken_by_hand_is_one_text(lines: list[str], count: int) -> None:
    """A line whose last word ends no sentence goes on; so does a long one before small letters."""
    assert len(Reader(0, {}).texts(1, lines)) == count


def test_a_paragraph_that_is_filled_to_a_width_is_one_text() -> None:
    """One paragraph may be wrapped in a note of long lines; facts of much the same length are none."""
    lines = textwrap.wrap(PROSE.casefold(), 72)
    assert len(Reader(0, {}).texts(1, lines)) == 1
    assert len(Reader(0, {}).texts(1, [line.capitalize().replace(" ", " - ", 1) for line in lines])) > 1


def test_a_sentence_is_not_torn_for_ever() -> None:
    """Of lines that all go on, no more than a page is read as one: a huge paragraph costs what it holds."""
    lines = ["the line goes on and"] * (5 * MOST_TORN)
    texts = Reader(0, {}).texts(1, lines)
    assert [text.last - text.first + 1 for text in texts] == [MOST_TORN] * 5
