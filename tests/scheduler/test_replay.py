"""The fold from events to states: independent of how they arrive, and undone without a trace."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deacards_scheduler.algorithm import Params
from deacards_scheduler.anki import AnkiParams
from deacards_scheduler.days import study_moment
from deacards_scheduler.event import (
    Alias,
    Bury,
    Cram,
    Event,
    Reset,
    Review,
    SetDue,
    Suspend,
    Undo,
    Unknown,
    Unsuspend,
)
from deacards_scheduler.fsrs import FsrsParams
from deacards_scheduler.fuzz import Fuzz
from deacards_scheduler.rating import Rating
from deacards_scheduler.replay import apply, preview, replay
from deacards_scheduler.sm2 import Sm2Params
from deacards_scheduler.state import NEW, UNSEEN, Sm2State, UnitState

START = datetime(2026, 10, 1, 12, tzinfo=UTC)
DAY = START.toordinal()
PARAMS = Sm2Params()


def at(day: int, minute: int = 0) -> datetime:
    """Return noon of the study day `day` after the first, and some minutes."""
    return START + timedelta(days=day, minutes=minute)


def review(id_: str, day: int, rating: Rating, minute: int = 0, unit: str = "a/0") -> Review:
    """Return an answer to unit a/0."""
    return Review(id_, at(day, minute), unit, rating)


def state_of(*events: Event, unit: str = "a/0") -> UnitState:
    """Return the state of one unit after `events`."""
    return replay(events, PARAMS, 4).get(unit, UNSEEN)


UNITS = st.sampled_from(["a/0", "a/1", "b/0", "c/0"])
RATINGS = st.sampled_from(Rating)
ALGORITHMS = st.sampled_from(
    [Sm2Params(), Sm2Params(fuzz=Fuzz.ON), AnkiParams(), AnkiParams(fuzz=Fuzz.ON), FsrsParams(fuzz=Fuzz.ON)]
)


@st.composite
def histories(draw: st.DrawFn) -> list[Event]:
    """Return events with rising ids and instants, undos and aliases of earlier ones among them."""
    events: list[Event] = []
    moment = START
    for number in range(draw(st.integers(0, 20))):
        moment += timedelta(minutes=draw(st.integers(1, 3000)))
        stamp = f"{number:04x}", moment
        makers = [
            lambda s: Review(*s, draw(UNITS), draw(RATINGS)),
            lambda s: Review(*s, draw(UNITS), draw(RATINGS)),
            lambda s: Cram(*s, draw(UNITS), draw(RATINGS)),
            lambda s: Suspend(*s, draw(UNITS)),
            lambda s: Unsuspend(*s, draw(UNITS)),
            lambda s: Bury(*s, draw(UNITS)),
            lambda s: Reset(*s, draw(UNITS)),
            lambda s: SetDue(*s, draw(UNITS), DAY + draw(st.integers(0, 90))),
            lambda s: Undo(*s, draw(st.sampled_from([e.id for e in events] or ["none"]))),
            lambda s: Alias(*s, draw(UNITS), draw(UNITS)),
            lambda s: Unknown(*s, "mark"),
        ]
        events.append(draw(st.sampled_from(makers))(stamp))
    return events


@given(histories(), ALGORITHMS, st.data())
def test_order_and_duplicates_do_not_matter(events: list[Event], params: Params, data: st.DataObject) -> None:
    """Any split over files, in any order and with repeated events, folds to the same states."""
    shuffled = data.draw(st.permutations(events))
    cut = data.draw(st.integers(0, len(events)))
    assert replay([*shuffled[cut:], *events, *shuffled[:cut]], params, 4) == replay(events, params, 4)


@given(histories(), ALGORITHMS, st.integers(0, 30))
def test_undo_after_anything_is_identity(events: list[Event], params: Params, which: int) -> None:
    """Whatever an event did (an undo too), undoing it leaves what there would be without both."""
    if not events:
        return
    last, late = events[-1], at(10_000)
    undone = [*events, Undo("ffff", late, last.id)]
    assert replay(undone, params, 4) == replay(events[:-1], params, 4)
    any_one = events[which % len(events)]
    if not any(isinstance(event, Undo) for event in events):
        without = [event for event in events if event is not any_one]
        assert replay([*events, Undo("ffff", late, any_one.id)], params, 4) == replay(without, params, 4)


@given(histories(), ALGORITHMS)
def test_replay_is_the_incremental_state(events: list[Event], params: Params) -> None:
    """Applying events one by one to the states at hand gives what replaying the whole log gives."""
    plain = [event for event in events if not isinstance(event, Undo | Alias | Unknown)]
    states: dict[str, UnitState] = {}
    for event in plain:
        when = study_moment(event.at, 4)
        states[event.unit] = apply(states.get(event.unit, UNSEEN), event.unit, event, when, params)
    assert states == replay(plain, params, 4)


@given(histories(), ALGORITHMS, ALGORITHMS)
def test_switching_the_algorithm_there_and_back_is_lossless(
    events: list[Event], here: Params, there: Params
) -> None:
    """Another algorithm reads the same log: what was suspended or buried stays so, and it can go back."""
    before, away = replay(events, here, 4), replay(events, there, 4)
    assert replay(events, here, 4) == before
    facts = [
        {unit: (state.suspended, state.buried_day, state.first_day) for unit, state in states.items()}
        for states in (before, away)
    ]
    assert facts[0] == facts[1]


def test_first_grade_of_a_day_counts() -> None:
    """Later grades of a study day are drill: they end the drill or go on with it, and change no memory."""
    again = review("1", 0, Rating.AGAIN)
    hard = review("2", 0, Rating.HARD, minute=5)
    good = review("3", 0, Rating.GOOD, minute=9)
    memory = Sm2State(repetitions=0, ease_hundredths=250, interval_days=1, due_day=DAY + 1)
    for events in ([again], [again, hard], [again, hard, good]):
        state = state_of(*events)
        assert (state.memory, state.reps) == (memory, 1)
        assert state.is_drilling(DAY) == (events[-1] is not good)
    assert not state_of(again).is_drilling(DAY + 1)


def test_rollover_hour_is_todays_configuration() -> None:
    """The same log under another rollover hour makes two study days of one."""
    late = Review("1", datetime(2026, 10, 1, 23, tzinfo=UTC), "a/0", Rating.GOOD)
    early = Review("2", datetime(2026, 10, 2, 1, tzinfo=UTC), "a/0", Rating.GOOD)
    assert replay([late, early], PARAMS, 4)["a/0"].reps == 1
    assert replay([late, early], PARAMS, 0)["a/0"].reps == 2


def test_a_day_before_the_last_is_drill() -> None:
    """A flight over the date line turns the study day back, and memory stays."""
    tokyo = Review("1", datetime.fromisoformat("2026-10-02T08:00:00+09:00"), "a/0", Rating.GOOD)
    hawaii = Review("2", datetime.fromisoformat("2026-10-01T15:00:00-10:00"), "a/0", Rating.GOOD)
    assert state_of(tokyo, hawaii).reps == 1


def test_reps_lapses_and_days() -> None:
    """A lapse is an Again on what was known; a first Again is none, nor is a second in a row."""
    ratings = [Rating.AGAIN, Rating.GOOD, Rating.GOOD, Rating.AGAIN, Rating.AGAIN]
    state = state_of(*(review(str(day), day, rating) for day, rating in enumerate(ratings)))
    assert (state.reps, state.lapses, state.first_day, state.last_day) == (5, 1, DAY, DAY + 4)


def test_cram_changes_nothing() -> None:
    """Practice leaves the state as it was."""
    good = review("1", 0, Rating.GOOD)
    assert state_of(good, Cram("2", at(1), "a/0", Rating.AGAIN)) == state_of(good)


def test_suspend_and_bury_hide() -> None:
    """A suspended unit is hidden until it is unsuspended, a buried one until the next study day."""
    suspended = state_of(Suspend("1", at(0), "a/0"))
    assert suspended.is_hidden(DAY)
    assert suspended.is_hidden(DAY + 9)
    assert state_of(Suspend("1", at(0), "a/0"), Unsuspend("2", at(1), "a/0")) == UNSEEN
    buried = state_of(Bury("1", at(0), "a/0"))
    assert buried.is_hidden(DAY)
    assert not buried.is_hidden(DAY + 1)


def test_reset_starts_anew() -> None:
    """After a reset the unit is new, still suspended if it was, and its next grade counts."""
    known = [review("1", 0, Rating.GOOD), Suspend("2", at(0, 1), "a/0"), Reset("3", at(0, 2), "a/0")]
    assert state_of(*known) == UnitState(suspended=True)
    assert state_of(*known, review("4", 0, Rating.GOOD, minute=3)).reps == 1


def test_set_due_moves_only_the_day() -> None:
    """A due day set by hand leaves ease and repetitions."""
    state = state_of(review("1", 0, Rating.GOOD), SetDue("2", at(0, 1), "a/0", DAY + 30))
    assert state.memory == Sm2State(repetitions=1, ease_hundredths=250, interval_days=1, due_day=DAY + 30)


def test_alias_joins_histories() -> None:
    """What was told of the old id, before and after the alias, is told of the new one."""
    old, new = review("1", 0, Rating.GOOD, unit="old/0"), review("3", 1, Rating.GOOD, unit="a/0")
    late = review("4", 7, Rating.GOOD, unit="old/0")
    states = replay([old, Alias("2", at(0, 1), "old/0", "a/0"), new, late], PARAMS, 4)
    assert list(states) == ["a/0"]
    assert states["a/0"].memory == Sm2State(
        repetitions=3, ease_hundredths=250, interval_days=15, due_day=DAY + 22
    )


@pytest.mark.parametrize("steps", [["ab", "ba"], ["aa"], ["ab", "bc", "ca", "da"]])
def test_aliases_in_a_circle_end(steps: list[str]) -> None:
    """A circle of aliases joins all its units in one of them."""
    aliases = [Alias(f"f{i}", at(0, i), old, new) for i, (old, new) in enumerate(steps)]
    states = replay([*aliases, *(review(u, 0, Rating.GOOD, unit=u) for u in "abcd")], PARAMS, 4)
    assert states["a"].reps == 1
    assert set(states) == set("abcd") - {old for old, _ in steps} | {"a"}


def test_unknown_kinds_have_no_effect() -> None:
    """An event of a later version changes no state."""
    assert state_of(Unknown("1", at(0), "mark")) == UNSEEN


@given(histories(), UNITS, st.integers(0, 60), ALGORITHMS)
def test_preview_is_what_an_answer_does(events: list[Event], unit: str, days: int, params: Params) -> None:
    """The state shown for a rating is the state that the log gives after that rating."""
    now = (events[-1].at if events else START) + timedelta(days=days, seconds=1)
    events = [event for event in events if not isinstance(event, Alias)]
    state = replay(events, params, 4).get(unit, UNSEEN)
    for rating, expected in preview(state, unit, study_moment(now, 4), params).items():
        assert replay([*events, Review("ffff", now, unit, rating)], params, 4)[unit] == expected


def test_new_is_the_state_of_the_unnamed() -> None:
    """A unit that no event names is new."""
    assert state_of().memory is NEW
