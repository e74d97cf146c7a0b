"""The cards that go into a package: each in its deck as Anki has it, with its note, or with what is wrong."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from deacards.anki import codes
from deacards.anki.content import AnkiNote, guid_of
from deacards.anki.ledger import Ledger
from deacards.anki.names import DeckNames
from deacards.anki.rendering import Rendered, render_deck
from deacards.anki.supply import Supply
from deacards.deck.card import Card, CardId
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


def wanted(deck: Deck, ledger: Ledger) -> Sequence[Card]:
    """Return the retired cards of a deck that Anki knows: they go along, to be tagged."""
    return [card for card in deck.retired if {guid_of(card), card.guid} & ledger.notes.keys()]


def place_cards(
    decks: Mapping[str, Deck], ledger: Ledger, supply: Supply, problems: list[Problem]
) -> Iterator[Placed]:
    """Yield the cards that go into the package, in order; what is wrong goes to `problems`."""
    names = DeckNames()
    seen: dict[str, str] = {}
    for path, deck in decks.items():
        name = names.settle(deck.deck)
        if not name:
            message = f"the deck's name {deck.deck!r} has no words; name it, such as `deck: Biology::Cells`"
            problems.append(Problem(path, 0, 0, codes.BAD_DECK_NAME, message))
            continue
        for each in render_deck(path, deck, wanted(deck, ledger), supply):
            if each.card in seen:
                message = f"card {each.card} is also in {seen[each.card]}; give one of the two a new id"
                line = supply.lines.get(each.card, 0)
                problems.append(Problem(path, line, 0, codes.DUPLICATE_CARD, message))
                continue
            seen[each.card] = path
            faults = list(_problems(path, each, supply)) if each.faults else ()
            problems += faults
            if all(fault.severity is Severity.WARNING for fault in faults):
                card, is_retired, note, digest, media, _ = each
                yield Placed(path, name, card, is_retired, note, digest, media)


def _problems(path: str, rendered: Rendered, supply: Supply) -> Iterator[Problem]:
    """Yield what is wrong with a card, at its place."""
    for code, message, severity, place in rendered.faults:
        where, line = place or (path, supply.lines.get(rendered.card, 0))
        yield Problem(where, line, 0, code, message, severity)
