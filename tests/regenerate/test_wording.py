"""What the words of a text are."""

from hypothesis import given
from hypothesis import strategies as st

from deacards.regenerate.wording import words_of


@given(text=st.text(st.characters(max_codepoint=127)))
def test_ascii_has_the_words_of_any_text(text: str) -> None:
    """Law: a character of another kind behind a text changes none of its words."""
    assert words_of(f"a {text} é") == (*words_of(f"a {text}"), "é")
