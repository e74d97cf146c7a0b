"""`python -m bench.simulate`: a year of study of simulated learners, by each scheduler, at equal memory.

A learner's memory is hidden from the schedulers and made of other formulas than theirs. Every scheduler meets
the same learners, with the same luck; its one knob is turned until as much is remembered as under SM-2, which
has none, and then the reviews that this took are compared.
"""

import math
import random
import statistics
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from deacards.study.fit import fit_weights
from deacards.study.forecast import Answer, History
from deacards_scheduler import algorithm
from deacards_scheduler.algorithm import Params
from deacards_scheduler.anki import AnkiParams
from deacards_scheduler.days import Moment
from deacards_scheduler.fsrs import DEFAULT_WEIGHTS, FsrsParams
from deacards_scheduler.rating import Rating
from deacards_scheduler.sm2 import Sm2Params
from deacards_scheduler.state import NEW, Memory

DAYS, CARDS, NEW_A_DAY = 365, 600, 3
SECONDS = {Rating.AGAIN: 20, Rating.HARD: 12, Rating.GOOD: 7, Rating.EASY: 4}
ABSENT = 0.1
TURNS = 9
CAVEATS = """
What this cannot show: these learners were made up. Their forgetting is exponential, their cards differ in one
number, nothing interferes with anything, nobody is tired, and absences come singly. Real people differ from
them and from each other by more than these schedulers do, so the order here is a sanity check, not a promise;
the open benchmark on real reviews says more about forecasts, and `deacards optimize` about your own.
Repetitions on one day, drills and learning steps, cost nothing here, under any scheduler.
SM-2 has no knob, so it sets the mark; a person who wants to remember more cannot ask it to."""


@dataclass(frozen=True, slots=True)
class Learner:
    """Hidden memory: the first half-life of a card in days, how it grows, what a failure leaves of it."""

    name: str
    half_life: float
    growth: float
    left: float


LEARNERS = [
    Learner("quick", 14.0, 5.0, 0.5),
    Learner("average", 8.0, 4.0, 0.4),
    Learner("slow", 5.0, 3.0, 0.35),
]


@dataclass(slots=True)
class Card:
    """What is hidden of a card, and what the scheduler knows of it."""

    hardness: float
    rng: random.Random
    half_life: float = 0.0
    last_day: int = 0
    memory: Memory = NEW

    def recall(self, day: int) -> float:
        """Return the probability that the card is remembered on `day`."""
        return 2.0 ** (-(day - self.last_day) / self.half_life) if self.half_life else 0.0


@dataclass(frozen=True, slots=True)
class Year:
    """What a year came to: cards known on an average day, reviews, hours, share recalled, answers."""

    known: float
    reviews: int
    hours: float
    recalled: float
    answers: tuple[History, ...]


def main() -> None:
    """Simulate, and print one table a learner."""
    for learner in LEARNERS:
        base = study(learner, Sm2Params())
        weights = fit_weights(study(learner, FsrsParams()).answers)
        years = {
            "SM-2": base,
            "Anki": at_equal_memory(learner, base.known, _anki),
            "FSRS, default": at_equal_memory(learner, base.known, _fsrs(DEFAULT_WEIGHTS)),
            "FSRS, fitted": at_equal_memory(learner, base.known, _fsrs(weights)),
        }
        print(f"\nA {learner.name} learner, {CARDS} cards in {DAYS} days")
        print(f"  {'':<15}{'cards known':>12}{'reviews':>9}{'hours':>7}{'recalled':>10}{'SM-2 = 1':>10}")
        for name, year in years.items():
            figures = f"{year.known:>12.0f}{year.reviews:>9}{year.hours:>7.1f}{year.recalled:>10.1%}"
            print(f"  {name:<15}{figures}{year.reviews / base.reviews:>10.2f}")
    print(CAVEATS)


def at_equal_memory(learner: Learner, known: float, params_at: Callable[[float], Params]) -> Year:
    """Return the year in which a scheduler's knob, between .6 and .99, has led nearest to `known` cards."""
    low, high = 0.6, 0.99
    years = []
    for _ in range(TURNS):
        knob = (low + high) / 2
        years.append(study(learner, params_at(knob)))
        low, high = (low, knob) if years[-1].known > known else (knob, high)
    return min(years, key=lambda year: abs(year.known - known))


def _fsrs(weights: tuple[float, ...]) -> Callable[[float], Params]:
    """Return FSRS with its knob, the retention to aim at."""
    return lambda knob: FsrsParams(weights, knob)


def _anki(knob: float) -> AnkiParams:
    """Return Anki's variant with its interval modifier, between 200 % at a knob of .6 and 50 %."""
    return AnkiParams(interval_percent=round(200 - 150 * (knob - 0.6) / 0.39))


def study(learner: Learner, params: Params) -> Year:
    """Return what a year under a scheduler comes to; a card has the same luck under each of them."""
    rng = random.Random(learner.name)
    away = {day for day in range(1, DAYS) if rng.random() < ABSENT}
    cards = [Card(math.exp(rng.gauss(0, 0.5)), random.Random(f"{learner.name} {n}")) for n in range(CARDS)]
    told: list[list[Answer]] = [[] for _ in cards]
    known = 0.0
    for day in range(1, DAYS + 1):
        introduced = min(day * NEW_A_DAY, CARDS)
        for n in () if day in away else range(introduced):
            _study_card(learner, cards[n], told[n], day, params)
        known += sum(card.recall(day) for card in cards[:introduced])
    later = [answer for history in told for answer in history if answer.days]
    asked = later + [history[0] for history in told if history]
    return Year(
        known=known / DAYS,
        reviews=len(asked),
        hours=sum(SECONDS[answer.rating] for answer in asked) / 3600,
        recalled=statistics.fmean(answer.is_recalled for answer in later),
        answers=tuple(tuple(history) for history in told),
    )


def _study_card(learner: Learner, card: Card, told: list[Answer], day: int, params: Params) -> None:
    """Ask a card until it has no step left on `day`, if it is due by then."""
    while (card.memory.due_day or day) <= day:
        rating = _rate(card, day)
        moment = Moment(day, (card.memory.due_second or 0) if told and told[-1].moment.day == day else 0)
        at = datetime(2026, 1, 1, 12, tzinfo=UTC) + timedelta(days=day, seconds=len(told))
        told.append(Answer(at, rating, moment, day - told[-1].moment.day if told else 0))
        _remember(learner, card, rating, day)
        card.memory = algorithm.answer(card.memory, rating, moment, params)


def _rate(card: Card, day: int) -> Rating:
    """Return how the learner answers, by luck and by what is hidden."""
    if card.rng.random() > (card.recall(day) if card.half_life else 0.5):
        return Rating.AGAIN
    return card.rng.choices([Rating.HARD, Rating.GOOD, Rating.EASY], [1, 8, 1])[0]


def _remember(learner: Learner, card: Card, rating: Rating, day: int) -> None:
    """Change the hidden memory: a recall that was in doubt strengthens it most."""
    if not card.half_life:
        card.half_life = learner.half_life / card.hardness
    elif rating is Rating.AGAIN:
        card.half_life = max(card.half_life * learner.left, 0.3)
    else:
        card.half_life *= 1 + learner.growth / card.hardness * 2 * (1 - card.recall(day)) ** 0.7
    card.last_day = day


if __name__ == "__main__":
    main()
