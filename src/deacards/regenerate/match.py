"""Which draft is which card: what keeps a card's id, and so its history, through every edit of a note."""

from collections import defaultdict, deque
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from deacards.deck.card import Card
from deacards.derive.draft import Draft
from deacards.regenerate.face import Face, Parts, face_of_card, face_of_draft, parts_made, parts_of

WITHIN = 0.66
"""Least likeness to a card of the same section. Below it a card of another fact begins to look alike."""

ANYWHERE = 0.8
"""Least likeness to a card of another section."""

REVIVED = 0.85
"""Least likeness to a card that has left its deck: its note line came back, reworded a little."""


@dataclass(frozen=True, slots=True)
class Known:
    """A derived card: `number` counts them in the order of files; `home` is its deck file's path.

    `rank` is 0 for a card in use, 1 for one that is gone from the notes, 2 for one that was dismissed.
    """

    number: int
    home: str
    card: Card
    rank: int
    parts: Parts

    @property
    def line(self) -> int:
        """Return the line of the note that the card came from."""
        return self.card.origin.line if self.card.origin else 0


@dataclass(frozen=True, slots=True)
class Wanted:
    """A draft: `number` counts them in the order of sources; `home` is the path of the deck it belongs to."""

    number: int
    home: str
    draft: Draft
    face: Face
    parts: Parts


def known(number: int, home: str, card: Card, rank: int) -> Known:
    """Return a derived card as one side of the matching."""
    if card.origin is None:
        raise AssertionError(f"card {card.id} was written by hand")
    return Known(number, home, card, rank, parts_made(card.origin))


def wanted(number: int, home: str, draft: Draft) -> Wanted:
    """Return a draft as the other side of the matching."""
    face = face_of_draft(draft)
    return Wanted(number, home, draft, face, parts_of(face))


def match(cards: Sequence[Known], drafts: Sequence[Wanted]) -> Mapping[int, Known]:
    """Return the card that each draft is, by the draft's number; drafts that are new are left out.

    In turn, each step with what the ones before it left over: the same text in the same deck; the same
    question and answer there, under another heading; the same text anywhere (moved); the most similar in
    the deck (edited); the most similar anywhere. Cards in use go before those that left their deck.
    """
    matching = _Matching(cards, drafts)
    matching.exact(lambda home, parts: (home, parts))
    matching.exact(lambda home, parts: (home, parts.prompt, parts.answer))
    matching.exact(lambda _, parts: parts)
    matching.exact(lambda _, parts: (parts.prompt, parts.answer))
    matching.similar(WITHIN, in_use=True, within=True)
    matching.similar(REVIVED, in_use=False, within=True)
    matching.similar(ANYWHERE, in_use=True, within=False)
    return matching.found


class _Matching:
    """The cards and drafts that are still without a partner, and those that have one."""

    def __init__(self, cards: Sequence[Known], drafts: Sequence[Wanted]) -> None:
        self.found: dict[int, Known] = {}
        self._cards = {card.number: card for card in sorted(cards, key=lambda card: (card.rank, card.number))}
        self._drafts = {draft.number: draft for draft in drafts}

    def exact(self, key: Callable[[str, Parts], Hashable]) -> None:
        """Pair cards and drafts of one key, in their order where several have it."""
        waiting: dict[Hashable, deque[Known]] = defaultdict(deque)
        for card in self._cards.values():
            waiting[key(card.home, card.parts)].append(card)
        for draft in list(self._drafts.values()):
            if queue := waiting.get(key(draft.home, draft.parts)):
                self._join(queue.popleft(), draft)

    def similar(self, least: float, *, in_use: bool, within: bool) -> None:
        """Pair the most similar, deck by deck or all at once."""
        cards = [card for card in self._cards.values() if (card.rank == 0) is in_use]
        for some_cards, some_drafts in self._groups(cards, within=within):
            self._pair_similar(some_cards, some_drafts, least)

    def _groups(
        self, cards: Iterable[Known], *, within: bool
    ) -> Iterator[tuple[Sequence[Known], Sequence[Wanted]]]:
        drafts: dict[str, list[Wanted]] = defaultdict(list)
        for draft in self._drafts.values():
            drafts[draft.home if within else ""].append(draft)
        groups: dict[str, list[Known]] = defaultdict(list)
        for card in cards:
            groups[card.home if within else ""].append(card)
        for home, some in groups.items():
            if home in drafts:
                yield some, drafts[home]

    def _pair_similar(self, cards: Collection[Known], drafts: Collection[Wanted], least: float) -> None:
        # Only here: most builds get no further than exact keys, and need not load the library.
        from deacards.regenerate.similar import Likeable, pair_up  # noqa: PLC0415

        sides = [Likeable(card.number, face_of_card(card.card), card.parts, card.line) for card in cards]
        others = [Likeable(draft.number, draft.face, draft.parts, draft.draft.lines[0]) for draft in drafts]
        for card, draft in pair_up(sides, others, least):
            self._join(self._cards[card.number], self._drafts[draft.number])

    def _join(self, card: Known, draft: Wanted) -> None:
        self.found[draft.number] = card
        del self._cards[card.number], self._drafts[draft.number]
