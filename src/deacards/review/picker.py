"""Which deck to study: a list with counts, narrowed by typing. All of it is a function of the state."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from deacards.review.cells import Line, Span, cell_width, clip, line_of, text_of
from deacards.review.session import Session
from deacards.study.printable import printable
from deacards.study.snapshot import waiting_units
from deacards.study.study import Study, candidates_of
from deacards.study.unit import Slot
from deacards_scheduler.queue import due_queue
from deacards_scheduler.state import UnitState

DIM, BOLD, REVERSE = "2", "1", "7"
ALL = "All decks"
_COUNTS_WIDTH = 18
_MOVES = {"up": -1, "down": 1, "ctrl-p": -1, "ctrl-n": 1, "pgup": -10, "pgdn": 10, "home": -9999, "end": 9999}


@dataclass(frozen=True, slots=True)
class Row:
    """A deck, or all decks below one name: what a review of it would ask now. `name` is empty for all."""

    name: str
    decks: frozenset[str]
    new: int
    learning: int
    due: int

    @property
    def label(self) -> str:
        """Return the name as it is shown."""
        return printable(self.name).replace("::", " › ") or ALL


@dataclass(frozen=True, slots=True)
class Picker:
    """The rows to pick from, what was typed to narrow them, and which of those that are left is chosen."""

    rows: tuple[Row, ...]
    typed: str = ""
    chosen: int = 0

    @property
    def shown(self) -> tuple[Row, ...]:
        """Return the rows that hold every word that was typed, in any order."""
        words = self.typed.casefold().split()
        return tuple(row for row in self.rows if all(word in row.label.casefold() for word in words))


def row_of(session: Session) -> Row:
    """Return the row of all decks, from the session that asks them."""
    left = session.left()
    return Row("", frozenset(), left.new, left.learning, left.due)


def rows_of(study: Study, day: int) -> tuple[Row, ...]:
    """Return all decks as one, then each name with something to ask on `day`, the parts after the whole."""
    waiting = waiting_units(study.states, day)
    units = [slot for slot in study.slots if slot.id not in waiting]
    members: dict[str, list[Slot]] = {}
    for unit in units:
        for name in _lineage(unit.deck):
            members.setdefault(name, []).append(unit)
    known = ((unit, study.states[unit]) for unit in study.states if unit not in waiting)
    done = {unit: state for unit, state in known if state.last_day == day}
    rows = [_row(name, members[name], study, done, day) for name in _whole_before_parts(members)]
    asking = [row for row in rows if row.new + row.learning + row.due]
    return (_row("", units, study, done, day), *asking)


def press(picker: Picker, key: str) -> Picker:
    """Return the picker after a key that moves or narrows; any other changes nothing."""
    if key in _MOVES:
        last = max(0, len(picker.shown) - 1)
        return replace(picker, chosen=max(0, min(picker.chosen + _MOVES[key], last)))
    if key == "backspace":
        return replace(picker, typed=picker.typed[:-1], chosen=0)
    if key == "ctrl-u":
        return replace(picker, typed="", chosen=0)
    sign = " " if key == "space" else key
    if not picker.typed + sign.strip():
        return picker  # a space alone would narrow nothing
    return replace(picker, typed=picker.typed + sign, chosen=0) if len(sign) == 1 else picker


def view(picker: Picker, width: int, height: int) -> tuple[Line, ...]:
    """Return exactly `height` lines of at most `width` cells."""
    margin = "  " if width >= 40 else ""
    room = min(width - 2 * len(margin), 92)
    typed = Span(printable(picker.typed), BOLD) if picker.typed else Span("type to filter", DIM)
    title = (Span("Study which deck? "), typed)
    heads = f"{'new':>6}{'learn':>6}{'due':>6}"
    shown = picker.shown
    rows = max(1, height - 4)
    first = max(0, min(picker.chosen - rows // 2, len(shown) - rows))
    body = [
        _row_line(row, room, is_chosen=number == picker.chosen)
        for number, row in enumerate(shown[first : first + rows], first)
    ]
    body = body or [line_of("no deck is called like that", DIM)]
    body += [()] * (rows - len(body))
    foot = line_of("enter: study   esc: leave   ↑↓: choose", DIM)
    lines = [title, line_of(heads.rjust(room), DIM), *body, (), foot]
    return tuple(clip((Span(margin), *line) if line else (), width) for line in lines)[:height]


def _row_line(row: Row, width: int, *, is_chosen: bool) -> Line:
    counts = "".join(f"{number or '·':>6}" for number in (row.new, row.learning, row.due))
    label = clip(line_of(("› " if is_chosen else "  ") + row.label), max(4, width - _COUNTS_WIDTH))
    gap = " " * (width - _COUNTS_WIDTH - cell_width(text_of(label)))
    style = REVERSE if is_chosen else ""
    return (*(Span(span.text, style) for span in label), Span(gap + counts, style))


def _row(name: str, units: list[Slot], study: Study, done: Mapping[str, UnitState], day: int) -> Row:
    """Return a row: the queue that a review of these units would have."""
    known = {**done, **{unit.id: study.states[unit.id] for unit in units if unit.id in study.states}}
    candidates = candidates_of(units, study.limits.groups)
    queue = due_queue(candidates, known, day, study.limits, str(day))
    decks = frozenset(unit.deck for unit in units)
    return Row(name, decks, len(queue.new), len(queue.drill), len(queue.due))


def _lineage(deck: str) -> Iterator[str]:
    """Yield the names above a deck's, from the top, and its own."""
    parts = deck.split("::")
    return ("::".join(parts[:depth]) for depth in range(1, len(parts) + 1))


def _whole_before_parts(members: Mapping[str, list[Slot]]) -> Iterator[str]:
    """Yield the names in their order, without those that hold exactly what a single one below them holds."""
    sizes: dict[str, int] = {}
    for name, units in members.items():
        above = name.rpartition("::")[0]
        sizes[above] = max(sizes.get(above, 0), len(units))
    return (name for name, units in members.items() if sizes.get(name) != len(units))
