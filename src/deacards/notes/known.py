"""Notes whose bytes were read before: what reading found, without the parser."""

from dataclasses import dataclass, field

from deacards.cache import Cache, key_of
from deacards.notes.blocks import Link, Note
from deacards.notes.links import links_of
from deacards.problem import Problem

_KIND = "note"


@dataclass(frozen=True, slots=True)
class KnownNote:
    """A readable note: its path, its bytes, what is wrong with it, and its links with their lines."""

    path: str
    data: bytes
    problems: tuple[Problem, ...]
    links: tuple[tuple[int, Link], ...]
    _parsed: Note | None = field(default=None, repr=False, compare=False)

    def parse(self) -> Note:
        """Return the note's content, parsed now if it has not been yet."""
        if self._parsed is not None:
            return self._parsed
        note = _parse(self.path, self.data)
        if isinstance(note, Problem):
            raise AssertionError(f"{self.path} was readable before")  # noqa: TRY004 - our bug, no wrong type
        return note


def read_known_note(path: str, data: bytes, cache: Cache) -> KnownNote | Problem:
    """Return the note whose file holds `data`, or the fault that makes it unreadable.

    What a readable one told is kept in `cache`, by its path and bytes.
    """
    key = key_of(path, data)
    if known := cache.recall(_KIND, key):
        return KnownNote(path, data, *known)
    note = _parse(path, data)
    if isinstance(note, Problem):
        return note
    links = links_of(note)
    cache.keep(_KIND, key, (note.problems, links))
    return KnownNote(path, data, note.problems, links, note)


def _parse(path: str, data: bytes) -> Note | Problem:
    # Only here: where all notes are known, the parser need not be loaded.
    from deacards.notes.reader import read_note  # noqa: PLC0415

    return read_note(path, data)
