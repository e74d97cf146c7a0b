"""The last build, remembered: whether all is as it left it, and what it had to say.

What is remembered lies in the user's cache folder and may be deleted any time. This module is what a build
with nothing to do runs on, so it imports no library but click.
"""

import hashlib
import os
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import click

import deacards
import deacards_scheduler
from deacards.build.manifest import Manifest, Stamp, confirm, read_manifest, take_stamps, write_manifest
from deacards.build.outcome import Outcome
from deacards.cache import Cache

_CACHES = {"darwin": "Library/Caches", "win32": "AppData/Local"}


@dataclass(frozen=True, slots=True)
class Sight:
    """What was there before a build: `places` and the `stamps` of their files, taken at `taken_ns`."""

    places: tuple[str, ...]
    taken_ns: int
    stamps: Mapping[str, Stamp]


def recall(root: Path) -> Outcome | None:
    """Return what a build in `root` would come to if it is certain that there is nothing to do, else None."""
    file = _file(root)
    last = read_manifest(file, program_digest()) if file else None
    if not file or not last:
        return None
    fresh = confirm(last, root, time.time_ns())
    if fresh is None:
        return None
    if fresh is not last:
        write_manifest(file, fresh)
    return Outcome.from_plain(last.report)


def look(root: Path, places: tuple[str, ...]) -> Sight:
    """Return what stands at `places` now, before a build reads it."""
    return Sight(places, time.time_ns(), take_stamps(root, places))


def remember(root: Path, before: Sight, written: Mapping[str, str], outcome: Outcome) -> None:
    """Keep what a build came to, unless a file changed under its hands.

    `written` are the digests of what it wrote, by path: all other files must be as they were before.
    """
    file = _file(root)
    if file is None:
        return
    after = take_stamps(root, before.places)
    expected = {path: stamp.digest for path, stamp in before.stamps.items()} | dict(written)
    if {path: stamp.digest for path, stamp in after.items()} == expected:
        report = outcome.settled().as_plain()
        write_manifest(file, Manifest(program_digest(), before.places, before.taken_ns, after, report))


def _file(root: Path) -> Path | None:
    """Return the file that a build is remembered in; None where there is no cache."""
    folder = cache_folder(root)
    return folder and folder / "build.json"


def cache_folder(root: Path) -> Path | None:
    """Return the folder of the collection at `root` in the user's cache folder; None where there is none."""
    named = Path(os.environ.get("XDG_CACHE_HOME", ""))
    if named.is_absolute():
        folder = named
    else:
        try:
            folder = Path.home() / _CACHES.get(sys.platform, ".cache")
        except RuntimeError:  # a user without a home has no cache
            return None
    key = hashlib.sha256(os.fsencode(root)).hexdigest()[:16]
    return folder / "deacards" / key


def open_cache(root: Path) -> Cache:
    """Return what is kept of the notes and decks of the collection at `root`, to be used in a `with`."""
    folder = cache_folder(root)
    return Cache(folder / "kept.sqlite", program_digest()) if folder else Cache()


def program_digest() -> str:
    """Return what changes when the program, its libraries or Python may have changed.

    A version number is not enough while the program itself is being worked on, and says nothing of libraries.
    """
    digest = hashlib.sha256(f"{deacards.__version__} {sys.version}".encode())
    for package in (deacards, deacards_scheduler):
        for line in sorted(_sources(Path(str(package.__file__)).parent)):
            digest.update(line.encode())
    libraries = Path(str(click.__file__)).parent.parent
    digest.update(str(libraries.stat().st_mtime_ns).encode())
    return digest.hexdigest()


def _sources(folder: Path) -> Iterator[str]:
    """Yield a line for each file of the program: its path, size and time."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                yield from () if entry.name == "__pycache__" else _sources(Path(entry.path))
            else:
                state = entry.stat()
                yield f"{entry.path} {state.st_size} {state.st_mtime_ns}\n"
