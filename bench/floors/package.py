"""D: ready fields to a package with nothing but sqlite3 and zipfile: rows in memory, deflated at level 1."""

import io
import json
import sqlite3
import sys
import time
import zipfile
from collections.abc import Iterable

TABLES = """
CREATE TABLE col (id integer primary key, crt, mod, scm, ver, dty, usn, ls, conf, models, decks, dconf, tags);
CREATE TABLE notes (id integer primary key, guid text not null, mid integer not null, mod integer not null,
 usn integer not null, tags text not null, flds text not null, sfld integer not null, csum integer not null,
 flags integer not null, data text not null);
CREATE TABLE cards (id integer primary key, nid integer not null, did integer not null, ord integer not null,
 mod integer not null, usn integer not null, type integer not null, queue integer not null,
 due integer not null, ivl integer not null, factor integer not null, reps integer not null,
 lapses integer not null, left integer not null, odue integer not null, odid integer not null,
 flags integer not null, data text not null);
CREATE TABLE revlog (id integer primary key, cid, usn, ease, ivl, lastIvl, factor, time, type);
CREATE TABLE graves (usn integer not null, oid integer not null, type integer not null);
CREATE INDEX ix_notes_usn on notes (usn);
CREATE INDEX ix_cards_usn on cards (usn);
CREATE INDEX ix_revlog_usn on revlog (usn);
CREATE INDEX ix_cards_nid on cards (nid);
CREATE INDEX ix_cards_sched on cards (did, queue, due);
CREATE INDEX ix_revlog_cid on revlog (cid);
CREATE INDEX ix_notes_csum on notes (csum);
"""
NOTE = "INSERT INTO notes VALUES (?,?,1607392319,0,-1,' a b ',?,?,0,0,'')"
CARD = "INSERT INTO cards VALUES (?,?,?,?,0,-1,0,0,?,0,0,0,0,0,0,0,0,'')"


def package(notes: Iterable[tuple[str, str, str, int, tuple[int, ...]]]) -> bytes:
    """Return a package of notes: guid, fields joined, sort field, deck id, ords of the cards."""
    connection = sqlite3.connect(":memory:")
    connection.executescript(TABLES)
    connection.execute(
        "INSERT INTO col VALUES (1,0,0,0,11,0,0,0,?,?,?,?,'{}')", (json.dumps({}), "{}", "{}", "{}")
    )
    number = 0
    for id_, (guid, fields, sort_field, deck, ords) in enumerate(notes):
        connection.execute(NOTE, (id_, guid, fields, sort_field))
        for ord_ in ords:
            number += 1
            connection.execute(CARD, (number, id_, deck, ord_, id_))
    connection.commit()
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as out:
        out.writestr("collection.anki2", connection.serialize())
        out.writestr("media", "{}")
    return archive.getvalue()


if __name__ == "__main__":
    with sqlite3.connect(sys.argv[1]) as source:  # notes that deacards has packaged, unpacked
        ords: dict[int, tuple[int, list[int]]] = {}
        for nid, did, ord_ in source.execute("SELECT nid, did, ord FROM cards"):
            ords.setdefault(nid, (did, []))[1].append(ord_)
        rows = [
            (guid, fields, sort_field, ords[id_][0], tuple(ords[id_][1]))
            for id_, guid, fields, sort_field in source.execute("SELECT id, guid, flds, sfld FROM notes")
        ]
    start = time.process_time()
    package(rows)
    print(time.process_time() - start)
