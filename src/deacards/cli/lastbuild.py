"""The last build, remembered: whether all is as it left it, and what it had to say.

What is remembered lies in the user's cache folder and may be deleted any time. This module is what a build
with nothing to do runs on, so it imports no library but click.
"""

import time
from collections.abc import Mapping
from typing import NamedTuple

from deacards.build.manifest import (
    Manifest,
    Place,
    Stamp,
    confirm,
    read_manifest,
    take_stamps,
    write_manifest,
)
from deacards.build.outcome import Outcome
from deacards.cli.remember import memory_of


class Sight(NamedTuple):
    """What was there before a build: `places` and the `stamps` of their files, taken at `taken_ns`."""

    places: tuple[str, ...]
    taken_ns: int
    stamps: Mapping[str, Stamp]

    @property
    def digests(self) -> Mapping[str, str]:
        """Return the digests of the files, by path."""
        return {path: stamp.digest for path, stamp in self.stamps.items()}


def recall(root: Place) -> Outcome | None:
    """Return what a build in `root` would come to if it is certain that there is nothing to do, else None."""
    place = _place(root)
    last = read_manifest(place.file, place.program) if place else None
    if not place or not last:
        return None
    fresh = confirm(last, root, time.time_ns())
    if fresh is None:
        return None
    if fresh is not last:
        write_manifest(place.file, fresh)
    return Outcome.from_plain(last.report)


def look(root: Place, places: tuple[str, ...]) -> Sight:
    """Return what stands at `places` now, before a build reads it; nothing where that cannot be known."""
    now = time.time_ns()
    place = _place(root)
    last = read_manifest(place.file, place.program) if place else None
    known, known_ns = (last.stamps, last.taken_ns) if last else ({}, 0)
    try:
        return Sight(places, now, take_stamps(root, places, known, known_ns))
    except OSError:  # unreadable now: the build itself will say why
        return Sight(places, now, {})


def remember(root: Place, before: Sight, written: Mapping[str, str], outcome: Outcome) -> None:
    """Keep what a build came to, unless a file changed under its hands.

    `written` are the digests of what it wrote, by path: all other files must be as they were before.
    """
    place = _place(root)
    if place is None:
        return
    try:
        after = take_stamps(root, before.places, before.stamps, before.taken_ns)
    except OSError:
        return
    expected = {path: stamp.digest for path, stamp in before.stamps.items()} | dict(written)
    if {path: stamp.digest for path, stamp in after.items()} == expected:
        report = outcome.settled().as_plain()
        write_manifest(place.file, Manifest(place.program, before.places, before.taken_ns, after, report))


class _Place(NamedTuple):
    """Where a build is remembered, and the version of the program that may believe it."""

    file: str
    program: str


def _place(root: Place) -> _Place | None:
    """Return where a build in `root` is remembered; None where there is no cache."""
    memory = memory_of(str(root))
    return _Place(f"{memory.folder}/build.seen", str(memory.program)) if memory.folder else None
