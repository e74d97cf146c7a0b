"""Laws of `deacards export`: the decks as they are, in a package of their own."""

import json
import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


def decks_in(package: Path) -> list[str]:
    """Return the names of the decks in a package that hold cards."""
    with zipfile.ZipFile(package) as archive:
        database = sqlite3.connect(":memory:")
        database.deserialize(archive.read("collection.anki2"))
    names = json.loads(database.execute("SELECT decks FROM col").fetchone()[0])
    used = [str(row[0]) for row in database.execute("SELECT DISTINCT did FROM cards")]
    database.close()
    return sorted(names[identity]["name"] for identity in used)


def test_all_decks_are_exported_without_reading_notes(deacards: Run, collection: Path) -> None:
    """A hand edit arrives in the package; the notes are not looked at."""
    deacards("build")
    (collection / "notes/aws.md").unlink()
    package = collection / "exports/aws.apkg"
    package.unlink()
    outcome = deacards("export")
    assert (outcome.code, outcome.err) == (0, "Next: in Anki, File > Import, and choose aws.apkg\n")
    assert outcome.out.startswith("Wrote exports/aws.apkg: ")
    assert decks_in(package) == ["AWS::Athena", "AWS::Glue"]


def test_one_deck_goes_to_a_file_under_a_prefix(deacards: Run, collection: Path) -> None:
    """DECK chooses, -o names the file, --deck-prefix puts it under a name; the ledger is not misled by it."""
    deacards("build")
    ledger = (collection / "exports/ledger.json").read_bytes()
    file = collection.parent / "out" / "glue.apkg"
    outcome = deacards("export", "glue", "-o", file, "--deck-prefix", "Exam::")
    assert (outcome.code, outcome.err) == (0, "Next: in Anki, File > Import, and choose glue.apkg\n")
    assert decks_in(file) == ["Exam::AWS::Glue"]
    assert (collection / "exports/ledger.json").read_bytes() == ledger


def test_the_same_decks_give_the_same_bytes(deacards: Run, collection: Path) -> None:
    """Exporting what was built writes the package that the build wrote."""
    deacards("build")
    deacards("export", "-o", "again.apkg")
    assert (collection / "again.apkg").read_bytes() == (collection / "exports/aws.apkg").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["-o", "file.zip"], "file.zip: Anki imports only files that end in .apkg; name it file.zip.apkg"),
        (["nothing"], "no deck is called like 'nothing'"),
    ],
)
@pytest.mark.usefixtures("collection")
def test_what_cannot_be_exported_is_told(deacards: Run, arguments: list[str], message: str) -> None:
    """Exit 2, one sentence."""
    deacards("build")
    outcome = deacards("export", *arguments)
    assert (outcome.code, outcome.out) == (2, "")
    assert message in outcome.err


def test_no_cards_and_broken_decks_are_told(deacards: Run, collection: Path) -> None:
    """Nothing to export says how to make some; a faulty deck is told at its place and nothing is written."""
    assert "there are no cards to export; make some: deacards build" in deacards("export").err
    (collection / "cards").mkdir()
    (collection / "cards/own.yaml").write_text("format: 1\ndeck: O\ncards:\n  - {id: a, front: x}\n")
    outcome = deacards("export")
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err.startswith("cards/own.yaml:4:5: DC012 missing-back")
    assert not (collection / "exports").exists()


def test_an_unchanged_export_makes_nothing_anew(deacards: Run, collection: Path) -> None:
    """After a build with nothing changed since, the package stays as it is; any change makes it anew."""
    deacards("build")
    package = next((collection / "exports").glob("*.apkg"))
    before = package.stat().st_mtime_ns
    outcome = deacards("export")
    assert outcome.code == 0
    assert outcome.out.startswith("Up to date: exports/")
    assert package.stat().st_mtime_ns == before
    deck = collection / "cards/aws/athena.yaml"
    deck.write_text(
        deck.read_text(encoding="utf-8").replace("query service", "sql service"), encoding="utf-8"
    )
    assert deacards("export").out.startswith("Wrote exports/")
