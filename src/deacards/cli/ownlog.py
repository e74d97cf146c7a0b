"""This computer's own review log, for the commands that write to it."""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from deacards.study.device import checked_device, read_device, state_folder
from deacards.study.log import Log

_NAME_BYTES = 4


def open_own_log(reviews: Path, device: str | None) -> Log:
    """Return the log in the folder `reviews` to append to: that of the device named, else of this computer.

    Raises `UsageError` when the name is none, or this computer's cannot be kept.
    """
    if device is None:
        folder = state_folder(os.environ, sys.platform, Path.home())
        name = read_device(folder, os.urandom(_NAME_BYTES).hex())
    else:
        name = checked_device(device)
    return Log(reviews, name, local_now, os.urandom)


def local_now() -> datetime:
    """Return the local time with its offset."""
    return datetime.now(UTC).astimezone()
