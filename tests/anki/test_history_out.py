"""The review log in Anki: schedules and answers of cards that arrive for the first time."""

import json
import os
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from deacards.anki.ledger import Ledger
from deacards.anki.package import PackageResult, build_package
from deacards.anki.schedule import AnswerKind, CardState
from deacards.anki.schedules import Telling, schedules_of
from deacards.anki.supply import Supply
from deacards.deck.models import deck_of
from deacards_scheduler.algorithm import Params
from deacards_scheduler.anki import AnkiParams
from deacards_scheduler.days import study_day
from deacards_scheduler.event import Cram, Event, Reset, Review, Suspend, Undo
from deacards_scheduler.fsrs import FsrsParams
from deacards_scheduler.rating import Rating
from deacards_scheduler.sm2 import Sm2Params

ROLLOVER = 4
NOON = datetime.fromisoformat("2026-03-10T12:00:00.250+01:00")
DECK = deck_of(
    {
        "format": 1,
        "deck": "D",
        "cards": [
            {"id": "a", "front": "q", "back": "x", "reverse": True},
            {"id": "c", "cloze": "{{c1::x}} {{c2::y}}"},
            {"id": "n", "front": "new", "back": "x"},
        ],
    }
)


def reviews(unit: str, start: datetime, *answers: tuple[int, int]) -> list[Event]:
    """Return answers of a unit as (days after `start`, rating)."""
    return [
        Review(f"{unit}-{n}", start + timedelta(days=days), unit, Rating(rating), 5120)
        for n, (days, rating) in enumerate(answers)
    ]


def package(events: list[Event], params: Params | None = None, ledger: Ledger | None = None) -> PackageResult:
    """Return the package of the deck with the history of `events`."""
    schedules = schedules_of(events, params or Sm2Params(), ROLLOVER)
    return build_package(
        {"cards/d.yaml": DECK}, ledger or Ledger(), 1_760_000_000, Supply(schedules=schedules)
    )


def test_sm2_goes_out_with_every_answer() -> None:
    """Interval, ease, due day and lapses of SM-2; a row an answer, with the intervals before and after."""
    events = reviews("a/0", NOON, (0, 3), (1, 4), (7, 1), (8, 3))
    schedule = schedules_of(events, Sm2Params(), ROLLOVER)["a/0"]
    assert (schedule.state, schedule.interval_days, schedule.lapses, schedule.reps) == (
        CardState.REVIEW,
        1,
        1,
        4,
    )
    assert schedule.due_day == NOON.toordinal() + 9
    assert [(a.ease, a.last_interval_days, a.interval_days, a.kind) for a in schedule.answers] == [
        (3, 0, 1, AnswerKind.LEARN),
        (4, 1, 6, AnswerKind.REVIEW),
        (1, 6, 1, AnswerKind.REVIEW),
        (3, 1, 1, AnswerKind.REVIEW),
    ]
    assert schedule.answers[0].at_ms == round(NOON.timestamp() * 1000)
    assert {a.taken_ms for a in schedule.answers} == {5120}
    assert all(a.factor % 10 == 0 and a.factor >= 1300 for a in schedule.answers)


def test_anki_steps_and_fsrs_memory_go_out() -> None:
    """A learning step is a learning card, a lapse a relearning one; FSRS sends stability and difficulty."""
    known = reviews("a/0", NOON, (0, 4), (4, 1))
    steps = schedules_of([*known, *reviews("c/0", NOON, (0, 3))], AnkiParams(), ROLLOVER)
    assert (steps["a/0"].state, steps["a/0"].steps_left, steps["a/0"].lapses) == (CardState.RELEARNING, 1, 1)
    assert (steps["c/0"].state, steps["c/0"].steps_left, steps["c/0"].factor) == (CardState.LEARNING, 1, 0)
    fsrs = schedules_of(known, FsrsParams(), ROLLOVER)["a/0"]
    data = json.loads(fsrs.data)
    assert data["s"] > 0
    assert 1 <= data["d"] <= 10
    assert data["dr"] == 0.9
    assert data["lrt"] == round((NOON + timedelta(days=4)).timestamp() * 1000) // 1000


def test_what_is_undone_or_new_again_does_not_go_out() -> None:
    """An undone answer never was, a unit that was reset is new, and no instant comes twice."""
    first, second = reviews("a/0", NOON, (0, 3), (1, 3))
    assert len(schedules_of([first, second, Undo("u", NOON, second.id)], Sm2Params(), 4)["a/0"].answers) == 1
    assert schedules_of([first, Reset("r", NOON + timedelta(hours=1), "a/0")], Sm2Params(), 4) == {}
    cram = Cram("p", NOON + timedelta(hours=1), "a/0", Rating.AGAIN)
    schedule = schedules_of([first, cram], Sm2Params(), 4)["a/0"]
    assert (schedule.answers[1].kind, schedule.answers[1].factor) == (AnswerKind.CRAM, 0)
    assert schedule.interval_days == 1
    other = Review("o", first.at, "c/0", Rating.GOOD)
    both = schedules_of([first, other], Sm2Params(), 4)
    assert len({a.at_ms for s in both.values() for a in s.answers}) == 2


def test_a_log_told_in_parts_is_the_same() -> None:
    """A year told month by month gives what it gives in one go, and no instant comes twice."""
    events = [*reviews("a/0", NOON, (0, 3), (1, 4), (7, 1)), *reviews("c/0", NOON, (7, 2), (8, 3))]
    whole = schedules_of(events, Sm2Params(), ROLLOVER)
    telling = Telling(Sm2Params(), ROLLOVER)
    early, late = events[:3], events[3:]
    states = telling.fold(telling.fold({}, early), late)
    parts = telling.schedules(states)
    assert {unit: s.columns() for unit, s in parts.items()} == {u: s.columns() for u, s in whole.items()}
    instants = sorted(a.at_ms for schedule in parts.values() for a in schedule.answers)
    assert instants == sorted(a.at_ms for schedule in whole.values() for a in schedule.answers)
    assert len(set(instants)) == len(events)


def test_cards_that_anki_was_told_of_are_counted() -> None:
    """The result says how many cards carry history, and how many of them were in a package before."""
    events = reviews("a/0", NOON, (0, 3))
    first = package(events)
    again = package(events, ledger=first.ledger)
    assert (first.with_history, first.told_before) == (1, 0)
    assert (again.with_history, again.told_before) == (1, 1)
    assert package([]).with_history == 0


ENGINE = """
import json, sys
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
col = Collection(sys.argv[1])
options = ImportAnkiPackageOptions(with_scheduling=True)
for path in sys.argv[2:]:
    col.import_anki_package(ImportAnkiPackageRequest(package_path=path, options=options))
cards = {}
for cid, _ in col.db.all("select id, nid from cards"):
    card = col.get_card(cid)
    cards[f"{card.note()['CardId']}/{card.ord}"] = {
        "days": card.due - col.sched.today, "ivl": card.ivl, "factor": card.factor, "reps": card.reps,
        "type": card.type, "queue": card.queue, "lapses": card.lapses,
        "data": json.loads(col.db.scalar("select data from cards where id=?", cid) or "{}"),
        "revlog": col.db.all("select id, ease, ivl, lastIvl from revlog where cid=?", cid)}
message, ok = col.fix_integrity()
col.close()
print(json.dumps({"cards": cards, "ok": ok, "message": message}))
"""


def engine(folder: Path, zone: str, *packages: bytes) -> dict[str, Any]:
    """Return the cards of a fresh Anki in a time zone after importing `packages` with their progress."""
    paths = []
    for n, data in enumerate(packages):
        paths.append(folder / f"{n}.apkg")
        paths[-1].write_bytes(data)
    done = subprocess.run(
        [sys.executable, "-c", ENGINE, folder / "collection.anki2", *paths],
        env=os.environ | {"TZ": zone},
        capture_output=True,
        text=True,
        check=True,
    )
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["ok"], told["message"]
    cards: dict[str, Any] = told["cards"]
    return cards


@pytest.mark.engine
@pytest.mark.parametrize(
    "zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago", "America/New_York", "Asia/Kolkata"]
)
def test_cards_are_due_on_the_same_day_in_every_time_zone(tmp_path: Path, zone: str) -> None:
    """Anki shows interval, ease and due day as the terminal does, whatever zone the person lives in."""
    now = datetime.now(ZoneInfo(zone))
    events = [
        *reviews("a/0", now - timedelta(days=40), (0, 3), (1, 3), (7, 4)),
        *reviews("c/1", now, (0, 3)),
        *reviews("a/1", now - timedelta(days=9), (0, 3), (1, 1)),
        Suspend("s", now, "a/1"),
    ]
    cards = engine(tmp_path, zone, package(events).data)
    today = study_day(now, ROLLOVER)
    for unit, schedule in schedules_of(events, Sm2Params(), ROLLOVER).items():
        card = cards[unit]
        assert card["days"] == schedule.due_day - today
        assert (card["ivl"], card["factor"], card["reps"], card["lapses"]) == (
            schedule.interval_days,
            schedule.factor,
            schedule.reps,
            schedule.lapses,
        )
        assert card["queue"] == (-1 if unit == "a/1" else 2)
        assert [row[0] for row in card["revlog"]] == [a.at_ms for a in schedule.answers]
        assert [row[1] for row in card["revlog"]] == [a.ease for a in schedule.answers]
    assert (cards["n/0"]["type"], cards["n/0"]["revlog"]) == (0, [])


@pytest.mark.engine
def test_a_card_that_anki_has_keeps_its_own_schedule(tmp_path: Path) -> None:
    """History sent for a card that is there already changes neither its schedule nor its log."""
    events = reviews("a/0", NOON, (0, 3), (1, 3))
    first = package([])
    cards = engine(tmp_path, "Europe/Berlin", first.data, package(events, ledger=first.ledger).data)
    assert (cards["a/0"]["type"], cards["a/0"]["ivl"], cards["a/0"]["revlog"]) == (0, 0, [])


@pytest.mark.engine
@pytest.mark.parametrize("params", [AnkiParams(), FsrsParams()])
def test_other_algorithms_arrive(tmp_path: Path, params: Params) -> None:
    """Learning, relearning and the memory of FSRS are taken by Anki as they are sent."""
    now = datetime.now(ZoneInfo("Europe/Berlin"))
    events = [*reviews("a/0", now - timedelta(days=4), (0, 4), (4, 1)), *reviews("c/0", now, (0, 3))]
    cards = engine(tmp_path, "Europe/Berlin", package(events, params).data)
    for unit, schedule in schedules_of(events, params, ROLLOVER).items():
        assert cards[unit]["type"] == schedule.state
        assert cards[unit]["ivl"] == schedule.interval_days
        assert cards[unit]["days"] == schedule.due_day - study_day(now, ROLLOVER)
        assert cards[unit]["data"] == json.loads(schedule.data)
