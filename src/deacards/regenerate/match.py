"""Which draft is which card: what keeps a card's id, and so its history, through every edit of a note."""

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from deacards.deck.card import Card
from deacards.derive.draft import Draft
from deacards.notes.fingerprint import fingerprint
from deacards.regenerate.face import Face, Parts, face_of_card, face_of_draft, line_made, parts_made, parts_of

SAME_LINE = 0.3
"""Least likeness of a card and a draft of one and the same line."""

WITHIN = 0.6
"""Least likeness to a card of the same section. Below it a card of another fact begins to look alike."""

ANYWHERE = 0.8
"""Least likeness to a card of another section."""

REVIVED = 0.8
"""Least likeness to a card that has left its deck: its note line came back, reworded a little."""

_ELSEWHERE = 0.95
"""Least likeness where the line of the card, or that of the draft, is known to be another one."""


_STANDING = 0.9
"""Least likeness where the line of the card still stands, though it gives no card now: maybe twice."""


@dataclass(frozen=True, slots=True)
class Known:
    """A derived card: `number` counts them in the order of files; `home` is its deck file's path.

    `rank` is 0 for a card in use, 1 for one that is gone from the notes, 2 for one that was dismissed.
    `mark` is the fingerprint of the line that it came from, "" where that is not known.
    """

    number: int
    home: str
    card: Card
    rank: int
    parts: Parts
    mark: str

    @property
    def line(self) -> int:
        """Return the line of the note that the card came from."""
        return self.card.origin.line if self.card.origin else 0

    @property
    def rule(self) -> str:
        """Return the rule that made the card."""
        return self.card.origin.rule if self.card.origin else ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A draft: `number` counts them in the order of sources; `home` is the path of the deck it belongs to."""

    number: int
    home: str
    draft: Draft
    face: Face
    parts: Parts
    mark: str

    @property
    def line(self) -> int:
        """Return the first line of the draft."""
        return self.draft.lines[0]

    @property
    def rule(self) -> str:
        """Return the rule that made the draft."""
        return self.draft.rule


Side = Known | Wanted
S = TypeVar("S", Known, Wanted)


def known(number: int, home: str, card: Card, rank: int) -> Known:
    """Return a derived card as one side of the matching."""
    if card.origin is None:
        raise AssertionError(f"card {card.id} was written by hand")
    return Known(number, home, card, rank, parts_made(card.origin), line_made(card.origin))


def wanted(number: int, home: str, draft: Draft) -> Wanted:
    """Return a draft as the other side of the matching."""
    face = face_of_draft(draft)
    return Wanted(number, home, draft, face, parts_of(face), fingerprint(draft.written))


def is_settled(card: Known, draft: Wanted) -> bool:
    """Tell whether a card is all that its draft wants: `merge` would give back the card as it is."""
    origin = card.card.origin
    return (
        card.parts == draft.parts
        and card.mark == draft.mark
        and card.rule == draft.rule
        and not card.card.suggestion
        and origin is not None
        and origin.kept is None
    )


def match(
    cards: Sequence[Known],
    drafts: Sequence[Wanted],
    standing: Callable[[Collection[str]], Collection[str]] = lambda _: (),
) -> Mapping[int, Known]:
    """Return the card that each draft is, by the draft's number; drafts that are new are left out.

    In turn, each step with what the ones before it left over: the same text in the same deck; the same
    question and answer there, under another heading; the same text anywhere (moved); another text of the same
    line, there and anywhere (another rule or heading); the most similar in the deck (edited); the most
    similar anywhere. Cards in use go before those that left their deck.

    `standing` returns the marks of all lines in the notes of some homes: a line may stand and give no draft.
    """
    matching = _Matching(cards, drafts, standing)
    matching.exact(lambda side: (side.home, side.parts, side.mark))
    matching.exact(lambda side: (side.home, side.parts))
    matching.exact(lambda side: (side.home, side.parts.prompt, side.parts.answer))
    matching.exact(lambda side: (side.parts, side.mark))
    matching.exact(lambda side: (side.parts.prompt, side.parts.answer))
    matching.same_line(lambda side: (side.home, side.mark))
    matching.same_line(lambda side: side.mark, only=matching.lone_lines())
    matching.similar(WITHIN, in_use=True, within=True)
    matching.similar(REVIVED, in_use=False, within=True)
    matching.similar(ANYWHERE, in_use=True, within=False)
    return matching.found


class _Matching:
    """The cards and drafts that are still without a partner, and those that have one."""

    def __init__(
        self,
        cards: Sequence[Known],
        drafts: Sequence[Wanted],
        standing: Callable[[Collection[str]], Collection[str]],
    ) -> None:
        self.found: dict[int, Known] = {}
        self._all = cards, drafts
        self._standing = standing
        self._cards = {card.number: card for card in sorted(cards, key=lambda card: (card.rank, card.number))}
        self._drafts = {draft.number: draft for draft in drafts}

    def exact(self, key: Callable[[Side], Hashable]) -> None:
        """Pair cards and drafts of one key, in their order where several have it."""
        if not self._drafts:
            return
        waiting: dict[Hashable, deque[Known]] = defaultdict(deque)
        for card in self._cards.values():
            waiting[key(card)].append(card)
        for draft in list(self._drafts.values()):
            if queue := waiting.get(key(draft)):
                self._join(queue.popleft(), draft)

    def lone_lines(self) -> Collection[str]:
        """Return the marks that one line only has among the cards that are left, and among the drafts."""
        before, after = _lines(self._cards.values()), _lines(self._drafts.values())
        return {mark for mark, count in before.items() if count == after[mark] == 1}

    def same_line(self, key: Callable[[Side], Hashable], only: Collection[str] | None = None) -> None:
        """Pair what one line gave before with what it gives now: by words, by rule, at last if alone."""
        groups = self._by(key, lambda side: bool(side.mark) and (only is None or side.mark in only))
        for cards, drafts in groups:
            self._pair_similar(cards, drafts, SAME_LINE)
            self._pair_lone(cards, drafts, lambda side: side.rule)
            self._pair_lone([card for card in cards if card.rank == 0], drafts, lambda _: None)

    def _pair_lone(
        self, cards: Sequence[Known], drafts: Sequence[Wanted], kind: Callable[[Side], Hashable]
    ) -> None:
        """Pair the one card and the one draft that are left of a kind."""
        left_cards = _grouped((card for card in cards if card.number in self._cards), kind)
        left_drafts = _grouped((draft for draft in drafts if draft.number in self._drafts), kind)
        for name, some in left_cards.items():
            if len(some) == len(left_drafts.get(name, ())) == 1:
                self._join(some[0], left_drafts[name][0])

    def similar(self, least: float, *, in_use: bool, within: bool) -> None:
        """Pair the most similar, deck by deck or all at once.

        A card whose line still stands, and a draft whose line stood before, are no edit of another line.
        """
        if not (self._cards and self._drafts):
            return
        cards, drafts = self._all
        homes = {card.home for card in self._cards.values() if not card.rank}
        homes |= {draft.home for draft in self._drafts.values()}  # elsewhere lines stand as they stood
        before = _lines(card for card in cards if card.rank == 0 and card.home in homes)
        after = _lines(draft for draft in drafts if draft.home in homes)
        standing = self._standing(homes)
        groups = self._by(
            lambda side: side.home if within else "",
            lambda side: not isinstance(side, Known) or (side.rank == 0) is in_use,
        )
        for some_cards, some_drafts in groups:
            self._pair_similar(some_cards, some_drafts, _ELSEWHERE)
            gone = [card for card in some_cards if card.rank or self._is_fewer(card, after, before)]
            new = [draft for draft in some_drafts if self._is_fewer(draft, before, after)]
            self._pair_similar(gone, new, max(least, _STANDING))
            self._pair_similar([card for card in gone if card.mark not in standing], new, least)

    @staticmethod
    def _is_fewer(side: Side, some: Mapping[str, int], others: Mapping[str, int]) -> bool:
        """Return whether there are fewer lines like that of `side` among `some`; yes if it has no mark."""
        return not side.mark or some[side.mark] < others[side.mark]

    def _by(
        self, key: Callable[[Side], Hashable], is_meant: Callable[[Side], bool]
    ) -> Iterator[tuple[Sequence[Known], Sequence[Wanted]]]:
        """Yield the cards and drafts that are left and have one key, where there are both."""
        drafts = _grouped(filter(is_meant, self._drafts.values()), key)
        for name, cards in _grouped(filter(is_meant, self._cards.values()), key).items():
            if name in drafts:
                yield cards, drafts[name]

    def _pair_similar(self, cards: Iterable[Known], drafts: Iterable[Wanted], least: float) -> None:
        # Only here: most builds get no further than exact keys, and need not load the library.
        from deacards.regenerate.similar import Likeable, pair_up  # noqa: PLC0415

        sides = [
            Likeable(card.number, face_of_card(card.card), card.parts, card.line)
            for card in cards
            if card.number in self._cards
        ]
        others = [
            Likeable(draft.number, draft.face, draft.parts, draft.line, draft.draft.written)
            for draft in drafts
            if draft.number in self._drafts
        ]
        for card, draft in pair_up(sides, others, least):
            self._join(self._cards[card.number], self._drafts[draft.number])

    def _join(self, card: Known, draft: Wanted) -> None:
        self.found[draft.number] = card
        del self._cards[card.number], self._drafts[draft.number]


def _lines(sides: Iterable[Side]) -> Counter[str]:
    """Return how many lines there are of each mark; of lines without a mark nothing is known."""
    return Counter(mark for mark, *_ in {_place(side) for side in sides} if mark)


def _place(side: Side) -> tuple[str, str, int]:
    return side.mark, side.home, side.line


def _grouped(sides: Iterable[S], key: Callable[[Side], Hashable]) -> Mapping[Hashable, list[S]]:
    groups: dict[Hashable, list[S]] = defaultdict(list)
    for side in sides:
        groups[key(side)].append(side)
    return groups
