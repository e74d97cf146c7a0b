"""Study days: which day an answer belongs to, for a person whose day does not end at midnight.

A study day is an `int`, the proleptic ordinal of its date (`date.toordinal`), so that intervals are added and
compared as numbers.
"""

from datetime import datetime, timedelta


def study_day(at: datetime, rollover_hour: int) -> int:
    """Return the study day of an aware instant; hours before `rollover_hour` (0-23) belong to the day before.

    The instant's own UTC offset counts, so an event keeps its day wherever its log is read.
    """
    if at.tzinfo is None:
        raise ValueError(f"{at} has no UTC offset, so its study day is not known")
    return (at - timedelta(hours=rollover_hour)).toordinal()
