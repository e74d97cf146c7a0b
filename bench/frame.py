"""How things are timed and judged: processes in turn, medians, and ratios to what does the same work.

Only ratios mean something: a yardstick pays the same machine, the same minute and the same interpreter.
"""

import math
import os
import statistics
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

PYTHON = sys.executable
DEACARDS = str(Path(PYTHON).parent / "deacards")
REPOSITORY = Path(__file__).parent.parent
_SOURCES = ("src", "scheduler")


@dataclass(frozen=True, slots=True)
class Measure:
    """Something to time: a command and the folder it runs in.

    `before` runs untimed before each round. An `inner` command tells in the last line that it prints how many
    seconds its work took: what it needs to get there, imports and inputs, does not count.
    """

    name: str
    command: Sequence[str]
    folder: Path
    before: Callable[[], object] | None = None
    inner: bool = False
    typed: str = ""


class Figures(NamedTuple):
    """What a run took: seconds of the processor (or what an inner command told), peak memory in MB."""

    seconds: float
    megabytes: float


Results = Mapping[str, Figures]


@dataclass(frozen=True, slots=True)
class Target:
    """A bound: the time of `measure` is at most `ratio` times the weighted sum of its yardsticks."""

    measure: str
    ratio: float
    yardsticks: Mapping[str, float]

    def verdict(self, results: Results) -> "Verdict | None":
        """Return what `results` say of this target, None where they do not hold all that it needs."""
        if not {self.measure, *self.yardsticks} <= results.keys():
            return None
        yardstick = sum(results[name].seconds * weight for name, weight in self.yardsticks.items())
        names = " + ".join(f"{'' if w == 1 else f'{w:g} '}{name}" for name, w in self.yardsticks.items())
        shown = f"{yardstick * 1000:.1f} ms" if yardstick < 0.01 else f"{yardstick * 1000:,.0f} ms"
        figures = results[self.measure]
        return Verdict(self.measure, figures, f"{names} = {shown}", figures.seconds / yardstick, self.ratio)


@dataclass(frozen=True, slots=True)
class Verdict:
    """A line of the table: `value` may be at most `limit`."""

    what: str
    figures: Figures
    against: str
    value: float
    limit: float

    @property
    def holds(self) -> bool:
        """Return whether the target is met."""
        return self.value <= self.limit


def environment(folder: Path, *, installed: bool = False) -> dict[str, str]:
    """Return an environment with a cache of its own, in which Python keeps its bytecode.

    The program is the one beside this folder, whatever is installed: so a copy can be measured too. Or it is
    the `installed` one, as it may be compiled.
    """
    places = os.pathsep.join(str(REPOSITORY / place) for place in (*(() if installed else _SOURCES), "."))
    changed = {"XDG_CACHE_HOME": str(folder / "cache"), "PYTHONPATH": places, "TERM": "dumb"}
    variables = os.environ | changed
    variables.pop("PYTHONDONTWRITEBYTECODE", None)
    return variables


def medians(measures: Sequence[Measure], variables: Mapping[str, str], rounds: int) -> Results:
    """Return the median time and the largest memory of each measure; the first round only warms up."""
    runs: dict[str, list[Figures]] = {measure.name: [] for measure in measures}
    for _ in range(rounds + 1):
        for measure in measures:
            runs[measure.name].append(run(measure, variables))
    return {name: _middle(some[1:]) for name, some in runs.items()}


def _middle(runs: Sequence[Figures]) -> Figures:
    return Figures(statistics.median(each.seconds for each in runs), max(each.megabytes for each in runs))


def run(measure: Measure, variables: Mapping[str, str]) -> Figures:
    """Return what one run took. A run that fails raises `RuntimeError` with what it said."""
    if measure.before:
        measure.before()
    process = subprocess.Popen(
        measure.command,
        cwd=measure.folder,
        env=variables,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdin is not None  # noqa: S101 - both are pipes
    assert process.stdout is not None  # noqa: S101
    with process.stdin, process.stdout:
        process.stdin.write(measure.typed)
        process.stdin.close()
        said = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{measure.name}: exit code {process.returncode}\n{said[-2000:]}")
    seconds = float(said.rsplit(maxsplit=1)[-1]) if measure.inner else usage.ru_utime + usage.ru_stime
    return Figures(seconds, usage.ru_maxrss / 1024)


def exponent(sizes: Sequence[int], seconds: Sequence[float]) -> float:
    """Return k of the growth n**k that fits best (least squares of the logarithms)."""
    xs, ys = [math.log(size) for size in sizes], [math.log(max(second, 1e-6)) for second in seconds]
    return statistics.linear_regression(xs, ys).slope


def print_table(verdicts: Sequence[Verdict]) -> None:
    """Print a line for each verdict."""
    width = max(len(verdict.what) for verdict in verdicts)
    against = max(len(verdict.against) for verdict in verdicts)
    head = f"{'what':<{width}} {'CPU ms':>8} {'MB':>5}  {'against':<{against}}"
    print(f"{head} {'value':>7} {'limit':>7}  verdict")
    for verdict in verdicts:
        figures = verdict.figures
        own = f"{figures.seconds * 1000:>8,.1f} {figures.megabytes:>5,.0f}"
        print(
            f"{verdict.what:<{width}} {own}  {verdict.against:<{against}} {verdict.value:>7.2f} "
            f"{verdict.limit:>7.2f}  {'holds' if verdict.holds else 'MISSED'}"
        )
