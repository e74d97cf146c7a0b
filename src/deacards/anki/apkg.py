"""Anki notes as the bytes of an `.apkg` file, through genanki's own override points.

The same notes give the same bytes, whatever the time: nothing here reads a clock or writes a file.
"""

import io
import itertools
import json
import sqlite3
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import genanki
from typing_extensions import override

from deacards.anki.content import AnkiNote
from deacards.anki.ledger import Told
from deacards.anki.names import deck_id
from deacards.anki.notetypes import NoteType
from deacards.anki.schedule import DAY_ZERO, Schedule

_EARLIEST_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
# Deflate 1 is four times as fast as 6 on a package and makes it a fifth larger.
_DEFLATE_LEVEL = 1


@dataclass(frozen=True, slots=True)
class Shipped:
    """A note as it goes into a package: `told` gives its deck, id, source and modification time.

    `url` is the address of its source, `schedules` what is known of its cards, by ord.
    """

    note: AnkiNote
    told: Told
    url: str = ""
    schedules: Mapping[int, Schedule] = field(default_factory=dict)


class _Model(genanki.Model):  # type: ignore[misc]  # genanki has no types
    """A note type with a modification time of its own, so that the user's changes in Anki survive."""

    # Anki computes it anew; genanki's way knows no filters and no negated guards.
    _req: tuple[()] = ()

    def __init__(self, notetype: NoteType, mod: int) -> None:
        first = notetype.id * 1000  # ids of fields, then of templates: with them Anki follows a new name
        field_ids = notetype.field_ids or range(first, first + len(notetype.fields))
        template_ids = notetype.template_ids or itertools.count(first + 500)
        super().__init__(
            model_id=notetype.id,
            name=notetype.name,
            fields=[
                {"name": name, "font": "Arial"} | _known_id(id_)
                for name, id_ in zip(notetype.fields, field_ids, strict=True)
            ],
            templates=[
                {"name": t.name, "qfmt": t.front, "afmt": t.back} | _known_id(id_)
                for t, id_ in zip(notetype.templates, template_ids, strict=False)
            ],
            css=notetype.css,
            model_type=int(notetype.kind),
        )
        self._mod = mod

    @override
    def to_json(self, timestamp: float, deck_id: int | None) -> dict[str, Any]:
        return dict(super().to_json(self._mod, None))


def _known_id(id_: int) -> dict[str, int]:
    return {"id": id_} if id_ else {}


class _Card(genanki.Card):  # type: ignore[misc]  # genanki has no types
    """A card with the schedule and the answers that it has had."""

    def __init__(self, ord_: int, schedule: Schedule) -> None:
        super().__init__(ord_)
        self._schedule = schedule

    @override
    def write_to_db(
        self,
        cursor: sqlite3.Cursor,
        timestamp: float,
        deck_id: int,
        note_id: int,
        id_gen: Iterator[int],
        due: int = 0,
    ) -> None:
        super().write_to_db(cursor, timestamp, deck_id, note_id, id_gen, due)
        card_id = cursor.lastrowid
        cursor.execute(
            "UPDATE cards SET type=?, queue=?, due=?, ivl=?, factor=?, reps=?, lapses=?, left=?, data=?"
            " WHERE id=?",
            (*self._schedule.columns(), card_id),
        )
        cursor.executemany(
            "INSERT INTO revlog VALUES (?, ?, -1, ?, ?, ?, ?, ?, ?)",
            [
                (
                    a.at_ms,
                    card_id,
                    a.ease,
                    a.interval_days,
                    a.last_interval_days,
                    a.factor,
                    a.taken_ms,
                    a.kind,
                )
                for a in self._schedule.answers
            ],
        )


class _Note(genanki.Note):  # type: ignore[misc]  # genanki has no types
    """A note with its own id and modification time, and the cards that Anki would make of it."""

    def __init__(self, shipped: Shipped, model: _Model, position: int) -> None:
        note, told = shipped.note, shipped.told
        placed = {"Source": told.source, "SourceURL": shipped.url} if told.source else {}
        named = zip(note.notetype.fields, note.fields, strict=True)
        fields = [placed.get(name, value) for name, value in named]
        super().__init__(model, fields, tags=note.tags, guid=note.guid, due=position)
        self._told = told
        self._ords = note.ords
        self._schedules = shipped.schedules

    @property
    @override
    def cards(self) -> list[genanki.Card]:
        known = self._schedules
        return [_Card(n, known[n]) if n in known else genanki.Card(n) for n in self._ords]

    @override
    def write_to_db(
        self, cursor: sqlite3.Cursor, timestamp: float, deck_id: int, id_gen: Iterator[int]
    ) -> None:
        super().write_to_db(cursor, self._told.mod, deck_id, itertools.chain([self._told.id], id_gen))


class _Package(genanki.Package):  # type: ignore[misc]  # genanki has no types
    """A package whose decks and note types are written once: genanki writes all of them for every deck."""

    def __init__(
        self, decks: list[genanki.Deck], models: list[_Model], rollover_hour: int | None = None
    ) -> None:
        super().__init__(decks)
        self._models = models
        self._rollover_hour = rollover_hour

    @override
    def write_to_db(self, cursor: sqlite3.Cursor, timestamp: float, id_gen: Iterator[int]) -> None:
        genanki.Package([]).write_to_db(cursor, timestamp, id_gen)  # the tables, and an empty collection
        # Only our decks: beside the empty deck "Default" of that collection Anki would rename one of ours.
        decks = {str(deck.deck_id): deck.to_json() for deck in self.decks}
        models = {str(model.model_id): model.to_json(timestamp, None) for model in self._models}
        cursor.execute("UPDATE col SET decks = ?, models = ?", (json.dumps(decks), json.dumps(models)))
        if self._rollover_hour is not None:
            _set_calendar(cursor, self._rollover_hour)
        for deck in self.decks:
            for note in deck.notes:
                note.write_to_db(cursor, timestamp, deck.deck_id, id_gen)


def _set_calendar(cursor: sqlite3.Cursor, rollover_hour: int) -> None:
    """Tell how the days of schedules are counted: from `DAY_ZERO`, each from the rollover hour.

    Without `schedVer` Anki takes ease 3 for 4; without `creationOffset` a day is lost in some time zones.
    """
    began = datetime(DAY_ZERO.year, DAY_ZERO.month, DAY_ZERO.day, rollover_hour, tzinfo=UTC)
    (text,) = cursor.execute("SELECT conf FROM col").fetchone()
    more = {"schedVer": 2, "sched2021": True, "creationOffset": 0, "rollover": rollover_hour}
    cursor.execute(
        "UPDATE col SET crt = ?, conf = ?", (int(began.timestamp()), json.dumps(json.loads(text) | more))
    )


def apkg_bytes(
    shipped: Sequence[Shipped],
    notetypes: Sequence[tuple[NoteType, Told]],
    media: Iterable[tuple[str, bytes]] = (),
    rollover_hour: int = 4,
) -> bytes:
    """Return the package of `shipped`, whose order is the order in which Anki shows new cards.

    `notetypes` are all types that the notes have, with their modification times; `media` the files that they
    show, by name. `rollover_hour` is the one that schedules are counted by.
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
    has_history = any(one.schedules for one in shipped)
    package = _Package(list(decks.values()), list(models.values()), rollover_hour if has_history else None)
    return _zip(_database(package, first_id), media)


def _database(package: _Package, first_card_id: int) -> bytes:
    """Return the SQLite file of a package."""
    connection = sqlite3.connect(":memory:")
    try:
        package.write_to_db(connection.cursor(), 0, itertools.count(first_card_id))
        connection.commit()
        return connection.serialize()
    finally:
        connection.close()


def _zip(database: bytes, media: Iterable[tuple[str, bytes]]) -> bytes:
    """Return the archive: the database, the media under numbers, and the list of their names."""
    archive = io.BytesIO()
    names: dict[str, str] = {}
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=_DEFLATE_LEVEL) as out:
        _add(out, "collection.anki2", database, zipfile.ZIP_DEFLATED)
        for number, (name, data) in enumerate(media):
            names[str(number)] = name
            _add(out, str(number), data, zipfile.ZIP_STORED)  # pictures and sounds are compressed already
        _add(out, "media", json.dumps(names).encode(), zipfile.ZIP_DEFLATED)
    return archive.getvalue()


def _add(archive: zipfile.ZipFile, name: str, data: bytes, compression: int) -> None:
    """Add a member that tells nothing of when and where it was made."""
    member = zipfile.ZipInfo(name, _EARLIEST_ZIP_DATE)
    member.create_system = 3  # else the bytes would tell Windows from the rest
    member.external_attr = 0o644 << 16
    member.compress_type = compression
    archive.writestr(member, data)
