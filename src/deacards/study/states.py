"""The states that a log leads to: from a snapshot as far as that goes, from the log for the rest."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar

from deacards.memory import collection_paused
from deacards.problem import Problem
from deacards.progress import Progress, told, untold
from deacards.study.log import READING, REPLAYING, LogFile, is_marked, log_spans, read_files
from deacards.study.snapshot import Changed, Snapshot, read_snapshot, write_snapshot
from deacards_scheduler.fuzz import Fuzz, balanced
from deacards_scheduler.state import UnitState

if TYPE_CHECKING:  # what has to do with events is imported where there are some
    from deacards_scheduler.algorithm import Params
    from deacards_scheduler.event import Event

States = Mapping[str, UnitState]
Fold = Callable[[States, "Sequence[Event]"], States | None]
"""Returns the states after events, all of which come after those that led to the states before.

None says that these events cannot be folded onto what there is."""

REWRITTEN_AFTER = 500
"""So many events may follow a snapshot before it is made anew: to fold them takes less than to write it."""

NOTHING = Snapshot()


class Cache(NamedTuple):
    """Where a snapshot is kept, and a digest of the program that makes it."""

    file: Path
    program: str

    def key(self, params: "Params", rollover_hour: int) -> str:
        """Return what a snapshot holds for: this program, and this way to schedule."""
        return f"{self.program} {params} {rollover_hour}"


class Advanced(NamedTuple):
    """A snapshot after all that the log holds.

    So many `events` were new, all of them if it was made anew. With `is_whole` nothing torn stands at the end
    of a file.
    """

    snapshot: Snapshot
    events: int
    is_whole: bool
    is_anew: bool

    @property
    def is_worth_keeping(self) -> bool:
        """Return whether the next start saves more by it than to write it takes."""
        return self.is_whole and (self.is_anew or self.events > REWRITTEN_AFTER)


class Teller(Protocol):
    """Somebody whom the events of a log are told, in one go or in several."""

    def fold(self, before: States, events: "Sequence[Event]", /) -> States | None:
        """Take events, all of which come after those that led to the states before; see `Fold`."""


T = TypeVar("T", bound=Teller)


def read_states(  # noqa: PLR0913, PLR0917 - all that states hang on, and whom to tell
    root: Path,
    folder: Path,
    params: "Params",
    rollover_hour: int,
    cache: Cache | None,
    tell: Progress = untold,
) -> tuple[States, tuple[Problem, ...]]:
    """Return the states of all units under `folder`'s log, and the lines that could not be read.

    Without a cache, or with one that is of no use, the whole log is read. Raises `LogError`.
    """
    exact = _exact(params)
    known = read_snapshot(cache.file, cache.key(exact, rollover_hour)) if cache else None
    replaying = _Replaying(exact, rollover_hour)
    with collection_paused():
        advanced = advance(root, folder, known, replaying.fold, tell) if known else None
        if advanced is None:
            _, advanced = told_anew(root, folder, lambda: replaying, tell)
    now = advanced.snapshot
    if cache and advanced.is_worth_keeping:
        keep_states(now, params, rollover_hour, cache)
    return shown_states(now, params), now.problems


def keep_states(snapshot: Snapshot, params: "Params", rollover_hour: int, cache: Cache) -> None:
    """Keep a snapshot of the whole log for `read_states`."""
    write_snapshot(cache.file, cache.key(_exact(params), rollover_hour), snapshot)


def shown_states(snapshot: Snapshot, params: "Params") -> States:
    """Return the states of a snapshot as units are asked: their days in balance, if that is wished for."""
    return balanced(snapshot.states) if params.fuzz is Fuzz.BALANCE else snapshot.states


def _exact(params: "Params") -> "Params":
    """Return the parameters without balancing: it looks at all units at once, after all that can be kept."""
    return replace(params, fuzz=Fuzz.ON) if params.fuzz is Fuzz.BALANCE else params


def advance(
    root: Path, folder: Path, known: Snapshot, fold: Fold, tell: Progress = untold
) -> Advanced | None:
    """Return the snapshot after all that the log under `folder` holds and `known` does not.

    It is None if what was read has changed, or an event reaches back behind what was before it. The log is
    read span by span, so that its events need not be in memory all at once.
    """
    if not all(is_marked(root / path, mark) for path, mark in known.marks.items()):
        return None
    now, count, is_whole = known, 0, True
    spans = list(log_spans(folder))
    total, before = sum(map(len, spans)), 0
    for span in spans:
        files = read_files(root, told(span, READING, tell, total, before), known.marks)
        before += len(span)
        tell(REPLAYING, before, total)
        events = _events(files)
        states = fold(now.states, events) if _come_after(now, events) else None
        if states is None:
            return None
        now = _grown(now, files, states)
        count += len(events)
        is_whole = is_whole and all(file.is_whole for file in files)
    return Advanced(now, count, is_whole, known is NOTHING)


def told_anew(root: Path, folder: Path, make: Callable[[], T], tell: Progress = untold) -> tuple[T, Advanced]:
    """Return a new teller, who was told the whole log, and what that led to.

    It is told span by span or, where events reach back behind what was before them, another one at once.
    """
    teller = make()
    if advanced := advance(root, folder, NOTHING, teller.fold, tell):
        return teller, advanced
    teller = make()
    return teller, _read_whole(root, folder, teller.fold, tell)


def _read_whole(root: Path, folder: Path, fold: Fold, tell: Progress) -> Advanced:
    """Return the snapshot after the whole log, whatever its events reach back to."""
    paths = [path for span in log_spans(folder) for path in span]
    files = read_files(root, told(paths, READING, tell, len(paths)))
    tell(REPLAYING, len(paths), len(paths))
    events = _events(files)
    snapshot = _grown(NOTHING, files, fold({}, events) or {})
    return Advanced(snapshot, len(events), all(file.is_whole for file in files), is_anew=True)


class _Replaying(NamedTuple):
    """A teller who keeps nothing but the states."""

    params: "Params"
    rollover_hour: int

    def fold(self, before: States, events: "Sequence[Event]") -> States:
        """Return the states after new events; those of units that they do not tell of are left."""
        if not events:
            return before
        from deacards_scheduler.replay import events_by_unit, replay  # noqa: PLC0415 - see above

        if isinstance(before, dict):
            return replay(events, self.params, self.rollover_hour, before)
        touched = {unit: before[unit] for unit in events_by_unit(events) if unit in before}
        changed = replay(events, self.params, self.rollover_hour, touched)
        return Changed(before, changed) if changed else before


def _events(files: Sequence[LogFile]) -> "list[Event]":
    """Return all events that were read."""
    return [event for file in files for event in file.events]


def _come_after(known: Snapshot, events: "Sequence[Event]") -> bool:
    """Return whether new events can be folded onto a snapshot: none reaches beyond them."""
    if not events:
        return True
    from deacards_scheduler.event import Alias, Undo  # noqa: PLC0415 - see above

    ids = {event.id for event in events}
    return (
        not known.has_alias
        and min(_stamps(events)) > known.newest
        and min(ids) > known.latest_id
        and not any(isinstance(event, Alias) for event in events)
        and all(event.ref in ids for event in events if isinstance(event, Undo))
    )


def _stamps(events: "Sequence[Event]") -> Iterator[tuple[float, str]]:
    """Yield the instant and the id of each event."""
    return ((event.at.timestamp(), event.id) for event in events)


def _grown(known: Snapshot, files: Sequence[LogFile], states: Mapping[str, UnitState]) -> Snapshot:
    """Return a snapshot of `states`, which new events of `files` have led to."""
    events = _events(files)
    return Snapshot(
        marks={**known.marks, **{file.path: file.mark for file in files}},
        newest=max(known.newest, max(_stamps(events), default=known.newest)),
        latest_id=max(known.latest_id, max((event.id for event in events), default="")),
        has_alias=known.has_alias or _has_alias(events),
        problems=(*known.problems, *(problem for file in files for problem in file.problems)),
        states=states,
    )


def _has_alias(events: "Sequence[Event]") -> bool:
    """Return whether some unit was given another name."""
    if not events:
        return False
    from deacards_scheduler.event import Alias  # noqa: PLC0415 - see above

    return any(isinstance(event, Alias) for event in events)
