"""The real Anki engine, driven as a user would: import, answer, edit, look."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

# What Anki puts on a card in place of what it could not show.
_ERROR_TEXT = re.compile(
    r"unknown field|No cloze \d+ found|card template has a problem|Can't find field|invalid template"
    r"|front of this card is blank",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Imported:
    """What an import did, in Anki's own words: how many notes of each kind."""

    new: int
    updated: int
    duplicate: int
    conflicting: int


class Anki:
    """A fresh Anki collection."""

    def __init__(self, folder: Path) -> None:
        from anki.collection import Collection

        self.folder = folder
        self.col: Any = Collection(str(folder / "collection.anki2"))

    def take(self, data: bytes) -> Imported:
        """Import a package with Anki's default options."""
        from anki.collection import ImportAnkiPackageOptions, ImportAnkiPackageRequest

        path = self.folder / "package.apkg"
        path.write_bytes(data)
        request = ImportAnkiPackageRequest(package_path=str(path), options=ImportAnkiPackageOptions())
        log = self.col.import_anki_package(request).log
        return Imported(len(log.new), len(log.updated), len(log.duplicate), len(log.conflicting))

    def answer(self, *, every: int = 1) -> None:
        """Answer new cards with the real scheduler, with all four ratings in turn."""
        from anki.collection import Collection  # noqa: F401 - the scheduler needs it loaded
        from anki.scheduler.v3 import CardAnswer

        ratings = (CardAnswer.GOOD, CardAnswer.EASY, CardAnswer.AGAIN, CardAnswer.HARD)
        for i, cid in enumerate(self.col.db.list("select id from cards order by id")[::every]):
            card = self.col.get_card(cid)
            card.start_timer()
            states = self.col._backend.get_scheduling_states(cid)
            answer = self.col.sched.build_answer(card=card, states=states, rating=ratings[i % 4])
            self.col.sched.answer_card(answer)

    def history(self) -> list[Any]:
        """Return every card's schedule and the whole review log."""
        cards = (
            "select id, did, type, queue, due, ivl, factor, reps, lapses, left, data from cards order by id"
        )
        return [*self.col.db.all(cards), *self.col.db.all("select * from revlog order by id")]

    def decks(self) -> list[Any]:
        """Return every deck with its options, and the options themselves."""
        decks = [(d["id"], d["name"], d.get("conf"), d["dyn"]) for d in self.col.decks.all()]
        return [sorted(decks), self.col.decks.all_config()]

    def note(self, card_id: str) -> Any:
        """Return the note of a card, found as a user would find it."""
        (found,) = self.col.find_notes(f"CardId:{card_id}")
        return self.col.get_note(found)

    def edit(self, card_id: str, name: str, value: str) -> None:
        """Change a field in Anki."""
        note = self.note(card_id)
        note[name] = value
        self.col.update_note(note)

    def sides(self, card_id: str) -> list[tuple[str, str]]:
        """Return question and answer of every card of a note, as Anki shows them, without the style."""
        outputs = [card.render_output() for card in self.note(card_id).cards()]
        return [(out.question_text, out.answer_text) for out in outputs]

    def faults(self) -> list[str]:
        """Return what Anki itself finds wrong: cards that do not render, empty cards, a broken database."""
        found = []
        for cid in self.col.db.list("select id from cards"):
            self.col._backend.render_existing_card(card_id=cid, browser=False, partial_render=True)
            out = self.col.get_card(cid).render_output()
            for side in (out.question_text, out.answer_text):
                words = re.sub(r"<[^>]*>|\s|&nbsp;", "", side)
                if not words or _ERROR_TEXT.search(side):
                    found.append(f"card {cid}: {side}")
        found += [f"empty: {note.note_id}" for note in self.col.get_empty_cards().notes]
        message, is_well = self.col.fix_integrity()
        return found if is_well else [*found, message]


@pytest.fixture
def anki(tmp_path: Path) -> Iterator[Anki]:
    """Return a fresh collection, closed afterwards."""
    collection = Anki(tmp_path)
    yield collection
    collection.col.close()
