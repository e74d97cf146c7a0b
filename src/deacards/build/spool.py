"""Bytes that are made long before they are written: many of them wait in a file, not in memory."""

from collections.abc import Iterator
from typing import IO, NamedTuple

from deacards.store import StoreError

_HELD = 1 << 22
"""Bytes that are held in memory; what comes after them goes into the file."""


class _Span(NamedTuple):
    """Where bytes stand in the file."""

    start: int
    length: int


class Spool:
    """Bytes by name, in the order in which they came; its file has no name and is gone with it."""

    def __init__(self, held: int = _HELD) -> None:
        self._room = held
        self._waiting: dict[str, bytes | _Span] = {}
        self._file: IO[bytes] | None = None

    def __setitem__(self, name: str, data: bytes) -> None:
        """Let bytes wait. Raises `StoreError` where there is no room for them."""
        if len(data) <= self._room:
            self._room -= len(data)
            self._waiting[name] = data
        else:
            self._waiting[name] = self._put(data)

    def __getitem__(self, name: str) -> bytes:
        """Return the bytes of a name. Raises `KeyError` where there are none."""
        waiting = self._waiting[name]
        return waiting if isinstance(waiting, bytes) else self._get(waiting)

    def __contains__(self, name: object) -> bool:
        """Tell whether bytes of a name wait."""
        return name in self._waiting

    def __len__(self) -> int:
        """Return how many names there are."""
        return len(self._waiting)

    def __iter__(self) -> Iterator[str]:
        """Yield the names."""
        return iter(self._waiting)

    def _put(self, data: bytes) -> _Span:
        try:
            file = self._open()
            start = file.seek(0, 2)
            file.write(data)
            file.flush()
        except OSError as exc:
            raise StoreError(
                f"the folder for temporary files is of no use: {exc.strerror or exc}; make room there, or "
                "name another one by TMPDIR, then run the command again"
            ) from exc
        return _Span(start, len(data))

    def _get(self, span: _Span) -> bytes:
        file = self._open()
        file.seek(span.start)
        return file.read(span.length)

    def _open(self) -> IO[bytes]:
        if self._file is None:
            # Both take milliseconds to load, and few builds are so large.
            import tempfile  # noqa: PLC0415
            import weakref  # noqa: PLC0415

            self._file = tempfile.TemporaryFile()  # noqa: SIM115 - it lives as long as the spool
            weakref.finalize(self, self._file.close)
        return self._file
