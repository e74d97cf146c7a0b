"""Decks as a package for Anki: what is told anew, what stays, and what the user should hear about it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count

from deacards.anki import codes
from deacards.anki.apkg import Shipped, apkg_bytes
from deacards.anki.content import AnkiNote, faults_of, guid_of, note_of, other_guid_of
from deacards.anki.ledger import Ledger, Told, tell
from deacards.anki.names import DeckNames
from deacards.anki.notetypes import NOTE_TYPES, RETIRED_TAG
from deacards.deck.card import Card
from deacards.deck.deck import Deck
from deacards.problem import Problem, Severity

# Typed into Anki's browser it finds the retired cards, to suspend them with one click.
RETIRED_SEARCH = f"tag:{RETIRED_TAG}"


@dataclass(frozen=True, slots=True)
class PackageResult:
    """A package and what goes with it.

    `data` is the `.apkg`, `ledger` what is to be kept beside it (write it first: a ledger without its
    package loses nothing). `notes` and `cards` count what is in it, `retired` the notes among them that are
    only there to be tagged. `changed` tells whether Anki would learn anything since the last ledger. A card
    with an error among `problems` is not in the package; its entry in the ledger stays.
    """

    data: bytes
    ledger: Ledger
    notes: int
    cards: int
    retired: int
    problems: tuple[Problem, ...]
    changed: bool


@dataclass(frozen=True, slots=True)
class _Placed:
    """A card on its way into the package: its deck file, its deck as Anki has it, and its note."""

    path: str
    deck: Deck
    deck_name: str
    card: Card
    is_retired: bool
    note: AnkiNote


def build_package(decks: Mapping[str, Deck], ledger: Ledger, now_seconds: int) -> PackageResult:
    """Return the package of `decks`, which are given by the path of their file, in the order of study.

    The same decks and ledger give the same bytes, whatever `now_seconds` (a Unix time) is; it becomes the
    modification time of what changed. Retired cards go along, tagged, if they have ever been exported.
    """
    problems: list[Problem] = []
    placed = list(_place(decks, ledger, problems))
    told = _tell_notes(placed, ledger, now_seconds)
    problems += _moves(placed, ledger)
    problems += _type_changes(placed, ledger)
    used = {p.note.notetype.id for p in placed}
    types = [
        (t, tell(ledger.notetypes.get(t.name), t.digest(), now_seconds)) for t in NOTE_TYPES if t.id in used
    ]
    new = Ledger({**ledger.notes, **told}, {**ledger.notetypes, **{t.name: last for t, last in types}})
    return PackageResult(
        data=apkg_bytes([Shipped(p.note, told[p.note.guid]) for p in placed], types),
        ledger=new,
        notes=len(placed),
        cards=sum(len(p.note.ords) for p in placed),
        retired=sum(p.is_retired for p in placed),
        problems=tuple(sorted(problems)),
        changed=new != ledger,
    )


def _place(decks: Mapping[str, Deck], ledger: Ledger, problems: list[Problem]) -> Iterator[_Placed]:
    """Yield the cards that go into the package, in order; what is wrong with others goes to `problems`."""
    names = DeckNames()
    seen: dict[str, str] = {}
    for path, deck in decks.items():
        name = names.settle(deck.deck)
        if not name:
            message = f"the deck's name {deck.deck!r} has no words; name it, such as `deck: Biology::Cells`"
            problems.append(Problem(path, 0, 0, codes.BAD_DECK_NAME, message))
            continue
        for card, is_retired in _wanted(deck, ledger):
            if card.id in seen:
                message = f"card {card.id} is also in {seen[card.id]}; give one of the two a new id"
                problems.append(Problem(path, 0, 0, codes.DUPLICATE_CARD, message))
                continue
            seen[card.id] = path
            note = note_of(card, deck, is_retired=is_retired)
            faults = [Problem(path, 0, 0, code, message) for code, message in faults_of(note, card)]
            problems += faults
            if not faults:
                yield _Placed(path, deck, name, card, is_retired, note)


def _wanted(deck: Deck, ledger: Ledger) -> Iterator[tuple[Card, bool]]:
    """Yield the cards of a deck, then the retired ones that Anki knows, and whether each is retired."""
    yield from ((card, False) for card in deck.cards)
    yield from ((card, True) for card in deck.retired if guid_of(card) in ledger.notes)


def _tell_notes(placed: Sequence[_Placed], ledger: Ledger, now_seconds: int) -> dict[str, Told]:
    """Return the next word on every placed note, by guid, each with an id of its own.

    New ids count up to `now_seconds`. Two branches of a repository may have given one id to two notes: then
    the second note gets a new one.
    """
    given = {told.id for told in ledger.notes.values()}
    fresh = (i for i in count(max(1, now_seconds * 1000 - len(placed))) if i not in given)
    told: dict[str, Told] = {}
    used: set[int] = set()
    for p in placed:
        word = tell(ledger.notes.get(p.note.guid), p.note.digest(), now_seconds, p.note.source)
        id_ = next(fresh) if word.id in used or not word.id else word.id
        used.add(id_)
        told[p.note.guid] = replace(word, id=id_, deck=p.deck_name)
    return told


def _moves(placed: Sequence[_Placed], ledger: Ledger) -> Iterator[Problem]:
    """Yield a warning for each deck that cards have left for another: Anki leaves them where they are."""
    moved: dict[tuple[str, str, str], list[_Placed]] = {}
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


def _type_changes(placed: Sequence[_Placed], ledger: Ledger) -> Iterator[Problem]:
    """Yield a warning for each card that became a cloze, or ceased to be one: Anki keeps the old one too."""
    for p in placed:
        if other_guid_of(p.card) in ledger.notes and p.note.guid not in ledger.notes:
            other = next(t for t in NOTE_TYPES if t != p.note.notetype)
            message = (
                f"card {p.card.id} changed its type, so that Anki makes a new card of it; to delete "
                f'the old one, search in its browser for  "note:{other.name}" CardId:{p.card.id}'
            )
            yield Problem(p.path, 0, 0, codes.TYPE_CHANGED, message, Severity.WARNING)
