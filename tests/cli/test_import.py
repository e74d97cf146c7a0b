"""Laws of `deacards import` and `deacards sync`: what is said, what is written, what only with consent."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
Tree = Callable[[], dict[str, tuple[int, bytes]]]


def answer(collection: Path, *lines: dict[str, object]) -> None:
    """Write a review log with an answer for each line."""
    folder = collection / "reviews/phone"
    folder.mkdir(parents=True)
    shared = {"v": 1, "t": "2026-03-10T12:00:00.000+01:00", "k": "review", "g": 3, "ms": 5000}
    text = "".join(f"{json.dumps(shared | {'id': f'{n:032x}'} | line)}\n" for n, line in enumerate(lines))
    (folder / "2026-03.jsonl").write_text(text)


@pytest.fixture
def package(deacards: Run, collection: Path) -> Path:
    """Return the package of a collection in which one card was reviewed; the collection is emptied then."""
    deacards("build")
    cards = json.loads(deacards("cards", "list", "--json").out)["cards"]
    answer(collection, {"card": cards[0]["id"] if "/" in cards[0]["id"] else f"{cards[0]['id']}/0"})
    outcome = deacards("export", "--with-history", "-o", "theirs.apkg")
    assert outcome.code == 0
    for name in ("notes", "cards", "exports", "reviews"):
        (collection / name).rename(collection / f"old-{name}")
    (collection / "notes").mkdir()
    return collection / "theirs.apkg"


def test_export_says_what_history_went(deacards: Run, collection: Path) -> None:
    """How many cards have reviews, what to tick, and that Anki keeps its own for those it has."""
    deacards("build")
    assert "there is no history to send" in deacards("export", "--with-history").out
    cards = json.loads(deacards("cards", "list", "--json").out)["cards"]
    answer(collection, {"card": f"{cards[0]['id'].partition('/')[0]}/0"})
    told = deacards("export", "--with-history").out
    assert "1 Anki card of it with the reviews from your log." in told
    assert "Tick “Import any learning progress”" in told
    assert "In an earlier package already: 1 card. Where Anki has a card, it keeps its own schedule" in told


def test_a_dry_run_tells_and_writes_nothing(deacards: Run, package: Path, tree: Tree) -> None:
    """What would come is said; no file is made."""
    before = tree()
    outcome = deacards("import", package, "--dry-run")
    assert outcome.code == 0
    assert " would be new (" in outcome.out
    assert "1 review would be new, 0 known already" in outcome.out
    assert tree() == before


def test_decks_and_reviews_come_in_once(deacards: Run, package: Path, collection: Path, tree: Tree) -> None:
    """Decks, ledger and log are written; again, nothing is new; what came can be built and is sound."""
    outcome = deacards("import", package)
    assert outcome.code == 0, outcome.err
    assert "1 review new, 0 known already" in outcome.out
    assert outcome.err.endswith("Next: deacards build\n")
    assert list((collection / "reviews/anki").iterdir())
    before = tree()
    again = deacards("import", package)
    assert "0 cards new in 0 decks" in again.out
    assert "left as they are: here already" in again.out
    assert "0 reviews new, 1 known already" in again.out
    assert tree() == before
    assert deacards("check").code == 0


def test_history_only_takes_no_deck(deacards: Run, package: Path, collection: Path) -> None:
    """Of cards that are not here, the reviews are counted and left out."""
    outcome = deacards("import", package, "--history-only", "--json")
    told = json.loads(outcome.out)
    assert told["reviews"] == {"new": 0, "known": 0, "of_other_cards": 1}
    assert told["decks"] == {}
    assert not (collection / "cards").exists()


def test_a_file_that_is_none_is_one_line(deacards: Run, collection: Path) -> None:
    """No traceback, exit 1."""
    (collection / "x.apkg").write_bytes(b"PK\x05\x06" + bytes(18))
    outcome = deacards("import", "x.apkg")
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err.count("\n") == 1
    assert "x.apkg: holds no collection of Anki" in outcome.err


@pytest.mark.usefixtures("collection")
def test_sync_without_anki_is_exit_4(deacards: Run) -> None:
    """Nobody answers: what to start is said, in one line."""
    outcome = deacards("sync", "--address", "http://127.0.0.1:9")
    assert (outcome.code, outcome.out) == (4, "")
    assert "start Anki, and install its add-on AnkiConnect" in outcome.err


@pytest.mark.usefixtures("collection")
def test_sync_with_another_machine_is_refused(deacards: Run) -> None:
    """Cards are not sent over the network unasked: exit 3."""
    outcome = deacards("sync", "--address", "http://10.0.0.7:8765")
    assert outcome.code == 3
    assert "add --remote if it is yours" in outcome.err
