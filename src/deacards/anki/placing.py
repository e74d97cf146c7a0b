"""The cards that go into a package: in their decks as Anki has them, or with what is wrong."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from deacards.anki import codes
from deacards.anki.ledger import Ledger
from deacards.anki.names import DeckNames
from deacards.anki.rendering import Fault, Rendered, Sheet, cards_of, sheet_of
from deacards.anki.supply import Known, Supply
from deacards.deck.card import CardId
from deacards.deck.deck import Deck
from deacards.problem import Problem, Severity


class Placed(NamedTuple):
    """A deck on its way into the package: its file, its name as Anki has it, its cards, to be taken once."""

    path: str
    name: str
    cards: Iterator[Rendered]


def sheets_of(decks: Mapping[str, Deck], known: Known | None) -> dict[str, Sheet]:
    """Return the sheets of decks by path, in the order of their notes, handmade ones last."""
    sheets = {path: sheet_of(path, decks, known) for path in decks}
    return dict(sorted(sheets.items(), key=lambda item: item[1].place))


def place_decks(
    decks: Mapping[str, Deck], ledger: Ledger, supply: Supply, problems: list[Problem]
) -> Iterator[Placed]:
    """Yield the decks that go into the package, in order; what is wrong goes to `problems`.

    The cards of a deck are to be taken before the next deck.
    """
    names = DeckNames()
    seen: dict[CardId, str] = {}
    for path, sheet in sheets_of(decks, supply.known).items():
        name = names.settle(supply.prefix + sheet.name)
        if not name:
            message = f"the deck's name {sheet.name!r} has no words; name it, such as `deck: Biology::Cells`"
            problems.append(Problem(path, 0, 0, codes.BAD_DECK_NAME, message))
            continue
        told = (each for each in cards_of(path, decks, supply) if _is_told(each, ledger))
        yield Placed(path, name, _sound(path, told, seen, supply, problems))


def _is_told(card: Rendered, ledger: Ledger) -> bool:
    """Return whether Anki is told of a card: of a retired one only if it knows it."""
    return not card.retired_as or not ledger.notes.keys().isdisjoint(card.retired_as)


def _sound(
    path: str,
    cards: Iterable[Rendered],
    seen: dict[CardId, str],
    supply: Supply,
    problems: list[Problem],
) -> Iterator[Rendered]:
    """Yield the cards that are not in a deck before, which `seen` tells, and that have no error."""
    for each in cards:
        if each.card in seen:
            message = f"card {each.card} is also in {seen[each.card]}; give one of the two a new id"
            line = supply.lines(path).get(each.card, 0)
            problems.append(Problem(path, line, 0, codes.DUPLICATE_CARD, message))
            continue
        seen[each.card] = path
        if each.faults:
            problems += (_problem(path, each.card, fault, supply) for fault in each.faults)
            if any(fault.severity is Severity.ERROR for fault in each.faults):
                continue
        yield each


def _problem(path: str, card: CardId, fault: Fault, supply: Supply) -> Problem:
    """Return what is wrong with a card, at its place."""
    where, line = fault.place or (path, supply.lines(path).get(card, 0))
    return Problem(where, line, 0, fault.code, fault.message, fault.severity)
