"""A note's bytes as sections, with everything in them that had to be repaired."""

from pathlib import PurePosixPath

from deacards.notes.blocks import Note
from deacards.notes.parse import parse_blocks
from deacards.notes.sections import split_sections
from deacards.notes.source import read_source
from deacards.problem import Problem


def read_note(path: str, data: bytes) -> Note | Problem:
    """Return the note whose file holds `data`, or the fault that makes it unreadable.

    `path` is relative to the collection's root, with forward slashes. Links are not followed.
    """
    source = read_source(path, data)
    if isinstance(source, Problem):
        return source
    stem = PurePosixPath(path).stem
    parts, problems = parse_blocks(path, source)
    given = source.matter.get("title")
    name = given.strip() if isinstance(given, str) else ""
    home = _home(path) or stem
    title, sections = split_sections(parts, stem, name or home)
    title = name or title or home
    return Note(
        path, title, source.matter, sections, tuple(sorted((*source.problems, *problems))), source.lines
    )


def _home(path: str) -> str:
    """Return the folder that a README or an index speaks for, empty for other notes."""
    own = PurePosixPath(path)
    return own.parent.name if own.stem.lower() in {"readme", "index"} else ""
