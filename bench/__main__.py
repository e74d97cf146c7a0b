"""`python -m bench`: how long the program takes, beside yardsticks that run in turn with it.

Every figure is the CPU time of a process of its own, the median of many interleaved runs. Only the ratios
mean something: the yardstick pays the same machine, the same day and the same interpreter.

K is the import of click and sqlite3; I is K with yaml, markdown_it and a Pydantic model.
"""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.notes import write_notes

ROUNDS = 21
PYTHON = sys.executable
DEACARDS = str(Path(PYTHON).parent / "deacards")
K_CODE = "import click, sqlite3"
I_CODE = f"{K_CODE}, yaml, markdown_it, pydantic\nclass Model(pydantic.BaseModel):\n    a: int"


@dataclass(frozen=True, slots=True)
class Measure:
    """Something to time: a command and the folder it runs in."""

    name: str
    command: Sequence[str]
    folder: Path


@dataclass(frozen=True, slots=True)
class Target:
    """A bound: the time of `measure` is at most `ratio` times that of `yardstick`."""

    measure: str
    yardstick: str
    ratio: float


TARGETS = [
    Target("--help", "K", 1.5),
    Target("--version", "K", 1.15),
    Target("build, no change, 100 notes", "I", 1.2),
]


def main() -> None:
    """Measure, and print one table; a missed target is told there, and is no failure."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        environment = _environment(folder)
        collection = _collection(folder, environment)
        measures = [
            Measure("K", [PYTHON, "-c", K_CODE], folder),
            Measure("I", [PYTHON, "-c", I_CODE], folder),
            Measure("--help", [DEACARDS, "--help"], folder),
            Measure("--version", [DEACARDS, "--version"], folder),
            Measure("build, no change, 100 notes", [DEACARDS, "build"], collection),
        ]
        _print_table(_medians(measures, environment))


def _environment(folder: Path) -> dict[str, str]:
    """Return an environment with a cache of its own, in which Python keeps its bytecode."""
    environment = os.environ | {"XDG_CACHE_HOME": str(folder / "cache")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    return environment


def _collection(folder: Path, environment: dict[str, str]) -> Path:
    """Return a collection of 100 notes that has been built."""
    collection = folder / "collection"
    write_notes(collection / "notes", 100)
    (collection / "deacards.toml").write_text('[collection]\nname = "bench"\n')
    subprocess.run([DEACARDS, "build"], cwd=collection, env=environment, check=True, capture_output=True)
    return collection


def _medians(measures: Sequence[Measure], environment: dict[str, str]) -> dict[str, float]:
    """Return the median CPU seconds of each measure; the first round only warms up."""
    times: dict[str, list[float]] = {measure.name: [] for measure in measures}
    for _ in range(ROUNDS + 1):
        for measure in measures:
            times[measure.name].append(_cpu_seconds(measure, environment))
    return {name: statistics.median(values[1:]) for name, values in times.items()}


def _cpu_seconds(measure: Measure, environment: dict[str, str]) -> float:
    """Return the user and system time of one run, a child of this process. A failing run raises."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(measure.command, cwd=measure.folder, env=environment, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _print_table(medians: dict[str, float]) -> None:
    print(f"{'what':<30}{'CPU ms':>8}   {'yardstick':<14}{'ratio':>6}{'target':>8}   verdict")
    for target in TARGETS:
        time, yardstick = medians[target.measure], medians[target.yardstick]
        ratio = time / yardstick
        against = f"{target.yardstick} = {yardstick * 1000:.0f} ms"
        verdict = "holds" if ratio <= target.ratio else "MISSED"
        figures = f"{against:<14}{ratio:>6.2f}{target.ratio:>8.2f}"
        print(f"{target.measure:<30}{time * 1000:>8.0f}   {figures}   {verdict}")


if __name__ == "__main__":
    main()
