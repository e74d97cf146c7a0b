"""`python -m bench packages`: packages for Anki beside a direct writer, many decks beside one.

The cards are made up, one to a note, with a paragraph each, as fields of HTML: what is timed is the way from
there to the bytes of the archive. The floor D (`bench/floors/package.py`) writes the same notes with nothing
but sqlite3 and zipfile. Runs are interleaved; each figure is the median of the processor's seconds.
"""

import gc
import random
import statistics
import time
from collections.abc import Callable, Iterable, Sequence

from bench.floors.package import package as direct
from bench.notes import paragraph_note
from deacards.anki.ledger import Ledger
from deacards.anki.package import build_package
from deacards.deck.deck import Deck
from deacards.deck.models import deck_of

NOW = 1_760_000_000
ROUNDS = 5


def main(arguments: Sequence[str]) -> None:
    """Measure and print; `--quick` leaves out what takes minutes."""
    sizes = (2_000,) if "--quick" in arguments else (10_000, 50_000)
    for size in sizes:
        _beside_floor(size)
    decks = (200, 10) if "--quick" in arguments else (2_000, 10)
    _many_decks(*decks)


def make_decks(count: int, cards: int) -> dict[str, Deck]:
    """Return decks of so many cards each, by path; the same ones each time."""
    rng = random.Random(1)
    words = paragraph_note(1).split()
    decks = {}
    for number in range(count):
        made = [
            {
                "id": f"c{number}-{n}",
                "front": " ".join(rng.sample(words, 8)),
                "back": " ".join(rng.choices(words, k=60)),
            }
            for n in range(cards)
        ]
        value = {"format": 1, "deck": f"Deck {number % 40}::Part {number}", "cards": made}
        decks[f"cards/{number}.yaml"] = deck_of(value)
    return decks


def _beside_floor(size: int) -> None:
    """Print what a package of `size` notes takes beside the direct writer."""
    from deacards.anki import package as module  # noqa: PLC0415 - what it hands on is timed here
    from deacards.anki.parcel import Parcel  # noqa: PLC0415

    decks = make_decks(size // 100, 100)
    whole = _median(lambda: build_package(decks, Ledger(), NOW))
    kept: list[list[object]] = []
    made = module.apkg_bytes

    def keep(*arguments: Iterable[object], **_: object) -> bytes:
        kept.append([list(argument) for argument in arguments[:3]])
        return b""

    module.apkg_bytes = keep  # type: ignore[assignment]  # only to catch what it is given
    build_package(decks, Ledger(), NOW)
    module.apkg_bytes = made
    given = kept[-1]
    parcels = given[0]
    assert isinstance(parcels, list)  # noqa: S101
    rows = [
        (guid, fields, asked, 1, ords)
        for each in parcels
        if isinstance(each, Parcel)
        for guid, fields, asked, ords in zip(each.guids, each.texts, each.asked, each.ords, strict=True)
    ]
    ours, floor = _interleaved(lambda: made(*given), lambda: direct(rows))  # type: ignore[arg-type]
    megabytes = len(made(*given)) / 1e6  # type: ignore[arg-type]
    print(
        f"{size:>6,} notes: bytes {ours:.2f} s, direct writer {floor:.2f} s, "
        f"ratio {ours / floor:.2f} (target 1.5); decks to bytes {whole:.2f} s, ratio {whole / floor:.2f}; "
        f"{megabytes:.1f} MB"
    )


def _many_decks(count: int, cards: int) -> None:
    """Print what many small decks take beside one large deck with as many cards."""
    many, one = make_decks(count, cards), make_decks(1, count * cards)
    several, single = _interleaved(
        lambda: build_package(many, Ledger(), NOW), lambda: build_package(one, Ledger(), NOW)
    )
    print(
        f"{count:,} decks of {cards}: {several:.2f} s, one deck of {count * cards:,}: {single:.2f} s, "
        f"ratio {several / single:.2f} (target 2)"
    )


def _interleaved(one: Callable[[], object], other: Callable[[], object]) -> tuple[float, float]:
    """Return the median seconds of both, run in turn."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(ROUNDS):
        for work, taken in zip((one, other), times, strict=True):
            taken.append(_seconds(work))
    return statistics.median(times[0]), statistics.median(times[1])


def _median(work: Callable[[], object]) -> float:
    return statistics.median(_seconds(work) for _ in range(3))


def _seconds(work: Callable[[], object]) -> float:
    gc.collect()
    start = time.process_time()
    work()
    return time.process_time() - start
