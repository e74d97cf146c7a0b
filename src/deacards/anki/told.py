"""The last word on an Anki note, as a value and as the text that stands for it in the ledger."""

import json
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import starmap
from json.encoder import encode_basestring as _quoted
from sys import intern
from typing import NamedTuple

_LIMIT = 2**53  # above it JSON readers and Anki lose digits


class Told(NamedTuple):
    """The last word on a note, or on a note type.

    `digest` is of its content, "" when nobody can tell; `mod` the second of the export that first held this
    content. A note also has its `id`, which Anki reads as its creation in milliseconds, its `deck`, the deck
    that it `was` in before that one ("" if it never moved), and the `source` that was current at that export.
    """

    digest: str
    mod: int
    id: int = 0
    deck: str = ""
    source: str = ""
    was: str = ""


def type_line(name: str, told: Told) -> str:
    """Return the line of a note type in the ledger."""
    return f'{_quoted(name)}: {{"digest": {_quoted(told.digest)}, "mod": {told.mod:d}}}'


def note_line(guid: str, told: Told) -> str:
    """Return the line of a note in the ledger: its JSON, put together by hand, as there are many."""
    was = f', "was": {_quoted(told.was)}' if told.was else ""
    return (
        f'{_quoted(guid)}: {{"digest": {_quoted(told.digest)}, "mod": {told.mod:d}, "id": {told.id:d}, '
        f'"deck": {_quoted(told.deck)}, "source": {_quoted(told.source)}{was}}}'
    )


def told_of(value: object) -> Told | None:
    """Return what JSON says of a note or a type, None without what all have; else it is made anew."""
    if not isinstance(value, dict):
        return None
    digest, mod, id_ = value.get("digest"), value.get("mod"), value.get("id")
    if not (isinstance(digest, str) and isinstance(mod, int) and 0 < mod < _LIMIT):
        return None
    if not (isinstance(id_, int) and 0 < id_ < _LIMIT):
        id_ = 0
    texts = (value.get("deck", ""), value.get("source", ""), value.get("was", ""))
    deck, source, was = (text if isinstance(text, str) else "" for text in texts)
    return Told(digest, mod, id_, intern(deck), source, was)  # many have the same deck


class Lines(Mapping[str, Told]):
    """The last word on each note by its guid: sorted lines of the ledger, each read when it is asked for."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines

    def place(self, guid: str) -> int | None:
        """Return where the line of a note stands, None where there is none."""
        head = f"{_quoted(guid)}: "
        place = bisect_left(self.lines, head)
        return place if self.lines[place : place + 1] and self.lines[place].startswith(head) else None

    def __getitem__(self, guid: str) -> Told:
        place = self.place(guid)
        told = None if place is None else told_of(json.loads(f"{{{self.lines[place]}}}")[guid])
        if told is None:
            raise KeyError(guid)
        return told

    def __contains__(self, guid: object) -> bool:
        return isinstance(guid, str) and self.place(guid) is not None

    def __iter__(self) -> Iterator[str]:
        return map(_guid_of, self.lines)

    def __len__(self) -> int:
        return len(self.lines)

    def ids(self) -> Iterator[int]:
        """Yield the ids of all notes."""
        return (int(line.partition('"id": ')[2].partition(",")[0]) for line in self.lines)


def _guid_of(line: str) -> str:
    """Return the guid of the note that a line tells of."""
    return line[1:].partition('": ')[0] if "\\" not in line else str(*json.loads(f"{{{line}}}"))


def lines_of(notes: Mapping[str, Told]) -> Sequence[str]:
    """Return the lines of notes, sorted."""
    return notes.lines if isinstance(notes, Lines) else sorted(starmap(note_line, notes.items()))


def ids_of(notes: Mapping[str, Told]) -> frozenset[int]:
    """Return the ids of notes."""
    return frozenset(notes.ids() if isinstance(notes, Lines) else (told.id for told in notes.values()))


def with_lines(notes: Mapping[str, Told], lines: Mapping[str, str]) -> Lines:
    """Return the last words on notes, of which the `lines` are newer, by guid."""
    if isinstance(notes, Lines):
        gone = set(map(notes.place, lines))
        kept = [line for place, line in enumerate(notes.lines) if place not in gone]
    else:
        kept = [note_line(guid, told) for guid, told in notes.items() if guid not in lines]
    return Lines(sorted([*kept, *lines.values()]))
