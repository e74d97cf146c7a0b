"""This computer's own review log, for the commands that write to it."""

import os
import secrets
import sys
from datetime import UTC, datetime
from pathlib import Path

from deacards.collection import Collection
from deacards.study.device import checked_device, read_device, state_folder
from deacards.study.log import Log


def open_own_log(collection: Collection, device: str | None) -> Log:
    """Return the log to append to: that of the device named, else of this computer.

    Raises `UsageError` when the name is none, or this computer's cannot be kept.
    """
    if device is None:
        folder = state_folder(os.environ, sys.platform, Path.home())
        name = read_device(folder, secrets.token_hex(4))
    else:
        name = checked_device(device)
    return Log(collection.reviews, name, local_now, secrets.token_bytes)


def local_now() -> datetime:
    """Return the local time with its offset."""
    return datetime.now(UTC).astimezone()
