"""What covers the card for a while: the keys, and all that is known of a card."""

from collections.abc import Sequence
from datetime import date

from deacards.review.cells import Line, Span, line_of
from deacards.review.keys import Action, Keymap
from deacards.review.wording import counted, interval
from deacards.study.printable import printable
from deacards.study.unit import Unit
from deacards_scheduler.days import Moment
from deacards_scheduler.event import Bury, Cram, Event, Reset, Review, SetDue, Suspend, Unsuspend
from deacards_scheduler.state import AnkiReview, FsrsState, Memory, New, Sm2State, UnitState

DIM, BOLD = "2", "1"
_MEANINGS = {
    Action.SHOW: "show the answer; then Good",
    Action.AGAIN: "Again: not known",
    Action.HARD: "Hard: known with trouble",
    Action.GOOD: "Good: known",
    Action.EASY: "Easy: known at once",
    Action.UNDO: "undo, as often as you like",
    Action.HINT: "hint",
    Action.INFO: "info: source, rule, history",
    Action.EDIT: "edit the card in your editor",
    Action.OPEN: "open its media, note or deck",
    Action.BURY: "put off until tomorrow",
    Action.SUSPEND: "suspend this question",
    Action.SUSPEND_CARD: "suspend all of its card",
    Action.MARK: "mark: tag `marked`",
    Action.FLAG: "flag: tag `flagged`",
    Action.DOWN: "scroll down",
    Action.UP: "scroll up",
    Action.PAGE_DOWN: "a page down",
    Action.PAGE_UP: "a page up",
    Action.HELP: "this help",
    Action.QUIT: "quit; all answers are saved",
}


def help_lines(keys: Keymap) -> tuple[Line, ...]:
    """Return what each key does."""
    rows = {action: " ".join(key for key, each in keys.items() if each is action) for action in _MEANINGS}
    lines = [(Span(f"{names:<12}", BOLD), Span(_MEANINGS[action])) for action, names in rows.items() if names]
    note = "↻ before a number of days: again today, and then after so many days."
    return (*lines, (), line_of(note, DIM))


def info_lines(
    unit: Unit, state: UnitState, now: Moment, source: Sequence[str], history: Sequence[Event]
) -> tuple[Line, ...]:
    """Return where a card is from, how it stands, and what happened to it."""
    facts = {
        "Card": f"{unit.id}, {unit.type.value}, {unit.deck}",
        "Deck": f"{unit.deck_path}:{unit.deck_line}",
        "Note": f"{unit.places[0]}, rule {unit.rule}" if unit.lines else "none: written by hand",
        "Tags": " ".join(unit.tags),
        "State": "; ".join(_state(state, now)),
    }
    lines: list[Line] = [
        (Span(f"{label:<6}", BOLD), Span(printable(fact))) for label, fact in facts.items() if fact
    ]
    if source and unit.lines:
        lines.append(())
        lines += [
            (Span(f"{number:>5} ", DIM), Span(printable(line).expandtabs(4)))
            for number, line in enumerate(source, unit.lines[0])
        ]
    lines += [(), line_of("History" if history else "Never answered.", BOLD)]
    return (*lines, *(line_of(_told(event)) for event in reversed(history)))


def _state(state: UnitState, now: Moment) -> list[str]:
    """Return how a unit stands: when it is due, how hard it is, how often it was seen and forgotten."""
    parts = ["suspended"] if state.suspended else []
    due = state.memory.due_day
    if due is not None:
        late = now.day - due
        parts.append(f"due {date.fromordinal(due)}" + (f", {counted(late, 'day')} ago" if late > 0 else ""))
    parts += _strength(state.memory)
    return [*parts, counted(state.reps, "review"), counted(state.lapses, "lapse")]


def _strength(memory: Memory) -> list[str]:
    """Return what the algorithm knows of a unit."""
    match memory:
        case New():
            return ["new"]
        case Sm2State(ease_hundredths=ease):
            return [f"interval {interval(memory.interval_days)}", f"ease {ease / 100:.2f}"]
        case AnkiReview(ease_thousandths=ease):
            return [f"interval {interval(memory.interval_days)}", f"ease {ease / 1000:.2f}"]
        case FsrsState(stability=stability, difficulty=difficulty):
            return [f"stability {stability:.1f} days", f"difficulty {difficulty:.1f} of 10"]
        case _:
            return ["in learning"]


def _told(event: Event) -> str:
    """Return an event as a line: when, what, and how long an answer took."""
    at = f"{event.at:%Y-%m-%d %H:%M}"
    match event:
        case Review(rating=rating, elapsed_ms=ms):
            return f"{at}  {rating.name.capitalize():<6} {ms / 1000:>6.1f} s"
        case Cram(rating=rating, elapsed_ms=ms):
            return f"{at}  {rating.name.capitalize():<6} {ms / 1000:>6.1f} s  practice"
        case SetDue(due_day=day):
            return f"{at}  due set to {date.fromordinal(day)}"
        case Suspend() | Unsuspend() | Bury() | Reset():
            return f"{at}  {type(event).__name__.lower()}"
        case _:
            return f"{at}  -"
