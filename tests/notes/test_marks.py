"""The marks inside a line: what may not be cut, what is bold, and the bare words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deacards.notes.marks import bold_lead, plain, spans

LINES = st.text(
    st.sampled_from("ab *_`$~=\\\\()") | st.characters(exclude_categories=["Cs", "Co"]), max_size=40
)


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("**bold** and *it* and _it_ and __bold__", "bold and it and it and bold"),
        ("***both*** ==mark== ~~gone~~", "both mark gone"),
        ("**bold with *it* inside**", "bold with it inside"),
        ("`code *kept*` and ``a ` b``", "code *kept* and a ` b"),
        ("$x_1 * y_2$ is _maths_", "$x_1 * y_2$ is maths"),
        ("snake_case_name and 2 * 3 * 4", "snake_case_name and 2 * 3 * 4"),
        (r"\*kept\* and \$5", "*kept* and $5"),
        ("a ==> b ==> c and a == b", "a ==> b ==> c and a == b"),
        ("**Term**: text", "Term: text"),
        ("costs $5 or $6", "costs $5 or $6"),
        ("*args, **kwargs", "*args, **kwargs"),
    ],
)
def test_plain_takes_marks_away_and_keeps_the_words(text: str, bare: str) -> None:
    """Marks go, code and maths stay; what only looks like a mark is a word."""
    assert plain(text) == bare


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("a `b c` d", ["`b c`"]),
        ("$x$ and $$y$$ and `$z`", ["$x$", "$$y$$", "`$z`"]),
        ("`` a ` b `` c", ["`` a ` b ``"]),
        ("$5 and $6", []),
        (r"\`a\` \$b\$", []),
        ("open ` only", []),
    ],
)
def test_spans_are_code_and_maths(text: str, whole: list[str]) -> None:
    """A cloze may not begin or end inside of a span."""
    assert [text[start:end] for start, end in spans(text)] == whole


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("**Term**: text", "Term"),
        ("**Term:** text", "Term:"),
        ("*Term* text", "Term"),
        ("`code` text", "code"),
        ("==Term== text", "Term"),
        ("__Term *x*__ text", "Term x"),
        ("text **bold**", None),
        ("** no** text", None),
        ("==> arrow ==> on", None),
        ("", None),
    ],
)
def test_bold_lead_is_the_marked_term_at_the_start(text: str, lead: str | None) -> None:
    """Only a mark that is closed, at the very start, makes a lead."""
    assert bold_lead(text) == lead


@given(LINES)
def test_spans_are_in_order_and_within_the_line(text: str) -> None:
    """Spans never overlap."""
    edges = [edge for span in spans(text) for edge in span]
    assert edges == sorted(edges)
    assert all(0 <= edge <= len(text) for edge in edges)


@given(LINES)
def test_plain_keeps_letters_and_digits(text: str) -> None:
    """No letter or digit is lost, added or moved."""
    assert [c for c in plain(text) if c.isalnum()] == [c for c in text if c.isalnum()]
