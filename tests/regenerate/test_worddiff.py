"""Word diffs: both wordings can be read in them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deacards.regenerate.worddiff import Sign, word_diff


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("query service", "serverless query service", "{+serverless +}query service"),
        ("with its own limits", "that share limits", "[-with its own-]{+that share+} limits"),
        ("a, b", "a; b", "a[-,-]{+;+} b"),
        ("same", "same", "same"),
        ("", "new", "{+new+}"),
    ],
)
def test_changes_stand_in_their_place(old: str, new: str, shown: str) -> None:
    """Law: what goes before what comes, whole words, and changes side by side are one."""
    assert "".join(map(str, word_diff(old, new))) == shown


TEXTS = st.lists(st.sampled_from(["a", "b", "word", " ", ", ", "{{c1::x}}"]), max_size=12).map("".join)


@given(TEXTS, TEXTS)
def test_both_texts_are_in_the_diff(old: str, new: str) -> None:
    """Law: without what came it is the old text, without what went the new one."""
    pieces = list(word_diff(old, new))
    assert "".join(piece.text for piece in pieces if piece.sign is not Sign.NEW) == old
    assert "".join(piece.text for piece in pieces if piece.sign is not Sign.GONE) == new
