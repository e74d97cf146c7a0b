"""The cards that go into a package: each in its deck as Anki has it, with its note, or with what is wrong."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from deacards.anki import codes
from deacards.anki.content import AnkiNote
from deacards.anki.ledger import Ledger
from deacards.anki.names import DeckNames
from deacards.anki.rendering import Fault, Sheet, cards_of, sheet_of
from deacards.anki.supply import Known, Supply
from deacards.deck.card import CardId
from deacards.deck.deck import Deck
from deacards.problem import Problem, Severity


class Placed(NamedTuple):
    """A card on its way into the package: its deck file, its deck as Anki has it, and its note."""

    path: str
    deck_name: str
    card: CardId
    is_retired: bool
    note: AnkiNote
    digest: str
    media: tuple[str, ...]


def sheets_of(decks: Mapping[str, Deck], known: Known | None) -> dict[str, Sheet]:
    """Return the sheets of decks by path, in the order of their notes, handmade ones last."""
    sheets = {path: sheet_of(path, decks, known) for path in decks}
    return dict(sorted(sheets.items(), key=lambda item: item[1].place))


def place_cards(
    decks: Mapping[str, Deck], ledger: Ledger, supply: Supply, problems: list[Problem]
) -> Iterator[Placed]:
    """Yield the cards that go into the package, in order; what is wrong goes to `problems`."""
    names = DeckNames()
    seen: dict[str, str] = {}
    for path, sheet in sheets_of(decks, supply.known).items():
        name = names.settle(supply.prefix + sheet.name)
        if not name:
            message = f"the deck's name {sheet.name!r} has no words; name it, such as `deck: Biology::Cells`"
            problems.append(Problem(path, 0, 0, codes.BAD_DECK_NAME, message))
            continue
        for card, retired_as, note, digest, media, faults in cards_of(path, decks, supply):
            if retired_as and ledger.notes.keys().isdisjoint(retired_as):
                continue
            if card in seen:
                message = f"card {card} is also in {seen[card]}; give one of the two a new id"
                line = supply.lines(path).get(card, 0)
                problems.append(Problem(path, line, 0, codes.DUPLICATE_CARD, message))
                continue
            seen[card] = path
            problems += (_problem(path, card, fault, supply) for fault in faults)
            if all(fault.severity is Severity.WARNING for fault in faults):
                yield Placed(path, name, card, bool(retired_as), note, digest, media)


def _problem(path: str, card: CardId, fault: Fault, supply: Supply) -> Problem:
    """Return what is wrong with a card, at its place."""
    where, line = fault.place or (path, supply.lines(path).get(card, 0))
    return Problem(where, line, 0, fault.code, fault.message, fault.severity)
