"""What Anki is told of one card: the fields, tags and cards of an Anki note."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from deacards.anki import codes
from deacards.anki.cleantext import clean
from deacards.anki.fieldhtml import cloze_html, field_html
from deacards.anki.names import source_tag, tidy_tags
from deacards.anki.notetypes import BASIC, CLOZE, RETIRED_TAG, NoteType
from deacards.deck.card import BasicCard, Card, ClozeCard, ListCard, ReversedCard
from deacards.deck.deck import Deck

CRUMB_SEPARATOR = " › "


@dataclass(frozen=True, slots=True)
class AnkiNote:
    """One Anki note: `fields` in the order of its type, `ords` of its cards, never empty in a package.

    `source` is what belongs into the field Source, which is empty here. It is no content: a line added
    above a card moves it, and that is no reason to overwrite what was edited in Anki.
    """

    guid: str
    notetype: NoteType
    fields: tuple[str, ...]
    tags: tuple[str, ...]
    ords: tuple[int, ...]
    source: str = ""

    def digest(self) -> str:
        """Return 16 hex digits that change with the content: type, fields and tags."""
        told = json.dumps([self.notetype.id, self.fields, self.tags]).encode()
        return hashlib.sha256(told).hexdigest()[:16]


def guid_of(card: Card) -> str:
    """Return the guid of a card's Anki note, which hangs on its id alone.

    A cloze has a guid of its own: Anki would refuse a note whose type has changed, and say nothing.
    """
    return f"deacards-cloze:{card.id}" if isinstance(card, ClozeCard) else f"deacards:{card.id}"


def other_guid_of(card: Card) -> str:
    """Return the guid that the card's note had if the card has become a cloze, or ceased to be one."""
    return f"deacards:{card.id}" if isinstance(card, ClozeCard) else f"deacards-cloze:{card.id}"


def note_of(card: Card, deck: Deck, *, is_retired: bool = False) -> AnkiNote:
    """Return the Anki note of a card; one that `is_retired` is the same but for a tag."""
    tags = (*deck.tags, *card.tags, *([source_tag(deck.source)] if deck.source else []))
    notetype, asked, ords = _asked(card)
    told = {
        **asked,
        "Hint": field_html(card.hint),
        "Extra": field_html(card.extra),
        "Breadcrumb": CRUMB_SEPARATOR.join(filter(None, map(_crumb, card.context))),
        "CardId": card.id,
    }
    return AnkiNote(
        guid_of(card),
        notetype,
        tuple(told.get(name, "") for name in notetype.fields),
        tidy_tags((*tags, RETIRED_TAG) if is_retired else tags),
        ords,
        _source(card, deck),
    )


def faults_of(note: AnkiNote, card: Card) -> Iterator[tuple[str, str]]:
    """Yield code and message of what would make a card that Anki cannot ask."""
    shown = dict(zip(note.notetype.fields, note.fields, strict=True))
    match card:
        case ClozeCard():
            lost = [f"c{ord_ + 1}" for ord_ in card.ords if ord_ not in note.ords]
            if lost:
                blanks = ", ".join(lost)
                advice = "hide text that is shown, not a link's target, and number blanks 1 to 500"
                yield codes.LOST_BLANK, f"card {card.id} would lose its blank {blanks} in Anki; {advice}"
        case BasicCard() | ReversedCard() | ListCard():
            for side in ("Front", "Back"):
                if not shown[side]:
                    message = f"the {side.lower()} of card {card.id} shows nothing; write words there"
                    yield codes.NOTHING_SHOWN, message


def _asked(card: Card) -> tuple[NoteType, dict[str, str], tuple[int, ...]]:
    """Return the note type of a card, the fields that are asked and answered, and the ords."""
    match card:
        case ReversedCard():
            return BASIC, {**_sides(card.front, field_html(card.back)), "Reverse": "y"}, card.ords
        case BasicCard():
            return BASIC, _sides(card.front, field_html(card.back)), card.ords
        case ListCard():
            return BASIC, _sides(card.front, _list_html(card)), card.ords
        case ClozeCard():
            cloze = cloze_html(card.cloze)
            return CLOZE, {"Text": cloze.html}, cloze.ords


def _sides(front: str, back_html: str) -> dict[str, str]:
    """Return the two fields of a basic card."""
    return {"Front": field_html(front), "Back": back_html}


def _list_html(card: ListCard) -> str:
    """Return the items as an HTML list; "" if none of them shows anything."""
    items = "".join(f"<li>{html}</li>" for html in map(field_html, card.items) if html)
    tag = "ol" if card.ordered else "ul"
    return items and f"<{tag}>{items}</{tag}>"


def _crumb(text: str) -> str:
    """Return one level of the breadcrumb, on one line."""
    return field_html(" ".join(text.split()))


def _source(card: Card, deck: Deck) -> str:
    """Return `notes/x.md:12` for a card that was derived, else ""."""
    if card.origin is None or deck.source is None:
        return ""
    path = deck.source.partition("#")[0]
    return escape(clean(f"{path}:{card.origin.line}"), quote=False)
