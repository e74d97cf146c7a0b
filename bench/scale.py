"""`python -m bench scale`: 100,000 cards in 2,000 decks with 1,000,000 answers, and what each step costs."""

import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from bench.frame import DEACARDS, PYTHON, Measure, environment, run
from bench.notes import note, write_notes

NOTES, SECTIONS, ENTRIES = 250, 8, 45
"""2,000 decks of some 50 cards."""
REVIEWS = 6
"""Answers that each card has had."""


def main(arguments: Sequence[str]) -> None:
    """Make the collection, and print what each command takes; a number makes it so many notes large."""
    notes = int(arguments[0]) if arguments else NOTES
    with tempfile.TemporaryDirectory(prefix="deacards-bench-") as name:
        _run_all(Path(name), notes)


def _run_all(folder: Path, notes: int) -> None:
    variables = environment(folder)
    root = folder / "scale"
    write_notes(root / "notes", notes, make=lambda seed: note(seed, SECTIONS, ENTRIES))
    (root / "deacards.toml").write_text('[collection]\nname = "bench"\n', "utf-8")
    steps = [
        Measure("build, cold", [DEACARDS, "build"], root),
        Measure("build, no change", [DEACARDS, "build"], root),
        Measure("check, decks new", [DEACARDS, "check"], root),
        Measure(
            "status, cold", [DEACARDS, "status", "--short"], root, before=lambda: _study(root, variables)
        ),
        Measure("status, warm", [DEACARDS, "status", "--short"], root),
        Measure("review, first card, cold", [DEACARDS, "review", "--plain"], root, typed="q\n"),
        Measure("review, first card, warm", [DEACARDS, "review", "--plain"], root, typed="q\n"),
        Measure("stats", [DEACARDS, "stats"], root),
        Measure("build, one edit", [DEACARDS, "build"], root, before=lambda: _edit(root)),
        Measure(
            "build, one edit, decks only",
            [DEACARDS, "build", "--no-export"],
            root,
            before=lambda: _edit(root),
        ),
        Measure("export", [DEACARDS, "export"], root),
        Measure("export --with-history", [DEACARDS, "export", "--with-history"], root),
    ]
    for step in steps:
        figures = run(step, variables)
        print(f"{step.name:<30} {figures.seconds:>8.2f} s CPU {figures.megabytes:>6.0f} MB", flush=True)


def _edit(root: Path) -> None:
    """Add a line to a note."""
    file = min((root / "notes").iterdir())
    file.write_text(
        f"{file.read_text('utf-8')}- replica set {file.stat().st_size}: copies of one shard\n", "utf-8"
    )


def _study(root: Path, variables: Mapping[str, str]) -> None:
    """Write a log of years, in a process of its own: what a process has held counts for its children too."""
    command = [PYTHON, "-m", "bench.study", str(root), str(REVIEWS)]
    subprocess.run(command, env=variables, check=True)
