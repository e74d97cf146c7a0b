"""Frames as bytes."""

import pytest

from deacards.review.cells import Span, line_of
from deacards.review.paint import NOTHING, Overlay, draw, draw_all, styled


def test_only_changed_rows_are_sent() -> None:
    """A row that stays is not sent, a changed one is sent whole with what was behind it cleared."""
    before = (line_of("one"), line_of("two"))
    assert draw(before, (line_of("one"), line_of("2")), colour=True) == "\x1b[2;1H2\x1b[K"
    assert draw(before, before, colour=True) == ""
    assert draw((), before, colour=True) == "\x1b[1;1Hone\x1b[K\x1b[2;1Htwo\x1b[K"


@pytest.mark.parametrize(
    ("colour", "drawn"),
    [(True, "\x1b[1;31mx\x1b[0m\x1b[36my\x1b[0mz"), (False, "\x1b[1mx\x1b[0myz")],
)
def test_looks(colour: bool, drawn: str) -> None:  # noqa: FBT001 - a parameter of the case
    """Each piece has its look and no other; without colours only bold, dim and the like are left."""
    assert styled((Span("x", "1;31"), Span("y", "36"), Span("z")), colour=colour) == drawn


def test_pictures_over_frames() -> None:
    """A picture is sent once, and again on a blank screen; where one was, all is drawn anew without it."""
    frame, other = (line_of("one"),), (line_of("two"),)
    cat, dog = Overlay("<cat>", "<no cat>"), Overlay("<dog>", "<no dog>")
    one, two = "\x1b[1;1Hone\x1b[K", "\x1b[1;1Htwo\x1b[K"
    cases = {
        ((), NOTHING, frame, NOTHING): one,
        ((), NOTHING, frame, cat): f"{one}<cat>",
        (frame, cat, frame, cat): "",
        (frame, cat, other, cat): two,
        ((), cat, frame, cat): f"{one}<cat>",
        (frame, cat, frame, dog): f"<no cat>\x1b[2J{one}<dog>",
        (frame, cat, other, NOTHING): f"<no cat>\x1b[2J{two}",
    }
    for (before, was_over, after, over), sent in cases.items():
        assert draw_all((before, was_over), (after, over), colour=True) == sent
