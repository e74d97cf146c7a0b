"""Which device this is: the name of its own folder in the review log, kept outside of every collection.

Were it in the collection, a synchronised copy would make two machines write to one file.
"""

import os
import re
from collections.abc import Mapping
from pathlib import Path

from deacards.problem import UsageError

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")


def state_folder(environ: Mapping[str, str], system: str, home: Path) -> Path:
    """Return where a program keeps its state for this user; `system` is `sys.platform`."""
    if chosen := environ.get("XDG_STATE_HOME"):
        return Path(chosen) / "deacards"
    match system:
        case "win32":
            return Path(environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "deacards"
        case "darwin":
            return home / "Library" / "Application Support" / "deacards"
        case _:
            return home / ".local" / "state" / "deacards"


def checked_device(name: str) -> str:
    """Return `name` if it can be a folder's name everywhere. Raises `UsageError`."""
    if not _NAME.fullmatch(name):
        raise UsageError(
            f"--device {name!r} must be up to 64 letters, digits, - and _, a letter or digit first"
        )
    return name


def read_device(folder: Path, fresh: str) -> str:
    """Return the device's name as kept in `folder`; the first time `fresh` is kept and returned.

    Raises `UsageError` when it can be neither read nor kept, or is no name.
    """
    file = folder / "device"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        try:
            with file.open("x", encoding="ascii") as new:
                new.write(f"{fresh}\n")
                new.flush()
                os.fsync(new.fileno())
        except FileExistsError:
            fresh = file.read_text(encoding="ascii", errors="replace").strip()
    except OSError as exc:
        raise UsageError(
            f"{file}: the name of this device cannot be kept: {exc.strerror or exc}; name it with --device"
        ) from exc
    if not _NAME.fullmatch(fresh):
        raise UsageError(f"{file}: {fresh!r} is no device name; remove the file, or name it with --device")
    return fresh
