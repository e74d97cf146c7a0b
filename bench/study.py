"""`python -m bench.study COLLECTION REVIEWS`: write a log of years for its cards, so many answers each."""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from bench.logs import make_log
from deacards.deck.files import read_decks
from deacards.study.line import encode
from deacards.study.units import units_of
from deacards_scheduler.event import Review


def write_log(root: Path, reviews: int) -> None:
    """Write the log, a file a month, and print how large the collection is."""
    files = read_decks(root, root / "cards").files
    units = [unit.id for unit in units_of(files.values())]
    months: dict[str, list[str]] = {}
    for event in _named(make_log(len(units), reviews), units):
        months.setdefault(_month(event.at), []).append(encode(event))
    log = root / "reviews" / "bench"
    log.mkdir(parents=True)
    for month, lines in months.items():
        (log / f"{month}.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    cards = sum(len(file.deck.cards) for file in files.values())
    print(f"{cards:,} cards ({len(units):,} units) in {len(files):,} decks, {len(units) * reviews:,} answers")


def _named(events: Sequence[Review], units: Sequence[str]) -> Iterator[Review]:
    """Yield events with the names of real units."""
    names: dict[str, str] = {}
    left = iter(units)
    for event in events:
        if event.unit not in names:
            names[event.unit] = next(left)
        yield replace(event, unit=names[event.unit])


def _month(at: datetime) -> str:
    return f"{at:%Y-%m}"


if __name__ == "__main__":
    write_log(Path(sys.argv[1]), int(sys.argv[2]))
