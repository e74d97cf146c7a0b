"""The lines that the two sides of the matching stand on: which there were, and which there are now."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cached_property

from deacards.regenerate.sides import Known, Side, Wanted


class Lines:
    """How many lines of each mark there were and are; counted when first asked for.

    `read` returns the marks of all lines in the notes of some homes.
    """

    def __init__(
        self,
        cards: Sequence[Known],
        drafts: Sequence[Wanted],
        read: Callable[[Collection[str]], Collection[str]],
    ) -> None:
        self._cards, self._drafts, self._read = cards, drafts, read

    @cached_property
    def _before(self) -> Counter[str]:
        return count_lines(card for card in self._cards if card.rank == 0)

    @cached_property
    def _after(self) -> Counter[str]:
        return count_lines(self._drafts)

    @cached_property
    def _before_at_home(self) -> Counter[tuple[str, str]]:
        return _count_at_home(card for card in self._cards if card.rank == 0)

    @cached_property
    def _after_at_home(self) -> Counter[tuple[str, str]]:
        return _count_at_home(self._drafts)

    @cached_property
    def standing(self) -> Collection[str]:
        """Return the marks of all lines of the notes, of those too that give no draft."""
        return self._read({card.home for card in self._cards} | {draft.home for draft in self._drafts})

    def are_fewer(self, side: Side) -> bool:
        """Return whether there are fewer lines like that of `side` on the other side; yes without a mark."""
        if isinstance(side, Known):
            return not side.mark or self._after[side.mark] < self._before[side.mark]
        return not side.mark or self._before[side.mark] < self._after[side.mark]

    def have_left(self, side: Side) -> bool:
        """Return whether there are fewer lines like that of a card in its deck now, or of a draft, before."""
        key = side.mark, side.home
        before, after = self._before_at_home[key], self._after_at_home[key]
        return after < before if isinstance(side, Known) else before < after


def count_lines(sides: Iterable[Side]) -> Counter[str]:
    """Return how many lines there are of each mark; of lines without a mark nothing is known."""
    return Counter(mark for mark, *_ in {place_of(side) for side in sides} if mark)


def _count_at_home(sides: Iterable[Side]) -> Counter[tuple[str, str]]:
    return Counter((mark, home) for mark, home, _ in {place_of(side) for side in sides} if mark)


def place_of(side: Side) -> tuple[str, str, int]:
    """Return what tells the line of a side from all others: its mark, its deck, its number."""
    return side.mark, side.home, side.line
