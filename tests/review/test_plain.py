"""The dialogue in lines: what it shows, what it takes, and what is on the disk before it goes on."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from typing_extensions import override

from deacards.review.plain import PlainReview, Talk
from deacards.review.session import Session
from deacards.study.log import Log, read_log
from deacards.study.study import Terms
from deacards.study.unit import Unit
from deacards_scheduler.event import Bury, Review, Suspend, Undo
from deacards_scheduler.rating import Rating
from deacards_scheduler.replay import live_events
from deacards_scheduler.sm2 import Sm2Params


@dataclass
class Play:
    """A review played from typed keys: what was printed, the exit code, the events on disk."""

    out: str
    code: int
    events: list[object]


Player = Callable[..., Play]


class Typist(StringIO):
    """Keys typed line by line; before each one `before_key` is called, and at `!` a signal arrives."""

    def __init__(self, keys: str | list[str], before_key: Callable[[], None], signal: BaseException) -> None:
        lines = keys if isinstance(keys, list) else keys.replace(" ", "")
        super().__init__("".join(f"{line}\n" for line in lines).replace("~", ""))
        self._before_key = before_key
        self._signal = signal

    @override
    def readline(self, size: int = -1, /) -> str:
        self._before_key()
        line = super().readline(size)
        if line == "!\n":
            raise self._signal
        return line


@pytest.fixture
def play(tmp_path: Path, units: tuple[Unit, ...], clock: Callable[[], datetime]) -> Player:
    """Return a player of keys, `~` being a bare Enter, on the first three units."""

    def run(
        keys: str | list[str],
        before_key: Callable[[], None] = lambda: None,
        signal: BaseException | None = None,
        waiting: int = 3,
        **manner: Any,
    ) -> Play:
        ids = tuple(unit.id for unit in units)
        session = Session(Terms(Sm2Params(), 4), {u.id: u for u in units}, {}, ids[:waiting])
        out = StringIO()
        log = Log(tmp_path / "reviews", "laptop", clock, bytes)
        typist = Typist(keys, before_key, signal or KeyboardInterrupt())
        code = PlainReview(session, log, Talk(typist, out), **manner).run()
        return Play(out.getvalue(), code, list(read_log(tmp_path, tmp_path / "reviews").events))

    return run


def given(events: list[object]) -> list[tuple[str, int]]:
    """Return the answers among `events` that count: which unit, which rating."""
    live = live_events(events)
    return [(event.unit, event.rating) for event in live if isinstance(event, Review)]


def test_question_answer_rating(play: Player) -> None:
    """The answer is shown only after Enter; the rating is written with the time since the question."""
    got = play("~4", waiting=1)
    assert got.out.index("What is Athena?") < got.out.index("Answer> ") < got.out.index("a query service")
    assert "4 Easy (1 day)" in got.out
    assert [type(event) for event in got.events] == [Review]
    assert got.events[0].rating is Rating.EASY
    assert got.events[0].elapsed_ms == 2000


def test_typed_answers_are_compared(play: Player) -> None:
    """With typing a line is the answer; the difference is told, and Enter takes the rating it suggests."""
    got = play(["a query servce", "~", "workgroup", "2", ":h", ":u", ":q"], is_typed=True)
    assert "a query serv[+i+]ce (Hard?)" in got.out
    assert "workgroup (Good?)" in got.out
    assert [type(event) for event in got.events] == [Review, Review, Undo]
    assert [event.rating for event in got.events[:2]] == [Rating.HARD, Rating.HARD]
    assert "This card has no hint." in got.out


def test_time_is_up(play: Player) -> None:
    """After the minutes that were asked for no other card is asked."""
    got = play("~3~3~3", until=datetime.fromisoformat("2026-10-21T20:00:03.000+02:00"))
    assert "The time is up." in got.out
    assert len(got.events) == 1


def test_enter_means_good(play: Player) -> None:
    """A second Enter rates Good."""
    assert given(play("~~").events) == [("aaaa/0", Rating.GOOD)]


def test_rating_needs_the_answer(play: Player) -> None:
    """A rating before the answer was seen is not taken."""
    got = play("3")
    assert got.events == []
    assert "Enter shows the answer first." in got.out


def test_undo_goes_back_several_steps(play: Player) -> None:
    """Each `u` takes one step back, in mid-card too; the log keeps all, and what counts is what was left."""
    got = play("~1 ~1 u u ~4 q")
    assert given(got.events) == [("aaaa/0", Rating.EASY)]
    assert [type(event) for event in got.events] == [Review, Review, Undo, Undo, Review]
    assert got.out.count("What is Athena?") == 2
    assert "1 card in" in got.out


def test_undo_without_a_step(play: Player) -> None:
    """There is nothing before the first card."""
    assert "There is nothing to undo" in play("u").out


def test_last_answer_can_be_undone(play: Player) -> None:
    """After the last card there is one more chance to take it back."""
    got = play("~1 ~3 u ~4 ~", waiting=1)
    assert given(got.events) == [("aaaa/0", Rating.AGAIN), ("aaaa/0", Rating.EASY)]


def test_bury_and_suspend(play: Player) -> None:
    """`-` and `@` take the card away without a rating."""
    assert [type(event) for event in play("- ~@").events] == [Bury, Suspend]


def test_help_and_hint(play: Player) -> None:
    """`?` and any unknown key show the keys; `h` shows the hint, cleaned, or that there is none."""
    assert play("?").out.count("u undoes the last step") == 2
    assert play("x").out.count("u undoes the last step") == 2
    assert "This card has no hint." in play("h").out
    assert "\nmoney\n" in play("--- h", waiting=4).out


def test_end_of_input_is_quit(play: Player) -> None:
    """Input that ends leaves what was answered, and the summary is printed."""
    got = play("~3 ~")
    assert got.code == 0
    assert given(got.events) == [("aaaa/0", Rating.GOOD)]
    assert got.out.endswith("Left: 2.\nDue tomorrow: 1.\nNext: deacards review\n")


@pytest.mark.parametrize(("signal", "code"), [(KeyboardInterrupt(), 130), (SystemExit(143), 143)])
def test_signals_end_with_a_summary(play: Player, signal: BaseException, code: int) -> None:
    """An interruption loses nothing, prints the summary and tells the shell."""
    got = play("~3 ~!", signal=signal)
    assert got.code == code
    assert given(got.events) == [("aaaa/0", Rating.GOOD)]
    assert "1 card in" in got.out


def test_each_answer_is_on_disk_before_the_next_question(tmp_path: Path, play: Player) -> None:
    """Whenever the program waits for a key, every answer given so far can be read from the log."""
    seen: list[int] = []
    play(
        "~3 ~1 ~3 ~3 ~",
        before_key=lambda: seen.append(len(read_log(tmp_path, tmp_path / "reviews").events)),
    )
    assert seen == [0, 0, 1, 1, 2, 2, 3, 3, 4]


def test_nothing_to_ask(play: Player) -> None:
    """Without a card the dialogue asks nothing."""
    got = play("", waiting=0)
    assert "Nothing is due now." in got.out
    assert ">" not in got.out
