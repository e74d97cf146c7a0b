"""The cards and drafts that are still without a partner, those that have one, and how they are paired."""

from collections import defaultdict, deque
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from deacards.regenerate.lines import Lines
from deacards.regenerate.sides import Known, Side, Wanted, by_line, grouped

if TYPE_CHECKING:
    from deacards.regenerate.similar import Fits
    from deacards.regenerate.surroundings import Surroundings

_DECKS = 20
"""Decks of which it is looked at what all their cards tell of: in more, most lines are other ones anyway."""


class Pairing:
    """Some cards and drafts; `found` are the cards of the drafts that have one, by number.

    `standing` returns the marks of all lines in the notes of some homes.
    """

    def __init__(
        self,
        cards: Sequence[Known],
        drafts: Sequence[Wanted],
        standing: Callable[[Collection[str]], Collection[str]],
    ) -> None:
        self.found: dict[int, Known] = {}
        self.every = cards, drafts
        self._standing = standing
        self.cards = {card.number: card for card in sorted(cards, key=lambda card: (card.rank, card.number))}
        self.drafts = {draft.number: draft for draft in drafts}

    @cached_property
    def around(self) -> "Surroundings":
        """Return what stands around the cards and drafts."""
        # Only here: most builds get no further than exact keys, and compare no words.
        from deacards.regenerate.surroundings import Surroundings  # noqa: PLC0415

        return Surroundings(*self.every, self.found)

    @cached_property
    def lines(self) -> Lines:
        """Return the lines of the decks with a card in use or a draft that has no partner yet.

        In all others lines stand as they stood. So those may be left out of the matching and nothing differs.
        """
        homes = {card.home for card in self.cards.values() if card.rank == 0}
        homes |= {draft.home for draft in self.drafts.values()}
        cards, drafts = self.every
        return Lines(
            [card for card in cards if card.home in homes],
            [draft for draft in drafts if draft.home in homes],
            self._standing,
        )

    def exact(self, key: Callable[[Side], Hashable]) -> None:
        """Pair cards and drafts of one key, in their order where several have it."""
        if not self.drafts:
            return
        waiting: dict[Hashable, deque[Known]] = defaultdict(deque)
        for card in self.cards.values():
            waiting[key(card)].append(card)
        for draft in list(self.drafts.values()):
            if queue := waiting.get(key(draft)):
                self.join(queue.popleft(), draft)

    def pair_in_order(
        self, cards: Sequence[Known], drafts: Sequence[Wanted], key: Callable[[Side], Hashable]
    ) -> None:
        """Pair the first with the first of those that have one key, by lines, and so on."""
        waiting = grouped(sorted(cards, key=by_line), key)
        for draft in sorted(drafts, key=by_line):
            if some := waiting.get(key(draft)):
                self.join(some.pop(0), draft)

    def pair_lone(
        self, cards: Sequence[Known], drafts: Sequence[Wanted], kind: Callable[[Side], Hashable]
    ) -> None:
        """Pair the one card and the one draft that are left of a kind."""
        left_cards = grouped((card for card in cards if card.number in self.cards), kind)
        left_drafts = grouped((draft for draft in drafts if draft.number in self.drafts), kind)
        for name, some in left_cards.items():
            if len(some) == len(left_drafts.get(name, ())) == 1:
                self.join(some[0], left_drafts[name][0])

    def groups(
        self, key: Callable[[Side], Hashable], is_meant: Callable[[Side], bool]
    ) -> Iterator[tuple[Sequence[Known], Sequence[Wanted]]]:
        """Yield the cards and drafts that are left and have one key, where there are both."""
        drafts = grouped(filter(is_meant, self.drafts.values()), key)
        for name, cards in grouped(filter(is_meant, self.cards.values()), key).items():
            if name in drafts:
                yield cards, drafts[name]

    def pair_similar(
        self,
        cards: Iterable[Known],
        drafts: Iterable[Wanted],
        least: float,
        fits: "Fits | None" = None,
    ) -> None:
        """Pair the most similar of some cards and drafts that fit."""
        some = [card for card in cards if card.number in self.cards]
        others = [draft for draft in drafts if draft.number in self.drafts]
        if not (some and others):
            return
        from deacards.regenerate.similar import pair_up  # noqa: PLC0415 - as above

        around = self.around
        around.forget_places()
        sides, wishes = [*map(around.likeable, some)], [*map(around.likeable, others)]
        homes = sorted({card.home for card in some} | {draft.home for draft in others}) if fits else ()
        subjects = around.subjects(*homes) if 0 < len(homes) <= _DECKS else None
        for card, draft in pair_up(sides, wishes, least, fits, subjects):
            self.join(self.cards[card.number], self.drafts[draft.number])

    def join(self, card: Known, draft: Wanted) -> None:
        """Make a card and a draft partners for good."""
        self.found[draft.number] = card
        del self.cards[card.number], self.drafts[draft.number]
