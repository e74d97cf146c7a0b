"""What a build saw and what it left: when all of it still stands, the next build has nothing to do.

A manifest lives in the user's cache folder and is disposable. One that is lost, broken, or of another version
of the program counts as no manifest: nothing changes but the time that a build takes. This module reads
neither the clock nor the environment.
"""

import contextlib
import os
from collections.abc import Iterable, Iterator, Mapping
from stat import S_ISDIR
from typing import NamedTuple, Self

from deacards.sealed import read_sealed, write_sealed

# A file written twice within one tick of its file system's clock may keep its time. FAT has the coarsest
# tick, two seconds; a stamp younger than that is believed only after reading the file (as git does).
_TICK_NS = 2_000_000_000
Place = str | os.PathLike[str]


class Stamp(NamedTuple):
    """A file's state: size in bytes, times in nanoseconds, and the SHA-256 of its content in hexadecimal."""

    size: int
    mtime_ns: int
    ctime_ns: int
    digest: str

    @classmethod
    def of(cls, state: os.stat_result, digest: str) -> Self:
        """Return the stamp of a file with this state and this digest."""
        return cls(state.st_size, state.st_mtime_ns, state.st_ctime_ns, digest)


class Manifest(NamedTuple):
    """The files of a collection as a build saw or left them, and what the build had to report.

    `program` names the version that built. `places` are the files and folders that were looked at, relative
    to the root, and `stamps` the files found there. `taken_ns` is when, in nanoseconds, the looking began.
    """

    program: str
    places: tuple[str, ...]
    taken_ns: int
    stamps: dict[str, Stamp]
    report: dict[str, object]


States = dict[str, os.stat_result]
"""How files are, by their paths relative to the root."""


def take_stamps(
    root: Place, states: States, known: Mapping[str, Stamp] | None = None, known_ns: int = 0
) -> dict[str, Stamp]:
    """Return the stamps of files of which `states` tell.

    What is `known` since `known_ns`, in nanoseconds, is not read again where it can be believed.
    """
    known, settled_ns = known or {}, known_ns - _TICK_NS
    stamps: dict[str, Stamp] = {}
    for path, state in states.items():
        old = known.get(path)
        if old is None or not _is_believed(old, state, settled_ns):
            old = Stamp.of(state, _digest(f"{root}/{path}"))
        stamps[path] = old
    return stamps


def confirm(manifest: Manifest, root: Place, found: States, now_ns: int) -> Manifest | None:
    """Return a manifest as good as the given one if every file is as it says, else None.

    `found` are the states of the files at `now_ns`. Only files whose times changed, or whose stamp is too
    young to be believed, are read. The result is the given manifest itself where none was read; otherwise a
    fresher one, worth keeping. Raises `OSError` for a file that cannot be read.
    """
    if found.keys() != manifest.stamps.keys():
        return None
    fresh: dict[str, Stamp] = {}
    settled_ns = manifest.taken_ns - _TICK_NS
    for path, state in found.items():
        old = manifest.stamps[path]
        if _is_believed(old, state, settled_ns):
            continue
        if state.st_size != old.size or _digest(f"{root}/{path}") != old.digest:
            return None
        fresh[path] = Stamp.of(state, old.digest)
    return manifest._replace(taken_ns=now_ns, stamps=manifest.stamps | fresh) if fresh else manifest


def read_manifest(file: Place, program: str) -> Manifest | None:
    """Return the manifest in `file`, or None if it is missing, damaged, or not by `program`."""
    kept = read_sealed(file, program)
    if kept is None:
        return None
    places, taken_ns, stamps, report = kept
    return Manifest(
        program, places, taken_ns, {path: Stamp._make(row) for path, row in stamps.items()}, report
    )


def write_manifest(file: Place, manifest: Manifest) -> None:
    """Keep `manifest` in `file`; where that is not possible, nothing happens: it would only save time."""
    stamps = {path: tuple(stamp) for path, stamp in manifest.stamps.items()}
    write_sealed(file, manifest.program, (manifest.places, manifest.taken_ns, stamps, manifest.report))


def states_of(root: Place, places: Iterable[str]) -> States:
    """Return the state of every file at or under `places`; symbolic links count as what they lead to.

    Hidden files and folders do not count; a place that does not exist has no files. Raises `OSError`.
    """
    found: States = {}
    for place in places:
        with contextlib.suppress(FileNotFoundError):
            state = os.stat(f"{root}/{place}")  # noqa: PTH116
            if S_ISDIR(state.st_mode):
                found.update(_walk(str(root), place, frozenset()))
            else:
                found[place] = state
    return found


def _walk(root: str, folder: str, above: frozenset[str]) -> Iterator[tuple[str, os.stat_result]]:
    """Yield the files under `folder` with their state; `above` keeps a link from leading in a circle."""
    real = os.path.realpath(f"{root}/{folder}")
    if real in above:
        return
    with os.scandir(real) as entries:
        for entry in entries:
            if entry.name.startswith("."):
                continue
            path = entry.name if folder == "." else f"{folder}/{entry.name}"
            if entry.is_symlink() and not os.path.exists(entry.path):  # noqa: PTH110 - it leads to itself
                continue
            if entry.is_dir():
                yield from _walk(root, path, above | {real})
            elif entry.is_file():
                yield path, entry.stat()


def _is_believed(old: Stamp, state: os.stat_result, settled_ns: int) -> bool:
    """Tell whether a file is as it was: its times are the same, and earlier than `settled_ns`."""
    return (
        old.mtime_ns == state.st_mtime_ns < settled_ns
        and old.ctime_ns == state.st_ctime_ns < settled_ns
        and old.size == state.st_size
    )


def _digest(file: str) -> str:
    import hashlib  # noqa: PLC0415 - where no file has changed, none is read

    with open(file, "rb") as stream:  # noqa: PTH123
        return hashlib.sha256(stream.read()).hexdigest()
