"""The last build, remembered: whether all is as it left it, and what it had to say.

What is remembered lies in the user's cache folder and may be deleted any time. This module is what a build
with nothing to do runs on, so it imports no library but click.
"""

import contextlib
import time
from collections.abc import Mapping
from typing import NamedTuple

from deacards.build.manifest import (
    Manifest,
    Place,
    Stamp,
    States,
    confirm,
    read_manifest,
    states_of,
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


class Last(NamedTuple):
    """The last build, with the `states` of the files that it looked at as they are at `now_ns`."""

    root: Place
    file: str
    manifest: Manifest
    now_ns: int
    states: States

    def outcome(self) -> Outcome | None:
        """Return what a build now would come to if it is certain that there is nothing to do, else None."""
        with contextlib.suppress(OSError):  # unreadable now: the build itself will say why
            fresh = confirm(self.manifest, self.root, self.states, self.now_ns)
            if fresh is not None:
                if fresh is not self.manifest:
                    write_manifest(self.file, fresh)
                return Outcome.from_plain(self.manifest.report)
        return None


def find_last(root: Place) -> Last | None:
    """Return the last build in `root`, None where nothing is known of one."""
    place = _place(root)
    manifest = read_manifest(place.file, place.program) if place else None
    if not place or not manifest:
        return None
    now = time.time_ns()
    try:
        return Last(root, place.file, manifest, now, states_of(root, manifest.places))
    except OSError:  # unreadable now: the build itself will say why
        return None


def look(root: Place, places: tuple[str, ...], last: Last | None) -> Sight:
    """Return what stands at `places` now, before a build reads it; nothing where that cannot be known."""
    known, known_ns = (last.manifest.stamps, last.manifest.taken_ns) if last else ({}, 0)
    now = time.time_ns()
    try:
        if last and (str(root), places) == (str(last.root), last.manifest.places):
            now, states = last.now_ns, last.states
        else:
            states = states_of(root, places)
        return Sight(places, now, take_stamps(root, states, known, known_ns))
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
        states = states_of(root, before.places)
        # What was written is too young to be believed: the next build will look whether it still stands.
        new = {path: Stamp.of(states.pop(path), digest) for path, digest in written.items() if path in states}
        after = take_stamps(root, states, before.stamps, before.taken_ns)
    except OSError:
        return
    expected = {path: digest for path, digest in before.digests.items() if path not in written}
    if {path: stamp.digest for path, stamp in after.items()} == expected and new.keys() == written.keys():
        report, after = outcome.settled().as_plain(), after | new
        write_manifest(place.file, Manifest(place.program, before.places, before.taken_ns, after, report))


class _Place(NamedTuple):
    """Where a build is remembered, and the version of the program that may believe it."""

    file: str
    program: str


def _place(root: Place) -> _Place | None:
    """Return where a build in `root` is remembered; None where there is no cache."""
    memory = memory_of(str(root))
    return _Place(f"{memory.folder}/build.seen", str(memory.program)) if memory.folder else None
