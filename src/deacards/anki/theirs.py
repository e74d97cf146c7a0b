"""What somebody's Anki holds, read from an opened file: note types, decks, notes with their cards.

Two forms: the legacy one keeps types and decks as JSON in `col`, the newer one (schema 15 and above) has
tables for them, with messages of Protocol Buffers inside.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from deacards.anki.container import AnkiFile, AnkiFileError
from deacards.anki.notetypes import Kind, NoteType, Template
from deacards.anki.protobuf import number_of, text_of

_FIRST_WITH_TABLES = 15
_LEVELS = "\x1f"  # what parts the levels of a deck's name in tables
_MOST_OF_A_NOTE = 2**20
# Of the messages in `config`: a note type's kind and style, a template's sides, and the ids of both parts.
_KIND, _CSS = 1, 3
_FRONT, _BACK, _TEMPLATE_ID, _FIELD_ID = 1, 2, 8, 9


@dataclass(frozen=True, slots=True)
class TheirType:
    """A note type and the Unix time of its last change."""

    notetype: NoteType
    mod: int


@dataclass(frozen=True, slots=True)
class TheirNote:
    """A note: its fields as HTML, its tags, and its cards' ords with the names of their decks, by ord."""

    id: int
    guid: str
    mod: int
    type_id: int
    fields: tuple[str, ...]
    tags: tuple[str, ...]
    cards: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Theirs:
    """All types by id, all notes in the order of their making, and how many could not be read."""

    types: Mapping[int, TheirType]
    notes: tuple[TheirNote, ...]
    unreadable: int


def read_theirs(file: AnkiFile) -> Theirs:
    """Return what a file holds. Raises `AnkiFileError` where types or decks are not as Anki writes them."""
    try:
        has_tables = file.schema >= _FIRST_WITH_TABLES
        types = _types_of_tables(file) if has_tables else _types_of_json(file)
        decks = _decks_of_tables(file) if has_tables else _decks_of_json(file)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as exc:
        raise AnkiFileError(f"{file.path}: its note types or decks cannot be read ({exc!r})") from exc
    notes = list(_notes(file, decks))
    readable = tuple(note for note in notes if note is not None)
    return Theirs(types, readable, len(notes) - len(readable))


def _notes(file: AnkiFile, decks: Mapping[int, str]) -> Iterator[TheirNote | None]:
    """Yield the notes by id, None for one that no Anki would write or that is larger than a megabyte."""
    cards = _cards(file, decks)
    # The size is asked first, so that a giant is never read.
    rows = file.db.execute(
        "SELECT id, guid, mod, mid, tags, CASE WHEN length(flds) <= ? THEN flds END FROM notes ORDER BY id",
        (_MOST_OF_A_NOTE,),
    )
    for id_, guid, mod, type_id, tags, fields in rows:
        numbers = all(isinstance(number, int) and number > 0 for number in (id_, mod, type_id))
        texts = all(isinstance(text, str) for text in (guid, tags, fields)) and guid
        if not numbers or not texts:
            yield None
        else:
            parts = tuple(fields.split("\x1f"))
            yield TheirNote(id_, guid, mod, type_id, parts, tuple(tags.split()), tuple(cards.get(id_, ())))


def _cards(file: AnkiFile, decks: Mapping[int, str]) -> dict[int, list[tuple[int, str]]]:
    """Return the cards of each note; one that is lent to a filtered deck counts for its own."""
    found: dict[int, list[tuple[int, str]]] = {}
    for note, ord_, deck, home in file.db.execute("SELECT nid, ord, did, odid FROM cards ORDER BY nid, ord"):
        if isinstance(note, int) and isinstance(ord_, int):
            found.setdefault(note, []).append((ord_, decks.get(home or deck, "Default")))
    return found


def _decks_of_json(file: AnkiFile) -> dict[int, str]:
    return {int(id_): str(deck["name"]) for id_, deck in _json(file, "decks").items()}


def _decks_of_tables(file: AnkiFile) -> dict[int, str]:
    rows = file.db.execute("SELECT id, name FROM decks")
    return {id_: "::".join(str(name).split(_LEVELS)) for id_, name in rows}


def _types_of_json(file: AnkiFile) -> dict[int, TheirType]:
    return {int(id_): _type_of_json(int(id_), value) for id_, value in _json(file, "models").items()}


def _type_of_json(id_: int, value: Mapping[str, Any]) -> TheirType:
    fields = sorted(value["flds"], key=lambda field: int(field["ord"]))
    templates = sorted(value["tmpls"], key=lambda template: int(template["ord"]))
    notetype = NoteType(
        id_,
        str(value["name"]),
        Kind(value["type"]),
        tuple(str(field["name"]) for field in fields),
        tuple(Template(str(t["name"]), str(t["qfmt"]), str(t["afmt"])) for t in templates),
        str(value["css"]),
        tuple(int(field.get("id") or 0) for field in fields),
        tuple(int(template.get("id") or 0) for template in templates),
    )
    return TheirType(notetype, int(value["mod"]))


def _types_of_tables(file: AnkiFile) -> dict[int, TheirType]:
    types = {}
    for id_, name, mod, config in file.db.execute("SELECT id, name, mtime_secs, config FROM notetypes"):
        fields = file.db.execute(
            "SELECT name, config FROM fields WHERE ntid = ? ORDER BY ord", (id_,)
        ).fetchall()
        sides = file.db.execute(
            "SELECT name, config FROM templates WHERE ntid = ? ORDER BY ord", (id_,)
        ).fetchall()
        notetype = NoteType(
            id_,
            str(name),
            Kind(number_of(config, _KIND)),
            tuple(str(field) for field, _ in fields),
            tuple(Template(str(side), text_of(told, _FRONT), text_of(told, _BACK)) for side, told in sides),
            text_of(config, _CSS),
            tuple(number_of(told, _FIELD_ID) for _, told in fields),
            tuple(number_of(told, _TEMPLATE_ID) for _, told in sides),
        )
        types[id_] = TheirType(notetype, int(mod))
    return types


def _json(file: AnkiFile, column: str) -> dict[str, Any]:
    """Return the JSON of a column of `col`."""
    (text,) = file.db.execute(f"SELECT {column} FROM col").fetchone()  # noqa: S608 - one of two names of ours
    value = json.loads(text)
    if not isinstance(value, dict):
        raise TypeError(f"{column} is no mapping")
    return value
