"""Anki notes as the bytes of an `.apkg` file, through genanki's own override points.

The same notes give the same bytes, whatever the time: nothing here reads a clock, and the one file that is
written, the database, is gone when the package is there.
"""

import io
import itertools
import json
import sqlite3
import zipfile
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from deacards.anki.deflating import LEVEL, PAGE, Deflater, pieces_of
from deacards.anki.exporter import genanki
from deacards.anki.names import deck_id
from deacards.anki.notetypes import NoteType
from deacards.anki.parcel import Parcel
from deacards.anki.schedule import DAY_ZERO, Schedule, Schedules
from deacards.anki.told import Told
from deacards.cache import Cache
from deacards.deck.card import CardId
from deacards.problem import DeacardsError

_EARLIEST_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


class PackageError(DeacardsError):
    """A package could not be put together, for lack of room; nothing was written."""


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
_CARD = "INSERT INTO cards VALUES (?, ?, ?, ?, ?, -1, 0, 0, ?, 0, 0, 0, 0, 0, 0, 0, 0, '')"
_SCHEDULE = """
UPDATE cards SET type = ?, queue = ?, due = ?, ivl = ?, factor = ?, reps = ?, lapses = ?, left = ?, data = ?
WHERE id = ?
"""
_ANSWER = "INSERT INTO revlog VALUES (?, ?, -1, ?, ?, ?, ?, ?, ?)"
_Row = tuple[int | str, ...]


class _Sent(NamedTuple):
    """What the cards of a deck have from it and its notes: the deck's id, and columns of the parcel."""

    deck: int
    notes: tuple[int, ...]
    times: tuple[int, ...]
    cards: tuple[CardId, ...]
    ords: tuple[tuple[int, ...], ...]


class _Package(genanki.Package):  # type: ignore[misc]  # genanki has no types
    """A package whose rows are written in one go, table by table, and its decks and types once.

    genanki writes all decks and types anew for every deck, and asks every note anew which cards it has.
    """

    def __init__(
        self,
        parcels: Iterable[Parcel],
        notetypes: Iterable[tuple[NoteType, Told]],
        schedules: Schedules,
    ) -> None:
        super().__init__([])
        self._parcels = parcels
        self._notetypes = notetypes
        self._schedules = schedules.by_unit
        self._rollover_hour = schedules.rollover_hour
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
        studied = self._studied() if self._schedules else []
        if studied:
            _set_calendar(cursor, self._rollover_hour)
            cursor.executemany(_SCHEDULE, ((*schedule.columns(), card) for card, schedule in studied))
            cursor.executemany(_ANSWER, _answer_rows(studied))
        for _, index in indexes:
            cursor.execute(index)
        # Only our decks: beside the empty deck "Default" of that collection Anki would rename one of ours.
        decks = {str(id_): genanki.Deck(id_, name).to_json() for name, id_ in self._decks.items()}
        models = {str(t.id): _Model(t, told.mod).to_json(timestamp, None) for t, told in self._notetypes}
        cursor.execute("UPDATE col SET decks = ?, models = ?", (json.dumps(decks), json.dumps(models)))

    def _note_rows(self) -> Iterator[_Row]:
        """Yield the row of each note; what its cards need is remembered until all notes are there."""
        taken: set[int] = set()
        for name, ids, guids, types, times, tags, texts, asked, cards, ords in self._parcels:
            deck = self._decks.get(name)
            if deck is None:
                taken.add(deck := deck_id(name, taken))
                self._decks[name] = deck
            self._sent.append(_Sent(deck, ids, times, cards, ords))
            yield from zip(ids, guids, types, times, tags, texts, asked, strict=True)

    def _card_rows(self) -> Iterator[_Row]:
        """Yield the row of each card, all of them new, in the order of the package."""
        ids, place = self._card_ids(), 0
        for deck, notes, times, _, ords in self._sent:
            for note, mod, ords_of_note in zip(notes, times, ords, strict=True):
                place += 1
                for ord_ in ords_of_note:
                    yield next(ids), note, deck, ord_, mod, place

    def _studied(self) -> list[tuple[int, Schedule]]:
        """Return the id and the schedule of each card that has one."""
        units = (
            f"{card}/{ord_}"
            for sent in self._sent
            for card, ords in zip(sent.cards, sent.ords, strict=True)
            for ord_ in ords
        )
        found = zip(self._card_ids(), map(self._schedules.get, units), strict=False)
        return [(card, schedule) for card, schedule in found if schedule]

    def _card_ids(self) -> Iterator[int]:
        """Yield ids for cards: from the lowest id of a note on."""
        return itertools.count(min((note for sent in self._sent for note in sent.notes), default=1))


def _answer_rows(studied: Iterable[tuple[int, Schedule]]) -> Iterator[_Row]:
    """Yield the row of each answer, card by card."""
    for card, schedule in studied:
        yield from ((at_ms, card, *rest) for at_ms, *rest in schedule.answers)


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
    parcels: Iterable[Parcel],
    notetypes: Iterable[tuple[NoteType, Told]],
    media: Iterable[tuple[str, bytes]] = (),
    schedules: Schedules = Schedules(),  # noqa: B008 - immutable
    cache: Cache | None = None,
) -> bytes:
    """Return the package of notes, whose order is the order in which Anki shows new cards.

    `notetypes` are all types that the notes have, with their modification times; `media` the files that they
    show, by name. Both are asked for after the last note. The `cache` has what was deflated before.
    """
    try:
        with TemporaryDirectory(prefix="deacards-") as folder:
            file = Path(folder, "collection.anki2")
            _write_database(file, _Package(parcels, notetypes, schedules))
            return _zip(file, media, cache or Cache())
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
        connection.execute(f"PRAGMA page_size = {PAGE}")
        package.write_to_db(connection.cursor(), 0, itertools.count())
        connection.commit()
    finally:
        connection.close()


def _zip(database: Path, media: Iterable[tuple[str, bytes]], cache: Cache) -> bytes:
    """Return the archive: the database, the media under numbers, and the list of their names."""
    archive = io.BytesIO()
    names: dict[str, str] = {}
    with zipfile.ZipFile(archive, "w") as out:
        member = _member("collection.anki2", zipfile.ZIP_DEFLATED)
        with database.open("rb") as content, out.open(member, "w") as into:
            into._compressor = Deflater(cache)  # type: ignore[attr-defined]  # noqa: SLF001 - no other way in
            for piece in pieces_of(content):
                into.write(piece)
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
    member._compresslevel = LEVEL  # type: ignore[attr-defined]  # noqa: SLF001
    return member
