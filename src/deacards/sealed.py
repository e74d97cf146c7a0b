"""Plain values in files of the user's cache folder, each file whole or of no use.

What is lost, damaged, or was kept under another key counts as never kept. Commands with nothing to do run on
this, so it imports next to nothing: pathlib and json would cost more time than all the rest of it.
"""

import contextlib
import marshal
import os
import zlib
from typing import Any

_SEAL = 4
"""Bytes of the checksum that a file begins with."""

File = str | os.PathLike[str]


def read_sealed(file: File, key: Any) -> Any:  # noqa: ANN401 - plain values
    """Return the value that was kept in `file` under `key`; None where there is none."""
    try:
        with open(file, "rb") as stream:  # noqa: PTH123
            data = memoryview(stream.read())  # a copy of what is kept would cost more than its seal
        if int.from_bytes(data[:_SEAL]) != zlib.crc32(data[_SEAL:]):
            return None
        kept_under, value = marshal.loads(data[_SEAL:])  # noqa: S302 - plain values, and the seal is whole
    except (OSError, ValueError, EOFError, TypeError):
        return None
    return value if kept_under == key else None


def write_sealed(file: File, key: Any, value: Any) -> None:  # noqa: ANN401 - plain values
    """Keep a plain value in `file` under a plain `key`, if that can be: it would only save time."""
    body = marshal.dumps((key, value))
    draft = f"{os.fspath(file)}.{os.getpid()}.tmp"
    try:
        os.makedirs(os.path.dirname(file), exist_ok=True)  # noqa: PTH103, PTH120
        with open(draft, "wb") as stream:  # noqa: PTH123
            stream.write(zlib.crc32(body).to_bytes(_SEAL) + body)
        os.replace(draft, file)  # noqa: PTH105
    except OSError:
        with contextlib.suppress(OSError):
            os.unlink(draft)  # noqa: PTH108
