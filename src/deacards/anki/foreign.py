"""Notes that came from somebody's Anki: the type they have there, and what of them no card holds.

Anki updates a note only under its own guid and its own type. So both are kept, in `exports/foreign.json`,
beside every field as it was: a field whose text is unchanged since goes back as it came.
"""

import hashlib
import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from deacards.anki import codes
from deacards.anki.content import AnkiNote, answer_html, tags_of
from deacards.anki.fieldhtml import cloze_html, field_html
from deacards.anki.markdown import MediaNames
from deacards.anki.notetypes import FIELD_BREAK, Kind, NoteType, Template
from deacards.deck.card import BasicCard, Card, ClozeCard, ListCard, ReversedCard
from deacards.deck.deck import Deck
from deacards.problem import Problem

FORMAT = 1

Roles = Mapping[str, int]
"""Which field of a type a part of a card stands in: `front`, `back`, `cloze`, `extra`, `hint`."""


class ForeignType(NamedTuple):
    """A note type of somebody's own, its modification time in Anki, and the roles of its fields."""

    notetype: NoteType
    mod: int
    roles: Roles


class ForeignNote(NamedTuple):
    """A note as it came: its type, its fields, the ords of its cards.

    `made` is a digest of what each part of the card said then: a part that says it still is as it came.
    """

    type_id: int
    fields: tuple[str, ...]
    ords: tuple[int, ...]
    made: Mapping[str, str]


class Foreign(NamedTuple):
    """All that is known of foreign notes: types by id, notes by guid, and the path of each of their media."""

    types: Mapping[int, ForeignType] = MappingProxyType({})
    notes: Mapping[str, ForeignNote] = MappingProxyType({})
    media: Mapping[str, str] = MappingProxyType({})

    def with_more(self, other: "Foreign") -> "Foreign":
        """Return both together; of two words on one thing the other's counts."""
        return Foreign(
            {**self.types, **other.types}, {**self.notes, **other.notes}, {**self.media, **other.media}
        )


def made_of(card: Card) -> dict[str, str]:
    """Return the digest of each part of a card that stands in a field."""
    return {
        part: hashlib.sha256(text.encode()).hexdigest()[:12]
        for part, text in {**_asked(card), "extra": card.extra, "hint": card.hint}.items()
    }


def foreign_note_of(
    card: Card, deck: Deck, foreign: Foreign, *, media: MediaNames, is_retired: bool = False
) -> AnkiNote | None:
    """Return the note of a card that came from Anki, in its own type.

    None for any other card, and for one that is now of a kind that its type cannot hold.
    """
    note = foreign.notes.get(card.guid) if card.guid else None
    kept = foreign.types.get(note.type_id) if note else None
    if note is None or kept is None or not _fits(card, kept):
        return None
    fields = list(note.fields)
    made = made_of(card)
    for part, place in kept.roles.items():
        if made.get(part) != note.made.get(part):
            fields[place] = _html(part, card, media)
    ords = cloze_html(card.cloze, media).ords if isinstance(card, ClozeCard) else note.ords
    tags = tags_of(card, deck, is_retired=is_retired)
    return AnkiNote(card.guid, kept.notetype, FIELD_BREAK.join(fields), tags, ords)


def _fits(card: Card, kept: ForeignType) -> bool:
    return isinstance(card, ClozeCard) == (kept.notetype.kind is Kind.CLOZE)


def _asked(card: Card) -> dict[str, str]:
    match card:
        case ClozeCard():
            return {"cloze": card.cloze}
        case ListCard():
            return {"front": card.front, "back": "\x1f".join((*card.items, str(card.ordered)))}
        case BasicCard() | ReversedCard():
            return {"front": card.front, "back": card.back}


def _html(part: str, card: Card, media: MediaNames) -> str:
    """Return what a part of a card says now."""
    match part, card:
        case "cloze", ClozeCard():
            return cloze_html(card.cloze, media).html
        case "front", BasicCard() | ReversedCard() | ListCard():
            return field_html(card.front, media)
        case "back", BasicCard() | ReversedCard() | ListCard():
            return answer_html(card, media)
        case "extra", _:
            return field_html(card.extra, media)
        case _:
            return field_html(card.hint, media)


def format_foreign(foreign: Foreign) -> str:
    """Return the text of the file: JSON, one line an entry, sorted by key, as in the ledger."""
    types = {str(id_): _plain_type(kept) for id_, kept in foreign.types.items()}
    notes = {guid: note._asdict() for guid, note in foreign.notes.items()}
    parts = {"types": types, "notes": notes, "media": foreign.media}
    body = ",\n".join(f'"{name}": {_lines(entries)}' for name, entries in parts.items())
    return f'{{\n"format": {FORMAT},\n{body}\n}}\n'


def _lines(entries: Mapping[str, object]) -> str:
    lines = (
        f"{json.dumps(key, ensure_ascii=False)}: {json.dumps(entries[key], ensure_ascii=False)}"
        for key in sorted(entries)
    )
    return "{\n" + ",\n".join(lines) + "\n}" if entries else "{}"


def _plain_type(kept: ForeignType) -> dict[str, object]:
    templates = [template._asdict() for template in kept.notetype.templates]
    return {"mod": kept.mod, "roles": dict(kept.roles), **kept.notetype._asdict(), "templates": templates}


def parse_foreign(text: str, path: str) -> tuple[Foreign, tuple[Problem, ...]]:
    """Return what `text` says of foreign notes, or the problem that makes it unreadable.

    It is an error, for without it those notes would arrive in Anki a second time.
    """
    try:
        return _foreign(json.loads(text)), ()
    except (ValueError, KeyError, TypeError, RecursionError) as exc:
        message = (
            f"cannot be read ({exc}); restore it from git, else notes that came from Anki go there twice"
        )
        return Foreign(), (Problem(path, 0, 0, codes.BROKEN_FOREIGN, message),)


def _foreign(found: Mapping[str, Any]) -> Foreign:
    """Return the values of the file. Raises what a wrong one raises."""
    if found["format"] != FORMAT:
        raise ValueError(f"its format is {found['format']}, and this version knows {FORMAT}")
    types = {int(id_): _type(value) for id_, value in found["types"].items()}
    notes = {
        str(guid): ForeignNote(
            int(value["type_id"]), tuple(value["fields"]), tuple(value["ords"]), dict(value["made"])
        )
        for guid, value in found["notes"].items()
    }
    return Foreign(types, notes, dict(found["media"]))


def _type(value: Mapping[str, Any]) -> ForeignType:
    notetype = NoteType(
        value["id"],
        value["name"],
        Kind(value["kind"]),
        tuple(value["fields"]),
        tuple(Template(**template) for template in value["templates"]),
        value["css"],
        tuple(value["field_ids"]),
        tuple(value["template_ids"]),
    )
    return ForeignType(notetype, value["mod"], value["roles"])
