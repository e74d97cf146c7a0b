"""A collection of years: 100,000 cards in 2,000 decks, 1,000,000 answers; what each command costs there."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench.frame import DEACARDS, Measure, environment, run
from bench.notes import note, write_notes

NOTES, SECTIONS = 250, 8
"""2,000 decks of some 50 cards."""


def main(_arguments: Sequence[str]) -> None:
    """Make the collection, and print what each command takes."""
    with tempfile.TemporaryDirectory(prefix="deacards-bench-") as name:
        _run_all(Path(name))


def _run_all(folder: Path) -> None:
    variables = environment(folder)
    root = folder / "scale"
    write_notes(root / "notes", NOTES, make=lambda seed: note(seed, SECTIONS, 50))
    (root / "deacards.toml").write_text('[collection]\nname = "bench"\n', "utf-8")
    steps = [
        Measure("build, cold", [DEACARDS, "build"], root),
        Measure("build, no change", [DEACARDS, "build"], root),
        Measure("status", [DEACARDS, "status", "--short"], root),
    ]
    for step in steps:
        figures = run(step, variables)
        print(f"{step.name:<30} {figures.seconds:>8.2f} s CPU {figures.megabytes:>6.0f} MB", flush=True)
