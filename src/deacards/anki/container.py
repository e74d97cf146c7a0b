"""What Anki writes, opened: packages of every version, and copied collections.

Such a file is somebody else's: nothing of it is believed. Sizes are bounded while they are read, whatever the
file says of them; the database is opened without trust in its schema; no name in it becomes a path.
"""

import contextlib
import json
import shutil
import sqlite3
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from deacards.anki.protobuf import fields_of, number_of, text_of
from deacards.problem import DeacardsError

SUFFIXES = (".apkg", ".colpkg", ".anki2", ".anki21")

_MEGABYTE = 2**20
_CHUNK = _MEGABYTE
_MOST_OF_A_COLLECTION = 4096 * _MEGABYTE
# A database shrinks to a tenth; what would grow a hundredfold was made to fill a disk.
_MOST_GROWTH = 100
_GROWTH_FLOOR = 64 * _MEGABYTE
_MOST_OF_A_DIRECTORY = 16 * _MEGABYTE
_MOST_OF_A_MEDIA_LIST = 64 * _MEGABYTE
MOST_OF_A_MEDIUM = 256 * _MEGABYTE
_MOST_OF_A_VALUE = 64 * _MEGABYTE
_ZSTD_WINDOW = 128 * _MEGABYTE
_ADVICE = "export it from Anki anew, and look whether the copy is whole"
_TABLES = ("col", "notes", "cards", "revlog")
_OLDEST_SCHEMA, _NEWEST_SCHEMA = 11, 18
_BAD_ZIP = (
    *(zipfile.BadZipFile, zlib.error, EOFError),
    *(NotImplementedError, RuntimeError),  # an unknown compression; a member with a password
)
_COLLECTIONS = {1: "collection.anki2", 2: "collection.anki21", 3: "collection.anki21b"}


class AnkiFileError(DeacardsError):
    """A file is not what Anki writes, or holds what no honest file holds."""


@dataclass(frozen=True, slots=True)
class AnkiFile:
    """An opened file: its database, its schema's version, and the members of its media by their names."""

    path: Path
    db: sqlite3.Connection
    schema: int
    media: Mapping[str, str] = field(default_factory=dict)
    is_compressed: bool = False

    def medium(self, name: str) -> bytes:
        """Return the bytes of a media file. Raises `AnkiFileError`."""
        with _unpacking(self.path), zipfile.ZipFile(self.path) as archive:
            member = archive.getinfo(self.media[name])
            with archive.open(member) as packed:
                stream = _Unpacked(packed, self.path) if self.is_compressed else packed
                limit = min(MOST_OF_A_MEDIUM, _growth(member.compress_size))
                return b"".join(_bounded(stream, limit, self.path, f"the media file {name!r}"))


@contextlib.contextmanager
def open_anki_file(path: Path) -> Iterator[AnkiFile]:
    """Yield the database of an `.apkg`, a `.colpkg`, or a collection (with its `-wal`, which is copied too).

    Raises `AnkiFileError`, also for what is found to be broken while it is read within the context.
    """
    if not path.is_file():
        raise AnkiFileError(f"{path}: there is no such file; name an .apkg, a .colpkg or a collection.anki2")
    with tempfile.TemporaryDirectory(prefix="deacards-") as folder, _querying(path):
        database = Path(folder) / "collection.anki2"
        media: Mapping[str, str] = {}
        version = 0
        if zipfile.is_zipfile(path):
            with _unpacking(path):
                version, media = _unpack(path, database)
        else:
            _copy_collection(path, database)
        connection = sqlite3.connect(database)
        try:
            yield AnkiFile(path, connection, _checked_schema(connection, path), media, version == 3)
        finally:
            connection.close()


def _unpack(path: Path, database: Path) -> tuple[int, Mapping[str, str]]:
    """Write the collection of a package to `database`; return the package's version and its media."""
    _check_directory(path)
    with zipfile.ZipFile(path) as archive:
        members = set(archive.namelist())
        version = _version(archive, members)
        name = _COLLECTIONS.get(version, "")
        if name not in members:
            raise AnkiFileError(f"{path}: holds no collection of Anki; is it another kind of archive?")
        limit = min(_MOST_OF_A_COLLECTION, _growth(archive.getinfo(name).compress_size))
        with archive.open(name) as packed, database.open("xb") as out:
            stream = _Unpacked(packed, path) if version == 3 else packed
            for chunk in _bounded(stream, limit, path, "its collection"):
                out.write(chunk)
        return version, _media_list(archive, members, version, path)


def _version(archive: zipfile.ZipFile, members: set[str]) -> int:
    """Return 1 to 3, or what a later Anki writes: 2 has a legacy collection, 3 a compressed one."""
    if "meta" in members:
        with archive.open("meta") as meta:
            return number_of(meta.read(64), 1)
    return 2 if _COLLECTIONS[2] in members else 1


def _media_list(archive: zipfile.ZipFile, members: set[str], version: int, path: Path) -> Mapping[str, str]:
    """Return the member of each media file by its name; of two with one name the first."""
    if "media" not in members:
        return {}
    with archive.open("media") as packed:
        stream = _Unpacked(packed, path) if version == 3 else packed
        data = b"".join(_bounded(stream, _MOST_OF_A_MEDIA_LIST, path, "its list of media"))
    if version == 3:
        entries = [value for number, value in fields_of(data) if number == 1 and isinstance(value, bytes)]
        named = {str(index): text_of(entry, 1) for index, entry in enumerate(entries)}
    else:
        listed = json.loads(data or b"{}")
        if not isinstance(listed, dict):
            raise ValueError("its media are no mapping")
        named = {str(member): str(name) for member, name in listed.items()}
    found: dict[str, str] = {}
    for member, name in named.items():
        if member in members:
            found.setdefault(name, member)
    return found


def _check_directory(path: Path) -> None:
    """Refuse an archive whose table of contents would take more memory than any real one."""
    end = path.read_bytes()[-66_000:] if path.stat().st_size < _MEGABYTE else _tail(path)
    at = end.rfind(b"PK\x05\x06")
    size = int.from_bytes(end[at + 12 : at + 16], "little") if at >= 0 else 0
    if size > _MOST_OF_A_DIRECTORY:
        raise AnkiFileError(f"{path}: lists more files than any package of Anki; it was left alone")


def _tail(path: Path) -> bytes:
    with path.open("rb") as file:
        file.seek(-66_000, 2)
        return file.read()


def _copy_collection(path: Path, database: Path) -> None:
    """Copy a collection and what Anki has not yet written into it: the newest answers stand there."""
    with path.open("rb") as file:
        if file.read(16) != b"SQLite format 3\0":
            raise AnkiFileError(f"{path}: is neither a package nor a collection of Anki")
    if path.stat().st_size > _MOST_OF_A_COLLECTION:
        raise AnkiFileError(f"{path}: is larger than any collection; it was left alone")
    shutil.copyfile(path, database)
    log = path.with_name(f"{path.name}-wal")
    if log.exists():
        shutil.copyfile(log, database.with_name(f"{database.name}-wal"))


def _checked_schema(connection: sqlite3.Connection, path: Path) -> int:
    """Return the schema's version, after the database was put under guard."""
    connection.text_factory = lambda data: data.decode(errors="replace")
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _MOST_OF_A_VALUE)
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    connection.create_collation("unicase", _unicase)
    found = dict(connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'"))
    for table in _TABLES:
        if not str(found.get(table, "")).upper().startswith("CREATE TABLE"):
            raise AnkiFileError(f"{path}: has no table {table!r}, so it is no collection of Anki")
    row = connection.execute("SELECT ver FROM col").fetchone()
    schema = row[0] if row and isinstance(row[0], int) else 0
    if not _OLDEST_SCHEMA <= schema <= _NEWEST_SCHEMA:
        raise AnkiFileError(
            f"{path}: is of schema {schema}, and this version knows {_OLDEST_SCHEMA} to {_NEWEST_SCHEMA}; "
            "export it from Anki with “Support older Anki versions”"
        )
    return schema


def _unicase(one: str, other: str) -> int:
    """Compare as Anki's own collation does, near enough to read."""
    one, other = one.casefold(), other.casefold()
    return (one > other) - (one < other)


def _growth(packed: int) -> int:
    return max(_GROWTH_FLOOR, packed * _MOST_GROWTH)


class _Unpacked:
    """The content of a stream in Zstandard's format, read bit by bit."""

    def __init__(self, packed: IO[bytes], path: Path) -> None:
        import zstandard  # noqa: PLC0415 - only the newest packages need it

        self._error: type[Exception] = zstandard.ZstdError
        self._stream = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW).stream_reader(packed)
        self._path = path

    def read(self, size: int) -> bytes:
        """Return at most `size` bytes, none at the end. Raises `AnkiFileError`."""
        try:
            return self._stream.read(size)
        except self._error as exc:
            raise AnkiFileError(f"{self._path}: is no whole package ({exc}); {_ADVICE}") from exc


def _bounded(stream: IO[bytes] | _Unpacked, limit: int, path: Path, what: str) -> Iterator[bytes]:
    """Yield a stream's bytes. Raises `AnkiFileError` as soon as there are more than `limit`."""
    total = 0
    while chunk := stream.read(_CHUNK):
        total += len(chunk)
        if total > limit:
            raise AnkiFileError(
                f"{path}: {what} unpacks to more than {limit // _MEGABYTE} MB, as no real one does; "
                "it was left alone"
            )
        yield chunk


@contextlib.contextmanager
def _unpacking(path: Path) -> Iterator[None]:
    """Turn what is raised for a broken archive into an error that says what to do."""
    try:
        yield
    except (*_BAD_ZIP, ValueError, KeyError, OSError) as exc:
        raise AnkiFileError(f"{path}: is no whole package ({exc}); {_ADVICE}") from exc


@contextlib.contextmanager
def _querying(path: Path) -> Iterator[None]:
    """Turn what is raised for a broken database into an error that says what to do."""
    try:
        yield
    except sqlite3.Error as exc:
        raise AnkiFileError(f"{path}: its database cannot be read ({exc}); {_ADVICE}") from exc
