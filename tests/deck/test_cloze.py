"""Cloze marks: what each hides, shows and counts for."""

from deacards.deck.cloze import Mark, replace_marks


def test_replace_marks_sees_each_mark_from_left_to_right() -> None:
    """A mark is its number, what it hides and its hint; the rest of the text stays."""
    seen: list[Mark] = []

    def show(mark: Mark) -> str:
        seen.append(mark)
        return f"<{len(seen)}>"

    assert replace_marks("a {{c2::b::c}} {{c1::d::e::}} {{c3:f}}", show) == "a <1> <2> {{c3:f}}"
    assert seen == [Mark(2, "b", "c"), Mark(1, "d::e", "")]
