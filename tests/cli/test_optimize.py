"""`deacards optimize`: refuses too little, judges on what was not seen, writes only when asked to."""

import json
import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from deacards.collection import open_collection
from deacards_scheduler import fsrs
from deacards_scheduler.days import Moment
from deacards_scheduler.fsrs import DEFAULT_WEIGHTS, FsrsParams
from deacards_scheduler.rating import Rating
from deacards_scheduler.state import NEW, FsrsState, New

START = datetime(2025, 1, 1, 12, tzinfo=UTC)
FORGETFUL = FsrsParams((0.1, 0.3, 0.6, 2.0, *DEFAULT_WEIGHTS[4:8], 0.9, *DEFAULT_WEIGHTS[9:]))
Run = Callable[..., Any]


def study_log(units: int, memory_is: FsrsParams) -> str:
    """Return the log of a person with such a memory, who comes back after the intervals of the default."""
    rng, lines = random.Random(4), []
    for unit in range(units):
        memory: New | FsrsState = NEW
        day = unit % 60
        for n in range(10):
            when = Moment(START.toordinal() + day)
            known = isinstance(memory, FsrsState) and rng.random() < fsrs.retrievability(
                memory, when.day, memory_is
            )
            rating = Rating.GOOD if known or not n else Rating.AGAIN
            memory = fsrs.answer(memory, rating, when, memory_is)
            at = (START + timedelta(days=day, seconds=unit)).isoformat(timespec="milliseconds")
            event = {
                "v": 1,
                "id": f"{unit:04}{n:02}",
                "t": at,
                "k": "review",
                "card": f"c{unit}/0",
                "g": rating,
            }
            lines.append(json.dumps(event))
            day += rng.choice([1, 2, 5, 12])
    return "".join(f"{line}\n" for line in lines)


@pytest.fixture
def study(folder: Path) -> Callable[[int, FsrsParams], Path]:
    """Return a maker of a collection with such a log."""

    def make(units: int, memory_is: FsrsParams) -> Path:
        (folder / "deacards.toml").write_text('[collection]\nname = "c" # mine\n')
        log = folder / "reviews" / "here" / "2025-01.jsonl"
        log.parent.mkdir(parents=True)
        log.write_text(study_log(units, memory_is))
        return folder

    return make


def test_too_few_reviews_are_refused(deacards: Run, study: Callable[..., Path]) -> None:
    """Exit 3: weights from noise would do harm."""
    study(20, FORGETFUL)
    got = deacards("optimize", "--write")
    assert got.code == 3
    assert "180 reviews so far" in got.err
    assert "fewer than 400 would be noise" in got.err


def test_a_forgetful_person_gains(deacards: Run, study: Callable[..., Path]) -> None:
    """Who forgets faster than most is foretold better by fitted weights; they are written when asked to."""
    folder = study(150, FORGETFUL)
    got = deacards("optimize", "--json")
    told = json.loads(got.out)
    assert (got.code, told["reviews"], told["better"]) == (0, 1350, True)
    losses = {name: each["log_loss"] for name, each in told["scores"].items()}
    assert losses["fitted"] < losses["default"] < losses["sm2"]
    assert (folder / "deacards.toml").read_text() == '[collection]\nname = "c" # mine\n'
    written = deacards("optimize", "--write")
    assert "Wrote the weights to deacards.toml." in written.err
    assert 'algorithm = "fsrs"' in written.err
    assert list(open_collection(folder).config.scheduler.fsrs.weights) == told["weights"]
    assert written.out.splitlines()[0].startswith("1,350 reviews; the last fifth foretold")
