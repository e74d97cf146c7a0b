"""What a package holds, what the ledger learns of it, and what the user hears."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest

from deacards.anki.apkg import PackageError
from deacards.anki.ledger import Ledger
from deacards.anki.package import PackageResult, build_package
from deacards.anki.told import Told
from deacards.deck.deck import Deck
from deacards.deck.models import deck_of
from deacards.problem import Severity

NOW = 1_760_000_000
A = {"id": "a", "front": "q", "back": "a"}
B = {"id": "b", "front": "p", "back": "b"}
C = {"id": "c", "cloze": "{{c1::x}}"}


def deck(*cards: dict[str, Any], name: str = "D", retired: tuple[dict[str, Any], ...] = ()) -> Deck:
    """Return a deck of `cards`."""
    return deck_of({"format": 1, "deck": name, "cards": cards, "retired": retired})


def build(*decks: Deck, ledger: Ledger | None = None, now: int = NOW) -> PackageResult:
    """Return the package of decks whose files are `cards/0.yaml`, `cards/1.yaml` and so on."""
    return build_package({f"cards/{n}.yaml": d for n, d in enumerate(decks)}, ledger or Ledger(), now)


def test_same_input_gives_same_bytes() -> None:
    """The archive depends on decks and ledger alone, and its members have the first date of zip."""
    first = build(deck(A, B, C))
    again = build(deck(A, B, C), ledger=first.ledger, now=NOW + 86_400)
    assert again.data == first.data == build(deck(A, B, C)).data
    assert (first.changed, again.changed) == (True, False)
    with zipfile.ZipFile(io.BytesIO(first.data)) as archive:
        assert [(m.filename, m.date_time[0], m.create_system) for m in archive.infolist()] == [
            ("collection.anki2", 1980, 3),
            ("media", 1980, 3),
        ]


def test_counts() -> None:
    """Notes and cards are counted apart: a reversed card is two."""
    result = build(deck({**A, "reverse": True}, B, C))
    assert (result.notes, result.cards, result.retired) == (3, 4, 0)


def test_only_what_changed_gets_a_new_time() -> None:
    """An edit makes one entry newer, and none gets another id."""
    first = build(deck(A, B))
    second = build(deck({**A, "back": "edited"}, B), ledger=first.ledger, now=NOW + 5)
    assert [second.ledger.notes[f"deacards:{i}"].mod for i in "ab"] == [NOW + 5, NOW]
    assert [t.id for t in first.ledger.notes.values()] == [t.id for t in second.ledger.notes.values()]
    assert second.changed


def test_ids_are_unique_and_not_in_the_future() -> None:
    """New notes get ids up to now, beside those that are given, even where two branches gave the same."""
    twice = Ledger({f"deacards:{i}": Told("x", 1, NOW * 1000 - 2, "D") for i in "ab"})
    ids = {guid: told.id for guid, told in build(deck(A, B, C), ledger=twice).ledger.notes.items()}
    assert len(set(ids.values())) == 3
    assert ids["deacards:a"] == NOW * 1000 - 2
    assert max(ids.values()) <= NOW * 1000


def test_entry_of_an_absent_card_stays() -> None:
    """A card that comes back must have a newer time than Anki holds."""
    first = build(deck(A, B))
    second = build(deck(A), ledger=first.ledger)
    assert second.ledger == first.ledger
    assert not second.changed


def test_duplicate_card_is_an_error() -> None:
    """Anki has one note for an id: the second card is told of and left out."""
    result = build(deck(A), deck(A, B))
    assert result.notes == 2
    (problem,) = result.problems
    assert str(problem) == (
        "cards/1.yaml: DC401 duplicate-card  card a is also in cards/0.yaml; give one of the two a new id"
    )
    assert problem.severity is Severity.ERROR


def test_card_that_shows_nothing_is_an_error() -> None:
    """A card that Anki would make invisible is told of and left out, and its entry stays."""
    empty = {"id": "a", "front": "![](  )", "back": "\u200b"}
    known = build(deck(A)).ledger
    result = build(deck(empty, B), ledger=known)
    assert result.notes == 1
    assert result.ledger.notes["deacards:a"] == known.notes["deacards:a"]
    assert [str(p) for p in result.problems] == [
        "cards/0.yaml: DC402 nothing-shown  the back of card a shows nothing; write words there",
        "cards/0.yaml: DC402 nothing-shown  the front of card a shows nothing; write words there",
    ]


def test_blank_that_anki_would_not_have_is_an_error() -> None:
    """Every blank of the deck is a card in Anki, or the user hears which is not."""
    result = build(deck({"id": "c", "cloze": "{{c1::x}} [a](http://{{c2::b}}) {{c501::y}}"}))
    assert result.notes == 0
    (problem,) = result.problems
    assert problem.code == "DC403 lost-blank"
    assert "card c would lose its blank c2, c501" in problem.message


def test_deck_without_a_name_is_an_error() -> None:
    """A name of separators only is no name."""
    result = build(deck(A, name=":: ::"), deck(B))
    assert result.notes == 1
    (problem,) = result.problems
    assert str(problem).startswith("cards/0.yaml: DC404 bad-deck-name  the deck's name ':: ::' has no words")


def test_renamed_deck_is_told() -> None:
    """Anki leaves cards in the old deck: rename it there; a change of case is none."""
    first = build(deck(A, B, name="Old"))
    assert build(deck(A, B, name="OLD"), ledger=first.ledger).notices == ()
    (problem,) = build(deck(A, B, name="New"), ledger=first.ledger).notices
    assert problem.severity is Severity.WARNING
    assert problem.message == (
        "moved 2 cards to the deck “New”, but Anki leaves them in “Old”: rename “Old” there before you import"
    )


def test_nothing_is_a_package_too() -> None:
    """A collection without cards exports without a fault."""
    result = build()
    assert (result.notes, result.changed, result.problems) == (0, False, ())


def test_a_package_without_room_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no temporary file can be written, the error tells so and how to go on; nothing is left behind."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "missing"))
    with pytest.raises(PackageError, match="TMPDIR"):
        build(deck(A))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    build(deck(A))
    assert not list(tmp_path.iterdir())
