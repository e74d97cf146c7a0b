"""One event as one line of the review log, and back.

`{"v":1,"id":"019a3c...","t":"2026-10-21T23:12:33.123+02:00","k":"review","card":"q7m2k4t9xa/0","g":3,"ms":5120}`
"""

import json
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from deacards.patterns import pattern
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
    UnitEvent,
    Unknown,
    Unsuspend,
)
from deacards_scheduler.rating import Rating

VERSION = 1
YEARS = range(1970, 9999)

# What `encode` makes of an answer; all that it matches means the same in JSON. A log is full of such lines.
_ANSWER = pattern(
    rb"""{"v":1,"id":"([0-9a-z]+)","t":"([0-9T:.+-]+)","k":"review","card":"([\w./-]+)","""
    rb""""g":([1-4]),"ms":(0|[1-9][0-9]{0,8})}""",
    re.ASCII,
)
_RATINGS = {str(rating.value).encode(): rating for rating in Rating}

Fields = Mapping[str, Any]
Known = UnitEvent | Undo | Alias


def encode(event: Known) -> str:
    """Return the line of an event, without its newline."""
    kind, facts = _facts(event)
    at = event.at.isoformat(timespec="milliseconds")
    fields = {"v": VERSION, "id": event.id, "t": at, "k": kind, **facts}
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))


def decode(line: bytes) -> Event:
    """Return the event of a line; keys that are not known are passed over, and so are kinds (`Unknown`).

    Raises `ValueError` with the reason where there is no event to be read.
    """
    try:
        if found := _ANSWER.fullmatch(line):
            id_, at, unit, rating, ms = found.groups()
            return Review(id_.decode(), _instant(at.decode()), unit.decode(), _RATINGS[rating], int(ms))
        return _event(json.loads(line))
    except json.JSONDecodeError as exc:
        raise ValueError("it is not whole") from exc
    except UnicodeDecodeError as exc:
        raise ValueError("it is not UTF-8") from exc
    except KeyError as exc:
        raise ValueError(f"it has no {exc}") from exc
    except (TypeError, RecursionError) as exc:
        raise ValueError("its values are of the wrong kind") from exc


def _event(fields: Fields) -> Event:
    """Return the event that `fields` tell. Raises `KeyError`, `TypeError`, `ValueError` if they don't."""
    if fields["v"] != VERSION:
        raise ValueError(f"version {fields['v']} is that of a newer deacards; update this one")
    kind, id_, at = _text(fields, "k"), _text(fields, "id"), _instant(_text(fields, "t"))
    build = _BUILDERS.get(kind)
    return build(id_, at, fields) if build else Unknown(id_, at, kind)


def _facts(event: Known) -> tuple[str, dict[str, object]]:
    """Return the kind of an event and the facts that only its kind has."""
    match event:
        case Review(unit=unit, rating=rating, elapsed_ms=ms):
            return "review", {"card": unit, "g": rating.value, "ms": ms}
        case Cram(unit=unit, rating=rating, elapsed_ms=ms):
            return "cram", {"card": unit, "g": rating.value, "ms": ms}
        case Suspend(unit=unit) | Unsuspend(unit=unit) | Bury(unit=unit) | Reset(unit=unit):
            return type(event).__name__.lower(), {"card": unit}
        case SetDue(unit=unit, due_day=day):
            return "set_due", {"card": unit, "due": date.fromordinal(day).isoformat()}
        case Undo(ref=ref):
            return "undo", {"ref": ref}
        case Alias(unit=unit, new=new):
            return "alias", {"card": unit, "new": new}


def _text(fields: Fields, key: str) -> str:
    """Return a field that must be text."""
    value = fields[key]
    if not isinstance(value, str):
        raise TypeError
    return value


def _milliseconds(fields: Fields) -> int:
    """Return the duration of an answer, 0 where it is not told."""
    value = fields.get("ms", 0)
    return value if isinstance(value, int) else 0


def _instant(text: str) -> datetime:
    """Return the instant of an event."""
    at = datetime.fromisoformat(text)
    if at.tzinfo is None or at.year not in YEARS:
        raise ValueError(f"{text!r} has no UTC offset or no real year")
    return at


def _of_unit(kind: Callable[[str, datetime, str], Event]) -> Callable[[str, datetime, Fields], Event]:
    """Return the builder of a kind that tells nothing but its unit."""
    return lambda id_, at, fields: kind(id_, at, _text(fields, "card"))


def _of_answer(
    kind: Callable[[str, datetime, str, Rating, int], Event],
) -> Callable[[str, datetime, Fields], Event]:
    """Return the builder of a kind that tells an answer."""
    return lambda id_, at, fields: kind(
        id_, at, _text(fields, "card"), Rating(fields["g"]), _milliseconds(fields)
    )


_BUILDERS: dict[str, Callable[[str, datetime, Fields], Event]] = {
    "review": _of_answer(Review),
    "cram": _of_answer(Cram),
    "suspend": _of_unit(Suspend),
    "unsuspend": _of_unit(Unsuspend),
    "bury": _of_unit(Bury),
    "reset": _of_unit(Reset),
    "set_due": lambda id_, at, fields: SetDue(
        id_, at, _text(fields, "card"), date.fromisoformat(_text(fields, "due")).toordinal()
    ),
    "undo": lambda id_, at, fields: Undo(id_, at, _text(fields, "ref")),
    "alias": lambda id_, at, fields: Alias(id_, at, _text(fields, "card"), _text(fields, "new")),
}
