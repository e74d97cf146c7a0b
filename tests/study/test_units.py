"""The order of units: the notes' own numbers, then their paths; handmade decks last."""

from deacards.deck.deck import Deck
from deacards.study.units import note_order


def test_numbered_notes_come_first_then_paths_then_handmade_decks() -> None:
    """`order` decides before the path; a deck without a note comes after all."""
    decks = {
        "cards/hand.yaml": Deck(format=1, deck="Hand", order=1),
        "cards/a.yaml": Deck(format=1, deck="A", source="notes/a.md#a"),
        "cards/b.yaml": Deck(format=1, deck="B", source="notes/b.md#b", order=20),
        "cards/c.yaml": Deck(format=1, deck="C", source="notes/c.md#c", order=10),
        "cards/d.yaml": Deck(format=1, deck="D", source="notes/d.md#d", order=-1),
    }
    ordered = sorted(decks, key=lambda path: note_order(path, decks[path]))
    assert [decks[path].deck for path in ordered] == ["D", "C", "B", "A", "Hand"]
