"""Files that are not what they say: a clear error each, bounded memory, and nothing written."""

import io
import json
import sqlite3
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard

from deacards.anki import container
from deacards.anki.adopt import adopt, is_safe_name
from deacards.anki.container import AnkiFileError, open_anki_file
from deacards.anki.history_in import read_answers
from deacards.anki.ledger import Ledger
from deacards.anki.package import build_package
from deacards.anki.theirs import read_theirs
from deacards.deck.models import deck_of

HONEST = build_package(
    {"a.yaml": deck_of({"format": 1, "deck": "D", "cards": [{"id": "a", "front": "q", "back": "b"}]})},
    Ledger(),
    1_760_000_000,
).data


def members(data: bytes = HONEST) -> dict[str, bytes]:
    """Return the members of a package."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: dict[str, bytes]) -> bytes:
    """Return a package of members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def database(*statements: str) -> bytes:
    """Return the honest package's database after some statements."""
    connection = sqlite3.connect(":memory:")
    connection.deserialize(members()["collection.anki2"])
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    return connection.serialize()


def with_database(*statements: str) -> bytes:
    """Return the honest package with another database."""
    return packed({**members(), "collection.anki2": database(*statements)})


def read_all(path: Path) -> None:
    """Read answers and notes of a file."""
    with open_anki_file(path) as file:
        list(read_answers(file))
        read_theirs(file)


def with_front(html: str) -> bytes:
    """Return the honest package with a note that is not ours and has another front."""
    front = html.replace("'", "''")
    return with_database(f"UPDATE notes SET guid = 'theirs', flds = '{front}' || substr(flds, 2)")  # noqa: S608


def newest(collection: bytes, media: bytes = b"") -> bytes:
    """Return a package of the newest form."""
    return packed({"meta": b"\x08\x03", "collection.anki21b": collection, "media": zstandard.compress(media)})


def bomb(size: int) -> bytes:
    """Return a package whose collection unpacks to `size` zeros."""
    return packed({"collection.anki2": bytes(size), "media": b"{}"})


BROKEN: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "text": lambda: b"no package",
    "half a package": lambda: HONEST[: len(HONEST) // 2],
    "a damaged member": lambda: HONEST.replace(HONEST[200:220], bytes(20)),
    "another archive": lambda: packed({"word/document.xml": b"<x/>"}),
    "no database in it": lambda: packed({**members(), "collection.anki2": b"SELECT 1"}),
    "an empty database": lambda: packed({**members(), "collection.anki2": b""}),
    "half a database": lambda: packed({**members(), "collection.anki2": database()[:5000]}),
    "another database": lambda: with_database("DROP TABLE revlog"),
    "a view for a table": lambda: with_database(
        "ALTER TABLE notes RENAME TO n",
        "CREATE VIEW notes AS WITH RECURSIVE r(x) AS"
        " (SELECT 1 UNION ALL SELECT x + 1 FROM r) SELECT x AS id FROM r",
    ),
    "a virtual table": lambda: with_database(
        "DROP TABLE revlog", "CREATE VIRTUAL TABLE revlog USING fts5(id)"
    ),
    "a table without its columns": lambda: with_database("DROP TABLE cards", "CREATE TABLE cards (id)"),
    "a schema to come": lambda: with_database("UPDATE col SET ver = 99"),
    "a text for a schema": lambda: with_database("UPDATE col SET ver = 'x'"),
    "no row of settings": lambda: with_database("DELETE FROM col"),
    "types that are no JSON": lambda: with_database("UPDATE col SET models = '{'"),
    "types that are a list": lambda: with_database("UPDATE col SET models = '[]'"),
    "types without fields": lambda: with_database("""UPDATE col SET models = '{"1": {}}'"""),
    "media that are no JSON": lambda: packed({**members(), "media": b"{"}),
    "media that are a list": lambda: packed({**members(), "media": b"[1]"}),
    "a version to come": lambda: packed({**members(), "meta": b"\x08\x09"}),
    "a meta without end": lambda: packed({**members(), "meta": b"\xff" * 12}),
    "no zstd where there should be": lambda: newest(b"plain"),
    "half of a zstd stream": lambda: newest(zstandard.compress(database())[:90]),
    "a zip bomb": lambda: bomb(80 * 2**20),
    "a zstd bomb": lambda: newest(zstandard.compress(bytes(80 * 2**20))),
    "a list of media that is a bomb": lambda: newest(zstandard.compress(database()), bytes(70 * 2**20)),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_one_clear_error(tmp_path: Path, name: str) -> None:
    """Whatever it is: an error that names the file, and no more memory than a small file may take."""
    path = tmp_path / "file.apkg"
    path.write_bytes(BROKEN[name]())
    tracemalloc.start()
    with pytest.raises(AnkiFileError) as caught:
        read_all(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert str(caught.value).startswith(f"{path}: ")
    assert len(str(caught.value)) < 400
    assert peak < 100 * 2**20
    assert [p.name for p in tmp_path.iterdir()] == ["file.apkg"]


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    """A missing file and a folder are no tracebacks."""
    for path in (tmp_path / "gone.apkg", tmp_path):
        with pytest.raises(AnkiFileError, match="there is no such file"), open_anki_file(path):
            pass


def test_a_directory_of_millions_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An archive whose table of contents alone would fill the memory is not opened."""
    monkeypatch.setattr(container, "_MOST_OF_A_DIRECTORY", 1000)
    path = tmp_path / "file.apkg"
    path.write_bytes(packed({**members(), **{str(n): b"" for n in range(50)}}))
    with pytest.raises(AnkiFileError, match="lists more files"), open_anki_file(path):
        pass


@pytest.mark.parametrize(
    "name",
    [
        *(
            "../evil.png",
            "..\\evil.png",
            "/etc/evil.png",
            "C:\\evil.png",
            "a/b.png",
            "con:evil.png",
            ".hidden.png",
        ),
        *("evil.sh", "evil", "a\0b.png", "a\nb.png", "x.png.", "https://host/x.png", "é" * 150 + ".png"),
    ],
)
def test_no_name_of_a_package_becomes_a_path(tmp_path: Path, name: str) -> None:
    """A name that leaves the folder, hides, or is no media has no file here."""
    assert not is_safe_name(name)
    path = tmp_path / "file.apkg"
    html = f'<img src="{name}">word'.replace("\0", "").replace("\n", "&#10;")
    path.write_bytes(
        packed({**members(with_front(html)), "media": json.dumps({"0": name}).encode(), "0": b"x"})
    )
    with open_anki_file(path) as file:
        adopted = adopt(read_theirs(file), file.media, frozenset(), "cards/anki", "file.apkg")
    assert adopted.media == {}


def test_rows_that_no_anki_writes_are_passed_over(tmp_path: Path) -> None:
    """Ids that are texts, giants, answers of the year 1 or without a rating: left out, never a crash."""
    path = tmp_path / "file.apkg"
    path.write_bytes(
        with_database(
            "UPDATE notes SET guid = 'theirs'",
            "INSERT INTO notes SELECT id + 1, 'huge', mid, mod, 0, '', hex(zeroblob(3000000)), '', 0, 0, ''"
            " FROM notes",
            "INSERT INTO notes SELECT id + 2, x'00ff', mid, 'text', 0, '', flds, '', 0, 0, ''"
            " FROM notes LIMIT 1",
            "INSERT INTO cards SELECT id + 9, 'text', did, 'x', mod, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, ''"
            " FROM cards",
            *(
                f"INSERT INTO revlog SELECT {at}, id, 0, {ease}, 1, 1, 2500, {taken}, {kind}"  # noqa: S608
                " FROM cards LIMIT 1"
                for at, ease, taken, kind in [
                    ("1700000000000", "3", "5000", "1"),
                    ("1700000000001", "0", "5000", "4"),
                    ("1700000000002", "3", "'x'", "1"),
                    ("1700000000003", "9", "5000", "1"),
                    ("1700000000004", "'good'", "5000", "1"),
                    ("17", "3", "5000", "1"),
                    ("9000000000000000", "3", "5000", "1"),
                ]
            ),
        )
    )
    with open_anki_file(path) as file:
        answers = list(read_answers(file))
        theirs = read_theirs(file)
    assert [(a.at_ms, a.taken_ms) for a in answers] == [(1700000000000, 5000), (1700000000002, 0)]
    assert ([note.guid for note in theirs.notes], theirs.unreadable) == (["theirs"], 2)


def test_scripts_stay_outside(tmp_path: Path) -> None:
    """Nothing of a page that acts comes in: neither scripts nor their text, handlers or addresses."""
    path = tmp_path / "file.apkg"
    html = (
        '<script>alert(1)</script><b onclick="x()">bold</b><a href="javascript:x()">link</a>'
        '<iframe src="http://evil"></iframe><svg onload="x()"><text>t</text></svg><style>b{}</style>'
    )
    path.write_bytes(with_front(html))
    with open_anki_file(path) as file:
        adopted = adopt(read_theirs(file), file.media, frozenset(), "cards/anki", "file.apkg")
    (deck,) = adopted.decks.values()
    assert deck.cards[0].prompt == "**bold**link"
    lost = "\n".join(problem.message for problem in adopted.problems)
    assert all(f"<{tag}>" in lost for tag in ("script", "iframe", "svg", "style"))
