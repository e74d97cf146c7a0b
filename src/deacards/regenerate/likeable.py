"""One side of a pair whose likeness is asked, with its words."""

from functools import cached_property

from deacards.regenerate.face import Face, Parts, parts_of
from deacards.regenerate.wording import Wording, Words, telling, wording_of, words_of


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
    def letters(self) -> tuple[str, ...]:
        """Return the letters of the wording: where they are the same, `10 km` and `10km` are."""
        return tuple("".join(words).casefold() for words in self.wording)

    @cached_property
    def told(self) -> Words:
        """Return the words that say something, in small letters and sorted."""
        return telling(self.wording.all)

    @cached_property
    def answered(self) -> Words:
        """Return the same of the answer."""
        return telling(self.wording.answer)

    @cached_property
    def heading(self) -> Words:
        """Return the same of the heading above."""
        return telling(words_of(self.face.context[-1])) if self.face.context else ()

    @cached_property
    def hand(self) -> Parts:
        """Return the digests of what the card shows now."""
        return parts_of(self.face)
