"""Notes whose bytes were read before: what reading found, without the parser."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from deacards.cache import Cache
from deacards.notes.blocks import Link, Note
from deacards.notes.links import links_of
from deacards.problem import Problem, Severity
from deacards.store import digest, read_unchanged

KIND = "note"


@dataclass(slots=True)
class KnownNote:
    """A readable note: its path, the digest of its bytes, what is wrong with it, its links by line."""

    root: Path = field(repr=False)
    path: str
    digest: str
    problems: tuple[Problem, ...]
    links: tuple[tuple[int, Link], ...]
    _parsed: Note | None = field(default=None, repr=False, compare=False)

    def read(self) -> bytes:
        """Return the note's bytes. Raises `ChangedError` if they are others by now."""
        return read_unchanged(self.root, self.path, self.digest)

    def parse(self) -> Note:
        """Return the note's content, parsed now unless reading had to parse it a moment ago."""
        parsed = self._parsed or _parse(self.path, self.read())
        if isinstance(parsed, Problem):
            raise AssertionError(f"{self.path} was readable before")  # noqa: TRY004 - our bug, no wrong type
        self.forget()
        return parsed

    def forget(self) -> None:
        """Let go of the note's content."""
        self._parsed = None


def read_known_note(root: Path, path: str, known: str | None, cache: Cache) -> KnownNote | Problem:
    """Return the note at `path`, or the fault that makes it unreadable.

    What a readable one told is kept in `cache`. Where the digest of its bytes is `known`, and what it told
    too, it is not opened. Raises `OSError` where it cannot be.
    """
    data = None if known else (root / path).read_bytes()
    mark = known or digest(data or b"")
    row = cache.recall_plain(KIND, path, mark.encode())
    if row:
        return KnownNote(root, path, mark, *_unpacked(*row))
    if data is None:
        return read_known_note(root, path, None, cache)
    note = _parse(path, data)
    if isinstance(note, Problem):
        return note
    links = links_of(note)
    cache.keep_plain(KIND, path, mark.encode(), _packed(note.problems, links))
    return KnownNote(root, path, mark, note.problems, links, note)


def _packed(problems: tuple[Problem, ...], links: tuple[tuple[int, Link], ...]) -> tuple[Any, ...]:
    """Return what a note told as plain values."""
    told = tuple((p.path, p.line, p.column, p.code, p.message, p.severity.value) for p in problems)
    return told, tuple((line, link.words, link.target) for line, link in links)


def _unpacked(
    told: tuple[tuple[str, int, int, str, str, str], ...], links: tuple[tuple[int, str, str], ...]
) -> tuple[tuple[Problem, ...], tuple[tuple[int, Link], ...]]:
    problems = tuple(Problem(*row[:5], Severity(row[5])) for row in told)
    return problems, tuple((line, Link(words, target)) for line, words, target in links)


def _parse(path: str, data: bytes) -> Note | Problem:
    # Only here: where all notes are known, the parser need not be loaded.
    from deacards.notes.reader import read_note  # noqa: PLC0415

    return read_note(path, data)
