"""The PATH arguments of commands: files and folders of the collection, as a person names them."""

from collections.abc import Callable, Iterable
from pathlib import Path

from deacards.collection import Collection
from deacards.problem import UsageError


def chooser(collection: Collection, names: Iterable[str]) -> Callable[[str], bool]:
    """Return a function that tells of a path, relative to the root, whether it is among `names` or in one.

    `names` are relative to the working directory; where there are none, every path is chosen. Raises
    `UsageError` for a name that is not there, or is outside of the collection.
    """
    chosen = [inside(collection, name) for name in names]

    def is_chosen(path: str) -> bool:
        return not chosen or any(name in (".", path) or path.startswith(f"{name}/") for name in chosen)

    return is_chosen


def inside(collection: Collection, name: str) -> str:
    """Return what `name` means, relative to the collection's root.

    Raises `UsageError` where it is not there, or is outside.
    """
    path, root = (Path.cwd() / name).resolve(), collection.root.resolve()
    if not path.exists():
        raise UsageError(f"{name}: there is no such file or folder")
    if not path.is_relative_to(root):
        raise UsageError(f"{name}: is not in this collection, which is {root}")
    return path.relative_to(root).as_posix()
