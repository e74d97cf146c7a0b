"""What was worked out once, kept in the user's cache folder: losing it costs time and nothing else.

A value is found by what it was worked out from: its key is a digest of all that it hangs on. Whatever is
wrong with the file, or with a value in it, counts as never kept. This module reads neither the clock nor the
environment: the command line says where caches live, and which program they belong to.
"""

import contextlib
import hashlib
import sqlite3
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self

from deacards.packing import pack, unpack

_LAYOUT = """
CREATE TABLE IF NOT EXISTS program (digest TEXT);
CREATE TABLE IF NOT EXISTS kept (kind TEXT, key BLOB, seal INTEGER, value BLOB, PRIMARY KEY (kind, key))
WITHOUT ROWID;
"""
_PATIENCE_SECONDS = 1.0
"""How long another process may hold the file before this one works without it."""


def key_of(*parts: str | bytes) -> bytes:
    """Return the key of what hangs on `parts` and on nothing else."""
    digest = hashlib.sha256()
    for part in parts:
        data = part if isinstance(part, bytes) else part.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8))
        digest.update(data)
    return digest.digest()


class Cache:
    """Values by kind and key, in one file. Without a file nothing is kept, and nothing found.

    `program` names the version: what another one kept is forgotten. New values are written at the end of a
    `with`, which forgets those of the same kinds that nobody asked for.
    """

    def __init__(self, file: Path | None = None, program: str = "") -> None:
        self._file = file
        self._program = program
        self._connection: sqlite3.Connection | None = None
        self._read: dict[str, dict[bytes, bytes]] = {}
        self._used: dict[str, set[bytes]] = {}
        self._new: dict[tuple[str, bytes], bytes] = {}

    def get(self, kind: str, key: bytes) -> bytes | None:
        """Return what is kept, None where that is nothing, or damaged."""
        if kind not in self._read:  # all of a kind at once: nearly all of it will be asked for
            rows = self._ask("SELECT key, seal, value FROM kept WHERE kind = ?", (kind,))
            self._read[kind] = {key: value for key, seal, value in rows if zlib.crc32(value) == seal}
            self._used[kind] = set()
        self._used[kind].add(key)
        return self._new.get((kind, key)) or self._read[kind].get(key)

    def put(self, kind: str, key: bytes, value: bytes) -> None:
        """Keep a value under a key that was asked for."""
        self._new[kind, key] = value

    def recall(self, kind: str, key: bytes) -> Any:  # noqa: ANN401 - what was kept
        """Return the value of the program's own types that is kept; None where there is none."""
        data = self.get(kind, key)
        return None if data is None else unpack(data)

    def keep(self, kind: str, key: bytes, value: object) -> None:
        """Keep a value, made of the program's own types, under a key that was asked for."""
        self.put(kind, key, pack(value))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Write what is new, forget what is out of use, and close the file."""
        old = [
            (kind, key)
            for kind, used in self._used.items()
            for (key,) in self._ask("SELECT key FROM kept WHERE kind = ?", (kind,))
            if key not in used
        ]
        new = [(kind, key, zlib.crc32(value), value) for (kind, key), value in self._new.items()]
        with contextlib.suppress(sqlite3.Error):
            if self._connection and (old or new):
                with self._connection:
                    self._connection.executemany("DELETE FROM kept WHERE kind = ? AND key = ?", old)
                    self._connection.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?)", new)
        self._new.clear()
        self._close()

    def _ask(self, question: str, values: Sequence[object]) -> list[Any]:
        """Return the rows of a question; none where the file cannot be read."""
        if self._file is None:
            return []
        try:
            if self._connection is None:
                self._connection = _opened(self._file, self._program)
            return self._connection.execute(question, values).fetchall()
        except (sqlite3.Error, OSError) as exc:
            self._close()
            if not isinstance(exc, sqlite3.OperationalError | OSError):  # no database, or a broken one
                with contextlib.suppress(OSError):
                    self._file.unlink(missing_ok=True)
            self._file = None
            return []

    def _close(self) -> None:
        if self._connection:
            self._connection.close()
            self._connection = None


def _opened(file: Path, program: str) -> sqlite3.Connection:
    """Return the open file, emptied if another program kept what is in it. Raises `sqlite3.Error`."""
    file.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(file, timeout=_PATIENCE_SECONDS)
    try:
        connection.execute("PRAGMA synchronous = OFF")  # a file that a power cut has broken is thrown away
        connection.executescript(_LAYOUT)
        if connection.execute("SELECT digest FROM program").fetchall() != [(program,)]:
            with connection:
                connection.execute("DELETE FROM kept")
                connection.execute("DELETE FROM program")
                connection.execute("INSERT INTO program VALUES (?)", (program,))
    except sqlite3.Error:
        connection.close()
        raise
    return connection
