"""`deacards stats`: what one's study came to, and what is to come."""

import shutil
import sys
from collections.abc import Collection
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path

import click

from deacards.cli import output
from deacards.cli.openstudy import STATES, Opened, cache_of, open_shelf, open_study
from deacards.cli.progressline import progress
from deacards.cli.remember import Memory, open_memory
from deacards.collection import open_collection
from deacards.memory import collection_paused
from deacards.problem import Severity, UsageError
from deacards.progress import Progress
from deacards.report.history import Past, read_past
from deacards.report.kept import kept_past
from deacards.report.stats import Retention, Share, Stats, compute
from deacards.report.terminal import report_lines
from deacards.store import ANY, write_file
from deacards.study.log import read_log
from deacards.study.opening import study_with
from deacards.study.states import keep_states, shown_states
from deacards.study.study import Study
from deacards.study.unit import Slotted, matching
from deacards_scheduler.days import study_day

PAST = "past.marshal"
LEAST_WIDTH, MOST_WIDTH = 40, 100


@click.command
@click.argument("deck", default="")
@click.option(
    "--days", type=click.IntRange(1, 3660), default=365, show_default=True, help="How far to look back."
)
@click.option("--html", type=click.Path(dir_okay=False, path_type=Path), help="Write a page to this file.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(*, deck: str, days: int, html: Path | None, as_json: bool) -> int:
    """Show recall, the coming days, and what was done.

    DECK is a part of a deck's name or of its file's, or a glob; without it all decks count.
    """
    memory = open_memory()
    with progress(quiet=as_json) as tell:
        study, past, slots = _open(memory, deck, tell)
    now = datetime.now(UTC).astimezone()
    stats = compute(past, study, slots, study_day(now, study.terms.rollover_hour), days)
    if html is not None:
        from deacards.report.html import page

        name = open_collection(Path(memory.root)).name
        title = f"{name}: {deck}" if deck else name
        _write(html, page(stats, title, f"{now:%Y-%m-%d %H:%M}"))
        output.say(f"Wrote {html}")
    if as_json:
        output.show_json(record_of(stats))
    elif html is None:
        width = shutil.get_terminal_size().columns if sys.stdout.isatty() else 80
        for line in report_lines(stats, min(max(width, LEAST_WIDTH), MOST_WIDTH)):
            output.tell(line)
        output.say("Next: deacards review")
    output.show_problems(study.problems)
    return int(any(problem.severity is Severity.ERROR for problem in study.problems))


def record_of(stats: Stats) -> dict[str, object]:
    """Return the figures as `--json` prints them: the keys are a contract; days are dates, seconds whole."""
    return {
        "date": _date(stats.today),
        "window_days": stats.window_days,
        "days": {
            _date(day): {**asdict(done), "seconds": round(done.seconds)} for day, done in stats.days.items()
        },
        "streak": asdict(stats.streak),
        "retention": [_retention(row) for row in stats.retention],
        "forecast": list(stats.forecast),
        "leeches": [
            {
                "id": leech.unit.id,
                "prompt": leech.unit.prompt,
                "lapses": leech.lapses,
                "places": leech.unit.places,
            }
            for leech in stats.leeches
        ],
        "intervals": {str(bound): number for bound, number in stats.intervals.items()},
        stats.strength or "ease": {f"{value:g}": number for value, number in stats.strengths.items()},
        "hours": [asdict(share) for share in stats.hours],
        "cards": dict(stats.cards),
    }


def _retention(row: Retention) -> dict[str, object]:
    shares = {"young": row.young, "mature": row.mature, "all": row.all}
    return {"days": row.days, **{name: _share(share) for name, share in shares.items()}}


def _share(share: Share) -> dict[str, object]:
    return {**asdict(share), "percent": None if share.percent is None else round(share.percent, 1)}


def _open(memory: Memory, deck: str, tell: Progress) -> tuple[Study, Past, Collection[Slotted]]:
    """Return the study, its past, and the units in use: those of the decks that are called like `deck`.

    Of all decks both come from one reading of the log. Raises `UsageError` if there are none.
    """
    if deck:
        return _open_some(open_study(memory, tell), deck, tell)
    shelf, _ = open_shelf(memory, tell)
    root, terms = Path(memory.root), shelf.setup.terms
    reviews = root / shelf.setup.reviews
    told = kept_past(root, reviews, terms.params, terms.rollover_hour, cache_of(memory, PAST), tell)
    if told.is_anew and (states := cache_of(memory, STATES)):
        keep_states(told.snapshot, terms.params, terms.rollover_hour, states)
    study = study_with(shelf, shown_states(told.snapshot, terms.params), told.snapshot.problems)
    return study, told.past, study.slots


def _open_some(opened: Opened, deck: str, tell: Progress) -> tuple[Study, Past, Collection[Slotted]]:
    study, terms = opened.study, opened.study.terms
    slots = matching(study.slots, deck)
    if not slots:
        raise UsageError(f"no deck is called like {deck!r}; all are listed by: deacards cards list")
    chosen = {unit.id for unit in matching(study.units, deck)}
    with collection_paused():
        events = read_log(opened.root, opened.root / opened.setup.reviews, tell).events
        past = read_past(events, terms.params, terms.rollover_hour, chosen)
    return study, past, slots


def _write(file: Path, text: str) -> None:
    """Write a page where the person wants it, in the collection or not."""
    folder = file.absolute().parent
    if not folder.is_dir():
        raise UsageError(f"{file}: there is no folder {folder}")
    write_file(folder, file.name, text.encode(), expected=ANY)


def _date(day: int) -> str:
    return date.fromordinal(day).isoformat()
