"""The figures of a history, beside what was reckoned by hand."""

from collections.abc import Callable

import pytest

from deacards.report.history import Past, read_past
from deacards.report.stats import Day, Share, Stats, Streak, compute, streak_of
from deacards.study.study import Study
from deacards_scheduler.event import Event
from deacards_scheduler.sm2 import Sm2Params

DAY_0 = 739_677  # 2 March 2026


def test_days(stats: Stats) -> None:
    """Answers, cards, new ones and time of each day; a minute is the most that an answer counts."""
    assert {day - DAY_0: done for day, done in stats.days.items()} == {
        0: Day(answers=3, units=2, new=2, seconds=35),
        1: Day(answers=2, units=2, new=0, seconds=64),
        2: Day(answers=2, units=1, new=0, seconds=12),
        3: Day(answers=1, units=1, new=0, seconds=8),
        7: Day(answers=2, units=2, new=1, seconds=10),
        22: Day(answers=2, units=2, new=0, seconds=11),
    }


def test_retention(stats: Stats) -> None:
    """Only first answers of a day to what had an interval count; drills, new cards and practice don't.

    Day 1: a, b known; day 2: b forgotten; day 3: b known; days 7 and 22: a known, its interval then 15 days.
    """
    assert [(row.days, row.young, row.mature) for row in stats.retention] == [
        (1, Share(1, 1), Share(0, 0)),
        (7, Share(1, 1), Share(0, 0)),
        (30, Share(5, 6), Share(0, 0)),
    ]
    assert stats.retention[-1].all.percent == pytest.approx(83.3, abs=0.05)


def test_mature_answers(streak_past: Callable[[str], Past], study: Study) -> None:
    """Beyond three weeks an answer counts as mature: a's third interval was 38 days."""
    past = streak_past(
        "0 0 review a 3 1\n1 0 review a 3 1\n7 0 review a 3 1\n22 0 review a 3 1\n60 0 review a 1 1"
    )
    last = compute(past, study, study.units, DAY_0 + 60, 90).retention[-1]
    assert (last.young, last.mature) == (Share(3, 3), Share(0, 1))


def test_streak(past: Past) -> None:
    """Days 0 to 3 are four in a row; b was due on day 4, so day 7 begins anew, and so does day 22."""
    assert streak_of(past, DAY_0 + 22) == Streak(current=1, longest=4)
    assert streak_of(past, DAY_0 + 3) == Streak(current=4, longest=4)
    assert streak_of(past, DAY_0 + 4) == Streak(current=4, longest=4)
    assert streak_of(past, DAY_0 + 5) == Streak(current=0, longest=4)


@pytest.mark.parametrize(
    ("log", "today", "streak"),
    [
        ("", 0, Streak(0, 0)),
        ("0 0 review a 3 1", 0, Streak(1, 1)),
        ("0 0 review a 3 1", 1, Streak(1, 1)),
        ("0 0 review a 3 1", 2, Streak(0, 1)),
        ("0 0 review a 3 1\n1 0 review a 3 1", 7, Streak(2, 2)),
        ("0 0 review a 3 1\n1 0 review a 3 1\n7 0 review a 3 1", 21, Streak(3, 3)),
        ("0 0 review a 3 1\n0 1 suspend a 0 0", 9, Streak(1, 1)),
        ("0 0 cram a 3 1\n1 0 cram a 3 1", 1, Streak(2, 2)),
    ],
)
def test_days_with_nothing_due(
    streak_past: Callable[[str], Past], log: str, today: int, streak: Streak
) -> None:
    """A day on which nothing was due breaks no row; one on which something was left does."""
    assert streak_of(streak_past(log), DAY_0 + today) == streak


def test_forecast(past: Past, study: Study) -> None:
    """What is due by its day: b overdue today, a in the sixtieth day; what is suspended is not due."""
    stats = compute(past, study, study.units, DAY_0 + 40, 30)
    assert {day: count for day, count in enumerate(stats.forecast) if count} == {0: 1, 20: 1}
    assert compute(past, study, study.units, DAY_0 + 22, 30).forecast == (1, *[0] * 29)


def test_cards(stats: Stats) -> None:
    """Of the cards a is mature, b young, c suspended; d, e and f are new: practice and undone answers."""
    assert stats.cards == {"new": 3, "learning": 0, "young": 1, "mature": 1, "suspended": 1}
    assert {bound: count for bound, count in stats.intervals.items() if count} == {1: 2, 30: 1}
    assert (stats.strength, stats.strengths) == ("ease", {2.5: 3})


def test_leeches(stats: Stats, past: Past, study: Study) -> None:
    """Card b was forgotten once after it had been known, on day 2; the failure of day 0 was no lapse."""
    assert [(leech.unit.card, leech.lapses) for leech in stats.leeches] == [("b", 1)]
    others = tuple(unit for unit in study.units if unit.card != "b")
    assert compute(past, study, others, DAY_0 + 22, 30).leeches == ()


def test_hours(stats: Stats) -> None:
    """All reviews were at nine."""
    assert {hour: share for hour, share in enumerate(stats.hours) if share.total} == {9: Share(5, 6)}


def test_window(past: Past, study: Study) -> None:
    """What is older than the window does not count."""
    stats = compute(past, study, study.units, DAY_0 + 22, 16)
    assert [day - DAY_0 for day in stats.days] == [7, 22]
    assert [row.days for row in stats.retention] == [1, 7, 16]


def test_past_of_some_units(events: list[Event]) -> None:
    """A deck's past is that of its units, as if the others were not there."""
    own = [event for event in events if getattr(event, "unit", "b/0") == "b/0"]
    assert read_past(events, Sm2Params(), 4, {"b/0", "x/0"}) == read_past(own, Sm2Params(), 4)
