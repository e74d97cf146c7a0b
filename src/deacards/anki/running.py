"""What a running Anki has of our notes, as values: asked once, before anything is planned."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from deacards.anki.connect import AnkiConnect, RefusedByAnkiError
from deacards.anki.history_in import TheirAnswer, answer_of_row

_OURS = "CardId:_*"  # a field that is not empty


@dataclass(frozen=True, slots=True)
class LiveCard:
    """A card in a running Anki."""

    id: int
    ord: int
    deck: str
    is_suspended: bool


@dataclass(frozen=True, slots=True)
class LiveNote:
    """A note in a running Anki: its guid as we know it, its fields by name, its tags and cards.

    `mod` is its last change (Unix seconds); older versions of the add-on do not tell it, and it is 0.
    """

    id: int
    guid: str
    mod: int
    fields: Mapping[str, str]
    tags: frozenset[str]
    cards: tuple[LiveCard, ...]


def read_live_notes(anki: AnkiConnect, foreign: Mapping[int, str]) -> dict[str, LiveNote]:
    """Return our notes in a running Anki by guid; `foreign` are the guids of adopted notes by their id there.

    AnkiConnect tells no guids: ours are known by the field CardId and the kind of note, the others by id.
    """
    ids = list(dict.fromkeys([*anki.call("findNotes", query=_OURS), *foreign]))
    told = [info for part in anki.call_in_parts("notesInfo", "notes", ids) for info in part if info]
    cards = _read_cards(anki, [card for info in told for card in info["cards"]])
    notes: dict[str, LiveNote] = {}
    for info in told:
        guid = foreign.get(info["noteId"]) or _guid(info)
        if guid:
            found = tuple(cards[card] for card in info["cards"] if card in cards)
            fields = {name: field["value"] for name, field in info["fields"].items()}
            tags = frozenset(info["tags"])
            notes[guid] = LiveNote(info["noteId"], guid, info.get("mod") or 0, fields, tags, found)
    return notes


def read_live_answers(anki: AnkiConnect, notes: Iterable[LiveNote]) -> Iterator[TheirAnswer]:
    """Yield every answer that a running Anki has for the cards of `notes`."""
    homes = {str(card.id): (note.guid, card.ord) for note in notes for card in note.cards}
    for part in anki.call_in_parts("getReviewsOfCards", "cards", list(homes)):
        for card, rows in part.items():
            guid, ord_ = homes[card]
            for row in rows:
                values = (row["id"], row["ease"], row["factor"], row["time"], row["type"])
                if answer := answer_of_row(guid, ord_, values):
                    yield answer


def _guid(info: Mapping[str, Any]) -> str:
    """Return the guid that we gave a note of one of our types; "" for another with a field of that name."""
    fields = info["fields"]
    card_id = fields.get("CardId", {}).get("value", "")
    if not card_id or not {"Breadcrumb", "SourceURL"} <= fields.keys():
        return ""
    return f"deacards-cloze:{card_id}" if "Text" in fields else f"deacards:{card_id}"


def _read_cards(anki: AnkiConnect, ids: list[int]) -> dict[int, LiveCard]:
    """Return cards by id."""
    decks: dict[int, str] = {}
    for part in anki.call_in_parts("getDecks", "cards", ids):
        decks.update((card, deck) for deck, cards in part.items() for card in cards)
    suspended = [is_it for part in anki.call_in_parts("areSuspended", "cards", ids) for is_it in part]
    ords = _read_ords(anki, ids)
    return {
        id_: LiveCard(id_, ords[id_], decks.get(id_, ""), bool(is_it))
        for id_, is_it in zip(ids, suspended, strict=True)
        if id_ in ords
    }


def _read_ords(anki: AnkiConnect, ids: list[int]) -> dict[int, int]:
    """Return the ords of cards."""
    try:
        return {
            info["cardId"]: info["ord"]
            for part in anki.call_in_parts("cardsInfo", "cards", ids)
            for info in part
            if info
        }
    except KeyError as exc:
        raise RefusedByAnkiError(f"AnkiConnect tells no {exc} of a card; update the add-on") from exc
