"""The cards of a deck as Anki notes, whatever else a package holds; what was rendered before is kept."""

from collections.abc import Iterable, Iterator, Mapping
from posixpath import dirname
from typing import Any, NamedTuple

from deacards.anki.content import AnkiNote, faults_of, guid_of, note_of
from deacards.anki.foreign import foreign_note_of
from deacards.anki.media import Asked, CardMedia
from deacards.anki.notetypes import NOTE_TYPES
from deacards.anki.options import Options
from deacards.anki.supply import Known, Supply
from deacards.deck.card import Card, CardId
from deacards.deck.deck import Deck
from deacards.problem import Severity
from deacards.study.units import note_order

SHEET, CARDS = "anki sheet", "anki cards"
"""What a cache keeps of a deck: the sheet, and its cards until they have gone into a package."""


class Fault(NamedTuple):
    """What is wrong with a card: at `place`, a path and a line, else where the card stands in its deck."""

    code: str
    message: str
    severity: Severity = Severity.ERROR
    place: tuple[str, int] | None = None


class Rendered(NamedTuple):
    """A card as a note, the digest of its content, the names of the files that it shows.

    `retired_as` are the guids by which Anki may know a retired card; it goes along if Anki does. All of it
    stays as it is as long as the deck's file and what it `asked` for do.
    """

    card: CardId
    retired_as: tuple[str, ...]
    note: AnkiNote
    digest: str
    media: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()
    asked: tuple[Asked, ...] = ()


class Sheet(NamedTuple):
    """A deck as a whole: its name, its place among the decks, how many cards it has, the retired ones too."""

    name: str
    place: tuple[Any, ...]
    size: int


def sheet_of(path: str, decks: Mapping[str, Deck], known: Known | None) -> Sheet:
    """Return the sheet of the deck whose file is at `path`; where it is known, `decks` are not asked."""
    key = known.digests[path].encode() if known else b""
    if known and (kept := known.cache.recall_plain(SHEET, path, key)):
        return Sheet(*kept)
    deck = decks[path]
    sheet = Sheet(deck.deck, note_order(path, deck), len(deck.cards) + len(deck.retired))
    if known:
        known.cache.keep_plain(SHEET, path, key, tuple(sheet))
    return sheet


def cards_of(path: str, decks: Mapping[str, Deck], supply: Supply) -> Iterable[Rendered]:
    """Return the cards of a deck, the retired ones last; where they are kept, `decks` are not asked."""
    known = supply.known
    key = key_of_deck(path, known, supply.options) if known else b""
    kept = known.cache.recall_plain(CARDS, path, key) if known else None
    return _unpacked(kept, supply) if kept else _cards(path, decks[path], supply)


def keep_cards(path: str, deck: Deck, supply: Supply) -> None:
    """Keep the cards of a deck until they go into a package, unless one has a fault or shows a file."""
    cards = list(_cards(path, deck, supply))
    if (known := supply.known) and not any(each.faults or each.asked or each.media for each in cards):
        key = key_of_deck(path, known, supply.options)
        known.cache.keep_plain(CARDS, path, key, tuple(_packed(cards)))


def key_of_deck(path: str, known: Known, options: Options) -> bytes:
    """Return the key of what hangs on a deck's file, on the foreign notes, and on the options."""
    return f"{known.digests[path]} {known.foreign} {options}".encode()


def _cards(path: str, deck: Deck, supply: Supply) -> Iterator[Rendered]:
    """Yield the cards of a deck."""
    home = deck.note
    homes = (dirname(home), dirname(path)) if home else (dirname(path),)
    cards = [*((card, False) for card in deck.cards), *((card, True) for card in deck.retired)]
    for card, is_retired in cards:
        media = CardMedia(supply.shelf, homes)
        note = foreign_note_of(
            card, deck, supply.foreign, media=media.name_of, is_retired=is_retired
        ) or note_of(card, deck, media=media.name_of, options=supply.options, is_retired=is_retired)
        faults = [Fault(code, message) for code, message in faults_of(note, card)]
        if not is_retired and media.faults:
            place = (home, card.origin.line) if card.origin and home else None
            faults += _missing(media, card, place)
        retired_as = (guid_of(card), card.guid) if is_retired else ()
        shown = tuple(note.media())
        asked = tuple(media.asked)
        yield Rendered(card.id, retired_as, note, note.digest(), shown, tuple(faults), asked)


def _missing(media: CardMedia, card: Card, place: tuple[str, int] | None) -> Iterator[Fault]:
    """Yield a warning for each file that a card shows and that is not to be had."""
    for code, message in dict.fromkeys(media.faults):
        yield Fault(code, f"card {card.id}: {message}", Severity.WARNING, place)


def _packed(rendered: Iterable[Rendered]) -> Iterator[tuple[Any, ...]]:
    """Yield what is kept of each card: its note with the id of its type for the type."""
    for each in rendered:
        guid, notetype, *rest = each.note
        yield each.card, each.retired_as, each.digest, guid, notetype.id, *rest


def _unpacked(kept: Iterable[tuple[Any, ...]], supply: Supply) -> Iterator[Rendered]:
    """Yield the cards that `_packed` gave."""
    types = {notetype.id: notetype for notetype in NOTE_TYPES}
    types |= {id_: foreign.notetype for id_, foreign in supply.foreign.types.items()}
    for card, retired_as, digest, guid, type_id, text, tags, ords, source, link in kept:
        note = AnkiNote(guid, types[type_id], text, tags, ords, source, link)
        yield Rendered(card, retired_as, note, digest)
