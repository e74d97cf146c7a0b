"""What stands around cards and drafts without partners: all of their decks, with those that are paired."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from deacards.regenerate.face import face_of_card
from deacards.regenerate.likeable import Likeable
from deacards.regenerate.place import Place, Places
from deacards.regenerate.sides import Known, Side, Wanted, grouped
from deacards.regenerate.subjects import Subjects


class Surroundings:
    """The decks of a matching; `found` are the cards of the drafts that have one, by number, up to now."""

    def __init__(self, cards: Sequence[Known], drafts: Sequence[Wanted], found: Mapping[int, Known]) -> None:
        self._cards, self._drafts, self._found = cards, drafts, found
        self._likeables: dict[tuple[type, int], Likeable] = {}
        self._places: dict[tuple[str, str], Places] = {}
        self._subjects: dict[tuple[str, ...], Subjects] = {}

    def likeable(self, side: Side) -> Likeable:
        """Return a side as one of a pair, the same each time."""
        key = type(side), side.number
        if key not in self._likeables:
            self._likeables[key] = _likeable(side)
        return self._likeables[key]

    def subjects(self, *homes: str) -> Subjects:
        """Return what is asked in some decks."""
        if homes not in self._subjects:
            cards = [self.likeable(card) for home in homes for card in self.cards_of(home)]
            drafts = [self.likeable(draft) for home in homes for draft in self.drafts_of(home)]
            self._subjects[homes] = Subjects(cards, drafts)
        return self._subjects[homes]

    def forget_places(self) -> None:
        """Look at what is found by now when next asked about places."""
        self._places.clear()

    def place_of(self, card: Known, draft: Wanted) -> Place | None:
        """Return the place of a card and a draft of one deck that have no partner yet."""
        return self.places(card.home, draft.home).of(card, draft) if card.home == draft.home else None

    def places(self, old: str, new: str) -> Places:
        """Return the places of the cards of one deck among the drafts of another, or of the same one."""
        if (old, new) not in self._places:
            self._places[old, new] = Places(self.cards_of(old), self.drafts_of(new), self._found)
        return self._places[old, new]

    def moves(self) -> set[tuple[str, str]]:
        """Return the decks between which cards have moved: where they were, and where they are."""
        homes = {draft.number: draft.home for draft in self._drafts}
        return {
            (card.home, homes[number]) for number, card in self._found.items() if card.home != homes[number]
        }

    def of_decks(self, old: str, new: str) -> Iterator[Likeable]:
        """Yield all cards in use of one deck, and all drafts of another, or of the same one."""
        yield from map(self.likeable, self.cards_of(old))
        yield from map(self.likeable, self.drafts_of(new))

    def cards_of(self, home: str) -> Sequence[Known]:
        """Return all cards in use of a deck, with those that are paired."""
        return self._cards_by_home.get(home, ())

    def drafts_of(self, home: str) -> Sequence[Wanted]:
        """Return all drafts of a deck, with those that are paired."""
        return self._drafts_by_home.get(home, ())

    @cached_property
    def _cards_by_home(self) -> Mapping[object, Sequence[Known]]:
        return grouped((card for card in self._cards if card.rank == 0), lambda card: card.home)

    @cached_property
    def _drafts_by_home(self) -> Mapping[object, Sequence[Wanted]]:
        return grouped(self._drafts, lambda draft: draft.home)


def _likeable(side: Side) -> Likeable:
    if isinstance(side, Known):
        return Likeable(side.number, face_of_card(side.card), side.parts, side.line, side.rule)
    return Likeable(side.number, side.face, side.parts, side.line, side.rule, side.draft.written)
