"""Typed answers: what differs, and the rating that is suggested."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deacards.review.typed import compare, marked
from deacards_scheduler.rating import Rating

BUDGETS = ("Cost budget", "Usage budget", "Saving plan")


@pytest.mark.parametrize(
    ("typed", "answer", "shown", "rating"),
    [
        ("a query service", ("A query service.",), "A query service", Rating.GOOD),
        ("query  SERVICE", ("**query** `service`",), "query service", Rating.GOOD),
        ("query servise", ("query service",), "query servi[-s-][+c+]e", Rating.HARD),
        (
            "a service for blobs",
            ("a store for objects",),
            "a [-service-] [+store+] for [-blobs-][+objects+]",
            Rating.AGAIN,
        ),
        ("", ("query service",), "[+query service+]", Rating.AGAIN),
        ("usage budget, cost budget, saving plan", BUDGETS, ", ".join(BUDGETS), Rating.GOOD),
        ("cost budgt; usage budget", BUDGETS, "Cost budget, Usage budget, [+Saving plan+]", Rating.HARD),
        ("cost", BUDGETS, "[+Cost budget+], [+Usage budget+], [+Saving plan+], [-cost-]", Rating.AGAIN),
        ("straße", ("STRASSE",), "STRASSE", Rating.GOOD),
    ],
)
def test_comparison(typed: str, answer: tuple[str, ...], shown: str, rating: Rating) -> None:
    """The difference reads without colours; a slip is Hard, half of the items too."""
    comparison = compare(typed, answer)
    assert (marked(comparison.pieces), comparison.rating) == (shown, rating)


@given(st.text(), st.lists(st.text(), min_size=1, max_size=4))
def test_any_text_is_compared(typed: str, answer: list[str]) -> None:
    """The pieces that are not wrong are the answer, whatever was typed; a single answer typed is Good."""
    comparison = compare(typed, answer)
    right = "".join(piece.text for piece in comparison.pieces if piece.kind != "wrong")
    if len(answer) == 1:
        expected = compare(answer[0], answer)
        assert expected.rating is Rating.GOOD
        assert right.split() == "".join(piece.text for piece in expected.pieces).split()
