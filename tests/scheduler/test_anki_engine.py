"""Side by side with Anki itself: random options, answers and delays, all four outcomes compared each time."""

import random
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from deacards_scheduler import anki
from deacards_scheduler.anki import AnkiParams
from deacards_scheduler.days import DAY_SECONDS, HOUR_SECONDS, Moment
from deacards_scheduler.rating import Rating
from deacards_scheduler.state import NEW, AnkiLearning, AnkiRelearning, AnkiReview, AnkiState, New

TODAY = 739_000
LEECH_LAPSES = 8
STEPS = [60, 90, 300, 600, 601, 900, 3_600, 6 * HOUR_SECONDS, 14 * HOUR_SECONDS, DAY_SECONDS]
STEPS += [DAY_SECONDS * days for days in (2, 3, 10)]


class Engine:
    """One card of a real collection, whose day ends about twelve hours from now."""

    def __init__(self, folder: Path) -> None:
        from anki.collection import Collection

        self.col = Collection(str(folder / "engine.anki2"))
        self.rollover = (time.localtime().tm_hour + 12) % 24
        self.col.set_config("rollover", self.rollover)
        self.col.set_config("collapseTime", 0)
        note = self.col.new_note(self.col.models.by_name("Basic"))
        note["Front"] = "a"
        self.col.add_note(note, 1)
        self.card = note.cards()[0].id
        self.today = self.col.sched.today
        self.filtered = self._filtered_deck()

    def close(self) -> None:
        """Close the collection."""
        self.col.close()

    def configure(self, params: AnkiParams) -> None:
        """Give the deck the options of `params`, and make the card new."""
        config = self.col.decks.config_dict_for_deck_id(1)
        config["new"] |= {
            "delays": [seconds / 60 for seconds in params.learning_steps],
            "initialFactor": params.starting_ease,
            "ints": [params.graduating_days, params.easy_days, 0],
        }
        config["rev"] |= {
            "ease4": params.easy_percent / 100,
            "ivlFct": params.interval_percent / 100,
            "maxIvl": params.most_days,
            "hardFactor": params.hard_percent / 100,
        }
        config["lapse"] |= {
            "delays": [seconds / 60 for seconds in params.relearning_steps],
            "minInt": params.least_lapse_days,
            "mult": params.lapse_percent / 100,
            "leechFails": LEECH_LAPSES,
        }
        self.col.decks.update_config(config)
        self._go_home()
        self.col.sched.reset_cards([self.card])
        self.col.db.execute("update cards set lapses = 0, reps = 0 where id = ?", self.card)

    def states(self) -> Any:
        """Return the current state and the four next ones, as the engine has them."""
        return self.col._backend.get_scheduling_states(self.card)

    def answer(self, states: Any, rating: Rating) -> None:
        """Answer the card."""
        card = self.col.get_card(self.card)
        card.start_timer()
        answer = self.col.sched.build_answer(card=card, states=states, rating=rating.value - 1)
        self.col.sched.answer_card(answer)
        self._go_home()

    def wait(self, days: int) -> None:
        """Let `days` pass since the last answer of a card in review, by moving its due day.

        The engine lets a card be answered early only from a filtered deck, so that is where it waits.
        """
        self.col.db.execute(
            "update cards set due = ?1 + ivl - ?2, odue = ?1 + ivl - ?2, odid = 1, did = ?3 where id = ?4",
            *(self.today, days, self.filtered, self.card),
        )

    def _go_home(self) -> None:
        """Put the card back into its own deck."""
        self.col.db.execute("update cards set did = 1, odid = 0, odue = 0 where id = ?", self.card)

    def _filtered_deck(self) -> int:
        """Return a new filtered deck, as empty as it can be."""
        deck = self.col.sched.get_or_create_filtered_deck(deck_id=0)
        deck.allow_empty = True
        deck.config.reschedule = True
        deck.config.search_terms[0].search = "tag:none"
        return int(self.col.sched.add_or_update_filtered_deck(deck).id)

    def now(self) -> Moment:
        """Return the engine's clock as a moment of the study day TODAY."""
        clock = time.localtime()
        hours = (clock.tm_hour - self.rollover) % 24
        return Moment(TODAY, hours * HOUR_SECONDS + clock.tm_min * 60 + clock.tm_sec)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """Return an engine of its own for these tests."""
    made = Engine(tmp_path_factory.mktemp("engine"))
    yield made
    made.close()


def told(state: Any) -> tuple[object, ...]:
    """Return one of the engine's states as plain numbers."""
    filtered = state.WhichOneof("kind") == "filtered"
    normal = state.filtered.rescheduling.original_state if filtered else state.normal
    match normal.WhichOneof("kind"):
        case "learning":
            return "learning", normal.learning.remaining_steps, normal.learning.scheduled_secs
        case "review":
            return "review", *_told_review(normal.review)
        case "relearning":
            step = normal.relearning.learning
            return (
                "relearning",
                step.remaining_steps,
                step.scheduled_secs,
                *_told_review(normal.relearning.review),
            )
        case kind:
            raise AssertionError(kind)


def _told_review(review: Any) -> tuple[object, ...]:
    return review.scheduled_days, round(review.ease_factor * 1000), review.lapses


def ours(state: AnkiState, when: Moment, seconds: int) -> tuple[object, ...]:
    """Return one of our states in the same form; a step that ends on a later day is told as `seconds`."""
    match state:
        case AnkiLearning(left, day, second):
            return "learning", left, _seconds(day, second, when, seconds)
        case AnkiRelearning(left, day, second, review):
            return "relearning", left, _seconds(day, second, when, seconds), *_our_review(review)
        case AnkiReview():
            return "review", *_our_review(state)


def _seconds(day: int, second: int | None, when: Moment, seconds: int) -> int:
    end = when.later(seconds)
    if second is None:
        return seconds if end.day == day > when.day else -1
    return (day - when.day) * DAY_SECONDS + second - when.second


def _our_review(review: AnkiReview) -> tuple[object, ...]:
    return review.interval_days, review.ease_thousandths, review.lapses


def is_tie(memory: New | AnkiState, rating: Rating, when: Moment, params: AnkiParams) -> bool:
    """Return whether exact arithmetic ends within a millionth of half a day, at this rating or a lower one.

    There single precision may fall to either side, and the least interval of a higher rating follows.
    """
    if not isinstance(memory, AnkiReview):
        return False
    c, e = max(memory.interval_days, 1), when.day - memory.last_day
    late, ease, m = max(e - memory.interval_days, 0), memory.ease_thousandths, params.interval_percent
    hard, easy = params.hard_percent, params.easy_percent
    halves = {
        Rating.AGAIN: [2 * c * params.lapse_percent / 100],
        Rating.HARD: [2 * c * hard * m / 1e4],
        Rating.GOOD: [(2 * c + late) * ease * m / 1e5],
        Rating.EASY: [2 * (c + late) * ease * easy * m / 1e7],
    }
    if e < memory.interval_days:
        grown = max(e * ease, c * 1000)
        halves = {
            Rating.AGAIN: halves[Rating.AGAIN],
            Rating.HARD: [max(2 * e, c) * hard * m / 1e4],
            Rating.GOOD: [2 * grown * m / 1e5],
            Rating.EASY: [grown * (100 + easy) * m / 1e7],
        }
    near = [value for low in Rating if low <= rating for value in halves[low]]
    return any(abs(value - round(value)) < 1e-6 * value + 1e-9 and round(value) % 2 for value in near)


def random_params(rng: random.Random) -> AnkiParams:
    """Return the defaults, or any options that Anki's own screen would take."""
    if rng.random() < 0.2:
        return AnkiParams()
    graduating = rng.randint(1, 5)
    return AnkiParams(
        learning_steps=tuple(rng.choices(STEPS, k=rng.randint(0, 4))),
        relearning_steps=tuple(rng.choices(STEPS, k=rng.randint(0, 3))),
        graduating_days=graduating,
        easy_days=graduating + rng.randint(0, 6),
        starting_ease=rng.randrange(1310, 4000, 10),
        hard_percent=rng.choice([50, 80, 100, 110, 120, 120, 130]),
        easy_percent=rng.choice([100, 115, 130, 130, 150, 200]),
        interval_percent=rng.choice([60, 80, 90, 100, 100, 110, 150]),
        lapse_percent=rng.choice([0, 0, 10, 50, 70, 100]),
        least_lapse_days=rng.randint(1, 4),
        most_days=rng.choice([30, 365, 36500, 36500]),
    )


def campaign(engine: Engine, seed: int, sequences: int, length: int) -> Counter[str]:
    """Return the counts of outcomes compared, of mismatches, and of those at a tie; print the first few."""
    rng, counts = random.Random(seed), Counter(outcomes=0, mismatches=0, ties=0)
    for _ in range(sequences):
        params = random_params(rng)
        engine.configure(params)
        memory: New | AnkiState = NEW
        for _ in range(length):
            when, states = engine.now(), engine.states()
            chosen = rng.choices(list(Rating), [2, 2, 5, 2])[0]
            for rating, outcome in anki.preview(memory, when, params).items():
                theirs = told(getattr(states, rating.name.lower()))
                mine = ours(outcome, when, theirs[2] if "learning" in str(theirs[0]) else 0)  # type: ignore[arg-type]
                counts["outcomes"] += 1
                if mine != theirs:
                    kind = "ties" if is_tie(memory, rating, when, params) else "mismatches"
                    counts[kind] += 1
                    if kind == "mismatches" and counts[kind] < 5:
                        print(f"{memory} {rating.name} at {when} under {params}:\n {mine} != {theirs}")  # noqa: T201
                    chosen = Rating.AGAIN if rating is chosen else chosen
            memory = anki.answer(memory, chosen, when, params)
            engine.answer(states, chosen)
            if isinstance(memory, AnkiReview):
                days = max(0, round(memory.interval_days * rng.choice([0, 0.3, 0.8, 1, 1, 1, 1.3, 3])))
                days += rng.choice([0, 0, 0, 1, 4])
                engine.wait(min(days, 30_000))
                memory = replace(memory, last_day=TODAY - min(days, 30_000), due_day=0)
    return counts


@pytest.mark.engine
def test_sample_of_answers(engine: Engine) -> None:
    """Whatever is answered when, under whatever options: every button leads where Anki's leads."""
    counts = campaign(engine, seed=1, sequences=60, length=12)
    assert counts["outcomes"] == 60 * 12 * 4
    assert counts["mismatches"] == 0


@pytest.mark.soak
def test_campaign_of_answers(engine: Engine) -> None:
    """The same over many more sequences; the counts are printed."""
    counts = campaign(engine, seed=2, sequences=4000, length=20)
    print(dict(counts))  # noqa: T201
    assert counts["mismatches"] == 0
