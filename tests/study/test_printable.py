"""Card text cannot drive the terminal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deacards.study.printable import printable


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("a\x1b]52;c;ZXZpbA==\x07b", "ab"),
        ("a\x1b]0;title\x1b\\b", "ab"),
        ("a\x9b2Jb", "ab"),
        ("a\x9d0;title\x9cb", "ab"),
        ("a\x1bPq#0\x1b\\b", "ab"),
        ("a\x1bcb", "ab"),
        ("a\x1b(0b", "ab"),
        ("a\rb\x08c\x00d\x7f", "abcd"),
        ("torn \x1b]52;c;text", "torn 52;c;text"),
        ("one\n\ttwo – ünï 漢字 😀", "one\n\ttwo – ünï 漢字 😀"),
    ],
)
def test_sequences_are_removed(text: str, shown: str) -> None:
    """Whole sequences and all controls go; words, newlines and tabs stay."""
    assert printable(text) == shown


@given(st.text(alphabet=st.sampled_from("\x1b\x9b\x9d\x07[];0;mP\\ab\n\r")))
def test_no_control_is_left(text: str) -> None:
    """Whatever the text, no control but newline and tab is left, and a second pass changes nothing."""
    shown = printable(text)
    assert all(sign in "\n\t" or (sign >= " " and not "\x7f" <= sign <= "\x9f") for sign in shown)
    assert printable(shown) == shown
