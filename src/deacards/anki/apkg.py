"""Anki notes as the bytes of an `.apkg` file, through genanki's own override points.

The same notes give the same bytes, whatever the time: nothing here reads a clock or writes a file.
"""

import io
import itertools
import json
import sqlite3
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import genanki
from typing_extensions import override

from deacards.anki.content import AnkiNote
from deacards.anki.ledger import Told
from deacards.anki.names import deck_id
from deacards.anki.notetypes import NoteType

_EARLIEST_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
# Deflate 1 is four times as fast as 6 on a package and makes it a fifth larger.
_DEFLATE_LEVEL = 1


@dataclass(frozen=True, slots=True)
class Shipped:
    """A note as it goes into a package: `told` gives its deck, id, source and modification time."""

    note: AnkiNote
    told: Told


class _Model(genanki.Model):  # type: ignore[misc]  # genanki has no types
    """A note type with a modification time of its own, so that the user's changes in Anki survive."""

    # Anki computes it anew; genanki's way knows no filters and no negated guards.
    _req: tuple[()] = ()

    def __init__(self, notetype: NoteType, mod: int) -> None:
        first = notetype.id * 1000  # ids of fields, then of templates: with them Anki follows a new name
        super().__init__(
            model_id=notetype.id,
            name=notetype.name,
            fields=[
                {"name": name, "id": first + n, "font": "Arial"} for n, name in enumerate(notetype.fields)
            ],
            templates=[
                {"name": t.name, "id": first + 500 + n, "qfmt": t.front, "afmt": t.back}
                for n, t in enumerate(notetype.templates)
            ],
            css=notetype.css,
            model_type=int(notetype.kind),
        )
        self._mod = mod

    @override
    def to_json(self, timestamp: float, deck_id: int | None) -> dict[str, Any]:
        return dict(super().to_json(self._mod, None))


class _Note(genanki.Note):  # type: ignore[misc]  # genanki has no types
    """A note with its own id and modification time, and the cards that Anki would make of it."""

    def __init__(self, shipped: Shipped, model: _Model, position: int) -> None:
        note, told = shipped.note, shipped.told
        named = zip(note.notetype.fields, note.fields, strict=True)
        fields = [told.source if name == "Source" else value for name, value in named]
        super().__init__(model, fields, tags=note.tags, guid=note.guid, due=position)
        self._told = told
        self._ords = note.ords

    @property
    @override
    def cards(self) -> list[genanki.Card]:
        return [genanki.Card(ord_) for ord_ in self._ords]

    @override
    def write_to_db(
        self, cursor: sqlite3.Cursor, timestamp: float, deck_id: int, id_gen: Iterator[int]
    ) -> None:
        super().write_to_db(cursor, self._told.mod, deck_id, itertools.chain([self._told.id], id_gen))


class _Package(genanki.Package):  # type: ignore[misc]  # genanki has no types
    """A package whose decks and note types are written once: genanki writes all of them for every deck."""

    def __init__(self, decks: list[genanki.Deck], models: list[_Model]) -> None:
        super().__init__(decks)
        self._models = models

    @override
    def write_to_db(self, cursor: sqlite3.Cursor, timestamp: float, id_gen: Iterator[int]) -> None:
        genanki.Package([]).write_to_db(cursor, timestamp, id_gen)  # the tables, and an empty collection
        # Only our decks: beside the empty deck "Default" of that collection Anki would rename one of ours.
        decks = {str(deck.deck_id): deck.to_json() for deck in self.decks}
        models = {str(model.model_id): model.to_json(timestamp, None) for model in self._models}
        cursor.execute("UPDATE col SET decks = ?, models = ?", (json.dumps(decks), json.dumps(models)))
        for deck in self.decks:
            for note in deck.notes:
                note.write_to_db(cursor, timestamp, deck.deck_id, id_gen)


def apkg_bytes(shipped: Sequence[Shipped], notetypes: Sequence[tuple[NoteType, Told]]) -> bytes:
    """Return the package of `shipped`, whose order is the order in which Anki shows new cards.

    `notetypes` are all types that the notes have, with their modification times.
    """
    models = {notetype.id: _Model(notetype, told.mod) for notetype, told in notetypes}
    decks: dict[str, genanki.Deck] = {}
    taken: set[int] = set()
    for position, one in enumerate(shipped, start=1):
        name = one.told.deck
        if name not in decks:
            decks[name] = genanki.Deck(deck_id(name, taken), name)
            taken.add(decks[name].deck_id)
        decks[name].add_note(_Note(one, models[one.note.notetype.id], position))
    first_id = min((one.told.id for one in shipped), default=1)
    return _zip(_database(_Package(list(decks.values()), list(models.values())), first_id))


def _database(package: _Package, first_card_id: int) -> bytes:
    """Return the SQLite file of a package."""
    connection = sqlite3.connect(":memory:")
    try:
        package.write_to_db(connection.cursor(), 0, itertools.count(first_card_id))
        connection.commit()
        return connection.serialize()
    finally:
        connection.close()


def _zip(database: bytes) -> bytes:
    """Return the archive; media have their place in it but do not travel yet."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=_DEFLATE_LEVEL) as out:
        for name, data in (("collection.anki2", database), ("media", b"{}")):
            member = zipfile.ZipInfo(name, _EARLIEST_ZIP_DATE)
            member.create_system = 3  # else the bytes would tell Windows from the rest
            member.external_attr = 0o644 << 16
            member.compress_type = zipfile.ZIP_DEFLATED
            out.writestr(member, data)
    return archive.getvalue()
