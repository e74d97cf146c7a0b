"""`python -m bench`: how long the program takes, beside floors and peers that run in turn with it.

Every time is the processor's, of a process of its own, the median of interleaved runs; a step's own time
leaves out its imports and inputs. K is the import of click and sqlite3; I is K with yaml, markdown_it and a
Pydantic model; N, D and the others are the programs of `bench/floors/`.

    python -m bench                      the table
    python -m bench --only build         only the groups whose name holds `build`
    python -m bench --large              also what takes minutes: 100,000 cards, 10,000 notes
    python -m bench --save FILE          keep the results
    python -m bench --compare FILE       put kept results beside the new ones
    python -m bench packages             packages for Anki, beside a direct writer, and many decks
    python -m bench scale                a collection of years, step by step
    python -m bench scheduler            logs to states, beside loops with everything inlined
    python -m bench survival [FOLDER]    how many cards keep their id through edits of the notes
"""

import argparse
import importlib
import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from bench import groups
from bench.frame import Verdict, environment, print_table

OTHERS = ("packages", "scale", "scheduler", "survival")
"""Benches of their own: modules whose `main` takes what else stands on the command line."""


def main(arguments: Sequence[str]) -> None:
    """Measure, and print one table; a missed target is told there, and is no failure."""
    if arguments and arguments[0] in OTHERS:
        importlib.import_module(f"bench.{arguments[0]}").main(arguments[1:])
        return
    options = _options(arguments)
    with tempfile.TemporaryDirectory(prefix="deacards-bench-") as name:
        folder = Path(name)
        verdicts = list(_verdicts(folder, options))
    print_table(verdicts)
    if options.compare:
        _compare(verdicts, json.loads(options.compare.read_text("utf-8")))
    if options.save:
        options.save.write_text(json.dumps([asdict(verdict) for verdict in verdicts], indent=1), "utf-8")


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    names = ", ".join(group.__name__ for group in groups.GROUPS)
    parser.add_argument("--only", metavar="NAME", default="", help=f"one of: {names}")
    parser.add_argument("--large", action="store_true")
    parser.add_argument("--installed", action="store_true", help="the program of this environment")
    parser.add_argument("--save", type=Path, metavar="FILE")
    parser.add_argument("--compare", type=Path, metavar="FILE")
    parser.add_argument("--peers", type=Path, metavar="VENV", help="an environment that holds peers")
    parser.add_argument("--notes", type=Path, metavar="FOLDER", help="real notes, to time derivation on")
    options = parser.parse_args(arguments)
    if not any(options.only in group.__name__ for group in groups.GROUPS):
        parser.error(f"no group is named {options.only}; there are {names}")
    return options


def _verdicts(folder: Path, options: argparse.Namespace) -> Iterator[Verdict]:
    peers = options.peers and options.peers.resolve()  # each measure runs in a folder of its own
    variables = environment(folder, installed=options.installed)
    world = groups.World(folder, variables, options.large, peers, options.notes)
    for group in groups.GROUPS:
        if options.only in group.__name__:
            print(f"measuring: {group.__doc__ or ''}".partition("\n")[0], flush=True)
            yield from group(world)


def _compare(verdicts: Sequence[Verdict], kept: list[dict[str, object]]) -> None:
    """Print what has changed since results were kept; the ratios are compared, not the times."""
    before = {str(each["what"]): float(str(each["value"])) for each in kept}
    print(f"\n{'what':<60} {'before':>8} {'now':>8} {'change':>8}")
    for verdict in verdicts:
        if old := before.get(verdict.what):
            change = f"{(verdict.value / old - 1) * 100:+.0f} %"
            print(f"{verdict.what:<60} {old:>8.2f} {verdict.value:>8.2f} {change:>8}")


if __name__ == "__main__":
    main(sys.argv[1:])
