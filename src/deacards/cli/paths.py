"""The PATH arguments of commands: files and folders of the collection, as a person names them."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from deacards.collection import Collection
from deacards.problem import UsageError


def chosen_paths(collection: Collection, names: Iterable[str]) -> tuple[str, ...]:
    """Return what `names` (relative to the working directory) mean, relative to the collection's root.

    Raises `UsageError` for what is not there, or is outside.
    """
    root = collection.root.resolve()
    chosen = []
    for name in names:
        path = Path.cwd() / name
        if not path.exists():
            raise UsageError(f"{name}: there is no such file or folder")
        if not path.resolve().is_relative_to(root):
            raise UsageError(f"{name}: is not in this collection, which is {root}")
        chosen.append(path.resolve().relative_to(root).as_posix())
    return tuple(chosen)


def is_chosen(path: str, chosen: Sequence[str]) -> bool:
    """Tell whether `path`, relative to the root, is one of `chosen` or in one; nothing chosen is all."""
    return not chosen or any(name in (".", path) or path.startswith(f"{name}/") for name in chosen)
