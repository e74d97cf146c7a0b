"""How well algorithms foretell recall: their forecasts for a person's reviews, and what these are worth."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from deacards_scheduler import fsrs, sm2
from deacards_scheduler.days import Moment, study_moment
from deacards_scheduler.event import Event, Reset, Review
from deacards_scheduler.fsrs import FsrsParams
from deacards_scheduler.rating import Rating
from deacards_scheduler.replay import events_by_unit
from deacards_scheduler.sm2 import Sm2Params
from deacards_scheduler.state import NEW, FsrsState, New, Sm2State

BANDS = 5
CERTAIN = 1e-4
"""Forecasts are kept so far from 0 and 1, lest one surprise outweigh a year."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer in the history of a unit: `days` are those since the answer before, 0 for the first."""

    at: datetime
    rating: Rating
    moment: Moment
    days: int

    @property
    def is_recalled(self) -> bool:
        """Return whether the unit was remembered."""
        return self.rating is not Rating.AGAIN


History = tuple[Answer, ...]
Forecast = Callable[[History], Sequence[float | None]]
"""For each answer of a history the probability of recall before it, None where nothing is to be foretold."""


def histories_of(events: Iterable[Event], rollover_hour: int) -> tuple[History, ...]:
    """Return the answers of each unit in their order; a reset begins a new history."""
    histories: list[History] = []
    for told in events_by_unit(events).values():
        answers: list[Answer] = []
        for event in told:
            match event:
                case Reset():
                    histories.append(tuple(answers))
                    answers = []
                case Review(at=at, rating=rating):
                    moment = study_moment(at, rollover_hour)
                    days = max(moment.day - answers[-1].moment.day, 0) if answers else 0
                    answers.append(Answer(at, rating, moment, days))
                case _:
                    pass
        histories.append(tuple(answers))
    return tuple(history for history in histories if history)


def by_fsrs(params: FsrsParams) -> Forecast:
    """Return the forecasts of FSRS."""

    def forecast(history: History) -> list[float | None]:
        memory: New | FsrsState = NEW
        told: list[float | None] = []
        for answer in history:
            known = isinstance(memory, FsrsState) and answer.days > 0
            told.append(fsrs.retrievability(memory, answer.moment.day, params) if known else None)  # type: ignore[arg-type]
            memory = fsrs.answer(memory, answer.rating, answer.moment, params)
        return told

    return forecast


def by_sm2(history: History) -> list[float | None]:
    """Return the forecasts of SM-2, taken to mean 90 % when its interval is over, as benchmarks do."""
    memory: New | Sm2State = NEW
    told: list[float | None] = []
    for answer in history:
        told.append(0.9 ** (answer.days / memory.interval_days) if answer.days else None)
        if answer.days or isinstance(memory, New):
            memory = sm2.answer(memory, answer.rating, answer.moment, Sm2Params())
    return told


def by_constant(recall: float) -> Forecast:
    """Return the forecasts of one who always says the same."""
    return lambda history: [recall if answer.days else None for answer in history]


@dataclass(frozen=True, slots=True)
class Band:
    """Answers with similar forecasts: how many, what was foretold on average, and what share was recalled."""

    count: int
    foretold: float
    recalled: float


@dataclass(frozen=True, slots=True)
class Score:
    """What forecasts were worth: `log_loss` a review (less is better), and their calibration by bands."""

    log_loss: float
    bands: tuple[Band, ...]

    @property
    def calibration_error(self) -> float:
        """Return the root mean square of foretold less recalled over the bands, by their size."""
        count = sum(band.count for band in self.bands)
        return math.sqrt(
            sum(band.count * (band.foretold - band.recalled) ** 2 for band in self.bands) / count
        )


def score(histories: Iterable[History], forecast: Forecast, since: datetime) -> Score:
    """Return what the forecasts for the answers since an instant were worth; there must be some."""
    pairs = sorted(
        (min(max(foretold, CERTAIN), 1 - CERTAIN), answer.is_recalled)
        for history in histories
        for answer, foretold in zip(history, forecast(history), strict=True)
        if foretold is not None and answer.at >= since
    )
    loss = -sum(math.log(foretold if recalled else 1 - foretold) for foretold, recalled in pairs) / len(pairs)
    cuts = [len(pairs) * n // BANDS for n in range(BANDS + 1)]
    parts = (pairs[start:end] for start, end in pairwise(cuts))
    return Score(loss, tuple(_band(part) for part in parts if part))


def split_instant(histories: Iterable[History], share: float) -> datetime:
    """Return the instant that the first `share` of the answers with a forecast came before."""
    instants = sorted(answer.at for history in histories for answer in history if answer.days)
    return instants[int(len(instants) * share)]


def before(histories: Iterable[History], instant: datetime) -> tuple[History, ...]:
    """Return the histories as they were at an instant."""
    cut = (tuple(answer for answer in history if answer.at < instant) for history in histories)
    return tuple(history for history in cut if history)


def forecast_count(histories: Iterable[History]) -> int:
    """Return how many answers there are to foretell: those at least a day after another one."""
    return sum(answer.days > 0 for history in histories for answer in history)


def recall_share(histories: Iterable[History]) -> float:
    """Return the share of these that was recalled."""
    recalled = [answer.is_recalled for history in histories for answer in history if answer.days]
    return sum(recalled) / len(recalled)


def scores(
    histories: Sequence[History], forecasts: Mapping[str, Forecast], since: datetime
) -> dict[str, Score]:
    """Return the score of each forecast, by its name."""
    return {name: score(histories, forecast, since) for name, forecast in forecasts.items()}


def _band(pairs: Sequence[tuple[float, bool]]) -> Band:
    count = len(pairs)
    return Band(count, sum(f for f, _ in pairs) / count, sum(recalled for _, recalled in pairs) / count)
