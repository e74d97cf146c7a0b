"""Which draft is which card: what keeps a card's id, and so its history, through every edit of a note."""

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from deacards.regenerate.lines import count_lines, place_of
from deacards.regenerate.pairing import Pairing
from deacards.regenerate.sides import Known, Side, Wanted, grouped

if TYPE_CHECKING:
    from deacards.regenerate.fitting import Fitting
    from deacards.regenerate.inplace import Renamings
    from deacards.regenerate.likeable import Likeable

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


def match(
    cards: Sequence[Known],
    drafts: Sequence[Wanted],
    standing: Callable[[Collection[str]], Collection[str]] = lambda _: (),
) -> Mapping[int, Known]:
    """Return the card that each draft is, by the draft's number; drafts that are new are left out.

    In turn, each step with what the ones before it left over: the same text in the same deck; the same
    question and answer there, under another heading; the same text anywhere (moved); another text of the same
    line, there and anywhere (another rule or heading); the most similar in the deck (edited), and with them
    what else their lines gave; the most similar anywhere; at last what stands between the same neighbours.
    Cards in use go before those that left their deck.

    `standing` returns the marks of all lines in the notes of some homes: a line may stand and give no draft.
    """
    matching = _Matching(cards, drafts, standing)
    matching.exact(lambda side: (side.home, side.parts, side.mark))
    matching.exact(lambda side: (side.home, side.parts))
    matching.exact(lambda side: (side.home, side.parts.prompt, side.parts.answer))
    matching.exact(lambda side: (side.parts, side.mark))
    matching.exact(lambda side: (side.parts.prompt, side.parts.answer, side.mark))
    matching.exact(lambda side: (side.parts.prompt, side.parts.answer))
    matching.same_line(lambda side: (side.home, side.mark))
    matching.same_line(lambda side: side.mark, only=matching.lone_lines())
    matching.similar(WITHIN, in_use=True, within=True)
    matching.siblings()
    matching.moved_lines()
    matching.similar(REVIVED, in_use=False, within=True)
    matching.similar(ANYWHERE, in_use=True, within=False)
    matching.in_place()
    return matching.found


class _Matching(Pairing):
    """The steps, from the surest to the likeliest."""

    def lone_lines(self) -> Collection[str]:
        """Return the marks that one line only has among the cards that are left, and among the drafts."""
        before, after = count_lines(self.cards.values()), count_lines(self.drafts.values())
        return {mark for mark, count in before.items() if count == after[mark] == 1}

    def same_line(self, key: Callable[[Side], Hashable], only: Collection[str] | None = None) -> None:
        """Pair what one line gave before with what it gives now: by words, by rule, at last if alone."""
        groups = self.groups(key, lambda side: bool(side.mark) and (only is None or side.mark in only))
        for cards, drafts in groups:
            self.pair_similar(cards, drafts, SAME_LINE)
            if len(cards) > 1:
                self._pair_unmoved(cards, drafts)
            self.pair_lone(cards, drafts, lambda side: side.rule)
            self.pair_lone([card for card in cards if card.rank == 0], drafts, lambda _: None)

    def moved_lines(self) -> None:
        """Pair what lines gave in the decks that they left, and give in those to which they came."""
        if not (self.cards and self.drafts):
            return
        lines = self.lines
        for cards, drafts in self.groups(
            lambda side: side.mark, lambda side: bool(side.mark) and lines.have_left(side)
        ):
            some = [card for card in cards if card.rank == 0]
            self.pair_in_order(some, drafts, lambda side: side.parts.answer)
            self.pair_similar(some, drafts, WITHIN)

    def siblings(self) -> None:
        """Pair what else the lines gave of which some card and some draft have found each other."""
        heirs: dict[Hashable, set[Hashable]] = defaultdict(set)
        origins: dict[Hashable, set[Hashable]] = defaultdict(set)
        wishes = {draft.number: draft for draft in self.every[1]}
        for number, card in self.found.items():
            one, other = place_of(card), place_of(wishes[number])
            heirs[one].add(other)
            origins[other].add(one)
        old = grouped((card for card in self.cards.values() if card.rank == 0 and card.mark), place_of)
        new = grouped((draft for draft in self.drafts.values() if draft.mark), place_of)
        for line, some in old.items():
            for heir in heirs[line]:
                if len(heirs[line]) == len(origins[heir]) == 1:
                    self.pair_similar(some, new.get(heir, ()), SAME_LINE)

    def in_place(self) -> None:
        """Pair the lines that are gone with as many that are new between the same two neighbours.

        That they stand in one place does not make them one fact: what is asked, or what is answered, must be
        the same. First those that stayed in their decks, then those among others that moved.
        """
        if not (self.cards and self.drafts):
            return
        from deacards.regenerate.inplace import Renamings  # noqa: PLC0415 - as above

        homes = {card.home for card in self.cards.values()} & {draft.home for draft in self.drafts.values()}
        moves = [*((home, home) for home in sorted(homes)), *sorted(self.around.moves())]
        renamings = Renamings(pair for old, new in moves for pair in self._lines(old, new))
        for old, new in moves:
            self._in_place(old, new, renamings)

    def _lines(self, old: str, new: str) -> Iterator[tuple[Sequence["Likeable"], Sequence["Likeable"]]]:
        """Yield what a line gave that is gone, and what the new one in its place gives."""
        for some, others in self.around.places(old, new).lines(self._is_open):
            yield [*map(self.around.likeable, some)], [*map(self.around.likeable, others)]

    def _in_place(self, old: str, new: str, renamings: "Renamings") -> None:
        from deacards.regenerate.inplace import LikenessInPlace  # noqa: PLC0415 - as above
        from deacards.regenerate.similar import pair_in_place  # noqa: PLC0415 - as above

        around = self.around
        likeness: LikenessInPlace | None = None
        for some, others in self._lines(old, new):
            subjects = around.subjects(old) if old == new else None
            likeness = likeness or LikenessInPlace(around.of_decks(old, new), subjects, renamings)
            cards, drafts = (
                [self.cards[one.number] for one in some],
                [self.drafts[one.number] for one in others],
            )
            pairs = list(
                pair_in_place(some, others, likeness, around.places(old, new).of(cards[0], drafts[0]))
            )
            for card, draft in pairs:
                self.join(self.cards[card.number], self.drafts[draft.number])
            if pairs:
                self.pair_similar(cards, drafts, SAME_LINE)

    def _is_open(self, side: Side) -> bool:
        """Return whether a side has no partner, and its line is gone, or new."""
        if isinstance(side, Known):
            origin = side.card.origin
            if origin is None or origin.kept:
                return False  # its line was gone before
            is_left = side.number in self.cards and side.mark not in self.lines.standing
        else:
            is_left = side.number in self.drafts
        return is_left and self.lines.are_fewer(side)

    def _pair_unmoved(self, cards: Sequence[Known], drafts: Sequence[Wanted]) -> None:
        """Pair what one line, of several of these words, asks in the same words where it stood before."""
        some = [card for card in cards if card.rank == 0 and card.number in self.cards]
        others = [draft for draft in drafts if draft.number in self.drafts]
        asked = grouped(others, self._question_of) if some else {}
        for card in some:
            for draft in asked.get(self._question_of(card), ()):
                if draft.number in self.drafts and self._is_unmoved(card, draft):
                    self.join(card, draft)
                    break

    def _question_of(self, side: Side) -> Hashable:
        return self.around.likeable(side).wording.question

    def _is_unmoved(self, card: Known, draft: Wanted) -> bool:
        place = self.around.place_of(card, draft)
        return place is not None and place.is_firm()

    def similar(self, least: float, *, in_use: bool, within: bool) -> None:
        """Pair the most similar, deck by deck or all at once.

        A card whose line still stands, and a draft whose line stood before, are no edit of another line.
        """
        if not (self.cards and self.drafts):
            return
        groups = self.groups(
            lambda side: side.home if within else "",
            lambda side: not isinstance(side, Known) or (side.rank == 0) is in_use,
        )
        for some_cards, some_drafts in groups:
            fits = self._fits_strictly if in_use else None
            self.pair_similar(some_cards, some_drafts, _ELSEWHERE, fits)
            gone = [card for card in some_cards if card.rank or self.lines.are_fewer(card)]
            new = [draft for draft in some_drafts if self.lines.are_fewer(draft)]
            self.pair_similar(gone, new, max(least, _STANDING), fits)
            gone = [card for card in gone if card.mark not in self.lines.standing]
            self.pair_similar(gone, new, least, self._fits if in_use else None)

    def _fits(self, likeness: "Fitting", card: "Likeable", draft: "Likeable", score: float) -> bool:
        """Return whether the places of a card and a draft without partners agree to their likeness."""
        place = self.around.place_of(self.cards[card.number], self.drafts[draft.number])
        return likeness.fits(card, draft, place, score)

    def _fits_strictly(self, likeness: "Fitting", card: "Likeable", draft: "Likeable", score: float) -> bool:
        """Return the same for sides of which one is known to be of another line.

        There half must be the same, or all of it but for errors of typing, where it stood before.
        """
        place = self.around.place_of(self.cards[card.number], self.drafts[draft.number])
        return likeness.keep_half(card, draft, place) and likeness.fits(card, draft, place, score)
