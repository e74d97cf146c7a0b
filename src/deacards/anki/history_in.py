"""Anki's review log as events of ours: each once, however often it is read.

An answer that was given here, sent to Anki and comes back is known by its unit and its instant. One that was
given in Anki has an id made of its unit and of Anki's own id: reading it again, here or on another machine,
makes the same event.
"""

import hashlib
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import TypeGuard

from deacards.anki.container import AnkiFile
from deacards.anki.content import guid_of, other_guid_of
from deacards.anki.schedule import AnswerKind
from deacards.deck.card import Card, CardId
from deacards_scheduler.event import Cram, Event, Review
from deacards_scheduler.rating import Rating

_EARLIEST_MS = 1_100_000_000_000  # 2004, before the first Anki
_LATEST_MS = 4_102_444_800_000  # 2100
_MANUAL = 4
# An instant moves on by a millisecond for each answer that another unit had in it: see `schedules`.
_SAME_MS = 20
_MOST_ORD = 999
_LONGEST_MS = 86_400_000

_ROWS = """
SELECT notes.guid, cards.ord, revlog.id, revlog.ease, revlog.factor, revlog.time, revlog.type
FROM revlog JOIN cards ON cards.id = revlog.cid JOIN notes ON notes.id = cards.nid
ORDER BY revlog.id
"""


@dataclass(frozen=True, slots=True)
class TheirAnswer:
    """An answer that Anki has: of which note and card, when (Unix milliseconds), how good, how long."""

    guid: str
    ord: int
    at_ms: int
    rating: Rating
    taken_ms: int
    is_practice: bool


@dataclass(frozen=True, slots=True)
class Incoming:
    """What comes of reading: `events` that are new; `known` and `strangers` count answers that are left out.

    The known are in the log already; the strangers are of notes that the collection has no card for.
    """

    events: tuple[Review | Cram, ...]
    known: int
    strangers: int


def read_answers(file: AnkiFile) -> Iterator[TheirAnswer]:
    """Yield the answers in a file by their instant; rows that no answer made, or no Anki, are passed over."""
    for guid, ord_, *row in file.db.execute(_ROWS):
        if isinstance(guid, str) and (answer := answer_of_row(guid, ord_, row)):
            yield answer


def answer_of_row(guid: str, ord_: object, row: Sequence[object]) -> TheirAnswer | None:
    """Return the answer that a row of Anki's review log tells, None where no answer or no Anki made it.

    `row` is its id, ease, factor, time and type.
    """
    at_ms, ease, factor, taken_ms, kind = row
    if kind == _MANUAL or not _is_within(ease, 1, 4) or not _is_within(ord_, 0, _MOST_ORD):
        return None
    if not _is_within(at_ms, _EARLIEST_MS, _LATEST_MS):
        return None
    taken = taken_ms if _is_within(taken_ms, 0, _LONGEST_MS) else 0
    return TheirAnswer(guid, ord_, at_ms, Rating(ease), taken, kind == AnswerKind.CRAM and factor == 0)


def cards_by_guid(cards: Iterable[Card]) -> dict[str, CardId]:
    """Return the card of each guid that a note of it has, or had before it changed its type."""
    found: dict[str, CardId] = {}
    for card in cards:
        guids = (guid_of(card), other_guid_of(card), *([card.guid] if card.guid else []))
        found.update(dict.fromkeys(guids, card.id))
    return found


def incoming(
    answers: Iterable[TheirAnswer],
    cards: Mapping[str, CardId],
    log: Iterable[Event],
    zone: tzinfo | None,
) -> Incoming:
    """Return the answers that are not in `log` as events; `cards` are the collection's, by guid.

    Their instants are told in `zone`, None for that of this machine: Anki keeps no other.
    """
    instants = _instants(log)
    events: dict[str, Review | Cram] = {}
    known = strangers = 0
    for answer in answers:
        card = cards.get(answer.guid)
        if card is None:
            strangers += 1
            continue
        event = _event(answer, f"{card}/{answer.ord}", zone)
        if _is_near(instants.get(event.unit, []), answer.at_ms):
            known += 1
        else:
            events[event.id] = event
    return Incoming(tuple(events.values()), known, strangers)


def _event(answer: TheirAnswer, unit: str, zone: tzinfo | None) -> Review | Cram:
    mark = hashlib.sha256(f"anki {unit} {answer.at_ms}".encode()).hexdigest()[:20]
    seconds, milliseconds = divmod(answer.at_ms, 1000)
    at = datetime.fromtimestamp(seconds, UTC).replace(microsecond=milliseconds * 1000).astimezone(zone)
    kind = Cram if answer.is_practice else Review
    return kind(f"{answer.at_ms:012x}{mark}", at, unit, answer.rating, answer.taken_ms)


def _instants(log: Iterable[Event]) -> dict[str, list[int]]:
    """Return the instants of all answers in the log by unit, sorted: also of those that were undone."""
    found: dict[str, list[int]] = {}
    for event in log:
        if isinstance(event, Review | Cram):
            found.setdefault(event.unit, []).append(round(event.at.timestamp() * 1000))
    return {unit: sorted(instants) for unit, instants in found.items()}


def _is_near(instants: list[int], at_ms: int) -> bool:
    """Tell whether one of `instants` (sorted) is at most `_SAME_MS` before or after `at_ms`."""
    at = bisect_left(instants, at_ms - _SAME_MS)
    return at < len(instants) and instants[at] <= at_ms + _SAME_MS


def _is_within(value: object, least: int, most: int) -> TypeGuard[int]:
    return isinstance(value, int) and least <= value <= most
