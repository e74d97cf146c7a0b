"""What study says, as lines of text: questions, answers, ratings, the closing words."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from deacards.deck.cardtype import CardType
from deacards.review.cells import cell_width, clip, line_of, text_of
from deacards.review.session import Left
from deacards.study.printable import printable
from deacards.study.unit import Unit
from deacards_scheduler.days import DAY_SECONDS, Moment
from deacards_scheduler.rating import Rating
from deacards_scheduler.state import UnitState

if TYPE_CHECKING:  # there is none before the session is over
    from deacards.review.summary import Summary

DAYS_A_MONTH = 30.44
DAYS_A_YEAR = 365.25


def question_lines(unit: Unit, left: Left) -> list[str]:
    """Return what is shown of a unit before its answer: counts, deck, context, question."""
    return [
        f"[{left.new} new, {left.learning} learning, {left.due} due] {printable(unit.deck)}",
        *([" > ".join(map(printable, unit.context))] if unit.context else []),
        prompt_of(unit),
    ]


def prompt_of(unit: Unit) -> str:
    """Return what is asked; a list says how many items it has."""
    prompt = printable(unit.prompt)
    count = len(unit.answer)
    if unit.type is CardType.LIST and f"({count})" not in prompt:
        return f"{prompt} ({counted(count, 'item')})"
    return prompt


def answer_lines(unit: Unit) -> list[str]:
    """Return a unit's answer: a list with bullets, then what else the card tells."""
    bullet = "- " if len(unit.answer) > 1 or unit.type is CardType.LIST else ""
    extra = ["", printable(unit.extra).strip()] if unit.extra.strip() else []
    return [*(f"{bullet}{printable(item)}" for item in unit.answer), *extra]


def rating_line(outcomes: Mapping[Rating, UnitState], now: Moment, *, practice: bool) -> str:
    """Return the four ratings, each with when the unit would come back if it were chosen `now`."""
    labels = []
    for rating, outcome in outcomes.items():
        parts = return_of(rating, outcome, now, practice=practice)
        label = f" ({', then '.join(parts)})" if parts else ""
        labels.append(f"{rating.value} {rating.name.capitalize()}{label}")
    return "   ".join(labels)


def return_of(rating: Rating, outcome: UnitState, now: Moment, *, practice: bool) -> list[str]:
    """Return when a unit comes back: in minutes, or today and then after some days; [] for never."""
    if practice:
        return ["again today"] if rating < Rating.GOOD else []
    if outcome.returns_at is not None:
        return [minutes_until(outcome.returns_at, now)]
    parts = ["again today"] if outcome.is_drilling(now.day) else []
    due = outcome.memory.due_day
    return parts if due is None else [*parts, interval(due - now.day)]


def minutes_until(moment: Moment, now: Moment) -> str:
    """Return the time from `now` to `moment` in words, by the minute; at least one."""
    seconds = (moment.day - now.day) * DAY_SECONDS + moment.second - now.second
    return counted(max(1, round(seconds / 60)), "minute")


def summary_lines(summary: "Summary", width: int | None = None) -> list[str]:
    """Return the closing words: cards, time, recall, the hardest, tomorrow, and the next command.

    With a `width` in cells long questions are cut, so that each of the hardest keeps to one line.
    """
    if summary.units:
        lines = [_achievement(summary), *_hardest_lines(summary, width)]
    else:
        lines = ["No card was answered." if summary.left else "Nothing is due now."]
    if summary.left:
        lines.append(f"Left: {summary.left}{_learning(summary)}.")
    lines.append(f"Due tomorrow: {summary.due_tomorrow}.")
    return [*lines, f"Next: deacards {'review' if summary.left or summary.is_more else 'status'}"]


def interval(days: int) -> str:
    """Return a number of days in words: days up to two months, months up to two years, then years."""
    if days < 60:
        return counted(max(days, 0), "day")
    months = days / DAYS_A_MONTH
    return f"{months:.1f} months" if months < 24 else f"{days / DAYS_A_YEAR:.1f} years"


def counted(number: int, noun: str) -> str:
    """Return a number with its noun, `1 card` or `2 cards`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _achievement(summary: "Summary") -> str:
    """Return what was done, in one sentence."""
    minutes, seconds = divmod(summary.seconds, 60)
    time = f"{minutes} min {seconds} s" if minutes else f"{seconds} s"
    parts = [f"{summary.new} new"] if summary.new else []
    if summary.reviewed:
        share = round(100 * summary.recalled / summary.reviewed)
        parts.append(f"{summary.recalled} of {summary.reviewed} recalled ({share} %)")
    return f"{counted(summary.units, 'card')} in {time}{': ' if parts else ''}{', '.join(parts)}."


def _learning(summary: "Summary") -> str:
    """Return when the next card in learning comes back, if that is in minutes."""
    if summary.returns_seconds is None:
        return ""
    minutes = counted(max(1, round(summary.returns_seconds / 60)), "minute")
    return f", the next in learning {'now' if summary.returns_seconds <= 0 else f'in {minutes}'}"


def _hardest_lines(summary: "Summary", width: int | None) -> list[str]:
    """Return the hardest units, each with where its card can be bettered."""
    lines = []
    for unit in summary.hardest:
        prompt, place = " ".join(printable(unit.prompt).split()), f" ({unit.places[0]})"
        room = None if width is None else max(20, width - cell_width(place) - 2)
        lines.append(f"- {prompt if room is None else text_of(clip(line_of(prompt), room))}{place}")
    return ["Hardest:", *lines] if lines else []
