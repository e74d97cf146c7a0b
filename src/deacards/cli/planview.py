"""What a build would change, printed: one view for `diff` and for `build --dry-run`."""

from collections.abc import Iterable

import click

from deacards.cli import output
from deacards.collection import Collection
from deacards.progress import Progress, untold
from deacards.regenerate.describe import Histories, ReadLine, describe
from deacards.regenerate.plan import Plan
from deacards.regenerate.worddiff import Piece, Sign

_COLOURS = {Sign.GONE: "red", Sign.NEW: "green", Sign.REMARK: "bright_black"}


def read_histories(collection: Collection, tell: Progress = untold) -> Histories:
    """Return what the log tells of the cards. Raises `LogError` for a log that cannot be read."""
    from deacards.study.histories import histories_of
    from deacards.study.settings import params_of
    from deacards.study.states import read_states

    config = collection.config
    params, rollover = params_of(config.scheduler), config.review.rollover_hour
    states, _ = read_states(collection.root, collection.reviews, params, rollover, None, tell)
    return histories_of(states)


def show_plan(plan: Plan, histories: Histories) -> None:
    """Print a plan card by card; in colour where the terminal wants it."""
    show_lines(describe(plan, histories))


def show_lines(lines: Iterable[ReadLine]) -> None:
    """Print lines of pieces: words that go or come in colour, or between marks where there is none."""
    coloured = output.is_coloured()
    for line in lines:
        text = "".join(_coloured(piece) if coloured else str(piece) for piece in line)
        output.tell(text.rstrip())


def _coloured(piece: Piece) -> str:
    colour = _COLOURS.get(piece.sign)
    return click.style(piece.text, fg=colour, strikethrough=piece.sign is Sign.GONE) if colour else piece.text
