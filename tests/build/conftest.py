"""Somebody's Anki, with the real engine in it, and a collection beside it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from deacards.collection import Collection, open_collection

DECK = """\
format: 1
deck: Own
cards:
  - id: aaaa
    front: one
    back: eins
    reverse: true
  - id: bbbb
    cloze: "{{c1::two}} and {{c2::three}}"
  - id: cccc
    front: four
    back: vier
"""


class Anki:
    """A collection of somebody's, with the real engine in it."""

    def __init__(self, folder: Path) -> None:
        from anki.collection import Collection as Engine

        self.folder = folder
        folder.mkdir()
        self.col: Any = Engine(str(folder / "collection.anki2"))

    def take(self, data: bytes) -> Any:
        """Import a package with its learning progress; return what the engine says of it."""
        from anki.collection import ImportAnkiPackageOptions, ImportAnkiPackageRequest

        path = self.folder / "in.apkg"
        path.write_bytes(data)
        options = ImportAnkiPackageOptions(with_scheduling=True)
        return self.col.import_anki_package(
            ImportAnkiPackageRequest(package_path=str(path), options=options)
        ).log

    def add(self, kind: str, fields: list[str], deck: str = "Theirs::Deck", tags: str = "") -> Any:
        """Add a note of a stock type."""
        note = self.col.new_note(self.col.models.by_name(kind))
        note.fields[: len(fields)] = fields
        note.tags = tags.split()
        self.col.add_note(note, self.col.decks.id(deck))
        return note

    def study(self, *ratings: int) -> None:
        """Answer every card once for each rating, whatever its queue."""
        from anki.collection import Collection as _  # noqa: F401 - the scheduler needs it loaded
        from anki.scheduler.v3 import CardAnswer

        names = (CardAnswer.AGAIN, CardAnswer.HARD, CardAnswer.GOOD, CardAnswer.EASY)
        for rating in ratings:
            for cid in self.col.db.list("select id from cards where queue >= 0 order by id"):
                card = self.col.get_card(cid)
                card.start_timer()
                states = self.col._backend.get_scheduling_states(cid)
                answer = self.col.sched.build_answer(card=card, states=states, rating=names[rating - 1])
                self.col.sched.answer_card(answer)
            self.col.db.execute("update cards set queue = type where queue in (-2, -3)")

    def export(self, *, legacy: bool = True, whole: bool = False) -> Path:
        """Return a package of everything, with its progress and media."""
        from anki.collection import ExportAnkiPackageOptions

        path = self.folder / ("out.colpkg" if whole else "out.apkg")
        if whole:
            self.col.export_collection_package(str(path), include_media=True, legacy=legacy)
            return path
        options = ExportAnkiPackageOptions(
            with_scheduling=True, with_deck_configs=False, with_media=True, legacy=legacy
        )
        self.col.export_anki_package(out_path=str(path), limit=None, options=options)
        return path


@pytest.fixture
def anki(tmp_path: Path) -> Iterator[Anki]:
    """Return somebody's Anki."""
    theirs = Anki(tmp_path / "anki")
    yield theirs
    theirs.col.close()


@pytest.fixture
def collection(tmp_path: Path) -> Collection:
    """Return a collection with a deck and without notes."""
    root = tmp_path / "collection"
    (root / "cards").mkdir(parents=True)
    (root / "notes").mkdir()
    (root / "deacards.toml").write_text('[collection]\nname = "own"\n')
    (root / "cards/own.yaml").write_text(DECK)
    return open_collection(root)
