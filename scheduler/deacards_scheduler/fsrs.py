"""FSRS-6: recall as a power law of time, with a stability and a difficulty for each unit.

Source: open-spaced-repetition, "The Algorithm"; its default parameters are those of fsrs-rs and py-fsrs.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from math import exp

from deacards_scheduler.days import Moment
from deacards_scheduler.fuzz import Fuzz
from deacards_scheduler.rating import Rating
from deacards_scheduler.state import FsrsState, New

DEFAULT_WEIGHTS = (
    *(0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796),
    *(1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542),
)
WEIGHT_BOUNDS = (
    *((0.001, 100.0),) * 4,
    *((1.0, 10.0), (0.001, 4.0), (0.001, 4.0), (0.001, 0.75), (0.0, 4.5), (0.0, 0.8), (0.001, 3.5)),
    *((0.001, 5.0), (0.001, 0.25), (0.001, 0.9), (0.0, 4.0), (0.0, 1.0), (1.0, 6.0), (0.0, 2.0), (0.0, 2.0)),
    *((0.0, 0.8), (0.1, 0.8)),
)
"""The least and the most that each weight may be, as the optimizers of FSRS-6 have it."""

LEAST_STABILITY, MOST_STABILITY = 0.001, 36500.0
LEAST_DIFFICULTY, MOST_DIFFICULTY = 1.0, 10.0


@dataclass(frozen=True, slots=True)
class FsrsParams:
    """The 21 weights, and the probability of recall (between 0 and 1) that a unit is due at.

    `model` are the formulas under them.
    """

    weights: tuple[float, ...] = DEFAULT_WEIGHTS
    retention: float = 0.9
    most_days: int = 36500
    fuzz: Fuzz = Fuzz.OFF
    model: "Model" = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Make the formulas once for all answers."""
        object.__setattr__(self, "model", Model(self.weights, self.retention))


def answer(memory: New | FsrsState, rating: Rating, when: Moment, params: FsrsParams) -> FsrsState:
    """Return the memory after `rating` at `when`."""
    return fold(memory, [(rating, when)], params)


def preview(memory: New | FsrsState, when: Moment, params: FsrsParams) -> dict[Rating, FsrsState]:
    """Return what each of the four ratings would make of `memory`, computed by `answer` itself."""
    return {rating: answer(memory, rating, when, params) for rating in Rating}


def fold(memory: New | FsrsState, answers: Iterable[tuple[Rating, Moment]], params: FsrsParams) -> FsrsState:
    """Return the memory after at least one answer, in order: many cost little more than their formulas.

    An answer on the day of the last one, or on a day before that, is a same-day answer.
    """
    model = params.model
    stability, difficulty, last_day, lapses = _numbers(memory)
    for rating, (day, _) in answers:
        if not stability:
            stability, difficulty = model.first_stability(rating), model.first_difficulty(rating)
        else:
            before = stability
            if (elapsed := day - last_day) <= 0:
                stability = model.after_same_day(before, rating)
            elif rating == 1:
                lapses += 1
                stability = model.after_lapse(before, difficulty, elapsed)
            else:
                stability = model.after_recall(before, difficulty, elapsed, rating)
            stability = min(max(stability, LEAST_STABILITY), MOST_STABILITY)
            difficulty = model.next_difficulty(difficulty, rating)
        last_day = max(day, last_day)
    interval = interval_days(stability, params)
    return FsrsState(stability, difficulty, interval, last_day, last_day + interval, lapses)


def set_due(memory: New | FsrsState, due_day: int, day: int, params: FsrsParams) -> FsrsState:
    """Return `memory` due on `due_day`, as set on `day`: what was new gets the stability to wait so long."""
    match memory:
        case FsrsState():
            return replace(memory, due_day=due_day)
        case New():
            days = max(due_day - day, 1)
            stability = min(days / params.model.stretch, MOST_STABILITY)
            return FsrsState(stability, params.model.first_difficulty(Rating.GOOD), days, day, due_day)


def interval_days(stability: float, params: FsrsParams) -> int:
    """Return the whole days after which recall has fallen to the wanted retention, at least 1."""
    days = round(stability * params.model.stretch)
    return min(max(days, 1), params.most_days)


def retrievability(memory: FsrsState, day: int, params: FsrsParams) -> float:
    """Return the probability of recall on `day`."""
    return params.model.recall(max(day - memory.last_day, 0), memory.stability)


class Model:
    """The formulas under one set of weights; what depends on nothing else is computed once.

    `stretch` is how many times its stability a unit may wait until recall falls to the wanted retention.
    `g` is a rating from 1 to 4, `t` whole days since the last answer, `s` a stability, `d` a difficulty. A
    stability that is returned may lie out of bounds.
    """

    __slots__ = (
        *(
            "decay",
            "factor",
            "gains",
            "keep",
            "lapse_cap",
            "pull",
            "same_day_gains",
            "slopes",
            "stretch",
            "w",
        ),
    )

    def __init__(self, weights: tuple[float, ...], retention: float) -> None:
        self.w = w = weights
        self.decay = -w[20]
        self.factor = 0.9 ** (1 / self.decay) - 1
        self.stretch: float = (retention ** (1 / self.decay) - 1) / self.factor
        self.lapse_cap = exp(-w[17] * w[18])
        self.gains = tuple(exp(w[8]) * bonus for bonus in (0.0, 0.0, w[15], 1.0, w[16]))
        self.same_day_gains = tuple(exp(w[17] * (g - 3 + w[18])) for g in range(5))
        self.slopes = tuple(w[6] * (g - 3) / 9 for g in range(5))
        self.pull, self.keep = w[7] * (w[4] - exp(3 * w[5]) + 1), 1 - w[7]

    def recall(self, t: float, s: float) -> float:
        """Return the probability of recall after `t` days."""
        recall: float = (1 + self.factor * t / s) ** self.decay
        return recall

    def first_stability(self, g: int) -> float:
        """Return the stability that the first rating gives."""
        return self.w[g - 1]

    def first_difficulty(self, g: int) -> float:
        """Return the difficulty that the first rating gives."""
        difficulty = self.w[4] - exp(self.w[5] * (g - 1)) + 1
        return min(max(difficulty, LEAST_DIFFICULTY), MOST_DIFFICULTY)

    def next_difficulty(self, d: float, g: int) -> float:
        """Return the difficulty after a rating, drawn a little to that of a first Easy."""
        difficulty = self.pull + self.keep * (d - self.slopes[g] * (10 - d))
        return min(max(difficulty, LEAST_DIFFICULTY), MOST_DIFFICULTY)

    def after_recall(self, s: float, d: float, t: int, g: int) -> float:
        """Return the stability after a recall: the surer it was, the less is gained."""
        w = self.w
        surprise = exp(w[10] * (1 - (1 + self.factor * t / s) ** self.decay)) - 1
        gain: float = self.gains[g] * (11 - d) * s ** -w[9] * surprise
        return s * (1 + gain)

    def after_lapse(self, s: float, d: float, t: int) -> float:
        """Return the stability after a failure, less than before."""
        w = self.w
        left: float = w[11] * d ** -w[12] * ((s + 1) ** w[13] - 1) * exp(w[14] * (1 - self.recall(t, s)))
        return min(left, s * self.lapse_cap)

    def after_same_day(self, s: float, g: int) -> float:
        """Return the stability after a rating on the day of the last one; a recall takes nothing away."""
        gain: float = self.same_day_gains[g] * s ** -self.w[19]
        return s * (max(gain, 1.0) if g > 1 else gain)


def _numbers(memory: New | FsrsState) -> tuple[float, float, int, int]:
    """Return stability, difficulty, last day and lapses; a stability of 0 for a new unit."""
    match memory:
        case New():
            return 0.0, 0.0, 0, 0
        case FsrsState(stability, difficulty, _, last_day, _, lapses):
            return stability, difficulty, last_day, lapses
