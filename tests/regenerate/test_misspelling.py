"""Which words are one with a typing error: compared with the published recurrence, step by step."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deacards.regenerate.misspelling import is_misspelt, is_within

WORDS = st.text("abc", max_size=7)


def distance(one: str, other: str) -> int:
    """Return the optimal string alignment distance, by the table of Damerau (1964) and Levenshtein (1966)."""
    table = [[row + column for column in range(len(other) + 1)] for row in range(len(one) + 1)]
    for row in range(1, len(one) + 1):
        for column in range(1, len(other) + 1):
            table[row][column] = min(
                table[row - 1][column] + 1,
                table[row][column - 1] + 1,
                table[row - 1][column - 1] + (one[row - 1] != other[column - 1]),
            )
            if row > 1 and column > 1 and one[row - 2 : row] == other[column - 2 : column][::-1]:
                table[row][column] = min(table[row][column], table[row - 2][column - 2] + 1)
    return table[-1][-1]


@given(one=WORDS, other=WORDS, most=st.integers(0, 3))
def test_within_is_the_distance_or_less(one: str, other: str, most: int) -> None:
    """Law: for any two words and any number of errors."""
    assert is_within(one, other, most) == (distance(one, other) <= most)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("queue", "queeu", True),  # two changed places
        ("queue", "quue", True),
        ("queue", "quoui", False),
        ("availability", "avalabilty", True),  # two errors in a long word
        ("limit", "limits", True),
        ("limit", "limiting", True),
        ("limit", "limitations", False),
        ("ipv4", "ipv6", False),
        ("the", "tha", False),
        ("größe", "grösse", False),
        ("größe", "gröse", True),
        ("it's", "its'", True),
    ],
)
def test_misspelt(one: str, other: str, same: bool) -> None:  # noqa: FBT001 - what is expected
    """One error in a word, two in a long one, an ending of three letters; no digit, no short word."""
    assert is_misspelt(one, other) is same
    assert is_misspelt(other, one) is same
