"""What Anki was last told of every card: by it an export changes only what changed, and keeps its ids.

The ledger is kept in git (`exports/ledger.json`), one line a card and sorted. Where git could not merge it,
what both sides say is read all the same and the newer word counts.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from itertools import starmap
from types import MappingProxyType
from typing import NamedTuple

from deacards.anki import codes
from deacards.anki.told import Lines, Told, lines_of, told_of, type_line
from deacards.patterns import pattern
from deacards.problem import Problem, Severity

FORMAT = 1

_AT_A_TIME = 1_000
_BEFORE_NOTES, _AFTER_NOTES = '},\n"notes": {', "}\n}\n"
_LINE = pattern(r'\s*"([^"\\]+)":\s*(\{.*\}),?\s*')


class Ledger(NamedTuple):
    """The last word on every note by its guid, and on every note type by its name."""

    notes: Mapping[str, Told] = MappingProxyType({})
    notetypes: Mapping[str, Told] = MappingProxyType({})


def tell(last: Told | None, digest: str, now_seconds: int, source: str = "") -> Told:
    """Return the next word on content with `digest`: `last` as it is if nothing changed, else a newer `mod`.

    Anki takes a note only if its `mod` is above the one it has, so that it rises even when the clock fell
    back. `source` goes with a change of content and makes none. The id and the deck stay those of `last`.
    """
    if last is None:
        return Told(digest, now_seconds, source=source)
    if last.digest == digest:
        return last
    return last._replace(digest=digest, mod=max(now_seconds, last.mod + 1), source=source)


def format_ledger(ledger: Ledger) -> bytes:
    """Return the bytes of the file: JSON, one line an entry, sorted."""
    file = BytesIO()
    file.write(f'{{\n"format": {FORMAT},\n"notetypes": {{'.encode())
    file.writelines(_joined(sorted(starmap(type_line, ledger.notetypes.items()))))
    file.write(_BEFORE_NOTES.encode())
    file.writelines(_joined(lines_of(ledger.notes)))
    file.write(_AFTER_NOTES.encode())
    return file.getvalue()


def _joined(lines: Sequence[str]) -> Iterator[bytes]:
    """Yield what stands between the braces of a JSON object: some lines at a time, as all are held."""
    for first in range(0, len(lines), _AT_A_TIME):
        before = ",\n" if first else "\n"
        yield (before + ",\n".join(lines[first : first + _AT_A_TIME])).encode()
    if lines:
        yield b"\n"


def own_ledger(text: str) -> Ledger | None:
    """Return the ledger that `text` holds, if `format_ledger` gave it; its entries are read when asked for.

    None for one without notes.
    """
    head, found, lines = text.partition(f"{_BEFORE_NOTES}\n")
    if not found:
        return None
    notetypes = json.loads(f"{head}}}}}")["notetypes"]
    return Ledger(Lines(lines.removesuffix(f"\n{_AFTER_NOTES}").split(",\n")), _entries(notetypes))


def parse_ledger(text: str, path: str) -> tuple[Ledger, tuple[Problem, ...]]:
    """Return the ledger that `text` holds and what is wrong with it; `path` is for the problems.

    Without a readable entry a card counts as never exported: Anki will take it once more and lose what was
    edited in Anki, but no schedule. Only a ledger of a later format is an error.
    """
    try:
        found = _loaded(text)
    except (ValueError, RecursionError) as exc:  # the latter: brackets without end
        return _salvage(text, path, str(exc))
    match found:
        case {"format": int(number)} if number > FORMAT:
            advice = (
                f"is of format {number}, and this version knows {FORMAT}; update deacards, then try again"
            )
            return Ledger(), (Problem(path, 0, 0, codes.NEWER_LEDGER, advice),)
        case {"format": 1, "notes": dict(notes), "notetypes": dict(notetypes)}:
            ledger = Ledger(_entries(notes), _entries(notetypes))
            lost = len(notes) + len(notetypes) - len(ledger.notes) - len(ledger.notetypes)
            return ledger, _warn(path, f"{lost} entries are not readable") if lost else ()
        case _:
            return Ledger(), _warn(path, 'is no ledger: it lacks "format", "notes" or "notetypes"')


def _loaded(text: str) -> object:
    """Return what JSON says; of two entries with one key the newer. Raises `ValueError`."""
    found = json.loads(text)
    match found:
        case {"notes": dict(notes), "notetypes": dict(notetypes)}:
            is_all = len(notes) + len(notetypes) == text.count('"digest"')
        case _:
            is_all = False
    return found if is_all else json.loads(text, object_pairs_hook=_keep_newer)


def _salvage(text: str, path: str, fault: str) -> tuple[Ledger, tuple[Problem, ...]]:
    """Return what single lines of a broken ledger still say, the newer where two speak of one thing."""
    pairs: list[tuple[str, object]] = []
    for line in text.split("\n"):
        if found := _LINE.fullmatch(line):
            try:
                pairs.append((found[1], json.loads(found[2])))
            except (ValueError, RecursionError):
                continue
    entries = _entries(_keep_newer(pairs))
    ledger = Ledger(
        {key: told for key, told in entries.items() if told.id},
        {key: told for key, told in entries.items() if not told.id},
    )
    return ledger, _warn(path, f"is broken ({fault}); {len(ledger.notes)} cards could be read")


def _warn(path: str, what: str) -> tuple[Problem, ...]:
    """Return the warning that `what` is wrong with the ledger, and what that means."""
    advice = (
        f"{what}; cards without an entry are sent anew, which undoes your edits in Anki but no schedule: "
        "restore the file from git if that matters, else go on"
    )
    return (Problem(path, 0, 0, codes.BROKEN_LEDGER, advice, Severity.WARNING),)


def _keep_newer(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Return pairs as a dict; of two entries with one key the newer, as a merge may leave both."""
    kept = dict(pairs)
    if len(kept) == len(pairs):
        return kept
    kept = {}
    for key, value in pairs:
        kept[key] = _newer(kept[key], value) if key in kept else value
    return kept


def _newer(one: object, other: object) -> object:
    """Return the entry with the higher `mod`; of two equally new ones that differ, one without a digest."""
    match one, other:
        case {"mod": int(old)}, {"mod": int(new)} if isinstance(one, dict):
            if old != new:
                return one if old > new else other
            return one if one == other else {**one, "digest": ""}
        case _:
            return other


def _entries(found: Mapping[str, object]) -> dict[str, Told]:
    """Return the readable entries."""
    return {key: told for key, value in found.items() if (told := told_of(value))}
