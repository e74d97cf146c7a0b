"""The last word on an Anki note, as a value and as the text that stands for it in the ledger."""

import json
from collections.abc import Iterable, Iterator, Mapping
from json.encoder import encode_basestring as _quoted
from sys import intern
from typing import NamedTuple, Self

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


def type_text(told: Told) -> str:
    """Return the last word on a note type as JSON."""
    return f'{{"digest": {_quoted(told.digest)}, "mod": {told.mod:d}}}'


def note_text(told: Told) -> str:
    """Return the last word on a note as JSON, put together by hand, as there are many."""
    was = f', "was": {_quoted(told.was)}' if told.was else ""
    return (
        f'{{"digest": {_quoted(told.digest)}, "mod": {told.mod:d}, "id": {told.id:d}, '
        f'"deck": {_quoted(told.deck)}, "source": {_quoted(told.source)}{was}}}'
    )


def told_of(value: object) -> Told | None:
    """Return what JSON says of a note or a type, None without what all have; else it is made anew."""
    if not isinstance(value, dict):
        return None
    digest, mod, id_ = value.get("digest"), value.get("mod"), value.get("id")
    if not (isinstance(digest, str) and isinstance(mod, int) and 0 < mod < _LIMIT):
        return None
    return Told(
        digest,
        mod,
        id_ if isinstance(id_, int) and 0 < id_ < _LIMIT else 0,
        intern(_text(value.get("deck"))),  # many have the same one
        _text(value.get("source")),
        _text(value.get("was")),
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


class Entries(Mapping[str, Told]):
    """The last word on each note by its guid: as a value, or as a text of ours, read when it is asked for."""

    def __init__(self, entries: Mapping[str, Told | str]) -> None:
        self._entries = entries

    def __getitem__(self, guid: str) -> Told:
        entry = self._entries[guid]
        return entry if isinstance(entry, Told) else told_of(json.loads(entry)) or Told("", 0)

    def __contains__(self, guid: object) -> bool:
        return guid in self._entries

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def text(self, guid: str) -> str | None:
        """Return the text of an entry, None where there is none."""
        entry = self._entries.get(guid)
        return note_text(entry) if isinstance(entry, Told) else entry

    def ids(self) -> frozenset[int]:
        """Return the ids of all notes."""
        return frozenset(
            entry.id if isinstance(entry, Told) else int(entry.partition('"id": ')[2].partition(",")[0])
            for entry in self._entries.values()
        )

    def with_more(self, texts: Mapping[str, str]) -> Self:
        """Return these entries and others, whose texts these are."""
        return type(self)({**self._entries, **texts})


def entries_of(notes: Mapping[str, Told]) -> Entries:
    """Return the last words on notes as entries."""
    return notes if isinstance(notes, Entries) else Entries(notes)


def lines_of(texts: Iterable[str]) -> Iterator[bytes]:
    """Yield what stands between the braces of a JSON object with a line for each of its entries."""
    before = "\n"
    for text in texts:
        yield f"{before}{text}".encode()
        before = ",\n"
    if before != "\n":
        yield b"\n"
