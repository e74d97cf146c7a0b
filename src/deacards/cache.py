"""What was worked out once, kept in the user's cache folder: losing it costs time and nothing else.

A value belongs to an owner, the path of a note or of a deck, and is believed as long as its key is the same:
a digest of all that it hangs on. Whatever is wrong with the file, or with a value in it, counts as never
kept. This module reads neither the clock nor the environment: the command line says where caches live, and
which program they belong to.
"""

import contextlib
import hashlib
import sqlite3
import zlib
from collections.abc import Collection, Container, Mapping, Sequence
from pathlib import Path
from typing import Any, Self

from deacards.packing import pack, pack_plain, unpack, unpack_plain

_LAYOUT = """
DROP TABLE IF EXISTS kept;
DROP TABLE IF EXISTS program;
CREATE TABLE program (digest TEXT);
CREATE TABLE kept (kind TEXT, owner BLOB, key BLOB, seal INTEGER, value BLOB, PRIMARY KEY (kind, owner))
WITHOUT ROWID;
"""
_PATIENCE_SECONDS = 1.0
"""How long another process may hold the file before this one works without it."""

_Row = tuple[bytes, int, bytes]


def key_of(*parts: str | bytes) -> bytes:
    """Return the key of what hangs on `parts` and on nothing else."""
    digest = hashlib.sha256()
    for part in parts:
        data = part if isinstance(part, bytes) else _bytes(part)
        digest.update(len(data).to_bytes(8))
        digest.update(data)
    return digest.digest()


class Cache:
    """Values by kind and owner, one each, in one file. Without a file nothing is kept, and nothing found.

    `program` names the version: what another one kept is forgotten. What is kept in a `with` is there for
    others when that ends.
    """

    def __init__(self, file: Path | None = None, program: str = "") -> None:
        self._file = file
        self._program = program
        self._connection: sqlite3.Connection | None = None
        self._read: dict[str, dict[bytes, _Row | None]] = {}  # None: kept since, and only in the file

    @property
    def lasts(self) -> bool:
        """Return whether there is a file: without one nothing that is kept is found again."""
        return self._file is not None

    def get(self, kind: str, owner: str, key: bytes) -> bytes | None:
        """Return what is kept under this key, None where that is nothing, or damaged."""
        name = _bytes(owner)
        read = self._read.get(kind)
        row = read.get(name) if read is not None else None
        if row is None and (read is None or name in read):
            question = "SELECT key, seal, value FROM kept WHERE kind = ? AND owner = ?"
            row = next(iter(self._ask(question, (kind, name))), None)
        return row[2] if row and row[0] == key and zlib.crc32(row[2]) == row[1] else None

    def put(self, kind: str, owner: str, key: bytes, value: bytes) -> None:
        """Keep a value in the place of the one before."""
        name, row = _bytes(owner), (key, zlib.crc32(value), value)
        if kind in self._read:
            self._read[kind][name] = None
        self._ask("INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?, ?)", (kind, name, *row))

    def read_all(self, kind: str) -> None:
        """Read all values of a kind at once, because nearly all of them will be asked for."""
        rows = self._ask("SELECT owner, key, seal, value FROM kept WHERE kind = ?", (kind,))
        self._read[kind] = {owner: (key, seal, value) for owner, key, seal, value in rows}

    def retain(self, kind: str, owners: Container[str], *others: str) -> None:
        """Forget the values of a kind, and of the `others`, whose owner is no more."""
        for (owner,) in self._ask("SELECT owner FROM kept WHERE kind = ?", (kind,)):
            if owner.decode("utf-8", "surrogatepass") not in owners:
                for each in (kind, *others):
                    self._forget(each, owner)

    def forget(self, kind: str, owner: str) -> None:
        """Forget a value that nobody will ask for."""
        self._forget(kind, _bytes(owner))

    def recall(self, kind: str, owner: str, key: bytes) -> Any:  # noqa: ANN401 - what was kept
        """Return the value of the program's own types that is kept; None where there is none."""
        data = self.get(kind, owner, key)
        return None if data is None else unpack(data)

    def keep(self, kind: str, owner: str, key: bytes, value: object) -> None:
        """Keep a value made of the program's own types."""
        self.put(kind, owner, key, pack(value))

    def recall_plain(self, kind: str, owner: str, key: bytes) -> Any:  # noqa: ANN401 - what was kept
        """Return the tuple of plain values that is kept; None where there is none."""
        data = self.get(kind, owner, key)
        return None if data is None else unpack_plain(data)

    def recall_several(self, kind: str, keys: Mapping[str, bytes]) -> dict[str, Any]:
        """Return the tuples of plain values that are kept under the keys of some owners, by owner."""
        names = {_bytes(owner): owner for owner in keys}
        question = f"SELECT owner, key, seal, value FROM kept WHERE kind = ? AND owner IN ({_marks(names)})"  # noqa: S608
        return {
            names[name]: value
            for name, key, seal, data in self._ask(question, (kind, *names))
            if key == keys[names[name]] and zlib.crc32(data) == seal and (value := unpack_plain(data))
        }

    def keep_plain(self, kind: str, owner: str, key: bytes, value: tuple[Any, ...]) -> None:
        """Keep a tuple of plain values, which takes a fifth of the time."""
        self.put(kind, owner, key, pack_plain(value))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Let others see what is new, and close the file."""
        if self._connection:
            with contextlib.suppress(sqlite3.Error):
                self._connection.commit()
        self._read.clear()
        self._close()

    def _forget(self, kind: str, name: bytes) -> None:
        self._read.get(kind, {}).pop(name, None)
        self._ask("DELETE FROM kept WHERE kind = ? AND owner = ?", (kind, name))

    def _ask(self, question: str, values: Sequence[object]) -> list[Any]:
        """Return the rows of a question; none where the file cannot be read, or not be written."""
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


def _bytes(text: str) -> bytes:
    """Return a text as bytes, whatever the name of a file may hold."""
    return text.encode("utf-8", "surrogatepass")


def _marks(values: Collection[object]) -> str:
    """Return a question's marks for values."""
    return ", ".join("?" * len(values))


def _opened(file: Path, program: str) -> sqlite3.Connection:
    """Return the open file, emptied if another program kept what is in it. Raises `sqlite3.Error`."""
    file.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(file, timeout=_PATIENCE_SECONDS)
    try:
        connection.execute("PRAGMA synchronous = OFF")  # a file that a power cut has broken is thrown away
        if _program_of(connection) != program:
            connection.executescript(_LAYOUT)
            with connection:
                connection.execute("INSERT INTO program VALUES (?)", (program,))
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _program_of(connection: sqlite3.Connection) -> str | None:
    """Return which program kept what is in a file, None for a new one. Raises `sqlite3.Error`."""
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'program'").fetchone():
        return None
    row = connection.execute("SELECT digest FROM program").fetchone()
    return str(row[0]) if row else None
