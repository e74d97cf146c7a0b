"""The cards of a deck as Anki notes, whatever else a package holds; what was rendered before is kept."""

from collections.abc import Iterable, Iterator, Sequence
from posixpath import dirname
from typing import Any, NamedTuple

from deacards.anki.content import AnkiNote, faults_of, note_of
from deacards.anki.foreign import foreign_note_of
from deacards.anki.media import CardMedia
from deacards.anki.notetypes import NOTE_TYPES
from deacards.anki.supply import Supply
from deacards.cache import key_of
from deacards.deck.card import Card, CardId
from deacards.deck.deck import Deck
from deacards.problem import Severity

KIND = "anki"


class Fault(NamedTuple):
    """What is wrong with a card: at `place`, a path and a line, else where the card stands in its deck."""

    code: str
    message: str
    severity: Severity = Severity.ERROR
    place: tuple[str, int] | None = None


class Rendered(NamedTuple):
    """A card as a note, the digest of its content, the names of the files that it shows."""

    card: CardId
    is_retired: bool
    note: AnkiNote
    digest: str
    media: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()


def render_deck(path: str, deck: Deck, retired: Sequence[Card], supply: Supply) -> Sequence[Rendered]:
    """Return the cards of a deck, whose file is at `path`, and those of its `retired` ones that go along.

    A deck is kept only where its notes hang on nothing but its file: not while a card has a fault or asks for
    media, whose files come and go.
    """
    known = supply.known if supply.known and path in supply.known.digests else None
    if known is None:
        return list(_cards(path, deck, retired, supply, []))
    parts = (known.digests[path], known.foreign, repr(supply.options), *(card.id for card in retired))
    key = key_of(*parts)
    if kept := known.cache.recall(KIND, path, key):
        return list(_unpacked(kept, supply))
    asked: list[str] = []
    rendered = list(_cards(path, deck, retired, supply, asked))
    if not asked and not any(each.media or each.faults for each in rendered):
        known.cache.keep(KIND, path, key, list(_packed(rendered)))
    return rendered


def _cards(
    path: str, deck: Deck, retired: Sequence[Card], supply: Supply, asked: list[str]
) -> Iterator[Rendered]:
    """Yield the cards of a deck; what of media they ask for goes to `asked`."""
    home = (deck.source or "").partition("#")[0]
    homes = (dirname(home), dirname(path)) if home else (dirname(path),)
    cards = [*((card, False) for card in deck.cards), *((card, True) for card in retired)]
    for card, is_retired in cards:
        media = CardMedia(supply.shelf, homes, asked)
        note = foreign_note_of(
            card, deck, supply.foreign, media=media.name_of, is_retired=is_retired
        ) or note_of(card, deck, media=media.name_of, options=supply.options, is_retired=is_retired)
        faults = [Fault(code, message) for code, message in faults_of(note, card)]
        if not is_retired and media.faults:
            place = (home, card.origin.line) if card.origin and home else None
            faults += _missing(media, card, place)
        yield Rendered(card.id, is_retired, note, note.digest(), tuple(note.media()), tuple(faults))


def _missing(media: CardMedia, card: Card, place: tuple[str, int] | None) -> Iterator[Fault]:
    """Yield a warning for each file that a card shows and that is not to be had."""
    for code, message in dict.fromkeys(media.faults):
        yield Fault(code, f"card {card.id}: {message}", Severity.WARNING, place)


def _packed(rendered: Iterable[Rendered]) -> Iterator[tuple[Any, ...]]:
    """Yield what is kept of each card: its note with the id of its type for the type."""
    for each in rendered:
        guid, notetype, *rest = each.note
        yield each.card, each.is_retired, each.digest, guid, notetype.id, *rest


def _unpacked(kept: Iterable[tuple[Any, ...]], supply: Supply) -> Iterator[Rendered]:
    """Yield the cards that `_packed` gave."""
    types = {notetype.id: notetype for notetype in NOTE_TYPES}
    types |= {id_: foreign.notetype for id_, foreign in supply.foreign.types.items()}
    for card, is_retired, digest, guid, type_id, *rest in kept:
        yield Rendered(card, is_retired, AnkiNote(guid, types[type_id], *rest), digest)
