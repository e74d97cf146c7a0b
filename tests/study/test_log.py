"""The review log on disk: appended to, united over devices, and mended where a write was torn."""

import os
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from deacards.study.log import History, Log, LogError, read_about, read_log
from deacards_scheduler.event import Bury, Review, Undo, Unknown
from deacards_scheduler.rating import Rating

Clock = Callable[[], datetime]


def zeros(count: int) -> bytes:
    """Return bytes that are not random."""
    return bytes(count)


def open_log(root: Path, clock: Clock, device: str = "laptop") -> Log:
    """Return a device's log in the collection `root`."""
    return Log(root / "reviews", device, clock, zeros)


def append(log: Log, unit: str = "aaaa/0") -> Review:
    """Append an answer and return its event."""
    event = Review(*log.stamp(), unit, Rating.GOOD, 1200)
    log.append(event)
    return event


def history(root: Path) -> History:
    """Return what the log holds."""
    return read_log(root, root / "reviews")


def test_no_log_is_no_history(tmp_path: Path) -> None:
    """A collection that was never studied has an empty history."""
    assert history(tmp_path) == History((), ())


def test_events_read_back(tmp_path: Path, clock: Clock) -> None:
    """What was appended is read, from a file for the month under the device's name."""
    log = open_log(tmp_path, clock)
    written = (append(log), append(log))
    assert history(tmp_path) == History(written, ())
    assert [p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*.jsonl")] == [
        "reviews/laptop/2026-10.jsonl"
    ]


def test_events_of_one_unit(tmp_path: Path, clock: Clock) -> None:
    """Of one unit all its events are read, and every undo; no line of another one is looked into."""
    log = open_log(tmp_path, clock)
    one, other = append(log, "a/0"), append(log, "b/0")
    undo = Undo(*log.stamp(), other.id)
    log.append(undo)
    file = next(tmp_path.rglob("*.jsonl"))
    file.write_bytes(file.read_bytes() + b'{"v":1,"card":"b/0"\n')
    assert read_about(tmp_path, tmp_path / "reviews", "a/0") == History((one, undo), ())


def test_appending_only_adds(tmp_path: Path, clock: Clock) -> None:
    """An append leaves every byte before it, of this program or of a later one."""
    log = open_log(tmp_path, clock)
    append(log)
    file = next(tmp_path.rglob("*.jsonl"))
    file.write_bytes(file.read_bytes() + b'{"v":1,"id":"a","t":"2026-01-01T00:00:00+00:00","k":"mark"}\n')
    before = file.read_bytes()
    append(log)
    after = file.read_bytes()
    assert after.startswith(before)
    assert after.count(b"\n") == 3
    assert [type(event) for event in history(tmp_path).events] == [Review, Unknown, Review]


def test_devices_are_united(tmp_path: Path, clock: Clock) -> None:
    """Two machines write to files of their own, and both count."""
    laptop, desktop = open_log(tmp_path, clock), open_log(tmp_path, clock, "desktop")
    events = {append(laptop), append(desktop), append(laptop)}
    assert set(history(tmp_path).events) == events
    assert len(list(tmp_path.rglob("*.jsonl"))) == 2


@pytest.mark.parametrize("kept", [1, 20, -2])
def test_torn_line_is_told_and_mended(tmp_path: Path, clock: Clock, kept: int) -> None:
    """A line torn at any byte is passed over with a warning; the next answer begins a line of its own."""
    log = open_log(tmp_path, clock)
    first = append(log)
    append(log)
    file = next(tmp_path.rglob("*.jsonl"))
    whole = file.read_bytes()
    start = whole.index(b"\n") + 1
    file.write_bytes(whole[:start] + whole[start:][:kept])
    torn = history(tmp_path)
    assert torn.events == (first,)
    third = append(log)
    mended = history(tmp_path)
    assert mended.events == (first, third)
    told = "\n".join(map(str, torn.problems))
    assert told.startswith(
        "reviews/laptop/2026-10.jsonl:2: warning: DC501 damaged-line  no event can be read here"
    )
    assert mended.problems == torn.problems


def test_whole_line_without_its_end_counts(tmp_path: Path, clock: Clock) -> None:
    """An event whose newline alone is missing was written; the next one still gets its own line."""
    log = open_log(tmp_path, clock)
    first = append(log)
    file = next(tmp_path.rglob("*.jsonl"))
    file.write_bytes(file.read_bytes().rstrip(b"\n"))
    assert history(tmp_path) == History((first,), ())
    second = append(log)
    assert history(tmp_path) == History((first, second), ())


def test_lines_ended_by_windows_are_read(tmp_path: Path, clock: Clock) -> None:
    """Git may turn line ends; that damages no line."""
    first = append(open_log(tmp_path, clock))
    file = next(tmp_path.rglob("*.jsonl"))
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert history(tmp_path) == History((first,), ())


def test_ids_are_milliseconds_then_entropy(tmp_path: Path, clock: Clock) -> None:
    """An id is 48 bits of the instant and the random bytes, in hex."""
    id_, at = open_log(tmp_path, clock).stamp()
    assert re.fullmatch(r"[0-9a-f]{32}", id_)
    assert int(id_[:12], 16) == round(at.timestamp() * 1000)


def test_stamps_rise_when_the_clock_does_not(tmp_path: Path) -> None:
    """Within a session each event is later than the last, with the clock standing still or set back."""
    noon = datetime.fromisoformat("2026-10-21T12:00:00.0005+02:00")
    times = iter([noon, noon, noon - timedelta(hours=1), noon + timedelta(seconds=1)])
    log = open_log(tmp_path, lambda: next(times))
    stamps = [log.stamp() for _ in range(4)]
    assert stamps == sorted(stamps)
    assert len({at for _, at in stamps}) == 4


def test_each_append_is_synchronised(tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every answer is forced to the disk, and a new file's name with it."""
    synced: list[str] = []
    real = os.fsync

    def note(handle: int) -> None:
        synced.append(
            Path(f"/proc/self/fd/{handle}").resolve().name if Path("/proc/self/fd").exists() else "?"
        )
        real(handle)

    monkeypatch.setattr(os, "fsync", note)
    log = open_log(tmp_path, clock)
    append(log)
    assert len(synced) == 4
    append(log)
    assert len(synced) == 5
    if "?" not in synced:
        assert synced == ["2026-10.jsonl", "laptop", "reviews", tmp_path.name, "2026-10.jsonl"]


def test_what_cannot_be_written_says_so(tmp_path: Path, clock: Clock) -> None:
    """An answer that cannot be saved is an error that names the file and says what is safe."""
    (tmp_path / "reviews" / "laptop" / "2026-10.jsonl").mkdir(parents=True)
    log = open_log(tmp_path, clock)
    with pytest.raises(LogError, match=r"2026-10\.jsonl: the review log cannot be written: .*are saved"):
        log.append(Bury(*log.stamp(), "aaaa/0"))


def test_what_cannot_be_read_says_so(tmp_path: Path) -> None:
    """A folder in the place of a log file is an error that names it."""
    (tmp_path / "reviews" / "laptop" / "2026-10.jsonl").mkdir(parents=True)
    with pytest.raises(LogError, match=r"^reviews/laptop/2026-10\.jsonl: the review log cannot be read"):
        history(tmp_path)
