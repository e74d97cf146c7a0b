"""How long it takes from a log on the disk to the day's queue: 100,000 events of 10,000 units."""

import gc
import json
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench.logs import make_log
from deacards.study.line import encode
from deacards.study.states import Cache, read_states
from deacards_scheduler.fuzz import Fuzz
from deacards_scheduler.queue import Candidate, Limits, Queue, due_queue
from deacards_scheduler.sm2 import Sm2Params

UNITS, REVIEWS = 10_000, 10
ROUNDS = 7
WARM_MS, COLD_RATIO = 60, 5


def main() -> None:
    """Measure, and print two lines; a missed target is told there, and is no failure."""
    with tempfile.TemporaryDirectory(prefix="deacards-bench-") as name:
        root = Path(name)
        last = _write_log(root)
        cache = Cache(root / "states.json", "bench")
        parse = _median(lambda: _parse(root))
        cold = _median(lambda: _open(root, last, None))
        _open(root, last, cache)
        warm = _median(lambda: _open(root, last, cache))
    _tell(
        "opening 100,000 events, cold", f"{cold / parse:.1f}x json parsing", cold / parse <= COLD_RATIO, "5x"
    )
    _tell("opening 100,000 events, warm", f"{warm * 1000:.0f} ms", warm * 1000 <= WARM_MS, "60 ms")


def _tell(what: str, figure: str, holds: bool, target: str) -> None:  # noqa: FBT001 - a verdict
    print(f"{what:<35}{figure:>20}   at most {target:<6} {'holds' if holds else 'MISSED'}")


def _write_log(root: Path) -> int:
    """Write a log under `root`; return a study day near its end."""
    by_month: dict[str, list[str]] = {}
    events = make_log(UNITS, REVIEWS)
    for event in events:
        by_month.setdefault(f"{event.at:%Y-%m}", []).append(f"{encode(event)}\n")
    folder = root / "reviews" / "device"
    folder.mkdir(parents=True)
    for month, lines in by_month.items():
        (folder / f"{month}.jsonl").write_text("".join(lines), "utf-8")
    return events[len(events) * 4 // 5].at.toordinal()


def _open(root: Path, day: int, cache: Cache | None) -> Queue:
    """Return the queue of a day."""
    states, _ = read_states(root, root / "reviews", Sm2Params(fuzz=Fuzz.ON), 4, cache)
    candidates = [Candidate(unit, unit) for unit in states]
    return due_queue(candidates, states, day, Limits(), "")


def _parse(root: Path) -> list[object]:
    """Return the log as json alone parses it."""
    files = sorted(root.glob("reviews/*/*.jsonl"))
    return [json.loads(line) for file in files for line in file.read_bytes().split(b"\n") if line]


def _median(run: Callable[[], object]) -> float:
    """Return the median CPU seconds of some runs."""
    times = []
    for _ in range(ROUNDS):
        gc.collect()
        start = time.process_time()
        run()
        times.append(time.process_time() - start)
    return statistics.median(times)
