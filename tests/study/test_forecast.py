"""Forecasts of recall: what is foretold, from what, and how it is judged."""

import math
from datetime import UTC, datetime, timedelta

import pytest

from deacards.study.forecast import (
    before,
    by_constant,
    by_fsrs,
    by_sm2,
    forecast_count,
    histories_of,
    recall_share,
    score,
    split_instant,
)
from deacards_scheduler.event import Cram, Event, Reset, Review, Undo
from deacards_scheduler.fsrs import FsrsParams
from deacards_scheduler.rating import Rating

START = datetime(2026, 1, 1, 12, tzinfo=UTC)


def reviews(ratings: str, days: list[int], unit: str = "a/0") -> list[Event]:
    """Return answers on some days."""
    return [
        Review(f"{unit}{n:04}", START + timedelta(days=day, minutes=n), unit, Rating(int(rating)))
        for n, (rating, day) in enumerate(zip(ratings, days, strict=True))
    ]


def test_histories_tell_days_between_answers() -> None:
    """Practice and what was undone are left out; a reset begins anew."""
    events = [
        *reviews("3133", [0, 0, 2, 9]),
        Cram("c", START + timedelta(days=1), "a/0", Rating.AGAIN),
        *reviews("1", [4], "b/0"),
        Undo("u", START + timedelta(days=5), "b/00000"),
        Reset("r", START + timedelta(days=8), "a/0"),
    ]
    first, second = histories_of(events, 4)
    assert [answer.days for answer in first] == [0, 0, 2]
    assert [answer.days for answer in second] == [0]
    assert forecast_count([first, second]) == 1
    assert recall_share([first]) == 1


def test_forecasts_are_made_for_answers_of_later_days() -> None:
    """SM-2 says 90 % at its interval; FSRS at its stability; the first answer and drills are not foretold."""
    (history,) = histories_of(reviews("3333", [0, 1, 1, 7]), 4)
    assert by_sm2(history) == [None, pytest.approx(0.9), None, pytest.approx(0.9)]
    told = by_fsrs(FsrsParams())(history)
    assert [value is None for value in told] == [True, False, True, False]
    assert told[1] == pytest.approx((1 + (0.9 ** (-1 / 0.1542) - 1) / 2.3065) ** -0.1542)
    assert by_constant(0.8)(history) == [None, 0.8, None, 0.8]


def test_score_is_log_loss_and_calibration() -> None:
    """A constant forecast of the true share has the entropy as its loss and no calibration error in all."""
    events = [event for n in range(10) for event in reviews("31" if n < 2 else "33", [0, 2], f"{n}/0")]
    histories = histories_of(events, 4)
    told = score(histories, by_constant(0.8), START)
    assert told.log_loss == pytest.approx(-(0.8 * math.log(0.8) + 0.2 * math.log(0.2)))
    assert sum(band.count for band in told.bands) == 10
    assert sum(band.count * band.recalled for band in told.bands) == pytest.approx(8)
    assert score(histories, by_constant(0.5), START).log_loss > told.log_loss


def test_split_is_by_time() -> None:
    """What was answered later is not seen before."""
    histories = histories_of([*reviews("333", [0, 1, 9]), *reviews("33", [2, 3], "b/0")], 4)
    instant = split_instant(histories, 0.5)
    assert instant == START + timedelta(days=3, minutes=1)
    assert [len(history) for history in before(histories, instant)] == [2, 1]
