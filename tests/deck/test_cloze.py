"""Cloze marks: what each hides, shows and counts for."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from deacards.deck.cloze import Mark, replace_marks, write_mark


def test_replace_marks_sees_each_mark_from_left_to_right() -> None:
    """A mark is its number, what it hides and its hint; the rest of the text stays."""
    seen: list[Mark] = []

    def show(mark: Mark) -> str:
        seen.append(mark)
        return f"<{len(seen)}>"

    assert replace_marks("a {{c2::b::c}} {{c1::d::e::}} {{c3:f}}", show) == "a <1> <2> {{c3:f}}"
    assert seen == [Mark(2, "b", "c"), Mark(1, "d::e", "")]


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("{{c1::$x^{y^{z}}$}} and {{c2::b}}", ["$x^{y^{z}}$", "b"]),
        ("{{c1::$$\\frac{a}{b_{c}}$$}}", ["$$\\frac{a}{b_{c}}$$"]),
        ("{{c1::`a::b }} c`}} and {{c2::`d`::e}}", ["`a::b }} c`", "`d`"]),
        ("`f({{c1::a}})` and `{{c2::b}}`", ["a", "b"]),
        ("$\\frac{ {{c1::n}} }{m}$", ["n"]),
        ("{{c1::$5}} costs 4$, {{c2::$6}} and {{c3::$x}}", ["$5", "$6", "$x"]),
        ("{{c1::a`}} b` {{c2::c}}", ["c"]),
        ("{{c1::outer {{c2::inner}} }}", ["inner"]),
        ("{{c1::f{a}::}} {{c2::{b}}}", ["f{a}", "{b"]),
    ],
)
def test_code_and_maths_in_a_mark_stay_whole(text: str, hidden: list[str]) -> None:
    """`}}` and `::` end a mark or begin its hint only outside code and maths."""
    seen: list[str] = []
    replace_marks(text, lambda mark: seen.append(mark.hidden) or "")
    assert seen == hidden


def test_marks_are_read_in_linear_time() -> None:
    """A text of many pieces of code and no end of its mark is no trap."""
    assert replace_marks("{{c1::" + "`a` $b$ {" * 2_000, lambda _: "") != ""


@given(st.integers(1, 999), st.text("ab:}{ $`é", min_size=1), st.text("ab: é"))
def test_a_written_mark_reads_back(number: int, hidden: str, hint: str) -> None:
    """What is written is read, as long as neither part holds what ends it."""
    assume("}}" not in hidden and "::" not in hint and not hint.startswith(":"))
    assume(not set("$`") & set(hidden))
    seen: list[Mark] = []
    replace_marks(f"x {write_mark(Mark(number, hidden, hint))} y", lambda mark: seen.append(mark) or "")
    assert seen == [Mark(number, hidden, hint)]
