"""Maths as readable text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deacards.review.maths import readable_maths


@pytest.mark.parametrize(
    ("text", "readable"),
    [
        (r"$O(n \log n)$", "O(n log n)"),
        (r"$x^2 + x_{10} \le \infty$", "x² + x₁₀ ≤ ∞"),
        (r"$\frac{a+b}{2}$", "(a+b)/2"),
        (r"$\frac{\frac{1}{2}}{3}$", "(1/2)/3"),
        (r"$\sqrt{2}$, $e^{i\pi}$", "√(2), e^(iπ)"),
        (r"$$\sum_{i=1}^n i$$", "∑_(i=1)ⁿ i"),
        (r"$\text{rate} \times \mathrm{time}$", "rate × time"),
        (r"$\unknown{x}$", r"\unknownx"),
        ("costs $5 or $6", "costs $5 or $6"),
        ("`$x$` and ``$y$``", "`$x$` and ``$y$``"),
        ("no maths", "no maths"),
    ],
)
def test_readable(text: str, readable: str) -> None:
    """Common commands have a plain reading; prices, code and other commands stay."""
    assert readable_maths(text) == readable


def test_escaped_for_markdown() -> None:
    """A star of a formula is no mark of Markdown."""
    assert readable_maths("$a*b*c$", escaped=True) == r"a\*b\*c"


@given(st.text(st.sampled_from(r"\frac{}$^_ 12ab`") | st.characters(exclude_categories=["Cs"])))
def test_no_text_defeats_it(text: str) -> None:
    """Any text is taken, and one without a dollar stays as it is."""
    result = readable_maths(text)
    assert "$" in text or result == text
