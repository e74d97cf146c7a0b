"""Study days: the hour that ends them and the offset that counts."""

from datetime import UTC, date, datetime

import pytest

from deacards_scheduler.days import study_day


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
