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
    title, sections = split_sections(parts, stem, name)
    title = name or title or stem
    return Note(
        path, title, source.matter, sections, tuple(sorted((*source.problems, *problems))), source.lines
    )
