"""Single steps of deacards, timed without their imports and inputs: `python -m bench.steps STEP FOLDER`."""

import gc
import importlib
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

import deacards.anki.package as step_of_package
from deacards.anki.package import PackageResult
from deacards.anki.parcel import Parcel
from deacards.build.packaging import known_of, ledger_write, package_of, read_ledger, supply_of
from deacards.cache import Cache
from deacards.collection import open_collection
from deacards.deck.emit import render_deck
from deacards.deck.files import read_decks
from deacards.derive.derive import derive_note
from deacards.memory import collection_paused
from deacards.notes.blocks import Note
from deacards.notes.reader import read_note
from deacards.study.log import Log
from deacards_scheduler.event import Review
from deacards_scheduler.rating import Rating

NOW = datetime(2026, 1, 1, 8, tzinfo=UTC)


def emit(folder: Path) -> float:
    """Return what it takes to write all decks of a collection as text."""
    decks = [file.deck for file in read_decks(folder, folder / "cards").files.values()]
    return _timed(lambda: [render_deck(deck) for deck in decks])


def check(folder: Path) -> float:
    """Return what it takes to read and validate all decks of a collection, once the models are there."""
    importlib.import_module("deacards.deck.models")
    return _timed(lambda: read_decks(folder, folder / "cards"))


def package(folder: Path) -> float:
    """Return what it takes to make the bytes of a package, given each note's fields."""
    made = step_of_package.apkg_bytes
    seconds = 0.0

    def apkg_bytes(parcels: Iterable[Parcel], *rest: object) -> bytes:
        nonlocal seconds
        ready = list(parcels)
        start = time.process_time()
        try:
            return made(ready, *rest)  # type: ignore[arg-type]  # passed on as they are
        finally:
            seconds = time.process_time() - start

    step_of_package.apkg_bytes = apkg_bytes  # type: ignore[assignment]  # only to time it
    _export(folder, None)()
    return seconds


def export(folder: Path) -> float:
    """Return what it takes to make a package from decks: fields of HTML, then bytes."""
    make = _export(folder, None)
    make()
    return _timed(make)


def repack(folder: Path) -> float:
    """Return what it takes to make a package from decks whose fields were kept."""
    with tempfile.TemporaryDirectory() as name:
        file = Path(name, "kept.sqlite")
        with Cache(file) as cache:
            package = _export(folder, cache)()
            collection = open_collection(folder)
            ledger_write(collection, read_ledger(collection), package, cache)
        with Cache(file) as cache:
            return _timed(_export(folder, cache))


def _export(folder: Path, cache: Cache | None) -> Callable[[], PackageResult]:
    """Return a way to make a package of the decks in `folder`, with fields that were kept in `cache`."""
    collection = open_collection(folder)
    files = read_decks(folder, folder / "cards").files
    decks = {path: file.deck for path, file in files.items()}

    def make() -> PackageResult:
        told = read_ledger(collection, cache)
        digests = {path: file.digest for path, file in files.items()}
        known = known_of(cache, told, digests) if cache else None
        supply = supply_of(collection, told, files, known=known)
        return package_of(decks, told, NOW, supply)

    return make


def derive(folder: Path) -> float:
    """Return what it takes to read notes and to derive their cards."""
    contents = [(file.name, file.read_bytes()) for file in sorted(folder.rglob("*.md")) if file.is_file()]

    def work() -> None:
        for name, content in contents:
            note = read_note(name, content)
            if isinstance(note, Note):
                derive_note(note)

    return _timed(work)


def append(file: Path) -> float:
    """Return the median of the wall seconds that an answer takes to be on the disk."""
    log = Log(file, "bench", lambda: datetime.now(UTC), lambda count: b"1" * count)
    times = []
    for _ in range(200):
        start = time.perf_counter()
        log.append(Review(*log.stamp(), "q7m2k4t9xa/0", Rating.GOOD, 4200))
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def _timed(work: Callable[[], object]) -> float:
    gc.collect()
    with collection_paused():  # as a build does
        start = time.process_time()
        work()
        return time.process_time() - start


STEPS = {step.__name__: step for step in (emit, check, package, export, repack, derive, append)}

if __name__ == "__main__":
    print(STEPS[sys.argv[1]](Path(sys.argv[2]).resolve()))
