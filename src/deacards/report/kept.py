"""The past as a cache keeps it: only what the log tells since then is read."""

from collections.abc import Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, NamedTuple

from deacards.memory import collection_paused
from deacards.progress import Progress, untold
from deacards.report.history import Past, Tally, Telling
from deacards.sealed import write_sealed
from deacards.study.snapshot import Snapshot, plain_of, read_plain, snapshot_of
from deacards.study.states import Cache, advance, told_anew
from deacards_scheduler.algorithm import Params

_PARTS = [part.name for part in fields(Tally) if part.name != "seen"]


class Told(NamedTuple):
    """The past, and what the same log leads to; with `is_anew` it is whole, and none of it had been kept."""

    past: Past
    snapshot: Snapshot
    is_anew: bool


def kept_past(  # noqa: PLR0913, PLR0917 - all that the past hangs on, and whom to tell
    root: Path,
    folder: Path,
    params: Params,
    rollover_hour: int,
    cache: Cache | None,
    tell: Progress = untold,
) -> Told:
    """Return the past of all units under `folder`'s log, and keep it. Raises `LogError`."""
    plain = read_plain(cache.file, cache.key(params, rollover_hour)) if cache else None
    with collection_paused():
        advanced = None
        if plain:
            telling = Telling(params, rollover_hour, past=_past_of(plain), last_day=plain["last_day"])
            advanced = advance(root, folder, snapshot_of(plain), telling.fold, tell)
        if advanced is None:
            telling, advanced = told_anew(root, folder, lambda: Telling(params, rollover_hour), tell)
    past = telling.past
    if cache and advanced.is_worth_keeping:
        kept = {**plain_of(advanced.snapshot), **_plain_past(past, telling.last_day)}
        write_sealed(cache.file, cache.key(params, rollover_hour), kept)
    return Told(past, advanced.snapshot, advanced.is_whole and advanced.is_anew)


def _plain_past(past: Past, last_day: int) -> dict[str, Any]:
    """Return the days as plain values; only the last one may go on, so only its units are kept by name."""
    seen = list(past[last_day].seen) if last_day in past else []
    days = {day: [getattr(tally, part) for part in _PARTS] for day, tally in past.items()}
    return {"last_day": last_day, "days": days, "seen": seen}


def _past_of(plain: Mapping[str, Any]) -> Past:
    """Return the days that `_plain_past` made plain."""
    days = {day: Tally(**dict(zip(_PARTS, values, strict=True))) for day, values in plain["days"].items()}
    last = plain["last_day"]
    return days | ({last: replace(days[last], seen=set(plain["seen"]))} if last in days else {})
