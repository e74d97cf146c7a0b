"""Where a fault of a deck stands."""

from hypothesis import given
from hypothesis import strategies as st

from deacards.deck.yamlfaults import Places


@given(st.text("a\n", max_size=30))
def test_each_character_has_its_line_and_column(text: str) -> None:
    """Law: its line counts the line breaks before it, its column the characters since the last of them."""
    places = Places(text)
    for offset in range(len(text) + 1):
        before = text[:offset].split("\n")
        assert places.at(offset) == (len(before), len(before[-1]) + 1)
