"""All notes of a collection, read at once, with everything that is wrong with any of them."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from deacards.cache import Cache
from deacards.memory import collection_paused
from deacards.notes.known import KIND, KnownNote, read_known_note
from deacards.notes.links import NotePaths, missing_targets
from deacards.notes.paths import note_paths
from deacards.problem import Problem
from deacards.progress import Progress, told, untold


class Notes(NamedTuple):
    """The notes of a collection, by path, and all problems: those of the notes, and files that are none."""

    notes: tuple[KnownNote, ...]
    problems: tuple[Problem, ...]


def read_notes(  # noqa: PLR0913 - what a collection says of its notes, and what is known of them
    root: Path,
    folder: str,
    exclude: Sequence[str] = (),
    cache: Cache | None = None,
    *,
    digests: Mapping[str, str] | None = None,
    use: Callable[[KnownNote], None] | None = None,
    tell: Progress = untold,
) -> Notes:
    """Return all notes under `root / folder`, links between them checked.

    `exclude` holds glob patterns on paths relative to `root`. With a `cache`, notes that were read before are
    not parsed again, nor opened if their `digests` are known by path. `use` is called with each note as long
    as its content is at hand. Raises UsageError where a folder is missing or can't be listed.
    """
    cache, digests = cache or Cache(), digests or {}
    cache.read_all(KIND)
    read = []
    paths = note_paths(root, folder, exclude)
    with collection_paused():
        for path in told(paths, "Reading notes", tell, len(paths)):
            note = _read(root, path, digests.get(path), cache)
            read.append(note)
            if isinstance(note, KnownNote):
                if use:
                    use(note)
                note.forget()
    notes = tuple(note for note in read if isinstance(note, KnownNote))
    problems = [problem for problem in read if isinstance(problem, Problem)]
    problems += [problem for note in notes for problem in note.problems]
    if linking := [note for note in notes if note.links]:
        known = NotePaths(note.path for note in notes)
        for note in linking:
            problems += missing_targets(note.path, note.links, known, folder)
    return Notes(notes, tuple(sorted(problems)))


def _read(root: Path, path: str, digest: str | None, cache: Cache) -> KnownNote | Problem:
    if not path.isprintable():  # surrogates too: bytes that are no UTF-8
        message = "the file's name holds unprintable characters; rename the note"
        return Problem(ascii(path)[1:-1], 0, 0, "DC205 unreadable-note", message)
    try:
        return read_known_note(root, path, digest, cache)
    except OSError as fault:
        message = f"the note can't be read ({fault.strerror}); correct its permissions or move it away"
        return Problem(path, 0, 0, "DC205 unreadable-note", message)
