"""The last lines of the review screen: the keys that matter now, or the ratings with what they lead to."""

from collections.abc import Sequence

from deacards.review.cells import Line, Span, cell_width, line_of, text_of, wrap
from deacards.review.keys import RATINGS, Action, key_of
from deacards.review.looks import DIM, YELLOW, Screen, is_roomy
from deacards.review.wording import DAYS_A_MONTH, DAYS_A_YEAR, minutes_until
from deacards_scheduler.rating import Rating
from deacards_scheduler.state import UnitState

MESSAGE_ROWS = 4
RATING_STYLES = {Rating.AGAIN: "31", Rating.HARD: "33", Rating.GOOD: "32", Rating.EASY: "34"}


def footer(screen: Screen, width: int, height: int) -> list[Line]:
    """Return the message or the keys that matter now, in one line, and after the answer the ratings."""
    if screen.message:
        return list(wrap(line_of(screen.message, YELLOW), width))[:MESSAGE_ROWS]
    if screen.panel is not None:
        return [line_of("any key: back", DIM)]
    if screen.session.current is None:
        return [()]
    if not screen.is_shown:
        return [_prompt(screen, width)]
    return _buttons(screen, width, height)


def _prompt(screen: Screen, width: int) -> Line:
    """Return what can be done before the answer is shown."""
    keys = screen.keys
    hint = screen.session.current and screen.session.current.hint and not screen.shows_hint
    if screen.typed is not None:
        parts = ["enter: compare", "esc: stop typing"]
    else:
        parts = [f"{key_of(keys, Action.SHOW)}: show"]
        parts += [f"{key_of(keys, Action.HINT)}: hint"] if hint else []
        parts += [f"{key_of(keys, Action.HELP)}: help", f"{key_of(keys, Action.QUIT)}: quit"]
    while len(parts) > 1 and cell_width("   ".join(parts)) > width:
        parts.pop()
    return line_of("   ".join(parts), DIM)


def _buttons(screen: Screen, width: int, height: int) -> list[Line]:
    """Return the ratings with when each brings the card back, in the longest form that fits."""
    outcomes = list((screen.outcomes or {}).items())
    for gap, form in (("    ", "full"), ("  ", "short")):
        line = _button_row(screen, outcomes, gap, form)
        if cell_width(text_of(line)) <= width:
            return [line]
    if is_roomy(height):
        return [_button_row(screen, half, "  ", "short") for half in (outcomes[:2], outcomes[2:])]
    line = _button_row(screen, outcomes, " ", "tiny")
    if cell_width(text_of(line)) <= width:
        return [line]
    return [_button_row(screen, half, "  ", "tiny") for half in (outcomes[:2], outcomes[2:])]


def _button_row(screen: Screen, outcomes: Sequence[tuple[Rating, UnitState]], gap: str, form: str) -> Line:
    """Return ratings in one form: `full` is in words, `tiny` names no rating."""
    spans: list[Span] = []
    for rating, outcome in outcomes:
        key = key_of(screen.keys, RATINGS[rating - 1])
        if not key:
            continue
        name = "" if form == "tiny" else f" {rating.name.capitalize()}"
        when = _short_return(rating, outcome, screen, form)
        style = RATING_STYLES[rating]
        spans += [Span(gap if spans else ""), Span(key + name, style), Span(f" {when}" if when else "", DIM)]
    return tuple(spans)


def _short_return(rating: Rating, outcome: UnitState, screen: Screen, form: str) -> str:
    """Return when a rating brings the card back: `10m`, `6d`, `today, then 1d`."""
    if screen.session.terms.practice:
        return "today" if rating < Rating.GOOD else ""
    if outcome.returns_at is not None:
        return minutes_until(outcome.returns_at, screen.now).replace(" minutes", "m").replace(" minute", "m")
    due = outcome.memory.due_day
    days = "" if due is None else short_interval(due - screen.now.day)
    if not outcome.is_drilling(screen.now.day):
        return days
    return {"full": f"today, then {days}", "short": f"↻{days}"}.get(form, days)


def short_interval(days: int) -> str:
    """Return a number of days as `12d`, `3.5mo` or `2.1y`."""
    if days < 60:
        return f"{max(days, 0)}d"
    months = days / DAYS_A_MONTH
    return f"{months:.1f}mo" if months < 24 else f"{days / DAYS_A_YEAR:.1f}y"
