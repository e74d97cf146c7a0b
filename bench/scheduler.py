"""`python -m bench.scheduler`: how fast logs become states, beside loops with everything inlined.

Figures are CPU times in one process, the median of interleaved runs; only their ratios mean something.
"""

import gc
import statistics
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from math import exp

import fsrs as peer

from bench import opening
from bench.logs import make_log
from deacards_scheduler import fsrs, sm2
from deacards_scheduler.days import Moment
from deacards_scheduler.event import Review
from deacards_scheduler.fsrs import DEFAULT_WEIGHTS, FsrsParams
from deacards_scheduler.rating import Rating
from deacards_scheduler.replay import replay
from deacards_scheduler.sm2 import Sm2Params
from deacards_scheduler.state import NEW

ROUNDS = 7
UNITS, REVIEWS = 4_000, 10
ROLLOVER_HOUR = 4
History = list[tuple[Rating, Moment]]
W = DEFAULT_WEIGHTS
FACTOR = 0.9 ** (-1 / W[20]) - 1
GROWTH, LAPSE_CAP = exp(W[8]), exp(-W[17] * W[18])
BONUS = (0.0, 0.0, W[15], 1.0, W[16])
EASY_DIFFICULTY = W[4] - exp(3 * W[5]) + 1
NOON = datetime(1, 1, 1, 12, tzinfo=UTC)
PEER = peer.Scheduler(W, learning_steps=(), relearning_steps=(), enable_fuzzing=False)
PEER_RATINGS = [None, *peer.Rating]
TARGETS = [
    ("SM-2, log to states", "SM-2, log to states, inlined", 0.6),
    ("SM-2, the formulas", "SM-2, the formulas, inlined", 0.6),
    ("FSRS-6, the formulas", "FSRS-6, the formulas, inlined", 0.8),
    ("FSRS-6, the formulas", "FSRS-6, py-fsrs", 3.0),
]


def main() -> None:
    """Measure, and print one table; a missed target is told there, and is no failure."""
    events = make_log(UNITS, REVIEWS)
    histories = _histories(events)
    grades = [[(rating + 1, when.day) for rating, when in history] for history in histories]
    params = FsrsParams()
    runs: dict[str, Callable[[], object]] = {
        "SM-2, log to states": lambda: replay(events, Sm2Params(), ROLLOVER_HOUR),
        "SM-2, log to states, inlined": lambda: sm2_log_inlined(events),
        "SM-2, the formulas": lambda: [sm2.fold(NEW, each, Sm2Params()) for each in grades],
        "SM-2, the formulas, inlined": lambda: [sm2_inlined(each) for each in grades],
        "FSRS-6, the formulas": lambda: [fsrs.fold(NEW, each, params) for each in histories],
        "FSRS-6, the formulas, inlined": lambda: [fsrs_inlined(each) for each in histories],
        "FSRS-6, py-fsrs": lambda: [py_fsrs(each) for each in histories],
    }
    _check(histories)
    medians = _medians(runs)
    print(f"{'what':<24}{'reviews/s':>11}   {'yardstick':<32}{'speed':>7}{'target':>8}   verdict")
    for name, yardstick, ratio in TARGETS:
        speed = medians[yardstick] / medians[name]
        rate = len(events) / medians[name]
        verdict = "holds" if speed >= ratio else "MISSED"
        print(f"{name:<24}{rate:>11,.0f}   {yardstick:<32}{speed:>6.2f}x{ratio:>7.1f}x   {verdict}")
    opening.main()


def _medians(runs: Mapping[str, Callable[[], object]]) -> dict[str, float]:
    """Return the median CPU seconds of each run; the first round only warms up."""
    times: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(ROUNDS + 1):
        for name, run in runs.items():
            gc.collect()
            start = time.process_time()
            run()
            times[name].append(time.process_time() - start)
    return {name: statistics.median(values[1:]) for name, values in times.items()}


def _histories(events: list[Review]) -> list[History]:
    """Return the answers of each unit."""
    by_unit: dict[str, History] = {}
    for event in events:
        by_unit.setdefault(event.unit, []).append((event.rating, Moment(event.at.toordinal())))
    return list(by_unit.values())


def _check(histories: list[History]) -> None:
    """See that all compute the same, or their speeds would mean nothing."""
    for history in histories[:100]:
        exact = sm2.fold(NEW, [(rating + 1, when.day) for rating, when in history], Sm2Params())
        inlined = sm2_inlined([(rating + 1, when.day) for rating, when in history])
        assert inlined == (exact.repetitions, exact.ease_hundredths, exact.interval_days, exact.due_day)  # noqa: S101
        memory = fsrs.fold(NEW, history, FsrsParams())
        for stability, difficulty in (fsrs_inlined(history)[:2], py_fsrs(history)):
            assert abs(stability / memory.stability - 1) < 1e-9  # noqa: S101
            assert abs(difficulty / memory.difficulty - 1) < 1e-9  # noqa: S101


def sm2_inlined(grades: list[tuple[int, int]]) -> tuple[int, int, int, int]:
    """Return SM-2's numbers after grades, by a loop with nothing but arithmetic."""
    repetitions, ease, interval, day = 0, 250, 0, 0
    for quality, day in grades:  # noqa: B007 - the last day is used below
        if quality < 3:
            repetitions, interval = 0, 1
        else:
            if repetitions == 0:
                interval = 1
            elif repetitions == 1:
                interval = 6
            else:
                interval = -(-interval * ease // 100)
            repetitions += 1
            ease = max(ease + (-80, -54, -32, -14, 0, 10)[quality], 130)
    return repetitions, ease, interval, day + interval


def sm2_log_inlined(events: list[Review]) -> dict[str, tuple[int, ...]]:
    """Return SM-2's numbers of each unit, by one loop over the log."""
    unique = {event.id: event for event in events}
    states: dict[str, tuple[int, ...]] = {}
    for event in sorted(unique.values(), key=lambda event: (event.at.timestamp(), event.id)):
        at = event.at
        day = at.toordinal() - (at.hour < ROLLOVER_HOUR)
        repetitions, ease, interval, due, lapses, reps, first, last = states.get(
            event.unit, (0, 250, 0, 0, 0, 0, day, 0)
        )
        if day > last:
            quality = event.rating + 1
            if quality < 3:
                lapses += repetitions > 0
                repetitions, interval = 0, 1
            else:
                if repetitions == 0:
                    interval = 1
                elif repetitions == 1:
                    interval = 6
                else:
                    interval = -(-interval * ease // 100)
                repetitions += 1
                ease = max(ease + (-80, -54, -32, -14, 0, 10)[quality], 130)
            due, reps, last = day + interval, reps + 1, day
        states[event.unit] = (repetitions, ease, interval, due, lapses, reps, first, last)
    return states


def fsrs_inlined(history: History) -> tuple[float, float, int]:
    """Return stability, difficulty and due day, by a loop with nothing but arithmetic."""
    s = d = 0.0
    last = day = 0
    for rating, (day, _) in history:
        if not s:
            s, d = W[rating - 1], min(max(W[4] - exp(W[5] * (rating - 1)) + 1, 1.0), 10.0)
        else:
            old = s
            if day <= last:
                gain = exp(W[17] * (rating - 3 + W[18])) * s ** -W[19]
                s *= max(gain, 1.0) if rating > 1 else gain
            elif rating == 1:
                forgotten = exp(W[14] * (1 - (1 + FACTOR * (day - last) / s) ** -W[20]))
                left = W[11] * d ** -W[12] * ((s + 1) ** W[13] - 1) * forgotten
                s = min(left, old * LAPSE_CAP)
            else:
                surprise = exp(W[10] * (1 - (1 + FACTOR * (day - last) / s) ** -W[20])) - 1
                s *= 1 + GROWTH * (11 - d) * s ** -W[9] * surprise * BONUS[rating]
            s = min(max(s, 0.001), 36500.0)
            moved = d - W[6] * (rating - 3) * (10 - d) / 9
            d = min(max(W[7] * EASY_DIFFICULTY + (1 - W[7]) * moved, 1.0), 10.0)
        last = day
    return s, d, day + min(max(round(s), 1), 36500)


def py_fsrs(history: History) -> tuple[float, float]:
    """Return stability and difficulty, by py-fsrs."""
    card = peer.Card(card_id=1)
    for rating, when in history:
        card, _ = PEER.review_card(card, PEER_RATINGS[rating], NOON + timedelta(days=when.day))
    assert card.stability is not None  # noqa: S101
    assert card.difficulty is not None  # noqa: S101
    return card.stability, card.difficulty


if __name__ == "__main__":
    main()
