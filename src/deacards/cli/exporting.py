"""A package for Anki from the decks as they are, with or without the history of the terminal."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from deacards.anki.package import PackageResult
from deacards.anki.schedule import Schedule
from deacards.anki.schedules import Telling
from deacards.build.packaging import (
    Lazy,
    decks_of,
    known_of,
    ledger_write,
    package_of,
    package_write,
    packaged,
    read_ledger,
    supply_of,
)
from deacards.build.stock import read_stock
from deacards.cache import Cache
from deacards.cli import output
from deacards.cli.kept import open_cache
from deacards.cli.progressline import progress
from deacards.collection import Collection, open_collection
from deacards.deck.deckfile import DeckFile
from deacards.memory import collection_paused
from deacards.problem import Problem, ProblemsError, Severity, UsageError
from deacards.progress import Progress
from deacards.store import write_files
from deacards.study.settings import params_of
from deacards.study.states import shown_states, told_anew
from deacards.study.unit import matching
from deacards.study.units import units_of

SUFFIX = ".apkg"


class Wish(NamedTuple):
    """What to export: `deck` is a pattern, empty for all; `file` where to, None for the folder of exports.

    `prefix` goes before the names of all decks, None for what the configuration says.
    """

    deck: str
    file: Path | None
    prefix: str | None
    with_history: bool


def export(wish: Wish) -> int:
    """Write the package that is wished for, tell of it, and return the exit code."""
    collection = open_collection(Path.cwd())
    target = wish.file or collection.package
    if target.suffix != SUFFIX:
        raise UsageError(f"{target}: Anki imports only files that end in {SUFFIX}; name it {target}{SUFFIX}")
    with progress() as tell, open_cache(collection.root) as cache, collection_paused():
        told = read_ledger(collection, cache)
        if any(problem.severity is Severity.ERROR for problem in told.problems):
            raise ProblemsError(list(told.problems))
        history = _history(collection, tell) if wish.with_history else History({}, ())
        digests, decks = _chosen_decks(collection, wish.deck, cache, tell)
        known = known_of(cache, told, digests)
        package = package_of(
            decks_of(decks),
            told,
            datetime.now(UTC).astimezone(),
            supply_of(collection, told, decks, history.schedules, known)._replace(tell=tell),
            prefix=collection.export.deck_prefix if wish.prefix is None else wish.prefix,
        )
        ledger = ledger_write(collection, told, package, cache)
    output.show_problems([*told.problems, *history.problems, *package.problems, *package.notices])
    if not package.notes:
        raise UsageError("there are no cards to export; make some: deacards build")
    write_files(collection.root, [ledger])
    write_files(target.parent, [package_write(target.name, package)])
    shown = collection.relative(target) if wish.file is None else str(wish.file)
    written = packaged(shown, package)
    output.tell(f"Wrote {written}")
    if written.retired:
        output.tell(output.retired_in(written))
    if wish.with_history:
        for line in _history_summary(package):
            output.tell(line)
    output.say(f"Next: in Anki, File > Import, and choose {target.name}")
    return int(any(problem.severity is Severity.ERROR for problem in package.problems))


class History(NamedTuple):
    """What the review log tells of the units, for Anki, and what is wrong with it."""

    schedules: Mapping[str, Schedule]
    problems: tuple[Problem, ...]


def _history(collection: Collection, tell: Progress) -> History:
    """Return the schedules of all units that were reviewed."""
    params = params_of(collection.config.scheduler)
    rollover_hour = collection.export.rollover_hour
    root, reviews = collection.root, collection.reviews
    telling, advanced = told_anew(root, reviews, lambda: Telling(params, rollover_hour), tell)
    states = shown_states(advanced.snapshot, params)
    return History(telling.schedules(states), advanced.snapshot.problems)


def _history_summary(package: PackageResult) -> Iterator[str]:
    """Yield what became of the reviews."""
    if not package.with_history:
        yield "No card of it has been reviewed, so there is no history to send."
        return
    yield f"{output.counted(package.with_history, 'Anki card')} of it with the reviews from your log."
    yield "Tick “Import any learning progress” when you import."
    if package.told_before:
        yield (
            f"In an earlier package already: {output.counted(package.told_before, 'card')}. Where Anki has a "
            "card, it keeps its own schedule, and nothing that is sent changes that."
        )


def _chosen_decks(
    collection: Collection, pattern: str, cache: Cache, tell: Progress
) -> tuple[Mapping[str, str], Mapping[str, DeckFile]]:
    """Return the digests of the decks that `pattern` names, by path, and the decks, which nobody holds.

    Raises `ProblemsError` while any deck is faulty.
    """
    stock, problems = read_stock(collection.root, collection.cards, cache, {}, tell)
    if problems:
        raise ProblemsError(list(problems))
    decks = Lazy(stock.digests.keys(), stock.read)
    if not pattern:
        return stock.digests, decks
    paths = {unit.deck_path for unit in matching(units_of(decks.values()), pattern)}
    if not paths:
        raise UsageError(f"no deck is called like {pattern!r}; all are listed by: deacards cards list")
    return {path: stock.digests[path] for path in paths}, Lazy(paths, stock.read)
