"""The review screen: golden frames, and what holds of every frame."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deacards.deck.cardtype import CardType
from deacards.deck.deckfile import read_deck
from deacards.review.cells import cell_width, text_of
from deacards.review.images import Picture
from deacards.review.inline import inline_lines
from deacards.review.keys import PRESETS, keymap
from deacards.review.looks import Render, Screen
from deacards.review.markdown import markdown_lines
from deacards.review.panels import help_lines, info_lines
from deacards.review.session import Session
from deacards.review.typed import compare
from deacards.review.view import last_scroll, picture_place, view
from deacards.study.study import Terms
from deacards.study.unit import Unit
from deacards.study.units import units_of
from deacards_scheduler.days import Moment
from deacards_scheduler.rating import Rating
from deacards_scheduler.replay import preview
from deacards_scheduler.sm2 import Sm2Params
from deacards_scheduler.state import UNSEEN, Sm2State, UnitState

FRAMES = Path(__file__).parent / "frames"
NOW = Moment(739_910, 3600)
KEYS = keymap("anki", {})
SIZES = [(20, 8), (40, 12), (80, 24), (200, 50)]
DUE = UnitState(Sm2State(3, 250, 15, NOW.day - 2), 3, NOW.day - 40, NOW.day - 17, Rating.GOOD)


def units() -> tuple[Unit, ...]:
    """Return the units of the deck of hard cards."""
    reading = read_deck("cards/hard.yaml", (FRAMES / "deck.yaml").read_bytes())
    assert reading.file, reading.problems
    return units_of([reading.file])


def screen_of(*asked: Unit, known: dict[str, UnitState] | None = None) -> Screen:
    """Return the screen of a session that asks some units, the first one now."""
    session = Session(
        Terms(Sm2Params(), 4), {u.id: u for u in asked}, known or {}, tuple(u.id for u in asked), now=NOW
    )
    return Screen(session, KEYS, len(asked) + 3, NOW)


def shown(screen: Screen) -> Screen:
    """Return the screen with the answer of its unit."""
    unit = screen.session.current
    assert unit
    state = screen.session.state(unit.id)
    return replace(screen, outcomes=preview(state, unit.id, NOW, Sm2Params()))


def cases() -> Iterator[tuple[str, Screen]]:
    """Yield what the golden frames show: each card before and after its answer, then the other looks."""
    cards = units()
    for unit in cards:
        screen = screen_of(unit, *(each for each in cards if each != unit), known={unit.id: DUE})
        yield f"{unit.id} question", screen
        yield f"{unit.id} answer", shown(screen)
    basic, long = cards[0], cards[-1]
    new = screen_of(basic)
    yield "basic with its hint", replace(new, shows_hint=True)
    yield "basic while typing", replace(new, typed="a qery servi")
    yield "basic compared", replace(shown(new), typed="", comparison=compare("a qery service", basic.answer))
    yield "basic with a message", replace(new, message="cards/a.yaml:3:5: DC012 missing-back  no answer")
    yield "long scrolled", replace(shown(screen_of(long)), scroll=5)
    yield "help", replace(new, panel=help_lines(KEYS))
    yield "info", replace(new, panel=info_lines(basic, DUE, NOW, ["\t- a *line*"], []))
    yield "end", screen_of()


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_golden_frames(width: int, height: int, update_golden: bool) -> None:  # noqa: FBT001 - a fixture
    """Each card, each look, at each size, as text."""
    text = ""
    for name, screen in cases():
        frame = view(screen, width, height, markdown_lines)
        body = "\n".join(text_of(line).rstrip() for line in frame).rstrip("\n")
        text += f"==== {name}\n{body}\n"
    file = FRAMES / f"{width}x{height}.txt"
    if update_golden:
        file.write_text(text, "utf-8")
    assert text == file.read_text("utf-8")


@pytest.mark.parametrize("render", [inline_lines, markdown_lines])
@pytest.mark.parametrize(("width", "height"), [*SIZES, (21, 9), (33, 10), (1, 1), (500, 3)])
def test_every_frame_fits(render: Render, width: int, height: int) -> None:
    """A frame has as many lines as the screen, none is wider, and no control character is in it."""
    for name, screen in cases():
        frame = view(screen, width, height, render)
        assert len(frame) == height, name
        for line in frame:
            assert cell_width(text_of(line)) <= width, (name, line)
            assert all(ord(sign) >= 32 and not 127 <= ord(sign) < 160 for sign in text_of(line)), (name, line)


HOSTILE = st.text(
    st.sampled_from("\x1b[]()\x9b\x9d\x07 \t\n`*_|-#<>$\\{}:0123;mHJ\u202e\u200d\ufe0f日a1👍ئ")
    | st.characters(exclude_categories=["Cs"])
)


@settings(max_examples=40)
@given(prompt=HOSTILE, answer=HOSTILE, width=st.integers(20, 90), height=st.integers(8, 30))
def test_no_text_breaks_a_frame(prompt: str, answer: str, width: int, height: int) -> None:
    """Whatever a card says, the frame keeps its size and holds no control character."""
    unit = Unit(
        "x", 0, CardType.BASIC, prompt, "cards/x.yaml", 1, prompt, (answer,), (prompt,), answer, prompt
    )
    for screen in (screen_of(unit), shown(screen_of(unit))):
        for render in (inline_lines, markdown_lines):
            frame = view(screen, width, height, render)
            assert len(frame) == height
            for line in frame:
                assert cell_width(text_of(line)) <= width
                assert not [s for s in text_of(line) if ord(s) < 32 or 127 <= ord(s) < 160]


def test_all_lines_can_be_scrolled_to() -> None:
    """From the top to the last scroll every line of a long card is seen."""
    screen = shown(screen_of(units()[-1]))
    width, height = 40, 12
    last = last_scroll(screen, width, height, markdown_lines)
    seen = {
        text_of(line)
        for scroll in range(last + 1)
        for line in view(replace(screen, scroll=scroll), width, height, markdown_lines)
    }
    words = ["One", "Two", "Six", "Nine", "Twelve"]
    assert {word for word in words if f"  {word}" in seen} == set(words)
    end = view(replace(screen, scroll=last), width, height, markdown_lines)
    assert end == view(replace(screen, scroll=last + 99), width, height, markdown_lines)


def test_intervals_are_those_of_the_scheduler() -> None:
    """The footer tells what each rating leads to, as the function that applies it says."""
    frame = view(shown(screen_of(units()[0], known={units()[0].id: DUE})), 100, 24, inline_lines)
    assert "1 Again today, then 1d    2 Hard today, then 38d    3 Good 38d    4 Easy 38d" in text_of(
        frame[-1]
    )


@pytest.mark.parametrize("preset", PRESETS)
def test_footer_names_the_keys_that_hold(preset: str) -> None:
    """The buttons bear the keys of the preset; one without a key is not shown."""
    screen = replace(shown(screen_of(units()[0])), keys=keymap(preset, {}))
    foot = text_of(view(screen, 100, 24, inline_lines)[-1])
    expected = {"anki": "1 Again", "home": "a Again", "passfail": "1 Again"}[preset]
    assert expected in foot
    assert ("Easy" in foot) == (preset != "passfail")


def test_unseen_state_is_new() -> None:
    """The queue of the card that is asked stands in brackets."""
    assert "[11]" in text_of(view(screen_of(*units()[:11]), 80, 24, inline_lines)[0])
    assert screen_of(units()[0]).session.state("basic/0") is UNSEEN


@given(st.sampled_from(SIZES), st.integers(1, 2000), st.integers(1, 2000), st.integers(0, 40))
@settings(max_examples=50)
def test_a_picture_covers_empty_lines(size: tuple[int, int], across: int, down: int, scroll: int) -> None:
    """Where a picture is to stand the frame has empty lines; scrolled to the end it is always in sight."""
    screen = replace(screen_of(units()[0]), picture=Picture("png", across, down, b""))
    end = last_scroll(screen, *size, inline_lines)
    for at in (scroll, end):
        scrolled = replace(screen, scroll=at)
        frame = view(scrolled, *size, inline_lines)
        if place := picture_place(scrolled, *size, inline_lines):
            (row, column), (columns, rows) = place
            assert not any(text_of(line).strip() for line in frame[row - 1 : row - 1 + rows])
            assert column + columns - 1 <= size[0]
        assert place or at != end
