"""What all tests share: the golden files' switch, a small deck, and decks of every kind."""

import string
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import count

import pytest
from hypothesis import settings
from hypothesis import strategies as st

from deacards.deck.card import (
    BasicCard,
    ClozeCard,
    ListCard,
    Origin,
    Quality,
    Retirement,
    ReversedCard,
    Suggestion,
)
from deacards.deck.deck import Deck
from deacards.deck.deckfile import DeckFile, read_deck
from deacards.study.unit import Unit
from deacards.study.units import units_of

settings.register_profile("house", deadline=None, max_examples=60, derandomize=True)
settings.load_profile("house")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the switch that rewrites golden files; the diff is then reviewed like code."""
    parser.addoption("--update-golden", action="store_true", help="rewrite the expected golden files")


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Return whether golden files are to be rewritten instead of compared."""
    return bool(request.config.getoption("--update-golden"))


NASTY = [
    *(
        "yes",
        "on",
        "Null",
        "~",
        "017",
        "0x1F",
        "12:30:45",
        "1e5",
        "=",
        "<<",
        "1_000",
        ".5",
        "-5",
        "+1",
        ".inf",
    ),
    *(
        "- a",
        "? b",
        "a: b",
        "a:",
        ":a",
        "a #b",
        "#b",
        "[a]",
        "{{c1::x}}",
        "{a",
        "a, b",
        "&a",
        "*a",
        "!a",
        "|",
        ">",
    ),
    *(
        "'it",
        'say "it"',
        "back\\slash",
        "%a",
        "@a",
        "`a`",
        "2026-01-31",
        "54580390e9280884",
        "3f9c1a-0c4be9-77b0d2",
    ),
    *(
        "a\nb",
        "a\n\nb",
        "a \nb",
        "a\n  b",
        "a\n# b",
        "a\n\tb",
        "tab\tin",
        "a\rb",
        "a\r\nb",
        "---",
        "...",
        "a\n---\nb",
    ),
    *(
        "é",
        "日本",
        "👩‍👩‍👧",
        "a\u00a0b",
        "a\u0085b",
        "a\u2028b",
        "a\ufeffb",
        "a\x07b",
        "a\x7fb",
        "\u200bx",
        "<<<<<<< a",
    ),
]
TEXTS = (
    st.sampled_from(NASTY)
    | st.text(st.sampled_from(" \n:#-[]{},&*!|>'\"%@`ab1.\\?=~\t") | st.characters(exclude_categories=["Cs"]))
    | st.text(string.ascii_lowercase + " ", min_size=1)
)
WORDS = TEXTS.map(str.strip).filter(bool)
CLOZES = st.builds("{} {{{{c1::{}}}}} {}".format, WORDS, WORDS.filter(lambda t: "}" not in t), WORDS)
IDS = st.text(string.ascii_letters + string.digits + "-_", min_size=1, max_size=12)
TAGS = st.lists(st.text(string.ascii_lowercase + ":-1", min_size=1), max_size=2).map(tuple)
DIGESTS = st.from_regex(r"[0-9a-f]{6}-[0-9a-f]{6}-[0-9a-f]{6}", fullmatch=True)
CONTEXTS = st.lists(WORDS, max_size=2).map(tuple)
EXTRAS = TEXTS.map(str.strip)

_ITEMS = st.lists(WORDS, min_size=1, max_size=4).map(tuple)
_ORIGINS = st.fixed_dictionaries(
    {"line": st.integers(1, 999), "rule": WORDS, "made": DIGESTS},
    optional={"last": st.integers(1, 999), "blanks": st.integers(1, 9), "kept": st.just(value=True)},
).map(lambda given: Origin(**given))
_SUGGESTIONS = st.fixed_dictionaries(
    {"front": WORDS},
    optional={
        "back": WORDS,
        "items": _ITEMS,
        "ordered": st.just(value=True),
        "context": CONTEXTS,
        "extra": EXTRAS,
    },
).map(lambda given: Suggestion(**given))
_RETIREMENTS = st.builds(
    Retirement, on=st.just(date(2026, 1, 31)), reason=st.sampled_from(["gone", "dismissed"])
)
_SHARED = {
    "id": IDS,
    "context": CONTEXTS,
    "extra": EXTRAS,
    "hint": EXTRAS,
    "tags": TAGS,
    "guid": st.sampled_from(["", "aB~3<x", "deacards:x", "1e5"]),
    "quality": st.sampled_from(Quality),
    "origin": st.none() | _ORIGINS,
    "suggestion": st.none() | _SUGGESTIONS,
    "retirement": st.none(),
}


CARDS = st.one_of(
    st.builds(BasicCard, **_SHARED, front=WORDS, back=WORDS),
    st.builds(ReversedCard, **_SHARED, front=WORDS, back=WORDS),
    st.builds(ClozeCard, **_SHARED, cloze=CLOZES),
    st.builds(ListCard, **_SHARED, front=WORDS, items=_ITEMS, ordered=st.booleans()),
)


@st.composite
def _decks(draw: st.DrawFn) -> Deck:
    cards = draw(st.lists(CARDS, unique_by=lambda card: card.id, max_size=6))
    cut = draw(st.integers(0, len(cards)))
    retired = [replace(card, retirement=draw(_RETIREMENTS)) for card in cards[cut:]]
    return Deck(
        deck=draw(WORDS),
        source=draw(st.none() | WORDS),
        tags=draw(TAGS),
        cards=tuple(cards[:cut]),
        retired=tuple(retired),
    )


st.register_type_strategy(Deck, _decks())


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
