"""The cards that go into a package: in their decks as Anki has them, or with what is wrong."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from deacards.anki import codes
from deacards.anki.ledger import Ledger
from deacards.anki.media import Asked
from deacards.anki.names import DeckNames
from deacards.anki.rendering import Fault, Rendered, Sheet, cards_of, sheet_of
from deacards.anki.supply import Known, Supply
from deacards.deck.card import CardId
from deacards.deck.deck import Deck
from deacards.problem import Problem, Severity


class Placed(NamedTuple):
    """The `cards` of a deck that go into the package.

    `untold` are the guids of retired cards that do not, because Anki knows none of them, and `asked` is what
    all of its cards asked for. All of it `lasts` if no card has a fault: then it hangs on the deck's file, on
    what was asked for, and on which of these guids and cards stand elsewhere.
    """

    cards: tuple[Rendered, ...]
    untold: tuple[str, ...]
    asked: tuple[Asked, ...]
    lasts: bool


def sheets_of(decks: Mapping[str, Deck], known: Known | None) -> dict[str, Sheet]:
    """Return the sheets of decks by path, in the order of their notes, handmade ones last."""
    sheets = {path: sheet_of(path, decks, known) for path in decks}
    return dict(sorted(sheets.items(), key=lambda item: item[1].place))


class Placing:
    """Goes over decks, given by the path of their file; what is wrong with them goes to `problems`.

    `seen` has the deck of each card that went by.
    """

    def __init__(
        self, decks: Mapping[str, Deck], ledger: Ledger, supply: Supply, problems: list[Problem]
    ) -> None:
        self.seen: dict[CardId, str] = {}
        self._decks, self._ledger, self._supply, self._problems = decks, ledger, supply, problems

    def decks(self) -> Iterator[tuple[str, str]]:
        """Yield path and name in Anki of each deck that goes into the package, in order."""
        names = DeckNames()
        for path, sheet in sheets_of(self._decks, self._supply.known).items():
            if name := names.settle(sheet.name):
                yield path, name
                continue
            message = f"the deck's name {sheet.name!r} has no words; name it, such as `deck: Biology::Cells`"
            self._problems.append(Problem(path, 0, 0, codes.BAD_DECK_NAME, message))

    def cards(self, path: str) -> Placed:
        """Return the cards of a deck, to be asked for once, in the order of the decks."""
        found = tuple(cards_of(path, self._decks, self._supply))
        told = tuple(filter(self._is_told, found))
        sound = tuple(self._sound(path, told))
        left = [card for card in found if not self._is_told(card)] if len(told) < len(found) else []
        untold = tuple(guid for card in left for guid in card.retired_as)
        asked = tuple(dict.fromkeys(each for card in found for each in card.asked))
        lasts = len(sound) == len(told) and not any(card.faults for card in found)
        return Placed(sound, untold, asked, lasts)

    def _is_told(self, card: Rendered) -> bool:
        """Return whether Anki is told of a card: of a retired one only if it knows it."""
        return not card.retired_as or not self._ledger.notes.keys().isdisjoint(card.retired_as)

    def _sound(self, path: str, cards: Iterable[Rendered]) -> Iterator[Rendered]:
        """Yield the cards that are not in a deck before, and that have no error."""
        for each in cards:
            if each.card in self.seen:
                message = f"card {each.card} is also in {self.seen[each.card]}; give one of the two a new id"
                line = self._supply.lines(path).get(each.card, 0)
                self._problems.append(Problem(path, line, 0, codes.DUPLICATE_CARD, message))
                continue
            self.seen[each.card] = path
            if each.faults:
                self._problems += (self._problem(path, each.card, fault) for fault in each.faults)
                if any(fault.severity is Severity.ERROR for fault in each.faults):
                    continue
            yield each

    def _problem(self, path: str, card: CardId, fault: Fault) -> Problem:
        """Return what is wrong with a card, at its place."""
        where, line = fault.place or (path, self._supply.lines(path).get(card, 0))
        return Problem(where, line, 0, fault.code, fault.message, fault.severity)
