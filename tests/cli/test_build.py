"""Laws of `deacards build`: the main job, nothing written while anything is faulty, nothing done twice."""

import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from deacards.cli import lastbuild

Run = Callable[..., Any]
Tree = Callable[[], dict[str, tuple[int, bytes]]]
HEAVY = {"pydantic", "yaml", "markdown_it", "genanki", "asyncio", "importlib.metadata", "rich"}


def count(outcome: Any) -> int:
    """Return how many cards there are after a build: how many a note gives is for derivation to say."""
    found = re.match(r"\d+ notes?, (\d+) cards?: ", outcome.out)
    assert found
    return int(found[1])


def cache() -> Path:
    """Return the folder in which builds are remembered."""
    return Path(os.environ["XDG_CACHE_HOME"]) / "deacards"


def test_notes_become_decks_and_a_package(deacards: Run, collection: Path) -> None:
    """One deck per section, a package with all cards, the ledger beside it; the next command is told."""
    outcome = deacards("build")
    assert outcome.code == 0
    n = count(outcome)
    assert n >= 6
    assert outcome.out.startswith(f"1 note, {n} cards: {n} new\nWrote exports/aws.apkg: {n} Anki notes, ")
    assert outcome.err == "Next: deacards review\n"
    assert sorted(path.name for path in (collection / "cards/aws").iterdir()) == ["athena.yaml", "glue.yaml"]
    assert (collection / "exports/ledger.json").is_file()
    with zipfile.ZipFile(collection / "exports/aws.apkg") as package:
        database = sqlite3.connect(":memory:")
        database.deserialize(package.read("collection.anki2"))
        assert database.execute("SELECT count(*) FROM notes").fetchone() == (n,)
        database.close()


@pytest.mark.usefixtures("collection")
def test_building_again_changes_nothing(deacards: Run, tree: Tree) -> None:
    """No byte and no time of a file changes, whether the build remembers the last one or not."""
    n = count(deacards("build"))
    before = tree()
    remembered = deacards("build")
    assert tree() == before
    shutil.rmtree(cache())
    assert deacards("build") == remembered
    assert tree() == before
    assert remembered.out.startswith(
        f"1 note, {n} cards: nothing has changed\nUp to date: exports/aws.apkg: "
    )


def test_an_edited_line_changes_its_card_alone(deacards: Run, collection: Path, tree: Tree) -> None:
    """The other deck keeps its bytes and its time; the counts tell what happened."""
    deacards("build")
    before = tree()
    note = collection / "notes/aws.md"
    note.write_text(note.read_text().replace("a program that infers schemas", "a job that infers schemas"))
    assert ": 1 edited (history kept)\nWrote exports/aws.apkg" in deacards("build").out
    after = tree()
    changed = {path for path in after if after[path] != before[path]}
    assert changed == {"notes/aws.md", "cards/aws/glue.yaml", "exports/aws.apkg", "exports/ledger.json"}
    assert ": nothing has changed\n" in deacards("build").out


def test_a_hand_edit_is_kept(deacards: Run, collection: Path) -> None:
    """A card's edited text, and a comment, survive a build that changes other cards of its deck."""
    deacards("build")
    deck = collection / "cards/aws/athena.yaml"
    deck.write_text("# mine\n" + deck.read_text().replace("back: query service", "back: SQL on S3"))
    note = collection / "notes/aws.md"
    note.write_text(note.read_text().replace("its own limits", "limits of its own"))
    assert deacards("build").code == 0
    text = deck.read_text()
    assert text.startswith("# mine\n")
    assert "back: SQL on S3" in text
    assert "limits of its own" in text


def test_a_conflict_is_told_until_it_is_solved(deacards: Run, collection: Path) -> None:
    """Note and hand changed: the hand wins; build and check warn at the card's line, every time."""
    deacards("build")
    deck, note = collection / "cards/aws/athena.yaml", collection / "notes/aws.md"
    deck.write_text(deck.read_text().replace("back: query service", "back: SQL on S3"))
    note.write_text(note.read_text().replace("- query service", "- interactive query service"))
    first = deacards("build")
    assert "1 changed in the note and by hand (yours stays)" in first.out
    before = deck.read_text().split("back: SQL on S3")[0]
    line = before[: before.rindex("- id: ")].count("\n") + 1
    warning = f"cards/aws/athena.yaml:{line}: warning: DC301 suggestion"
    assert first.err.startswith(warning)
    assert deacards("build").err.startswith(warning)
    assert deacards("check").out.startswith(warning)
    assert deacards("check", "--strict").code == 1


def test_a_dry_run_shows_the_cards_and_writes_nothing(deacards: Run, collection: Path, tree: Tree) -> None:
    """Card by card what would change; afterwards the tree is as before."""
    before = tree()
    outcome = deacards("build", "--dry-run")
    assert tree() == before
    assert "cards/aws/athena.yaml (new)" in outcome.out
    assert "What is Athena? → query service" in outcome.out
    assert re.search(
        r"^1 note, (\d+) cards: \1 would be new\nWould write exports/aws.apkg", outcome.out, re.MULTILINE
    )
    assert outcome.err == "Next: deacards build\n"
    assert collection.is_dir()


@pytest.mark.usefixtures("collection")
def test_without_export_no_package_is_written(deacards: Run, folder: Path) -> None:
    """`--no-export` writes decks alone, and the next build makes the package."""
    assert "apkg" not in deacards("build", "--no-export").out
    assert not (folder / "exports").exists()
    assert "Wrote exports/aws.apkg" in deacards("build").out


def test_only_the_chosen_notes_are_derived(deacards: Run, collection: Path) -> None:
    """`build PATH` leaves the decks of other notes as they are; a name that is not there is exit 2."""
    (collection / "notes/deep").mkdir()
    (collection / "notes/deep/s3.md").write_text("# S3\n\n- bucket: a container that holds objects\n")
    assert deacards("build", "notes/deep").out.startswith("2 notes, 1 card: 1 new\n")
    assert sorted(path.name for path in (collection / "cards").rglob("*.yaml")) == ["s3.yaml"]
    outcome = deacards("build", "notes/none.md")
    assert (outcome.code, outcome.err) == (2, "deacards: notes/none.md: there is no such file or folder\n")
    assert "is not in this collection" in deacards("build", "..").err


@pytest.mark.usefixtures("collection")
def test_the_json_holds_the_figures(deacards: Run) -> None:
    """The figures as data, and the same shape when there was nothing to do."""
    first = json.loads(deacards("build", "--json").out)
    assert (first["version"], first["dry_run"], first["notes"]) == (1, False, 1)
    assert first["cards"] == first["added"] == first["package"]["notes"] > 0
    assert first["written"][-1] == first["package"]["path"] == "exports/aws.apkg"
    again = json.loads(deacards("build", "--json").out)
    assert again.keys() == first.keys()
    assert (again["added"], again["written"], again["package"]) == (0, [], first["package"])


def test_vanished_lines_retire_their_cards(deacards: Run, collection: Path) -> None:
    """A card whose line is gone is retired, not deleted, and comes back with its line."""
    n = count(deacards("build"))
    note = collection / "notes/aws.md"
    text = note.read_text()
    note.write_text(text.replace("- managed ETL service\n", ""))
    outcome = deacards("build")
    assert outcome.out.startswith(
        f"1 note, {n - 1} cards: 1 gone\n"
        "The 1 card gone from the notes is retired, not deleted: see `retired:` in the decks.\n"
    )
    assert "managed ETL service" in (collection / "cards/aws/glue.yaml").read_text()
    note.write_text(text)
    assert deacards("build").out.startswith(f"1 note, {n} cards: 1 back again\n")


def test_the_search_for_retired_cards_is_told_once(deacards: Run, collection: Path) -> None:
    """The package that tags retired cards says how to find them; a build without news doesn't repeat it."""
    deacards("build")
    note = collection / "notes/aws.md"
    text = note.read_text(encoding="utf-8")
    note.write_text(text.replace("- query service\n", ""), encoding="utf-8")
    assert "search in Anki's browser for  tag:deacards::retired" in deacards("build").out
    assert "tag:deacards::retired" not in deacards("build").out


def test_an_emptied_note_stops_the_build(deacards: Run, collection: Path, tree: Tree) -> None:
    """All cards of a note would retire: exit 3, nothing written, and how to go on."""
    n = count(deacards("build"))
    (collection / "notes/aws.md").write_text("")
    before = tree()
    outcome = deacards("build")
    assert (outcome.code, outcome.out) == (3, "")
    assert "deacards build --yes" in outcome.err
    assert tree() == before
    assert deacards("build", "--dry-run").code == 0
    assert deacards("build", "--yes").out.startswith(f"1 note, 0 cards: {n} gone\n")


def test_a_beginning_without_cards_is_told_what_to_write(deacards: Run, collection: Path) -> None:
    """No note, or notes without facts: no package of nothing, and what to do instead of a review."""
    (collection / "notes/aws.md").unlink()
    outcome = deacards("build")
    assert outcome.out == "0 notes, 0 cards: nothing has changed\n"
    assert outcome.err == "There is no note yet. Next: write one, then run deacards build\n"
    (collection / "notes/aws.md").write_text("# AWS\n")
    assert deacards("build").err.startswith("The notes give no card yet.")
    assert not (collection / "exports").exists()


def write(path: str, data: bytes) -> Callable[[Path], object]:
    """Return a deed that writes a file of the collection."""

    def deed(root: Path) -> object:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        return (root / path).write_bytes(data)

    return deed


def deck(cards: str) -> Callable[[Path], object]:
    """Return a deed that writes a deck of the given cards, which begin at line 4."""
    return write("cards/own.yaml", f"format: 1\ndeck: Own\ncards:\n{cards}".encode())


FAULTS: dict[str, tuple[Callable[[Path], object], int, str]] = {
    "broken YAML": (deck("  - id: [a\n"), 1, "cards/own.yaml:"),
    "unknown key": (deck("  - {id: a, front: x, bakc: y}\n"), 1, "cards/own.yaml:4:"),
    "duplicate id": (
        deck("  - {id: a, front: x, back: y}\n  - {id: a, front: z, back: y}\n"),
        1,
        "cards/own.yaml:5:10: DC018 duplicate-id",
    ),
    "card without answer": (deck("  - {id: a, front: x}\n"), 1, "cards/own.yaml:4:5: DC012 missing-back"),
    "cloze without a blank": (deck("  - {id: a, cloze: x}\n"), 1, "cards/own.yaml:4:13: DC019 no-blank"),
    "note not UTF-8": (write("notes/b.md", b"# B\n\n- caf\xe9\n"), 1, "notes/b.md:3:6: DC200 not-utf-8"),
    "missing notes folder": (lambda root: shutil.rmtree(root / "notes"), 2, "deacards: "),
    "notes are a file": (
        lambda root: (shutil.rmtree(root / "notes"), (root / "notes").write_text("")),
        2,
        "notes: DC005 not-a-folder",
    ),
    "configuration with a typo": (
        write("deacards.toml", b"[collection]\nname = 'x'\nnots = 'y'\n"),
        2,
        "deacards.toml:3: DC002 unknown-key  [collection] has no key 'nots'; did you mean 'notes'?",
    ),
    "configuration is a folder": (
        lambda root: ((root / "deacards.toml").unlink(), (root / "deacards.toml").mkdir()),
        2,
        "deacards.toml: DC006 not-a-file",
    ),
    "a deck is a folder": (
        lambda root: (root / "cards/own.yaml").mkdir(parents=True),
        1,
        "cards/own.yaml: DC010 unreadable-deck",
    ),
    "the ledger is a folder": (
        lambda root: (root / "exports/ledger.json").mkdir(parents=True),
        1,
        "deacards: exports/ledger.json: ",
    ),
    "the package is a folder": (
        lambda root: (root / "exports/aws.apkg").mkdir(parents=True),
        1,
        "deacards: exports/aws.apkg: is a folder, but a file is expected",
    ),
    "the cards are a file": (write("cards", b""), 2, "cards: DC005 not-a-folder"),
    "a newer ledger": (
        write("exports/ledger.json", b'{"format": 99, "notes": {}, "notetypes": {}}'),
        1,
        "exports/ledger.json: DC408 newer-ledger",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_told_at_its_place_and_nothing_is_written(
    deacards: Run, collection: Path, tree: Tree, name: str
) -> None:
    """File, line and what to do; exit 1 or 2; not a byte of the collection changes."""
    deed, code, beginning = FAULTS[name]
    deed(collection)
    before = tree()
    outcome = deacards("build")
    assert (outcome.code, outcome.out) == (code, "")
    assert outcome.err.startswith(beginning)
    assert "Traceback" not in outcome.err
    assert tree() == before


def test_all_faults_are_told_at_once(deacards: Run, collection: Path) -> None:
    """Faults of notes and decks together, sorted by place."""
    write("notes/b.md", b"\xff")(collection)
    deck("  - {id: a, front: x}\n  - {id: b, cloze: y}\n")(collection)
    places = [line.split(":")[0] for line in deacards("build").err.splitlines()]
    assert places == ["cards/own.yaml", "cards/own.yaml", "notes/b.md"]


def test_many_warnings_of_a_kind_are_told_in_short(deacards: Run, collection: Path) -> None:
    """A build shows the first few warnings of a code and counts the rest; check shows every one."""
    links = "".join(f"- see [page {n}](./page-{n}.md)\n" for n in range(9))
    (collection / "notes" / "links.md").write_text(f"# Links\n\n{links}", encoding="utf-8")
    err = deacards("build").err
    assert err.count("leads to no note") == 5
    assert "(4 × DC204 missing-note): deacards check shows them all" in err
    assert deacards("check").out.count("leads to no note") == 9


def test_a_warning_stops_nothing_and_is_told_every_time(deacards: Run, collection: Path) -> None:
    """A link to a note that is missing: exit 0, and the remembered build tells it too."""
    write("notes/b.md", b"# B\n\n## Links\n\n- [Athena](./athena.md)\n- index: finds rows fast\n")(collection)
    first, again = deacards("build"), deacards("build")
    assert first.code == again.code == 0
    assert first.err.startswith("notes/b.md:5:")
    assert "warning: DC204 missing-note" in first.err
    assert again.err == first.err


CHANGES: dict[str, Callable[[Path], object]] = {
    "a note": lambda root: (root / "notes/aws.md").write_text(
        (root / "notes/aws.md").read_text() + "- x: y z\n"
    ),
    "a new note": write("notes/b.md", b"# B\n\n- index: finds rows fast\n"),
    "a deck": lambda root: (root / "cards/aws/glue.yaml").unlink(),
    "the package": lambda root: (root / "exports/aws.apkg").unlink(),
    "a broken package": write("exports/aws.apkg", b"broken"),
    "the ledger": lambda root: (root / "exports/ledger.json").unlink(),
    "the configuration": write("deacards.toml", b"[collection]\nname = 'other'\n"),
    "a hand edit": deck("  - {id: a, front: x, back: y}\n"),
}


def recalled(root: Path) -> bool:
    """Return whether a build in `root` would find nothing to do."""
    last = lastbuild.find_last(root)
    return bool(last and last.outcome())


@pytest.mark.parametrize("name", CHANGES)
def test_every_change_is_noticed(deacards: Run, collection: Path, tree: Tree, name: str) -> None:
    """After any change the remembered build is worth nothing; one build makes all good again."""
    deacards("build")
    deacards("build")
    assert recalled(collection)
    CHANGES[name](collection)
    assert not recalled(collection)
    assert deacards("build").code == 0
    built = tree()
    shutil.rmtree(cache())
    assert "nothing has changed\nUp to date" in deacards("build").out
    assert tree() == built


@pytest.mark.usefixtures("collection")
def test_a_broken_cache_changes_nothing_but_time(deacards: Run) -> None:
    """Garbage where the last build is remembered, or a cache that cannot be: the same output."""
    deacards("build")
    remembered = deacards("build")
    (file,) = cache().rglob("build.seen")
    file.write_bytes(file.read_bytes()[:-40] + b"garbage")
    assert deacards("build") == remembered
    shutil.rmtree(cache())
    cache().write_text("in the way")
    assert deacards("build") == remembered


def imports_of_build(collection: Path, *arguments: str) -> tuple[str, set[str]]:
    """Return the first line that a build in a process of its own prints, and the modules that it imports."""
    code = f"import sys; sys.argv = ['deacards', 'build', *{arguments}]; "
    code += "from deacards.cli.main import main; main(); print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=collection, capture_output=True, text=True, check=True
    )
    first, *_, modules = done.stdout.splitlines()
    return first, set(modules.split())


def test_a_build_with_nothing_to_do_imports_no_library(deacards: Run, collection: Path) -> None:
    """Neither Pydantic nor a parser nor genanki: the short cut reads times and sizes."""
    deacards("build")
    told, modules = imports_of_build(collection)
    assert told.endswith(" cards: nothing has changed")
    assert not modules & HEAVY


def test_a_build_after_an_edit_imports_the_parsers_alone(deacards: Run, collection: Path) -> None:
    """The decks are known and what derivation writes is as it must be: Pydantic has nothing to judge."""
    deacards("build")
    note = collection / "notes/aws.md"
    note.write_text(note.read_text("utf-8") + "- Kinesis: a stream of records\n", "utf-8")
    told, modules = imports_of_build(collection, "--no-export")
    assert " 1 new" in told
    assert modules & HEAVY == {"yaml", "markdown_it"}
    note.write_text(note.read_text("utf-8") + "- Firehose: a stream into a bucket\n", "utf-8")
    told, modules = imports_of_build(collection)
    assert " 1 new" in told
    assert "pydantic" not in modules  # nor for the package, whose settings are known too


def test_coverage_is_told(collection: Path, deacards: Run) -> None:
    """A build ends with how many of the lines that may hold a fact gave cards."""
    assert "Cards from all 6 lines with facts\n" in deacards("build").out
    note = collection / "notes/aws.md"
    note.write_text(note.read_text("utf-8") + "- ok\n", "utf-8")
    told = "Cards from 6 of 7 lines with facts; about the others: deacards explain NOTE\n"
    assert told in deacards("build").out
    assert told in deacards("build").out
