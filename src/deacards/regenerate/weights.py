"""How much each word says among some faces: one that few of them have says most."""

from collections import Counter
from collections.abc import Iterable, Sequence

from deacards.regenerate.wording import PLAIN, Wording, Words, is_symbol, words_of

_MANY = 6
"""Faces from which on it says something in how many of them a word stands."""

LEAST = 0.2
"""The weight of a word that says next to nothing."""

_TELLING = 0.5
"""A word of more weight says what a text is about."""


class Weights:
    """The weights of words among the wordings of some faces."""

    def __init__(self, wordings: Iterable[Wording]) -> None:
        self._many = 0
        self._counts: Counter[str] = Counter()
        for wording in wordings:
            self._many += 1
            self._counts.update(set(wording.all))

    def of(self, word: str) -> float:
        """Return how much a word says: next to nothing if it is everywhere, as `what`, `is` and signs are."""
        if word.casefold() in PLAIN or not word.isalnum():
            return LEAST
        share = self._counts[word] / self._many if self._many >= _MANY else 0.0
        return max(LEAST, min(1.0, 1.25 - share))

    def telling(self, words: Iterable[str]) -> Words:
        """Return those words that say what a text is about; numbers and symbols do not."""
        return tuple(word for word in words if self.of(word) > _TELLING and not is_symbol(word))

    def share_on(self, written: str, question: Sequence[str]) -> float:
        """Return how much of what is asked about stands on a line itself, and not above it or beside it."""
        line = {word.casefold() for word in words_of(written)}
        told = [(self.of(word), word.casefold() in line) for word in question if word.isalnum()]
        own = sum(weight for weight, stands in told if stands and weight > LEAST)
        return own / sum(weight for weight, _ in told) if own else 0.0

    def asks_itself(self, question: Words, written: str, least: float = 0.0) -> bool:
        """Return whether a line itself holds more than `least` of what is asked about, not the heading."""
        if not written:
            return True
        told = [word for word in question if self.of(word) > _TELLING and not word.isdigit()]
        return not told or self.share_on(written, told) > least
