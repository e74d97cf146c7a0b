"""Notes read from disk: one file, or all of a collection."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from deacards.notes.blocks import Note
from deacards.notes.links import NotePaths, missing_targets
from deacards.notes.parse import parse_blocks
from deacards.notes.paths import note_paths
from deacards.notes.sections import split_sections
from deacards.notes.source import read_source
from deacards.problem import Problem


@dataclass(frozen=True, slots=True)
class Notes:
    """The notes of a collection, by path, and all problems: those of the notes, and files that are none."""

    notes: tuple[Note, ...]
    problems: tuple[Problem, ...]
    paths: NotePaths


def read_note(path: str, data: bytes) -> Note | Problem:
    """Return the note whose file holds `data`, or the fault that makes it unreadable.

    `path` is relative to the collection's root, with forward slashes. Links are not followed.
    """
    source = read_source(path, data)
    if isinstance(source, Problem):
        return source
    stem = PurePosixPath(path).stem
    parts, problems = parse_blocks(path, source)
    title, sections = split_sections(parts, stem)
    given = source.matter.get("title")
    title = (given.strip() if isinstance(given, str) else "") or title or stem
    return Note(path, title, source.matter, sections, tuple(sorted((*source.problems, *problems))))


def read_notes(root: Path, folder: str, exclude: Sequence[str] = ()) -> Notes:
    """Return all notes under `root / folder`, links between them checked.

    `exclude` holds glob patterns on paths relative to `root`. Raises UsageError where a folder is missing or
    can't be listed.
    """
    read: list[Note | Problem] = []
    for path in note_paths(root, folder, exclude):
        data = _read(root / path, path)
        read.append(data if isinstance(data, Problem) else read_note(path, data))
    notes = [note for note in read if isinstance(note, Note)]
    paths = NotePaths(note.path for note in notes)
    notes = [
        replace(note, problems=tuple(sorted((*note.problems, *missing_targets(note, paths, folder)))))
        for note in notes
    ]
    problems = [problem for problem in read if isinstance(problem, Problem)]
    problems.extend(problem for note in notes for problem in note.problems)
    return Notes(tuple(notes), tuple(sorted(problems)), paths)


def _read(file: Path, path: str) -> bytes | Problem:
    if not path.isprintable():  # surrogates too: bytes that are no UTF-8
        message = "the file's name holds unprintable characters; rename the note"
        return Problem(ascii(path)[1:-1], 0, 0, "DC205 unreadable-note", message)
    try:
        return file.read_bytes()
    except OSError as fault:
        message = f"the note can't be read ({fault.strerror}); correct its permissions or move it away"
        return Problem(path, 0, 0, "DC205 unreadable-note", message)
