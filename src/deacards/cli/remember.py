"""What was worked out from files, kept in the user's cache folder for as long as these files stay the same.

A file is the same if its size and times are, and if they are old enough to be believed. What is lost,
damaged, or by another version of the program counts as never kept. This module is what `status` runs on when
nothing has changed: it imports no library, and little else.
"""

import functools
import os
import sys
import time
import zlib
from collections.abc import Iterator
from typing import NamedTuple

import click

import deacards
import deacards_scheduler
from deacards.sealed import read_sealed, write_sealed

# A file written twice within one tick of its file system's clock may keep its time. FAT has the coarsest.
_TICK_NS = 2_000_000_000
_CACHES = {"darwin": "Library/Caches", "win32": "AppData/Local"}

Stamps = dict[str, tuple[int, int, int]]
"""Size, time of change and time of the last touch of files, in nanoseconds, by path."""


class Sight(NamedTuple):
    """The files at and below some `places`, relative to the root, as they were at `taken_ns`."""

    places: tuple[str, ...]
    taken_ns: int
    stamps: Stamps


class Kept(NamedTuple):
    """What was kept, and the files that it came from."""

    value: bytes
    sight: Sight


class Memory(NamedTuple):
    """What is kept, in `folder`, of the collection at `root`; None keeps nothing. `program` is a version."""

    root: str
    folder: str | None
    program: int

    def recall(self, name: str) -> Kept | None:
        """Return what is kept under `name` if no file that it came from has changed since; else None."""
        kept = read_sealed(f"{self.folder}/{name}.cache", self._key) if self.folder else None
        if kept is None:
            return None
        *seen, value = kept
        sight = Sight(*seen)
        settled = sight.taken_ns - _TICK_NS
        if any(max(stamp[1:]) >= settled for path, stamp in sight.stamps.items() if not _grows(path)):
            return None
        try:
            return Kept(value, sight) if _stamps(self.root, sight.places) == sight.stamps else None
        except OSError:  # unreadable now: whoever reads it will say why
            return None

    def look(self, *places: str) -> Sight | None:
        """Return what stands at `places` now, before anything there is read; None where that cannot be."""
        now = time.time_ns()
        try:
            return Sight(places, now, _stamps(self.root, places))
        except OSError:
            return None

    def keep(self, name: str, sight: Sight | None, value: bytes) -> None:
        """Keep what was worked out from what was seen, if that still stands."""
        if self.folder is None or sight is None:
            return
        now = self.look(*sight.places)
        if now is None or now.stamps != sight.stamps:
            return
        write_sealed(f"{self.folder}/{name}.cache", self._key, (*sight, value))

    @property
    def _key(self) -> tuple[int, str]:
        return self.program, self.root


def memory_of(root: str) -> Memory:
    """Return what is remembered of the collection at `root` (absolute)."""
    folder = _cache_folder()
    key = zlib.crc32(os.fsencode(root))
    return Memory(root, folder and f"{folder}/deacards/{key:08x}", _program_mark() if folder else 0)


def open_memory() -> Memory:
    """Return what is remembered of the collection around the working directory. Raises `UsageError`."""
    folder = os.getcwd()  # noqa: PTH109
    while not os.path.exists(f"{folder}/deacards.toml"):  # noqa: PTH110
        above = os.path.dirname(folder)  # noqa: PTH120
        if above == folder or os.path.exists(f"{folder}/pyproject.toml"):  # noqa: PTH110
            return memory_of(_find_root())
        folder = above
    return memory_of(folder)


def joined(one: Sight | None, other: Sight | None) -> Sight | None:
    """Return both sights as one; None where one of them is missing."""
    if one is None or other is None:
        return None
    places, taken_ns = one.places + other.places, min(one.taken_ns, other.taken_ns)
    return Sight(places, taken_ns, one.stamps | other.stamps)


def _find_root() -> str:
    """Return the root as it is found when a `pyproject.toml` has to be read for it. Raises `UsageError`."""
    from pathlib import Path

    from deacards.locate import find_config

    return str(find_config(Path.cwd()).parent)


def _stamps(root: str, places: tuple[str, ...]) -> Stamps:
    """Return the stamps of all files at and below `places`; hidden ones do not count."""
    found: Stamps = {}
    for place in places:
        path = f"{root}/{place}"
        if os.path.isdir(path):  # noqa: PTH112
            found.update(_below(path, os.path.realpath(path), ()))
        elif os.path.exists(path):  # noqa: PTH110
            found[path] = _stamp(os.stat(path))  # noqa: PTH116
    return found


def _below(folder: str, real: str, above: tuple[str, ...]) -> Iterator[tuple[str, tuple[int, int, int]]]:
    """Yield the files below a folder with their stamps; a link that leads in a circle ends where it began.

    `real` is the folder without links, `above` are those that it lies in.
    """
    if real in above:
        return
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_symlink() and not os.path.exists(entry.path):  # noqa: PTH110 - it leads to itself
                continue
            if entry.is_dir():  # only for a link it is worth the time to ask where it leads
                inner = os.path.realpath(entry.path) if entry.is_symlink() else f"{real}/{entry.name}"
                yield from _below(entry.path, inner, (*above, real))
            elif entry.is_file():
                yield entry.path, _stamp(entry.stat())


def _grows(path: str) -> bool:
    """Return whether a file is only ever added to, so that its size alone tells a change: a log is."""
    return path.endswith(".jsonl")


def _stamp(state: os.stat_result) -> tuple[int, int, int]:
    return state.st_size, state.st_mtime_ns, state.st_ctime_ns


def _cache_folder() -> str | None:
    """Return the user's folder for caches, None for a user without a home."""
    named = os.environ.get("XDG_CACHE_HOME", "")
    if os.path.isabs(named):  # noqa: PTH117
        return named
    home = os.path.expanduser("~")  # noqa: PTH111
    return f"{home}/{_CACHES.get(sys.platform, '.cache')}" if home != "~" else None


@functools.cache  # it is asked for at each step of a build
def _program_mark() -> int:
    """Return a number that changes when the program, its libraries or Python may have changed.

    A version is not enough while the program itself is being worked on, and says nothing of libraries.
    """
    parts = [deacards.__version__, sys.version]
    for package in (deacards, deacards_scheduler):
        parts += sorted(f"{path} {stamp}" for path, stamp in _sources(str(package.__path__[0])))
    libraries = os.path.dirname(os.path.dirname(str(click.__file__)))  # noqa: PTH120
    parts.append(str(_stamp(os.stat(libraries))))  # noqa: PTH116
    return zlib.crc32("\n".join(parts).encode())


def _sources(folder: str) -> Iterator[tuple[str, tuple[int, int, int]]]:
    """Yield the files of the program with their stamps."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                yield from () if entry.name == "__pycache__" else _sources(entry.path)
            else:
                yield entry.path, _stamp(entry.stat())
