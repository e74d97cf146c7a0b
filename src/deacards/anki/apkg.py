"""Anki notes as the bytes of an `.apkg` file, through genanki's own override points.

The same notes give the same bytes, whatever the time: nothing here reads a clock, and the one file that is
written, the database, is gone when the package is there.
"""

import io
import itertools
import json
import shutil
import sqlite3
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import Any, NamedTuple

from deacards.anki.content import AnkiNote
from deacards.anki.exporter import genanki
from deacards.anki.ledger import Told
from deacards.anki.names import deck_id
from deacards.anki.notetypes import FIELD_BREAK, NoteType
from deacards.anki.schedule import DAY_ZERO, Schedule
from deacards.problem import DeacardsError

_EARLIEST_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
# Deflate 1 is four times as fast as 6 on a package and makes it a fifth larger.
_DEFLATE_LEVEL = 1
_PIECE = 1 << 18
"""So many bytes of the database are read at a time."""


_NO_SCHEDULES: Mapping[int, Schedule] = MappingProxyType({})


class PackageError(DeacardsError):
    """A package could not be put together, for lack of room; nothing was written."""


class Shipped(NamedTuple):
    """A note as it goes into a package: `told` gives its deck, id and modification time.

    `schedules` are what is known of its cards, by ord.
    """

    note: AnkiNote
    told: Told
    schedules: Mapping[int, Schedule] = _NO_SCHEDULES


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

    def to_json(self, _timestamp: float, _deck_id: int | None) -> dict[str, Any]:
        """Return what genanki says of the type, with our time."""
        return dict(super().to_json(self._mod, None))


def _known_id(id_: int) -> dict[str, int]:
    return {"id": id_} if id_ else {}


_NOTE = "INSERT INTO notes VALUES (?, ?, ?, ?, -1, ?, ?, ?, 0, 0, '')"
_CARD = "INSERT INTO cards VALUES (?, ?, ?, ?, ?, -1, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, ?)"
_ANSWER = "INSERT INTO revlog VALUES (?, ?, -1, ?, ?, ?, ?, ?, ?)"
_Row = tuple[int | str, ...]
_Sent = tuple[int, int, int, tuple[int, ...], Mapping[int, Schedule]]
"""What the cards of a note have from it: the ids of note and deck, the time, their ords and schedules."""


class _Package(genanki.Package):  # type: ignore[misc]  # genanki has no types
    """A package whose rows are written in one go, table by table, and its decks and types once.

    genanki writes all decks and types anew for every deck, and asks every note anew which cards it has.
    """

    def __init__(
        self,
        shipped: Iterable[Shipped],
        notetypes: Iterable[tuple[NoteType, Told]],
        rollover_hour: int,
    ) -> None:
        super().__init__([])
        self._shipped = shipped
        self._notetypes = notetypes
        self._rollover_hour = rollover_hour
        self._decks: dict[str, int] = {}
        self._sent: list[_Sent] = []

    def write_to_db(self, cursor: sqlite3.Cursor, timestamp: float, id_gen: Iterator[int]) -> None:
        super().write_to_db(cursor, timestamp, id_gen)  # the tables, and an empty collection
        # Made of all rows at once, an index is smaller and takes less time.
        indexes = cursor.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'index'").fetchall()
        for name, _ in indexes:
            cursor.execute(f"DROP INDEX {name}")
        cursor.executemany(_NOTE, self._note_rows())
        cursor.executemany(_CARD, self._card_rows())
        if any(schedules for *_, schedules in self._sent):
            _set_calendar(cursor, self._rollover_hour)
            cursor.executemany(_ANSWER, self._answer_rows())
        for _, index in indexes:
            cursor.execute(index)
        # Only our decks: beside the empty deck "Default" of that collection Anki would rename one of ours.
        decks = {str(id_): genanki.Deck(id_, name).to_json() for name, id_ in self._decks.items()}
        models = {str(t.id): _Model(t, told.mod).to_json(timestamp, None) for t, told in self._notetypes}
        cursor.execute("UPDATE col SET decks = ?, models = ?", (json.dumps(decks), json.dumps(models)))

    def _note_rows(self) -> Iterator[_Row]:
        """Yield the row of each note; what its cards need is remembered until all notes are there."""
        taken: set[int] = set()
        for note, told, schedules in self._shipped:
            deck = self._decks.get(told.deck)
            if deck is None:
                taken.add(deck := deck_id(told.deck, taken))
                self._decks[told.deck] = deck
            guid, notetype, text, tags, ords, _, _ = note
            self._sent.append((told.id, deck, told.mod, ords, schedules))
            asked, _, _ = text.partition(FIELD_BREAK)
            yield told.id, guid, notetype.id, told.mod, f" {' '.join(tags)} ", text, asked

    def _card_rows(self) -> Iterator[_Row]:
        """Yield the row of each card, new cards in the order of the package."""
        for id_, position, ord_, (note_id, deck, mod, _, schedules) in self._cards():
            schedule = schedules.get(ord_)
            state = schedule.columns() if schedule else (0, 0, position, 0, 0, 0, 0, 0, "")
            yield id_, note_id, deck, ord_, mod, *state

    def _answer_rows(self) -> Iterator[_Row]:
        """Yield the row of each answer, card by card."""
        for id_, _, ord_, (*_, schedules) in self._cards():
            if schedule := schedules.get(ord_):
                yield from ((at_ms, id_, *rest) for at_ms, *rest in schedule.answers)

    def _cards(self) -> Iterator[tuple[int, int, int, _Sent]]:
        """Yield each card: its id, the place of its note, its ord, and what it has from the note."""
        ids = itertools.count(min((note_id for note_id, *_ in self._sent), default=1))
        for position, sent in enumerate(self._sent, start=1):
            for ord_ in sent[3]:
                yield next(ids), position, ord_, sent


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
    shipped: Iterable[Shipped],
    notetypes: Iterable[tuple[NoteType, Told]],
    media: Iterable[tuple[str, bytes]] = (),
    rollover_hour: int = 4,
) -> bytes:
    """Return the package of `shipped`, whose order is the order in which Anki shows new cards.

    `notetypes` are all types that the notes have, with their modification times; `media` the files that they
    show, by name. Both are asked for after the last note. `rollover_hour` is what schedules are counted by.
    """
    try:
        with TemporaryDirectory(prefix="deacards-") as folder:
            file = Path(folder, "collection.anki2")
            _write_database(file, _Package(shipped, notetypes, rollover_hour))
            return _zip(file, media)
    except (sqlite3.OperationalError, OSError) as exc:
        raise PackageError(
            f"the package for Anki could not be put together in the folder for temporary files ({exc}); make "
            "room there, or name another one in TMPDIR, then run the command again"
        ) from exc


def _write_database(file: Path, package: _Package) -> None:
    """Write the SQLite file of a package: in memory it would be there twice."""
    connection = sqlite3.connect(file)
    try:
        # Nobody else sees the file, and one that is not finished is thrown away.
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        package.write_to_db(connection.cursor(), 0, itertools.count())
        connection.commit()
    finally:
        connection.close()


def _zip(database: Path, media: Iterable[tuple[str, bytes]]) -> bytes:
    """Return the archive: the database, the media under numbers, and the list of their names."""
    archive = io.BytesIO()
    names: dict[str, str] = {}
    with zipfile.ZipFile(archive, "w") as out:
        member = _member("collection.anki2", zipfile.ZIP_DEFLATED)
        with database.open("rb") as content, out.open(member, "w") as into:
            shutil.copyfileobj(content, into, _PIECE)
        for number, (name, data) in enumerate(media):
            names[str(number)] = name
            # Pictures and sounds are compressed already.
            out.writestr(_member(str(number), zipfile.ZIP_STORED), data)
        out.writestr(_member("media", zipfile.ZIP_DEFLATED), json.dumps(names).encode())
    return archive.getvalue()


def _member(name: str, compression: int) -> zipfile.ZipInfo:
    """Return the head of a member, which tells nothing of when and where it was made."""
    member = zipfile.ZipInfo(name, _EARLIEST_ZIP_DATE)
    member.create_system = 3  # else the bytes would tell Windows from the rest
    member.external_attr = 0o644 << 16
    member.compress_type = compression
    # That of the archive is not for members with a head of their own, and only `writestr` asks for one.
    member._compresslevel = _DEFLATE_LEVEL  # type: ignore[attr-defined]  # noqa: SLF001
    return member
