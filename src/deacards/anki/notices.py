"""What a person should do in Anki beside importing: about cards that moved or changed their type."""

from collections.abc import Iterator, Sequence

from deacards.anki import codes
from deacards.anki.content import other_guid_of
from deacards.anki.ledger import Ledger
from deacards.anki.notetypes import BASIC, CLOZE
from deacards.anki.placing import Placed
from deacards.problem import Problem, Severity


def moves(placed: Sequence[Placed], ledger: Ledger) -> Iterator[Problem]:
    """Yield a warning for each deck that cards have left for another: Anki leaves them where they are."""
    moved: dict[tuple[str, str, str], list[Placed]] = {}
    staying: set[str] = set()
    for p in placed:
        last = ledger.notes.get(p.note.guid)
        old = (last and last.deck) or p.deck_name
        if old.casefold() == p.deck_name.casefold():
            staying.add(old.casefold())
        else:
            moved.setdefault((p.path, old, p.deck_name), []).append(p)
    for (path, old, new), cards in moved.items():
        if old.casefold() in staying:
            wanted = " OR ".join(f"CardId:{p.card.id}" for p in cards)
            todo = f'search in its browser for  deck:"{old}" ({wanted})  and choose Change Deck'
        else:
            todo = f"rename “{old}” there before you import"
        message = f"moved {len(cards)} cards to the deck “{new}”, but Anki leaves them in “{old}”: {todo}"
        yield Problem(path, 0, 0, codes.MOVED, message, Severity.WARNING)


def type_changes(placed: Sequence[Placed], ledger: Ledger) -> Iterator[Problem]:
    """Yield a warning for each card that became a cloze, or ceased to be one: Anki keeps the old one too."""
    for p in placed:
        if other_guid_of(p.card) in ledger.notes and p.note.guid not in ledger.notes:
            other = BASIC if p.note.notetype == CLOZE else CLOZE
            message = (
                f"card {p.card.id} changed its type, so that Anki makes a new card of it; to delete "
                f'the old one, search in its browser for  "note:{other.name}" CardId:{p.card.id}'
            )
            yield Problem(p.path, 0, 0, codes.TYPE_CHANGED, message, Severity.WARNING)
