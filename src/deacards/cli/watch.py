"""`deacards build --watch`: a build after every save, told in one quiet line."""

import contextlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from deacards.build.outcome import Outcome
from deacards.cli import output
from deacards.cli.build import summary_of
from deacards.collection import Collection, open_collection
from deacards.problem import DeacardsError, UsageError

Builder = Callable[[], Outcome]


def build_on_change(build: Builder) -> int:
    """Build now and whenever a note, a deck or the configuration changes, until Ctrl-C; return 0."""
    collection = open_collection(Path.cwd())
    with contextlib.suppress(KeyboardInterrupt):
        _watch(collection, build)
    return 0


def _watch(collection: Collection, build: Builder) -> None:
    tell_build(build)
    changes = _changes(collection)
    next(changes)  # now it is certain that nothing escapes
    tell_build(build)
    output.say(f"Watching {', '.join(path.name for path in _watched(collection))}. Ctrl-C ends it.")
    follow(changes, build)


def follow(changes: Iterable[object], build: Builder) -> None:
    """Build once for each of the `changes` that is not empty."""
    for change in changes:
        if change:
            tell_build(build)


def tell_build(build: Builder) -> None:
    """Build, and tell the first line of what that came to if it changed anything.

    A fault is told, and waits to be mended: the watch goes on.
    """
    try:
        outcome = build()
    except DeacardsError as exc:
        output.show_error(exc)
        return
    output.show_briefly(outcome.problems)
    if outcome.written:
        output.tell(next(summary_of(outcome, dry_run=False)))


def _watched(collection: Collection) -> list[Path]:
    """Return what is there to be watched."""
    places = (collection.notes, collection.cards, collection.file)
    return [path for path in places if path.exists()]


def _changes(collection: Collection) -> Iterator[object]:
    """Yield what changed after each burst of changes, and an empty set each second without one.

    Raises `UsageError` where the library for it is missing.
    """
    try:
        from watchfiles import watch
    except ImportError as exc:
        raise UsageError(
            "--watch needs the library watchfiles; install it with: pip install 'deacards[watch]'"
        ) from exc
    places = _watched(collection)
    return iter(watch(*places, raise_interrupt=False, rust_timeout=1000, yield_on_timeout=True))
