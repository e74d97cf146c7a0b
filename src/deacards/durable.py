"""Bytes that outlive who wrote them: hidden neighbours of a file, swept if left, and synced side by side."""

import contextlib
import os
from collections.abc import Callable, Collection
from pathlib import Path
from typing import TypeVar

_TEMPORARY = ".deacards-{process}-{number}.tmp"
_HANDS = 8
"""Files or folders that are synced at a time."""
_Item = TypeVar("_Item")


def neighbour(target: Path, number: int) -> Path:
    """Return where the new bytes of a file stand before they take its place; `number` tells them apart."""
    return target.parent / _TEMPORARY.format(process=os.getpid(), number=number)


def sweep(folder: Path) -> None:
    """Take away what a process that was killed has left in `folder`: its number tells that it is no more."""
    for temporary in folder.glob(_TEMPORARY.format(process="*", number="*")):
        process = temporary.name.split("-")[1]
        if process.isdigit() and not _is_running(int(process)):
            with contextlib.suppress(OSError):
                temporary.unlink()


def _is_running(process: int) -> bool:
    """Return whether a process may be there; only where there are signals it is known that it is not."""
    if os.name != "posix":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def side_by_side(sync: Callable[[_Item], None], items: Collection[_Item]) -> None:
    """Sync several files or folders: a disk takes hardly longer for eight of them than for one.

    Raises what one of them raised.
    """
    if len(items) < _HANDS:
        for item in items:
            sync(item)
        return
    # Only here: it takes longer to load than a few files take.
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415

    with ThreadPoolExecutor(_HANDS) as hands:
        for _ in hands.map(sync, items):
            pass


def sync_file(file: Path) -> None:
    """Make the bytes of a file survive a power cut. Raises `OSError`."""
    with file.open("ab") as stream:
        os.fsync(stream.fileno())


def sync_folder(folder: Path) -> None:
    """Make the renames in a folder survive a power cut, where the system can do that. Raises `OSError`."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
