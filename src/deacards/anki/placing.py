"""The cards that go into a package: each in its deck as Anki has it, with its note, or with what is wrong."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from posixpath import dirname

from deacards.anki import codes
from deacards.anki.content import AnkiNote, faults_of, guid_of, note_of
from deacards.anki.foreign import Foreign, foreign_note_of
from deacards.anki.ledger import Ledger
from deacards.anki.media import CardMedia, Shelf
from deacards.anki.names import DeckNames
from deacards.anki.options import Options
from deacards.anki.schedule import Schedule
from deacards.deck.card import Card, CardId
from deacards.deck.deck import Deck
from deacards.problem import Problem, Severity


@dataclass(frozen=True, slots=True)
class Supply:
    """What goes into a package besides the decks.

    `shelf` finds media; without it words stand for all pictures. `lines` are those of the cards in their deck
    files, for problems. `schedules` are what is known of units, by their id `cardid/ord`, counted in days
    that begin at `rollover_hour`. `foreign` is what is known of notes that came from Anki.
    """

    options: Options = field(default_factory=Options)
    shelf: Shelf | None = None
    lines: Mapping[CardId, int] = field(default_factory=dict)
    schedules: Mapping[str, Schedule] = field(default_factory=dict)
    rollover_hour: int = 4
    foreign: Foreign = field(default_factory=Foreign)


@dataclass(frozen=True, slots=True)
class Placed:
    """A card on its way into the package: its deck file, its deck as Anki has it, and its note."""

    path: str
    deck: Deck
    deck_name: str
    card: Card
    is_retired: bool
    note: AnkiNote


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
        for card, is_retired in _wanted(deck, ledger):
            line = supply.lines.get(card.id, 0)
            if card.id in seen:
                message = f"card {card.id} is also in {seen[card.id]}; give one of the two a new id"
                problems.append(Problem(path, line, 0, codes.DUPLICATE_CARD, message))
                continue
            seen[card.id] = path
            media = CardMedia(supply.shelf, _homes(path, deck))
            note = _note(card, deck, supply, media, is_retired=is_retired)
            faults = [Problem(path, line, 0, code, message) for code, message in faults_of(note, card)]
            problems += faults
            if not is_retired:
                problems += _media_problems(media, card, deck, path, line)
            if not faults:
                yield Placed(path, deck, name, card, is_retired, note)


def _note(card: Card, deck: Deck, supply: Supply, media: CardMedia, *, is_retired: bool) -> AnkiNote:
    """Return the note of a card: in its own type where it came from Anki, else in one of ours."""
    foreign = foreign_note_of(card, deck, supply.foreign, media=media.name_of, is_retired=is_retired)
    return foreign or note_of(card, deck, media=media.name_of, options=supply.options, is_retired=is_retired)


def _homes(path: str, deck: Deck) -> tuple[str, ...]:
    """Return the folders in which a card's media are looked for: its note's, then its deck file's."""
    note = (deck.source or "").partition("#")[0]
    return (dirname(note), dirname(path)) if note else (dirname(path),)


def _media_problems(media: CardMedia, card: Card, deck: Deck, path: str, line: int) -> Iterator[Problem]:
    """Yield a warning for each file that a card shows and that is not to be had, where the card is from."""
    note = (deck.source or "").partition("#")[0]
    place = (note, card.origin.line) if card.origin and note else (path, line)
    for code, message in dict.fromkeys(media.faults):
        yield Problem(*place, 0, code, f"card {card.id}: {message}", Severity.WARNING)


def _wanted(deck: Deck, ledger: Ledger) -> Iterator[tuple[Card, bool]]:
    """Yield the cards of a deck, then the retired ones that Anki knows, and whether each is retired."""
    yield from ((card, False) for card in deck.cards)
    yield from ((card, True) for card in deck.retired if {guid_of(card), card.guid} & ledger.notes.keys())
