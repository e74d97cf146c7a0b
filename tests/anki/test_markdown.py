"""Markdown of fields: the short way for plain text comes to what the parser does."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from deacards.anki.fieldhtml import no_media
from deacards.anki.markdown import _MARKDOWN, HOLE, html_of
from deacards.deck.cloze import Mark, replace_marks

pieces = st.sampled_from(
    [
        "a",
        "word ",
        "é",
        ".",
        ":",
        "{",
        "}}",
        "(",
        '"',
        "=",
        "-",
        "1. ",
        "#",
        "http://x.y ",
        "c1::",
        "{{c1::b}}",
        "{{c2::*x*::h}}",
    ]
)


@given(st.lists(pieces, max_size=8).map("".join))
@example("x= {{c1::b}}= y")
@settings(max_examples=200)
def test_plain_text_is_what_the_parser_makes_of_it(markdown: str) -> None:
    """Text in which no mark of Markdown stands goes no way of its own."""
    marks: list[Mark] = []

    def hold(mark: Mark) -> str:
        marks.append(mark)
        return HOLE.format(len(marks) - 1)

    text = replace_marks(markdown.strip(), hold)
    assert html_of(text, marks, no_media) == _MARKDOWN.renderInline(text, {"marks": marks, "media": no_media})
