"""Study days: the hour that ends them and the offset that counts."""

from datetime import UTC, date, datetime

import pytest

from deacards_scheduler.days import Moment, study_day, study_moment


@pytest.mark.parametrize(
    ("at", "rollover_hour", "day"),
    [
        ("2026-10-21T23:12:33.123+02:00", 4, "2026-10-21"),
        ("2026-10-22T03:59:59.999+02:00", 4, "2026-10-21"),
        ("2026-10-22T04:00:00.000+02:00", 4, "2026-10-22"),
        ("2026-10-22T00:00:00.000+02:00", 0, "2026-10-22"),
        ("2026-10-22T22:59:00.000+02:00", 23, "2026-10-21"),
        ("2026-10-22T03:30:00.000-08:00", 4, "2026-10-21"),
        ("2026-03-01T01:00:00.000+14:00", 4, "2026-02-28"),
        ("2026-10-25T02:30:00.000+01:00", 2, "2026-10-25"),
    ],
)
def test_study_day(at: str, rollover_hour: int, day: str) -> None:
    """The local hour decides, with the offset that the event itself carries."""
    assert study_day(datetime.fromisoformat(at), rollover_hour) == date.fromisoformat(day).toordinal()


def test_naive_time_is_a_bug() -> None:
    """An instant without an offset has no study day."""
    naive = datetime(2026, 10, 21, 12, tzinfo=UTC).replace(tzinfo=None)
    with pytest.raises(ValueError, match="no UTC offset"):
        study_day(naive, 4)


@pytest.mark.parametrize(
    ("at", "second"),
    [
        ("2026-10-22T04:00:00.999+02:00", 0),
        ("2026-10-22T03:59:59.000+02:00", 86_399),
        ("2026-10-21T23:12:33.123+02:00", 69_153),
        ("2026-10-22T00:00:00.000-08:00", 72_000),
    ],
)
def test_study_moment(at: str, second: int) -> None:
    """Seconds count from the rollover of the study day."""
    instant = datetime.fromisoformat(at)
    assert study_moment(instant, 4) == (study_day(instant, 4), second)


def test_a_moment_later() -> None:
    """Seconds carry over into later days."""
    assert Moment(7, 86_000).later(399) == (7, 86_399)
    assert Moment(7, 86_000).later(400) == (8, 0)
    assert Moment(7, 0).later(3 * 86_400 + 5) == (10, 5)


def test_the_hour_that_comes_twice_is_of_one_day() -> None:
    """When summer time ends the clock is set back within one study day."""
    first = datetime.fromisoformat("2026-10-25T02:30:00+02:00")
    second = datetime.fromisoformat("2026-10-25T02:30:00+01:00")
    assert study_moment(first, 4) == study_moment(second, 4)
    assert study_day(first, 2) == study_day(second, 2)
