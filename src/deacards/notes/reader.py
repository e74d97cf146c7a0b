"""Notes read from disk: one file, or all of a collection."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath

from deacards.notes.blocks import Note
from deacards.notes.links import EXTENSIONS, NotePaths, missing_targets
from deacards.notes.parse import parse_blocks
from deacards.notes.sections import split_sections
from deacards.notes.source import read_source
from deacards.problem import Problem, UsageError


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

    `exclude` holds glob patterns on paths relative to `root`. Raises UsageError where the folder is missing.
    """
    if not (root / folder).is_dir():
        found = "is not a folder" if (root / folder).exists() else "is missing"
        raise UsageError(
            f"{root / folder}: the notes folder {found}; make it and put your Markdown notes there, "
            "or name another with `notes` in deacards.toml"
        )
    read: list[Note | Problem] = []
    for path in note_paths(root, folder, exclude):
        data = _read(root / path, path)
        read.append(data if isinstance(data, Problem) else read_note(path, data))
    notes = [note for note in read if isinstance(note, Note)]
    paths = NotePaths(note.path for note in notes)
    notes = [
        replace(note, problems=tuple(sorted((*note.problems, *missing_targets(note, paths)))))
        for note in notes
    ]
    problems = [problem for problem in read if isinstance(problem, Problem)]
    problems.extend(problem for note in notes for problem in note.problems)
    return Notes(tuple(notes), tuple(sorted(problems)), paths)


def note_paths(root: Path, folder: str, exclude: Sequence[str] = ()) -> list[str]:
    """Return the paths of all note files under `root / folder`, sorted, relative to `root`.

    Hidden files and folders are passed over, and links that lead out of `root`.
    """
    home = root.resolve()
    return sorted(
        path for path in _walk(home, root / folder, folder.strip("/")) if not _excluded(path, exclude)
    )


def _walk(home: Path, folder: Path, prefix: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            path = entry.name if prefix in {"", "."} else f"{prefix}/{entry.name}"
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(home, Path(entry.path), path)
            elif entry.name.lower().endswith(EXTENSIONS) and _stays(entry, home):
                yield path


def _stays(entry: "os.DirEntry[str]", home: Path) -> bool:
    """Tell whether `entry` is no link, or one to a file within `home`; linked folders are not entered."""
    if not entry.is_symlink():
        return True
    return entry.is_file() and Path(entry.path).resolve().is_relative_to(home)


def _excluded(path: str, exclude: Sequence[str]) -> bool:
    return any(fnmatch(path, pattern) or fnmatch(path, f"{pattern.rstrip('/')}/*") for pattern in exclude)


def _read(file: Path, path: str) -> bytes | Problem:
    try:
        return file.read_bytes()
    except OSError as fault:
        message = f"the note can't be read ({fault.strerror}); correct its permissions or move it away"
        return Problem(path, 0, 0, "DC205 unreadable-note", message)
