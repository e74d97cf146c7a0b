"""Where lines stand among those that the deck and the note both have.

A line is known by its card and by its draft. One that gave no card is silent, and begins to speak when its
twin is deleted: then it stands between the same neighbours as the twin did. That it is not the twin, edited,
is told by how far from the neighbours it stands.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from deacards.regenerate.sides import Known, S, Side, Wanted

Gap = tuple[int, int]
"""The numbers of the drafts before and after a place, -1 at the ends of a deck."""


class Place(NamedTuple):
    """A card and a draft between the same neighbours; `shifts`: how much nearer to each the draft stands."""

    shifts: tuple[int, ...]

    def is_kept(self) -> bool:
        """Return whether the draft stands where the card stood: a line may be new there, but none is gone."""
        return not self.shifts or (0 in self.shifts and max(self.shifts) <= 0)

    def is_firm(self) -> bool:
        """Return whether it is kept between two neighbours: no line has gone there without another coming."""
        return len(self.shifts) > 1 and self.is_kept()

    def is_vacated(self) -> bool:
        """Return whether lines were deleted there, and all others stand as they stood."""
        return max(self.shifts, default=0) > 0 and min(self.shifts) >= 0

    def is_beside(self) -> bool:
        """Return whether the draft stands one line above or below."""
        return sorted(self.shifts) in ([-1], [-1, 1])


class Places:
    """The places of one deck: `cards` and `drafts` in their order, and what is `found` about the drafts.

    Those of two decks are the places in what moved from one to the other.
    """

    def __init__(self, cards: Sequence[Known], drafts: Sequence[Wanted], found: Mapping[int, Known]) -> None:
        here = {card.number for card in cards}
        pairs = [(found[draft.number], draft) for draft in drafts if draft.number in found]
        both = [pair for pair in pairs if pair[0].number in here]
        self._neighbours = {draft.number: (card, draft) for card, draft in both}
        self._cards, self._drafts = cards, drafts
        self._old = _gaps(cards, {card.number: draft.number for card, draft in both})
        self._new = _gaps(drafts, {draft.number: draft.number for _, draft in both})

    def of(self, card: Known, draft: Wanted) -> Place | None:
        """Return the place of a card and a draft without partners; None if it is not the same one."""
        gap = self._old.get(card.number)
        if gap is None or gap != self._new.get(draft.number):
            return None
        neighbours = [self._neighbours[number] for number in gap if number in self._neighbours]
        if not neighbours and card.home != draft.home:
            return None
        if not neighbours and abs(card.line - draft.line) == 1:
            return Place((-1,))  # of a deck in which every line is another one, this is all that is known
        return Place(tuple(abs(old.line - card.line) - abs(new.line - draft.line) for old, new in neighbours))

    def lines(self, is_open: Callable[[Side], bool]) -> Iterator[tuple[Sequence[Known], Sequence[Wanted]]]:
        """Yield what one line gave and what one gives now, where as many are gone as are new, in their order.

        Only those that kept their place. `is_open` tells which sides look for a partner: lines that stood
        before, or still stand, do not.
        """
        old, new = _by_gap(self._cards, self._old, is_open), _by_gap(self._drafts, self._new, is_open)
        for gap, some in old.items():
            gone, come = _by_line(some), _by_line(new.get(gap, []))
            for cards, drafts in zip(gone, come, strict=True) if len(gone) == len(come) else ():
                place = self.of(cards[0], drafts[0])
                if place and place.is_kept():
                    yield cards, drafts


def _gaps(sides: Sequence[Side], neighbours: Mapping[int, int]) -> Mapping[int, Gap]:
    """Return the gap that each side stands in, but for those that are `neighbours`, by number."""
    after: dict[int, int] = {}
    last = -1
    for side in reversed(sides):
        after[side.number] = last
        last = neighbours.get(side.number, last)
    gaps: dict[int, Gap] = {}
    last = -1
    for side in sides:
        if side.number not in neighbours:
            gaps[side.number] = (last, after[side.number])
        last = neighbours.get(side.number, last)
    return gaps


def _by_gap(
    sides: Sequence[S], gaps: Mapping[int, Gap], is_open: Callable[[Side], bool]
) -> Mapping[Gap, list[S]]:
    found: dict[Gap, list[S]] = defaultdict(list)
    for side in sides:
        if side.number in gaps and is_open(side):
            found[gaps[side.number]].append(side)
    return found


def _by_line(sides: Sequence[S]) -> Sequence[Sequence[S]]:
    """Return the sides of each line together, in the order of the lines."""
    lines: dict[tuple[str, int], list[S]] = defaultdict(list)
    for side in sides:
        lines[side.mark, 0 if side.mark else side.line].append(side)
    return list(lines.values())
