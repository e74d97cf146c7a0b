"""The review log on disk: `reviews/<device>/<YYYY-MM>.jsonl`, append-only, the truth about one's study."""

import os
import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from deacards.problem import DeacardsError, Problem, Severity
from deacards.progress import Progress, told, untold

if TYPE_CHECKING:  # events are imported where there are some
    from deacards.study.line import Known
    from deacards_scheduler.event import Event

DAMAGED_LINE = "DC501 damaged-line"
READING, REPLAYING = "Reading the review log", "Replaying the review log"
"""What a `Progress` is told; files are counted, of which each device has one a month."""
RANDOM_BYTES = 10
TAIL_BYTES = 4096
SPAN_BYTES = 20_000_000
"""Some 150,000 events: fewer at a time cost more calls, more cost memory."""

_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}")
_MILLISECOND = timedelta(milliseconds=1)


class LogError(DeacardsError):
    """The review log could not be read or written; what was written before is kept."""


class History(NamedTuple):
    """What all devices' logs hold: the events in no particular order, and the lines that hold none."""

    events: "tuple[Event, ...]"
    problems: tuple[Problem, ...]


class Mark(NamedTuple):
    """How far a file was read: `size` bytes in whole `lines`, the last of which have the check sum `tail`."""

    size: int = 0
    lines: int = 0
    tail: str = ""


_NO_MARKS: Mapping[str, Mark] = MappingProxyType({})


class LogFile(NamedTuple):
    """What one file holds behind a mark, and the mark of its end, behind the last whole line.

    `path` is relative to the root. A file `is_whole` if nothing stands behind its last whole line.
    """

    path: str
    events: "tuple[Event, ...]"
    problems: tuple[Problem, ...]
    mark: Mark
    is_whole: bool


def read_log(root: Path, folder: Path, tell: Progress = untold) -> History:
    """Return the events of every device under `folder`, which lies in the collection's root `root`.

    A line that cannot be read is passed over with a warning. Raises `LogError` for a file that cannot be.
    """
    paths = log_files(folder)
    files = read_files(root, told(paths, READING, tell, len(paths)))
    return History(
        tuple(event for file in files for event in file.events),
        tuple(problem for file in files for problem in file.problems),
    )


def read_about(root: Path, folder: Path, unit: str) -> History:
    """Return the events of one unit, and every undo: of all other lines none is looked into.

    Raises `LogError` for a file that cannot be read.
    """
    wanted = (unit.encode(), b'"undo"')
    files = read_files(root, log_files(folder), {}, lambda line: any(part in line for part in wanted))
    return History(tuple(event for file in files for event in file.events), ())


def log_files(folder: Path) -> list[Path]:
    """Return every device's files."""
    return sorted(folder.glob("*/*.jsonl"))


def log_spans(folder: Path) -> Iterator[list[Path]]:
    """Yield every device's files, whole months together and in their order, so many as make a large read.

    First comes what has no month, such as imports.
    """
    months: dict[str, list[Path]] = {}
    for file in log_files(folder):
        months.setdefault(file.stem if _MONTH.fullmatch(file.stem) else "", []).append(file)
    span: list[Path] = []
    size = 0
    for month in sorted(months):
        span += months[month]
        size += sum(file.stat().st_size for file in months[month])
        if size >= SPAN_BYTES:
            yield span
            span, size = [], 0
    if span:
        yield span


def read_files(
    root: Path,
    files: Iterable[Path],
    marks: Mapping[str, Mark] = _NO_MARKS,
    is_wanted: Callable[[bytes], bool] = lambda _: True,
) -> tuple[LogFile, ...]:
    """Return what files of the log hold, each from its mark on, if it has one. Raises `LogError`.

    Only lines that are wanted are looked into.
    """
    return tuple(
        _read_file(file, path, marks.get(path, Mark()), is_wanted)
        for file in files
        for path in [file.relative_to(root).as_posix()]
    )


def is_marked(file: Path, mark: Mark) -> bool:
    """Return whether a file still begins with what was read of it, as far as its last lines can tell."""
    try:
        with file.open("rb") as stream:
            stream.seek(max(mark.size - TAIL_BYTES, 0))
            data = stream.read(min(mark.size, TAIL_BYTES))
    except OSError:
        return False
    return mark.size == 0 or (len(data) == min(mark.size, TAIL_BYTES) and _digest(data) == mark.tail)


def damaged_line(path: str, line: int, message: str) -> Problem:
    """Return the warning of a line that holds no event."""
    return Problem(path, line, 0, DAMAGED_LINE, message, Severity.WARNING)


def _read_file(file: Path, path: str, mark: Mark, is_wanted: Callable[[bytes], bool]) -> LogFile:
    """Return what a file holds behind `mark`."""
    with _explained(path, "read"), file.open("rb") as stream:
        before = max(mark.size - TAIL_BYTES, 0)
        stream.seek(before)
        data = stream.read()
    lines = data[mark.size - before :].split(b"\n")
    numbered = [
        (number, line)
        for number, line in enumerate(lines, mark.lines + 1)
        if line.strip() and is_wanted(line)
    ]
    events, problems = _decoded(path, numbered) if numbered else ((), ())
    whole = data[: len(data) - len(lines[-1])]
    end = Mark(before + len(whole), mark.lines + len(lines) - 1, _digest(whole[-TAIL_BYTES:]))
    return LogFile(path, events, problems, end, not lines[-1])


def _decoded(
    path: str, lines: Sequence[tuple[int, bytes]]
) -> "tuple[tuple[Event, ...], tuple[Problem, ...]]":
    """Return the events of numbered lines, and those lines that hold none."""
    from deacards.study.line import decode  # noqa: PLC0415 - after a good snapshot there is nothing to read

    events: list[Event] = []
    problems: list[Problem] = []
    for number, line in lines:
        try:
            events.append(decode(line))
        except ValueError as exc:
            message = f"no event can be read here: {exc}; the line is left as it is and passed over"
            problems.append(damaged_line(path, number, message))
    return tuple(events), tuple(problems)


def _digest(data: bytes) -> str:
    return f"{zlib.crc32(data):08x}"


class Log:
    """The log of this device, to append to. `clock` gives the local time with its offset, `entropy` bytes."""

    def __init__(
        self, folder: Path, device: str, clock: Callable[[], datetime], entropy: Callable[[int], bytes]
    ) -> None:
        self._folder = folder / device
        self._clock = clock
        self._entropy = entropy
        self._last: datetime | None = None

    def now(self) -> datetime:
        """Return the local time."""
        return self._clock()

    def stamp(self) -> tuple[str, datetime]:
        """Return a new event's id and instant, in milliseconds and later than the one before it.

        So the order of a session's events is the order they were made in, even when the clock is set back.
        """
        now = self._clock()
        at = now.replace(microsecond=now.microsecond // 1000 * 1000)
        if self._last is not None:
            at = max(at, self._last + _MILLISECOND)
        self._last = at
        return f"{round(at.timestamp() * 1000):012x}{self._entropy(RANDOM_BYTES).hex()}", at

    def batch(self, count: int) -> tuple[list[str], datetime]:
        """Return the ids of `count` events that happen in one go, and their instant."""
        first, at = self.stamp()
        moment = first[: -2 * RANDOM_BYTES]
        return [f"{moment}{self._entropy(RANDOM_BYTES).hex()}" for _ in range(count)], at

    def append(self, *events: "Known") -> None:
        """Write an event, or several of one instant; when this returns, they are on the disk.

        One write for all of them. After a torn last line (the machine died while writing) a new one is begun.
        Raises `LogError`.
        """
        from deacards.study.line import encode  # noqa: PLC0415 - nothing is written before the first card

        file = self._folder / f"{events[0].at:%Y-%m}.jsonl"
        lines = "".join(f"{encode(event)}\n" for event in events).encode()
        with _explained(str(file), "written"):
            is_new = not file.exists()
            file.parent.mkdir(parents=True, exist_ok=True)
            handle = os.open(file, os.O_RDWR | os.O_APPEND | os.O_CREAT | _BINARY, 0o666)
            try:
                _write(handle, (b"\n" if _is_torn(handle) else b"") + lines)
                os.fsync(handle)
            finally:
                os.close(handle)
            if is_new:
                _sync_folders(file.parent)


_BINARY = getattr(os, "O_BINARY", 0)  # Windows would turn \n into \r\n


def _is_torn(handle: int) -> bool:
    """Return whether the file's last byte is not the end of a line."""
    size = os.fstat(handle).st_size
    if size == 0:
        return False
    os.lseek(handle, size - 1, os.SEEK_SET)
    return os.read(handle, 1) != b"\n"


def _write(handle: int, data: bytes) -> None:
    """Write `data` at the end of the file, at once. A short write is a disk that is full."""
    if os.write(handle, data) != len(data):
        raise OSError("the disk is full")


def _sync_folders(folder: Path) -> None:
    """Make a new file survive a power cut: its name in `folder`, and that in the one above."""
    if os.name != "posix":
        return
    for each in (folder, folder.parent, folder.parent.parent):
        handle = os.open(each, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def _explained(path: str, done: str) -> Iterator[None]:
    """Turn an error of the operating system into one that names the file and what to do."""
    try:
        yield
    except OSError as exc:
        raise LogError(
            f"{path}: the review log cannot be {done}: {exc.strerror or exc}. "
            "All answers before are saved; see to the disk and the file's permissions, then run this again"
        ) from exc
