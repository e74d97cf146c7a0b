"""The only writer of a person's files: atomic, digest-checked, and never outside the collection.

A file is written to a hidden neighbour first and then put in place by one rename, so that whoever is
stopped half-way leaves it either old or new. What was changed by someone else meanwhile is never
overwritten.
"""

import contextlib
import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from deacards.durable import neighbour, side_by_side, sweep, sync_file, sync_folder
from deacards.problem import DeacardsError

ANY = "any"
"""As `Write.expected`: write whatever stands there now (for files that are made anew each time)."""

_WRITABLE = 0o222


class StoreError(DeacardsError):
    """A file could not be read or written; nothing of it was changed."""


class ChangedError(StoreError):
    """A file is not what was read: someone changed, removed or made it meanwhile."""


class Write(NamedTuple):
    """One file to write: `path` relative to the collection's root, with forward slashes.

    `expected` is the digest of the bytes that were read, None for a file that must not exist yet, or `ANY`.
    """

    path: str
    data: bytes
    expected: str | None


class _Prepared(NamedTuple):
    """A write that waits: the new bytes stand in `temporary`, beside `target`, and nowhere else."""

    path: str
    expected: str | None
    target: Path
    temporary: Path

    @property
    def write(self) -> Write:
        """Return what there is to write."""
        with _explained(self.path, "written"):
            return Write(self.path, self.temporary.read_bytes(), self.expected)


def digest(data: bytes) -> str:
    """Return the digest by which a changed file is noticed (SHA-256, in hex)."""
    return hashlib.sha256(data).hexdigest()


def read_file(root: Path, path: str) -> bytes:
    """Return the bytes of a file of the collection. Raises `StoreError`, naming the file."""
    with _explained(path, "read"):
        return _inside(root, path).read_bytes()


def read_unchanged(root: Path, path: str, expected: str) -> bytes:
    """Return the bytes of a file that had the digest `expected`. Raises `ChangedError` if it has another."""
    data = read_file(root, path)
    if digest(data) != expected:
        raise changed_meanwhile(path)
    return data


def changed_meanwhile(path: str) -> ChangedError:
    """Return the error of a file that was read as one thing and then as another."""
    return ChangedError(f"{path}: was changed while deacards read it. Run the command again")


def find_files(root: Path, folder: str, suffixes: Sequence[str]) -> tuple[str, ...]:
    """Return all paths under `folder` (relative to `root`) that end in a suffix, sorted.

    Folders with such a name are among them: reading one tells the person. Hidden names are left out;
    linked folders are not entered. Raises `StoreError` when `folder` is a file or cannot be listed.
    """
    found: list[str] = []
    endings = tuple(suffixes)
    waiting = [folder] if os.path.lexists(root / folder) else []
    while waiting:
        above = waiting.pop()
        with _explained(above, "listed"), os.scandir(root / above) as entries:
            for entry in entries:
                path = entry.name if above == "." else f"{above}/{entry.name}"
                if entry.name.startswith("."):
                    continue
                if entry.name.lower().endswith(endings):
                    found.append(path)
                elif entry.is_dir(follow_symlinks=False):
                    waiting.append(path)
    return tuple(sorted(found))


def write_file(root: Path, path: str, data: bytes, *, expected: str | None) -> bool:
    """Write one file of the collection (see `Write`); return whether its bytes changed.

    Its mode is kept; missing folders are made. Equal bytes are not written, so the time stays. Raises
    `ChangedError` when it is not what was read, `StoreError` when it cannot be written.
    """
    return bool(write_files(root, [Write(path, data, expected)]))


def write_files(root: Path, writes: Iterable[Write]) -> tuple[str, ...]:
    """Write several files, all prepared before the first is replaced; return the paths that changed.

    Of `writes` that are made one by one, no two are held at a time.
    Raises as `write_file` does. While preparing, nothing has been changed when it raises.
    """
    prepared: list[_Prepared] = []
    swept: set[Path] = set()
    try:
        for write in writes:
            target = _target(root, write)
            if target.parent not in swept:
                sweep(target.parent)
                swept.add(target.parent)
            if _differs(target, write):
                prepared.append(_prepare(target, write, len(prepared)))
        side_by_side(_sync, prepared)
        for each in prepared:
            _replace(each)
        with _explained(str(root), "written"):
            side_by_side(sync_folder, {each.target.parent for each in prepared})
    finally:
        for each in prepared:
            each.temporary.unlink(missing_ok=True)
    return tuple(each.path for each in prepared)


def _inside(root: Path, path: str) -> Path:
    """Return where `path` really is. Raises `StoreError` when that is outside of `root`."""
    target = Path(os.path.realpath(root / path))
    if not target.is_relative_to(os.path.realpath(root)):
        raise StoreError(
            f"{path}: leads out of the collection, to {target}; deacards reads and writes only inside. "
            "Put the file itself there instead of a link or a path with `..`"
        )
    return target


def _target(root: Path, write: Write) -> Path:
    """Return the file to replace, a link followed, its folder made. Raises `StoreError`."""
    target = _inside(root, write.path)
    with _explained(write.path, "written"):
        if target.is_dir():
            raise StoreError(f"{write.path}: is a folder, but a file is expected; rename or move the folder")
        # A rename would replace a protected file without asking; its protection is the person's word.
        if target.exists() and not target.stat().st_mode & _WRITABLE:
            raise StoreError(
                f"{write.path}: is read-only and was left as it is; make it writable and run this again"
            )
        target.parent.mkdir(parents=True, exist_ok=True)
    return target


def _differs(target: Path, write: Write) -> bool:
    """Return whether the file has to be written. Raises `ChangedError` when it is not what was read."""
    with _explained(write.path, "read"):
        try:
            now = target.read_bytes()
        except FileNotFoundError:
            if write.expected in (None, ANY):
                return True
            raise ChangedError(
                f"{write.path}: was removed after deacards had read it; nothing was written to it. "
                "Run the command again"
            ) from None
    if now == write.data:
        return False
    if write.expected == ANY or digest(now) == write.expected:
        return True
    what = "exists already" if write.expected is None else "was changed after deacards had read it"
    raise ChangedError(
        f"{write.path}: {what}; it was left as it is. Save it in your editor, then run the command again"
    )


def _prepare(target: Path, write: Write, number: int) -> _Prepared:
    """Return the write with its bytes in a file beside the target, under the target's mode."""
    temporary = neighbour(target, number)
    with _explained(write.path, "written"):
        temporary.unlink(missing_ok=True)  # left by a process of the same number that was killed
        try:
            with temporary.open("xb") as file:
                if target.exists():
                    temporary.chmod(target.stat().st_mode & 0o7777)
                file.write(write.data)
        except OSError:
            temporary.unlink(missing_ok=True)
            raise
    return _Prepared(write.path, write.expected, target, temporary)


def _replace(prepared: _Prepared) -> None:
    """Put the prepared bytes in place, unless the file changed while the others were prepared."""
    _differs(prepared.target, prepared.write)
    with _explained(prepared.path, "written"):
        prepared.temporary.replace(prepared.target)


def _sync(prepared: _Prepared) -> None:
    """Make the prepared bytes survive a power cut."""
    with _explained(prepared.path, "written"):
        sync_file(prepared.temporary)


@contextlib.contextmanager
def _explained(path: str, done: str) -> Iterator[None]:
    """Turn an error of the operating system into one that names the file and what to do."""
    try:
        yield
    except OSError as exc:
        raise StoreError(f"{path}: cannot be {done}: {_cause(exc)}") from exc


def _cause(exc: OSError) -> str:
    """Return what happened and what to do about it, for the cases that have a remedy."""
    match exc:
        case FileNotFoundError():
            return "it is not there"
        case IsADirectoryError():
            return "it is a folder, but a file is expected; rename or move the folder"
        case NotADirectoryError() | FileExistsError():
            return "a file stands where a folder is expected; move that file away"
        case PermissionError():
            return "permission denied; check who owns it and its folder"
        case _:
            return f"{exc.strerror or exc}; make room or check the disk, then run the command again"
