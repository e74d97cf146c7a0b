"""From a collection's files to the queue of a session."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from deacards.collection import open_collection
from deacards.problem import UsageError
from deacards.review.choice import Choice, begin, is_more
from deacards.review.session import Left, Session
from deacards.review.steps import answer
from deacards.study.log import Log
from deacards.study.reading import read_study
from deacards.study.study import Study
from deacards_scheduler.days import Moment
from deacards_scheduler.event import Event, Review, Suspend
from deacards_scheduler.rating import Rating

NOON = datetime.fromisoformat("2026-10-21T12:00:00.000+02:00")
TODAY = NOON.toordinal()
MOMENT = Moment(TODAY)
CARDS = "".join(f'  - {{id: {card}, front: "{card}?", back: "{card}!"}}\n' for card in "abcde")
RETIRED = "retired:\n  - {id: x, front: x?, back: x!, retired: {on: 2026-01-01, reason: gone}}\n"


def collection(root: Path, *events: Event, config: str = "") -> Study:
    """Return what study sees of a collection with two decks and these events."""
    (root / "deacards.toml").write_text(f'[collection]\nname = "c"\n{config}')
    (root / "cards").mkdir(exist_ok=True)
    (root / "cards" / "one.yaml").write_text(f"format: 1\ndeck: Data::One\ncards:\n{CARDS}{RETIRED}")
    (root / "cards" / "two.yaml").write_text(
        'format: 1\ndeck: Data::Two\ncards:\n  - {id: t, front: "t", back: "T", reverse: true}\n'
    )
    log = Log(root / "reviews", "laptop", lambda: NOON, bytes)
    for event in events:
        log.append(event)
    return read_study(open_collection(root))


def good(unit: str, minute: int = 0) -> Review:
    """Return an answer of today."""
    return Review(f"{unit}{minute}", NOON.replace(minute=minute), unit, Rating.GOOD)


def waiting(session: Session) -> list[str]:
    """Return the units that a session will ask."""
    return list(session.waiting)


def test_new_cards_in_note_order(tmp_path: Path) -> None:
    """A fresh collection asks its cards in order, one unit of each, and none that is retired."""
    study = collection(tmp_path)
    assert waiting(begin(study, Choice(), MOMENT)) == ["a/0", "b/0", "c/0", "d/0", "e/0", "t/0"]
    assert [unit.id for unit in study.units if unit not in study.active] == ["x/0"]


def test_limits_survive_a_restart(tmp_path: Path) -> None:
    """What the log has of today counts against the limits of the configuration."""
    study = collection(tmp_path, good("a/0"), good("b/0"), config="[review]\nnew_per_day = 3\n")
    assert waiting(begin(study, Choice(), MOMENT)) == ["c/0"]
    assert waiting(begin(study, Choice(new=2), MOMENT)) == ["c/0", "d/0"]
    assert waiting(begin(study, Choice(new=0), MOMENT)) == []
    tomorrow = begin(study, Choice(limit=4), Moment(TODAY + 1))
    assert tomorrow.left() == Left(new=2, learning=0, due=2)


def test_choice_of_a_deck(tmp_path: Path) -> None:
    """A part of a name chooses; a name that no deck has is an error that lists them."""
    study = collection(tmp_path)
    assert waiting(begin(study, Choice("two"), MOMENT)) == ["t/0"]
    with pytest.raises(UsageError, match="like 'three'; there are: Data::One, Data::Two"):
        begin(study, Choice("three"), MOMENT)


def test_cram_asks_everything_as_practice(tmp_path: Path) -> None:
    """Cramming asks all but suspended units, in an order of the seed, and changes no schedule."""
    study = collection(tmp_path, good("a/0"), Suspend("s", NOON, "b/0"))
    session = begin(study, Choice(cram=True), MOMENT)
    assert sorted(waiting(session)) == ["a/0", "c/0", "d/0", "e/0", "t/0", "t/1"]
    assert session.terms.practice
    assert waiting(session) != waiting(begin(study, Choice(cram=True, seed="other"), MOMENT))


def test_ahead_asks_what_will_be_due_as_practice(tmp_path: Path) -> None:
    """Studying ahead asks no new card, and what is due by then."""
    study = collection(tmp_path, good("a/0"), good("t/1"))
    session = begin(study, Choice(ahead_days=1), MOMENT)
    assert sorted(waiting(session)) == ["a/0", "t/1"]
    assert session.terms.practice
    assert waiting(begin(study, Choice(ahead_days=1), Moment(TODAY - 1))) == []


def test_profile_is_that_of_the_configuration(tmp_path: Path) -> None:
    """The log is replayed under the profile that is configured now."""
    failed = Review("1", NOON, "a/0", Rating.AGAIN)
    text = collection(tmp_path, failed)
    delphi = collection(tmp_path, config='[scheduler]\nprofile = "delphi"\n')
    assert text.states["a/0"].memory != delphi.states["a/0"].memory
    assert replace(delphi.states["a/0"], memory=text.states["a/0"].memory) == text.states["a/0"]


def test_broken_deck_is_told_and_the_others_are_studied(tmp_path: Path) -> None:
    """One faulty file takes only its own cards away."""
    collection(tmp_path)
    (tmp_path / "cards" / "two.yaml").write_text("format: 1\ndeck: Two\ncards:\n  - {id: t, front: t}\n")
    study = read_study(open_collection(tmp_path))
    assert {unit.deck for unit in study.units} == {"Data::One"}
    assert [problem.path for problem in study.problems] == ["cards/two.yaml"]


@pytest.mark.parametrize(("limit", "more"), [(2, True), (1, False)])
def test_what_other_decks_ask(tmp_path: Path, limit: int, more: bool) -> None:  # noqa: FBT001 - a case's answer
    """After one deck is done there is more if the day's limits leave something of another."""
    study = collection(tmp_path, config=f"[review]\nnew_per_day = {limit}\n")
    begun = begin(study, Choice("two"), MOMENT)
    assert is_more(study, begun)
    _, done = answer(begun, "t/0", Rating.EASY, ("1", NOON), 0)
    assert not done.is_open()
    assert is_more(study, done) is more
