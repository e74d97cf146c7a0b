"""Which files of a collection are notes. Light: nothing here needs the Markdown parser."""

import os
from collections.abc import Iterator, Sequence
from fnmatch import fnmatch
from pathlib import Path

from deacards.problem import UsageError

EXTENSIONS = (".md", ".markdown")


def note_paths(root: Path, folder: str, exclude: Sequence[str] = ()) -> list[str]:
    """Return the paths of all note files under `root / folder`, sorted, relative to `root`.

    Passed over are hidden files and folders, what a glob in `exclude` matches (on paths relative to `root`),
    links that lead out of `root`, and whatever is no regular file. Raises UsageError where a folder is
    missing or can't be listed.
    """
    if not (root / folder).is_dir():
        found = "is not a folder" if (root / folder).exists() else "is missing"
        raise UsageError(
            f"{root / folder}: the notes folder {found}; make it and put your Markdown notes there, "
            "or name another with `notes` in deacards.toml"
        )
    prefix = "" if folder.strip("./") == "" else f"{folder.strip('/').removeprefix('./')}/"
    paths = _walk(root.resolve(), root / folder, prefix)
    return sorted(path for path in paths if not _is_excluded(path, exclude))


def _walk(home: Path, folder: Path, prefix: str) -> Iterator[str]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as fault:
        raise UsageError(
            f"{folder}: the folder can't be listed ({fault.strerror}); correct its permissions, "
            "or leave it out with `exclude` in deacards.toml"
        ) from fault
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(home, Path(entry.path), f"{prefix}{entry.name}/")
        elif entry.name.lower().endswith(EXTENSIONS) and _is_inside(entry, home):
            yield prefix + entry.name


def _is_inside(entry: "os.DirEntry[str]", home: Path) -> bool:
    """Tell whether `entry` is a file, and if it is a link, one to a file within `home`."""
    try:
        if not entry.is_file():
            return False
    except OSError:  # a link that leads in a circle
        return False
    return not entry.is_symlink() or Path(entry.path).resolve().is_relative_to(home)


def _is_excluded(path: str, exclude: Sequence[str]) -> bool:
    return any(fnmatch(path, pattern) or fnmatch(path, f"{pattern.rstrip('/')}/*") for pattern in exclude)
