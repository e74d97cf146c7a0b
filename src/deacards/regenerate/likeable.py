"""One side of a pair whose likeness is asked, with its words."""

from functools import cached_property

from deacards.regenerate.face import Face, Parts, parts_of
from deacards.regenerate.wording import Wording, wording_of


class Likeable:
    """One side of a pair: its number among its kind, its face, its first line, and the rule that made it.

    `parts` are the digests of what derivation wrote. `written` is the line as it stands in the note, known of
    drafts only.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - all that two sides are compared by
        self, number: int, face: Face, parts: Parts, line: int, rule: str, written: str = ""
    ) -> None:
        self.number, self.face, self.parts = number, face, parts
        self.line, self.rule, self.written = line, rule, written

    @cached_property
    def wording(self) -> Wording:
        """Return the words of the face."""
        return wording_of(self.face)

    @cached_property
    def hand(self) -> Parts:
        """Return the digests of what the card shows now."""
        return parts_of(self.face)
