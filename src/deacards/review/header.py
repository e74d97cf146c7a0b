"""The first lines of the review screen: the deck, what is left, and how far the session is."""

from deacards.review.cells import Line, Span, cell_width, clip, line_of, text_of
from deacards.review.looks import BOLD, DIM, Screen
from deacards.review.session import Session
from deacards.study.printable import printable
from deacards.study.unit import FLAGGED, MARKED, Unit
from deacards_scheduler.state import New

NARROW = 40


def header(screen: Screen, width: int) -> list[Line]:
    """Return the deck, what is left with the current queue in brackets, and how far the session is."""
    left = screen.session.left()
    unit = screen.session.current
    counts = {"new": left.new, "learning": left.learning, "due": left.due}
    here = _queue_of(screen.session, unit) if unit else ""
    plus = " + " if width >= NARROW else "+"
    figures = plus.join(f"[{n}]" if name == here else str(n) for name, n in counts.items())
    mode = "practice  " if screen.session.terms.practice else ""
    deck = _deck_title(unit) if unit else ""
    name = clip(line_of(deck, DIM), max(0, width - cell_width(mode + figures) - 2))
    gap = width - cell_width(text_of(name)) - cell_width(mode + figures)
    done = max(0, screen.asked - left.new - left.learning - left.due)
    full = round(width * done / screen.asked) if screen.asked else width
    bar = (Span("━" * full, "32"), Span("─" * (width - full), DIM))
    return [(*name, Span(" " * gap), Span(mode, DIM), Span(figures, BOLD)), bar]


def _deck_title(unit: Unit) -> str:
    """Return the deck's name, with a star for a marked card and a flag for a flagged one."""
    signs = (" ★" if MARKED in unit.tags else "") + (" ⚑" if FLAGGED in unit.tags else "")
    return one_line(unit.deck).replace("::", " › ") + signs


def one_line(text: str) -> str:
    """Return text without line breaks and runs of spaces, safe to print."""
    return " ".join(printable(text).split())


def _queue_of(session: Session, unit: Unit) -> str:
    if unit.id in session.drill:
        return "learning"
    return "new" if isinstance(session.state(unit.id).memory, New) else "due"
