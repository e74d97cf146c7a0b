"""Years of use in the engine: edits here and there, reviews, retirements, pictures; an import after each."""

import random
from pathlib import Path
from typing import Any

import pytest

from deacards.anki.ledger import Ledger, format_ledger, parse_ledger
from deacards.anki.media import Shelf
from deacards.anki.package import build_package
from deacards.anki.placing import Placing
from deacards.anki.supply import Supply
from deacards.deck.models import deck_of

pytestmark = pytest.mark.engine

NOW = 1_760_000_000
DAY = 86_400


class Person:
    """Somebody with cards here and in Anki.

    `shown` is what each card's answer should say there, `sent` what each note of the last package says.
    """

    def __init__(self, anki: Any, root: Path, seed: int) -> None:
        self.anki = anki
        self.root = root
        self.rng = random.Random(seed)
        self.cards: dict[str, dict[str, Any]] = {}
        self.retired: dict[str, dict[str, Any]] = {}
        self.sent: dict[str, str] = {}
        self.shown: dict[str, str] = {}
        self.ledger = Ledger()
        self.now = NOW
        self.made = 0

    def change_here(self) -> None:
        """Do one of what people do with notes and decks."""
        known = sorted(self.cards)
        match self.rng.randrange(6) if known else 0:
            case 0 | 1:
                self.made += 1
                self._say(f"c{self.made}")
            case 2:
                self._say(self.rng.choice(known))
            case 3:
                card_id = self.rng.choice(known)
                self.retired[card_id] = self.cards.pop(card_id)
            case 4 if self.retired:
                card_id = self.rng.choice(sorted(self.retired))
                self.cards[card_id] = self.retired.pop(card_id)
            case _:
                (self.root / "notes/pic.png").write_bytes(self.rng.randbytes(9))

    def _say(self, card_id: str) -> None:
        self.made += 1
        picture = " ![p](pic.png)" if self.rng.random() < 0.3 else ""
        text = f"answer {self.made}{picture}"
        # A second way of asking may come, but not go: Anki would keep an empty card.
        has_two = self.cards.get(card_id, {}).get("reverse") or self.rng.random() < 0.3
        reverse = {"reverse": True} if has_two else {}
        self.cards[card_id] = {"id": card_id, "front": f"question {card_id}", "back": text, **reverse}

    def change_there(self) -> None:
        """Answer some cards in Anki, and edit one."""
        self.anki.answer(every=self.rng.randint(2, 5))
        self.anki.col.db.execute("update cards set queue = type where queue in (-2, -3)")
        # Anki tags leeches at once, by its own clock, which runs ahead of the one here.
        self.anki.col.db.execute("update notes set mod = ? where mod > ?", self.now, self.now)
        notes = self.anki.col.db.list("select id from notes order by id")
        if notes and self.rng.random() < 0.6:
            note = self.anki.col.get_note(self.rng.choice(notes))
            note["Back"] = f"mine {self.now}"
            self.anki.col.update_note(note)
            self.anki.col.db.execute("update notes set mod = ? where id = ?", self.now, note.id)
            self.shown[note["CardId"]] = note["Back"]

    def send(self) -> Any:
        """Export, and import into Anki, after a night; the ledger goes through its file."""
        self.now += DAY
        gone = [{**card, "retired": {"on": "2026-01-01", "reason": "gone"}} for card in self.retired.values()]
        value = {"format": 1, "deck": "Years", "cards": list(self.cards.values()), "retired": gone}
        deck = deck_of(value)
        before = self.ledger
        supply = Supply(shelf=Shelf(self.root, ("notes",)))
        result = build_package({"cards/y.yaml": deck}, before, self.now, supply)
        placed = Placing({"cards/y.yaml": deck}, before, supply, []).cards("cards/y.yaml")
        notes = [card.note for card in placed.cards]
        self.sent = {note.guid: note.fields[note.notetype.fields.index("Back")] for note in notes}
        assert result.problems == ()
        self.ledger, problems = parse_ledger(format_ledger(result.ledger).decode(), "ledger.json")
        assert (self.ledger, problems) == (result.ledger, ())
        for guid, told in self.ledger.notes.items():
            card = guid.split(":")[1]
            if told != before.notes.get(guid):
                self.shown[card] = self.sent[guid]
        return result, self.anki.take(result.data)


def live(anki: Any, nights: int, seed: int, root: Path) -> None:
    """Let time pass, and see after each import that nothing was lost, doubled or overwritten."""
    (root / "notes").mkdir(parents=True)
    (root / "notes/pic.png").write_bytes(b"0")
    person = Person(anki, root, seed)
    for _ in range(nights):
        for _ in range(person.rng.randint(1, 4)):
            person.change_here()
        person.change_there()
        history, notes = anki.history(), anki.col.note_count()
        known = person.ledger
        result, imported = person.send()
        changed = [
            g for g, t in person.ledger.notes.items() if g in known.notes and t.mod != known.notes[g].mod
        ]
        assert imported.conflicting == 0
        assert imported.new == result.notes - sum(guid in known.notes for guid in person.sent)
        assert imported.updated == len(changed)
        assert anki.col.note_count() == notes + imported.new
        assert [row for row in anki.history() if row in history] == history
        assert {anki.note(c)["CardId"]: anki.note(c)["Back"] for c in person.shown} == person.shown
        retired = {anki.col.get_note(n)["CardId"] for n in anki.col.find_notes("tag:deacards::retired")}
        assert retired == set(person.retired) & set(person.shown)
        again = anki.take(result.data)
        assert (again.new, again.updated) == (0, 0)
    assert not anki.col.media.check().missing
    anki.col.fix_integrity()  # Anki tidies what it left of suspended leeches, and calls that a fault
    assert anki.faults() == []


@pytest.mark.parametrize("seed", range(3))
def test_a_month(anki: Any, tmp_path: Path, seed: int) -> None:
    """Some weeks of every kind of change."""
    live(anki, 12, seed, tmp_path / "collection")


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(4))
def test_some_years(anki: Any, tmp_path: Path, seed: int) -> None:
    """The same for a long time."""
    live(anki, 200, 100 + seed, tmp_path / "collection")
