"""A deck, and a clock that only moves when it is told to."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import count

import pytest

from deacards.deck.deckfile import DeckFile, read_deck
from deacards.review.unit import Unit, units_of

DECK = """\
format: 1
deck: Data::Athena
source: notes/data.md#athena
cards:
  - id: aaaa
    front: What is Athena?
    back: a query service
    context: [Data, Athena]
    extra: "Serverless."
    from: {line: 15, rule: gloss, made: 000000-000000-000000}
  - id: bbbb
    cloze: A {{c1::workgroup}} is like a {{c2::workspace::place}}
    from: {line: 20, last: 22, rule: tail, made: 000000-000000-000000}
  - id: cccc
    front: Which budgets are there?
    list: [Cost, Usage, Saving plan]
    hint: "\\e[31mmoney"
  - id: dddd
    front: S3
    back: object storage
    reverse: true
retired:
  - id: eeee
    front: Gone?
    back: "yes"
    retired: {on: 2026-01-02, reason: gone}
"""


def deck_file(path: str = "cards/athena.yaml", text: str = DECK) -> DeckFile:
    """Return a deck file read from its text."""
    reading = read_deck(path, text.encode())
    assert reading.file, reading.problems
    return reading.file


@pytest.fixture
def file() -> DeckFile:
    """Return a deck with a card of each type."""
    return deck_file()


@pytest.fixture
def read() -> Callable[[str, str], DeckFile]:
    """Return the reader of deck texts."""
    return deck_file


@pytest.fixture
def units(file: DeckFile) -> tuple[Unit, ...]:
    """Return the units of that deck."""
    return units_of([file])


@pytest.fixture
def clock() -> Iterator[Callable[[], datetime]]:
    """Return a clock that goes on by a second each time it is read."""
    start = datetime.fromisoformat("2026-10-21T20:00:00.000+02:00")
    seconds = count()
    return lambda: start + timedelta(seconds=next(seconds))
