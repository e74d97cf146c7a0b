"""What was worked out from files, kept in the user's cache folder for as long as these files stay the same.

Like the last build, it is believed only if the program and every file are as they were.
"""

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from deacards.build.manifest import Manifest, Stamp, confirm, take_stamps
from deacards.cli.lastbuild import cache_folder, program_digest
from deacards.locate import find_config
from deacards.study.cachefile import read_value, write_value


@dataclass(frozen=True, slots=True)
class Kept:
    """A value, and the files that it came from."""

    value: Any
    sight: Manifest


@dataclass(frozen=True, slots=True)
class Memory:
    """Values by name, worked out from files of the collection at `root`; none without a `folder`."""

    root: Path
    folder: Path | None
    program: str

    def recall(self, name: str) -> Kept | None:
        """Return what is kept under `name` if no file that it came from has changed since; else None."""
        kept = read_value(self.folder / f"{name}.cache") if self.folder else None
        if kept is None or kept[0] != self.program:
            return None
        places, taken_ns, stamps, value = kept[1:]
        sight = Manifest(self.program, places, taken_ns, {path: Stamp(*row) for path, row in stamps}, {})
        fresh = confirm(sight, self.root, time.time_ns())
        if fresh is None:
            return None
        if fresh is not sight:  # files too young to be believed had to be read: not so next time
            self._keep(name, fresh, value)
        return Kept(value, fresh)

    def look(self, *places: str) -> Manifest | None:
        """Return what stands at `places` (relative to the root) now, before anything there is read."""
        now = time.time_ns()
        try:
            return Manifest(self.program, places, now, take_stamps(self.root, places), {})
        except OSError:  # whoever reads it will tell
            return None

    def keep(self, name: str, sight: Manifest | None, value: object) -> None:
        """Keep what was worked out from what was seen, if that still stands."""
        now = sight and self.look(*sight.places)
        if sight and now and now.stamps == sight.stamps:
            self._keep(name, sight, value)

    def _keep(self, name: str, sight: Manifest, value: object) -> None:
        if self.folder:
            stamps = [(path, tuple(stamp)) for path, stamp in sight.stamps.items()]
            kept = (self.program, sight.places, sight.taken_ns, stamps, value)
            write_value(self.folder / f"{name}.cache", kept)


def open_memory() -> Memory:
    """Return what is remembered of the collection around the working directory. Raises `UsageError`."""
    root = find_config(Path.cwd()).parent
    folder = cache_folder(root)
    return Memory(root, folder, program_digest() if folder else "")


def joined(one: Manifest | None, other: Manifest | None) -> Manifest | None:
    """Return both sights as one; None where one of them is missing."""
    if one is None or other is None:
        return None
    places, stamps = (*one.places, *other.places), one.stamps | other.stamps
    return Manifest(one.program, places, min(one.taken_ns, other.taken_ns), stamps, {})
