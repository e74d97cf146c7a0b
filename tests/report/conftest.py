"""A small history whose figures were reckoned by hand."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from deacards.deck.cardtype import CardType
from deacards.report.history import Past, read_past
from deacards.report.stats import Stats, compute
from deacards.study.study import Study, Terms
from deacards.study.unit import Unit
from deacards_scheduler.event import Cram, Event, Review, Suspend, Undo
from deacards_scheduler.queue import Limits, Order
from deacards_scheduler.rating import Rating
from deacards_scheduler.replay import replay
from deacards_scheduler.sm2 import Sm2Params

FIRST = datetime(2026, 3, 2, 9, tzinfo=UTC)
"""Day 0 of the history: a Monday."""

DAY_0 = FIRST.toordinal()
PARAMS = Sm2Params()

# Day, minute, kind, unit, rating, seconds. Under SM-2 the intervals are 1, 6, then ease times the last one.
#   a: 0 Good -> due 1; 1 Good -> due 7; 7 Good -> 15 days, due 22; 22 Good -> 38 days (mature), due 60
#   b: 0 Again (drilled Good the same day) -> due 1; 1 Good -> due 2; 2 Again -> due 3; 3 Good -> due 4
#   c: 7 Good -> due 8, and suspended; d: only crammed; e: answered, and that undone
LOG = """
0 0 review a 3 10
0 1 review b 1 20
0 2 review b 3 5
1 0 review a 3 4
1 1 review b 3 200
2 0 review b 1 6
2 1 review b 3 6
3 0 review b 3 8
7 0 review a 3 3
7 1 review c 3 7
7 2 suspend c 0 0
22 0 review a 3 2
22 1 cram d 1 9
22 2 review e 4 9
22 3 undo e 0 0
"""


def event_of(number: int, line: str) -> Event:
    """Return the event of a line."""
    day, minute, kind, unit, rating, seconds = line.split()
    at = FIRST + timedelta(days=int(day), minutes=int(minute))
    id_, ms = f"{number:04}", int(seconds) * 1000
    match kind:
        case "review":
            return Review(id_, at, f"{unit}/0", Rating(int(rating)), ms)
        case "cram":
            return Cram(id_, at, f"{unit}/0", Rating(int(rating)), ms)
        case "suspend":
            return Suspend(id_, at, f"{unit}/0")
        case _:
            return Undo(id_, at, f"{number - 1:04}")


def events_of(log: str) -> list[Event]:
    """Return the events of a log."""
    return [event_of(number, line) for number, line in enumerate(log.strip().splitlines())]


def unit_of(card: str) -> Unit:
    """Return a unit of a card."""
    return Unit(card, 0, CardType.BASIC, "D", "cards/d.yaml", 4, f"<{card}> & co?", ("x",))


@pytest.fixture
def events() -> list[Event]:
    """Return the history."""
    return events_of(LOG)


@pytest.fixture
def past(events: list[Event]) -> Past:
    """Return the history's past."""
    return read_past(events, PARAMS, 4)


@pytest.fixture
def streak_past() -> Callable[[str], Past]:
    """Return the reader of other logs."""
    return lambda log: read_past(events_of(log), PARAMS, 4)


@pytest.fixture
def study() -> Study:
    """Return the study of cards a to f after that history; a leech is what was forgotten once."""
    states = replay(events_of(LOG), PARAMS, 4)
    units = tuple(unit_of(card) for card in "abcdef")
    return Study(units, states, Terms(PARAMS, 4), Limits(), Order.MIXED, 1, ())


@pytest.fixture
def stats(past: Past, study: Study) -> Stats:
    """Return the figures on day 22, looking back 30 days."""
    return compute(past, study, study.units, DAY_0 + 22, 30)
