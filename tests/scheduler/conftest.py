"""Tables of vectors, and the real Anki engine with its fuzz off."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from deacards_scheduler.rating import Rating

os.environ["ANKI_TEST_MODE"] = "1"  # the engine looks only once in a process, when it is first used

Case = tuple[str, list[tuple[Rating, int | None]], list[str]]


@pytest.fixture
def read_cases() -> Callable[[str], list[Case]]:
    """Return the reader of a table: of each case its name, its answers, the states that are expected.

    An answer is a rating and the days written with it, None if there are none.
    """
    return _cases


def _cases(name: str) -> list[Case]:
    text = Path(__file__).with_name(name).read_text(encoding="utf-8")
    cases = []
    for block in text.split("case ")[1:]:
        title, answers, states = block.strip().splitlines()
        cases.append((title, [_answer(answer) for answer in answers.split()], states.split()))
    return cases


def _answer(text: str) -> tuple[Rating, int | None]:
    return Rating("AHGE".index(text[0]) + 1), int(text[1:]) if text[1:] else None
