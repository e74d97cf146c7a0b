"""Study days: which day an answer belongs to, for a person whose day does not end at midnight.

A study day is an `int`, the proleptic ordinal of its date (`date.toordinal`), so that intervals are added and
compared as numbers.
"""

from datetime import datetime
from typing import NamedTuple

DAY_SECONDS = 86_400
HOUR_SECONDS = 3_600


class Moment(NamedTuple):
    """An instant as the scheduler sees it: a study day, and the seconds since that day began (0-86399)."""

    day: int
    second: int = 0

    def later(self, seconds: int) -> "Moment":
        """Return the moment `seconds` after this one."""
        days, second = divmod(self.second + seconds, DAY_SECONDS)
        return Moment(self.day + days, second)


_new = tuple.__new__


def study_day(at: datetime, rollover_hour: int) -> int:
    """Return the study day of an aware instant; hours before `rollover_hour` (0-23) belong to the day before.

    The instant's own UTC offset counts, so an event keeps its day wherever its log is read.
    """
    return study_moment(at, rollover_hour).day


def study_moment(at: datetime, rollover_hour: int) -> Moment:
    """Return an aware instant as a study day and the seconds since it began."""
    if at.tzinfo is None:
        raise ValueError(f"{at} has no UTC offset, so its study day is not known")
    second = (at.hour - rollover_hour) * HOUR_SECONDS + at.minute * 60 + at.second
    day = at.toordinal()
    # Half the time of Moment(day, second), and a log has many of them.
    return _new(Moment, (day, second) if second >= 0 else (day - 1, second + DAY_SECONDS))
