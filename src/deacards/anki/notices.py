"""What a person should do in Anki beside importing: about cards that moved or changed their type."""

from collections.abc import Iterator

from deacards.anki import codes
from deacards.anki.content import own_guid
from deacards.anki.ledger import Ledger
from deacards.anki.notetypes import BASIC, CLOZE, Kind
from deacards.anki.rendering import Rendered
from deacards.anki.told import Told
from deacards.deck.card import CardId
from deacards.problem import Problem, Severity


class Notices:
    """What there is to tell of the cards of a package, each of which is seen once.

    The `prefix` is before the names of all decks in Anki.
    """

    def __init__(self, ledger: Ledger, prefix: str = "") -> None:
        self._ledger = ledger
        self._prefix = prefix
        self._moved: dict[tuple[str, str, str], list[CardId]] = {}
        self._staying: set[str] = set()
        self._changed: list[tuple[str, Rendered]] = []

    def see_staying(self, deck: str) -> None:
        """Look at cards that are in the `deck` where they were."""
        self._staying.add(deck)

    def see(self, path: str, deck: str, card: Rendered, last: Told | None) -> None:
        """Look at a card on its way into the package, into its `deck`, and at the `last` word on it."""
        old = (last and last.deck) or deck
        if old == deck or old.casefold() == deck.casefold():
            self._staying.add(old)
        else:
            self._moved.setdefault((path, old, deck), []).append(card.card)
        if last is None:
            is_cloze = card.note.notetype.kind is Kind.CLOZE
            if own_guid(card.card, is_cloze=not is_cloze) in self._ledger.notes:
                self._changed.append((path, card))

    def all(self) -> Iterator[Problem]:
        """Yield what there is to tell."""
        yield from self._moves()
        yield from self._type_changes()

    def _moves(self) -> Iterator[Problem]:
        """Yield a warning for each deck that cards have left for another: Anki leaves them where they are."""
        staying = {name.casefold() for name in self._staying}
        for (path, *decks), cards in self._moved.items():
            old, new = (f"{self._prefix}{deck}" for deck in decks)
            if decks[0].casefold() in staying:
                wanted = " OR ".join(f"CardId:{card}" for card in cards)
                todo = f'search in its browser for  deck:"{old}" ({wanted})  and choose Change Deck'
            else:
                todo = f"rename “{old}” there before you import"
            message = f"moved {len(cards)} cards to the deck “{new}”, but Anki leaves them in “{old}”: {todo}"
            yield Problem(path, 0, 0, codes.MOVED, message, Severity.WARNING)

    def _type_changes(self) -> Iterator[Problem]:
        """Yield a warning for each card that became a cloze, or ceased to be one: Anki keeps the old one."""
        for path, card in self._changed:
            other = BASIC if card.note.notetype == CLOZE else CLOZE
            message = (
                f"card {card.card} changed its type, so that Anki makes a new card of it; to delete "
                f'the old one, search in its browser for  "note:{other.name}" CardId:{card.card}'
            )
            yield Problem(path, 0, 0, codes.TYPE_CHANGED, message, Severity.WARNING)
