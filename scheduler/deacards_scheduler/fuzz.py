"""Fuzz: due days spread a little, so that units learned together do not stay together for ever.

Only the due day moves. The interval that the next answer grows from stays exact, so that fuzz never adds up,
and switching it off or on harms nothing.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from functools import cache

from deacards_scheduler.digest import blake2b
from deacards_scheduler.state import AnkiReview, FsrsState, Memory, Sm2State, UnitState

SHORTEST_DAYS = 2.5
BANDS = ((2.5, 7.0, 0.15), (7.0, 20.0, 0.10), (20.0, float("inf"), 0.05))
"""Of each part of an interval (from, to, in days) the share by which the due day may move."""


class Fuzz(StrEnum):
    """OFF keeps due days as computed; ON spreads them by chance; BALANCE takes the days with least to do."""

    OFF = "off"
    ON = "on"
    BALANCE = "balance"


@cache
def fuzz_range(interval_days: int) -> tuple[int, int]:
    """Return the shortest and the longest interval, in days, that may stand for `interval_days`."""
    if interval_days < SHORTEST_DAYS:
        return interval_days, interval_days
    delta = 1 + sum(share * max(min(interval_days, end) - start, 0) for start, end, share in BANDS)
    return max(round_half_up(interval_days - delta), 1), round_half_up(interval_days + delta)


def spread(memory: Memory, day: int, seed: str) -> Memory:
    """Return `memory`, graded on `day`, due within the fuzz of its interval; `seed` says where in it."""
    match memory:
        case Sm2State() | AnkiReview() | FsrsState():
            shortest, longest = fuzz_range(memory.interval_days)
            if shortest == longest:
                return memory
            days = shortest + int(chance(seed) * (longest - shortest + 1))
            return memory.due_on(day + days)
        case _:
            return memory


def balanced(states: Mapping[str, UnitState]) -> dict[str, UnitState]:
    """Return `states` with every due day on the lightest day within its fuzz, in the order of the answers.

    Of equally light days the one nearest to the day that chance had chosen is taken. A due day that a person
    has set outside of the fuzz stays.
    """
    load: Counter[int] = Counter()
    after = dict(states)
    for unit, state in sorted(states.items(), key=lambda item: (item[1].last_id, item[0])):
        due = state.memory.due_day
        if due is None or state.suspended:
            continue
        days = _choices(state)
        if due in days:
            due = min(days, key=lambda day, chosen=due: (load[day], abs(day - chosen)))  # type: ignore[misc]
            after[unit] = replace(state, memory=_due_on(state.memory, due))
        load[due] += 1
    return after


def chance(seed: str) -> float:
    """Return a number in [0, 1) that looks random and is the same for the same seed, on every machine."""
    return int.from_bytes(blake2b(seed.encode(), digest_size=6).digest()) / (1 << 48)


def round_half_up(value: float) -> int:
    """Return the whole number nearest to `value`, which is not negative; halves go up."""
    return int(value + 0.5)


def _choices(state: UnitState) -> range:
    """Return the days that a unit may be due on; none where fuzz has no say."""
    match state.memory:
        case Sm2State() | AnkiReview() | FsrsState() if state.last_day is not None:
            shortest, longest = fuzz_range(state.memory.interval_days)
            return range(state.last_day + shortest, state.last_day + longest + 1)
        case _:
            return range(0)


def _due_on(memory: Memory, due_day: int) -> Memory:
    """Return `memory` due on another day."""
    match memory:
        case Sm2State() | AnkiReview() | FsrsState():
            return memory.due_on(due_day)
        case _:
            return memory
