"""Values kept in the user's cache folder: sealed, so that damage is noticed, and made of our own types only.

Whatever is wrong with such a file, there is then nothing in it: a cache saves time and does nothing else.
"""

import contextlib
import hashlib
import io
import os
import pickle
from pathlib import Path
from typing import Any

from typing_extensions import override

_OURS = ("deacards.", "deacards_scheduler.")


def read_value(file: Path) -> Any:  # noqa: ANN401 - what was written
    """Return what `write_value` kept in `file`; None if there is nothing, or it is damaged."""
    try:
        seal, _, body = file.read_bytes().partition(b"\n")
        if hashlib.sha256(body).hexdigest().encode() != seal:
            return None
        return _Reader(io.BytesIO(body)).load()
    except (OSError, pickle.UnpicklingError, ImportError, AttributeError, TypeError, ValueError, EOFError):
        return None  # of another version, most likely


def write_value(file: Path, value: object) -> None:
    """Keep a value in `file`; where that is not possible, nothing happens."""
    body = pickle.dumps(value, protocol=5)
    draft = file.with_name(f"{file.name}.{os.getpid()}")
    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(hashlib.sha256(body).hexdigest().encode() + b"\n" + body)
        draft.replace(file)


class _Reader(pickle.Unpickler):
    """Reads values of this program, and refuses to make any other."""

    @override
    def find_class(self, module: str, name: str) -> Any:
        found = super().find_class(module, name) if module.startswith(_OURS) and "." not in name else None
        if not isinstance(found, type):
            raise pickle.UnpicklingError(f"{module}.{name} is no type of ours")
        return found
