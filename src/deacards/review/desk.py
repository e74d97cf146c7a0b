"""What the review screen asks of the world: files, the editor, the programs of the system."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from deacards.study.unit import Unit
from deacards_scheduler.event import Event


@dataclass(frozen=True, slots=True)
class Deckchange:
    """What became of a deck file: all its `units` by id, or None where the `fault` forbids to read it."""

    units: Mapping[str, Unit] | None
    fault: str = ""


class Desk(Protocol):
    """The world around a session. Nothing here raises for what a person may have done."""

    def edit(self, unit: Unit) -> Deckchange:
        """Let the person edit the deck file at the unit's card; return what it holds after that."""

    def toggle_tag(self, unit: Unit, tag: str) -> Deckchange:
        """Give the unit's card a tag, or take it away if it has it; return what the deck holds after that."""

    def open(self, unit: Unit) -> str:
        """Open the card's media, or its note, or its deck; return what was opened, or why nothing was."""

    def picture(self, unit: Unit, texts: Sequence[str]) -> bytes:
        """Return the file of the first picture in some texts of a card; nothing if there is none."""

    def needs_terminal(self, unit: Unit) -> bool:
        """Return whether `open` needs the terminal for itself."""

    def placed(self, unit: Unit) -> Unit:
        """Return the unit with the lines of its card as they are in the note now."""

    def source(self, unit: Unit) -> Sequence[str]:
        """Return the lines of the note at those of the unit; none for a card written by hand."""

    def history(self, unit: Unit) -> Sequence[Event]:
        """Return what happened to the unit, the oldest first."""
