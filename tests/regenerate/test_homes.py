"""Homes: a section keeps its deck file when heading or note get a new name, and a person may split a deck."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from deacards.deck.card import BasicCard
from deacards.deck.deck import Deck
from deacards.derive.draft import Draft, DraftDeck
from deacards.regenerate.plan import Kind
from deacards.regenerate.regenerate import regenerate

TODAY = date(2026, 1, 31)
Make = Callable[..., Draft]


def section(source: str, *drafts: Draft) -> DraftDeck:
    """Return the drafts of one section."""
    return DraftDeck(source, ("Exam", source.partition("#")[2]), ("a tag",), drafts)


def test_a_renamed_note_and_heading_keep_file_name_and_ids(ask: Make) -> None:
    """Law: the deck of a source that is gone goes to the source that has at least half of its cards."""
    drafts = [ask(f"What is part {n}?", f"answer {n}") for n in range(4)]
    before = regenerate(
        {}, [section("notes/a.md#x", *drafts), section("notes/a.md#y", ask("Y?", "y"))], today=TODAY
    )
    renamed = [
        section("notes/b.md#z", *drafts[1:], ask("New?", "new")),
        section("notes/b.md#y", ask("Y?", "y")),
    ]
    after = regenerate(before.after, renamed, today=TODAY)
    assert {path: deck.source for path, deck in after.after.items()} == {
        "cards/a/x.yaml": "notes/b.md#z",
        "cards/a/y.yaml": "notes/b.md#y",
    }
    assert after.after["cards/a/x.yaml"].deck == "Exam::x"
    assert [after.count(kind) for kind in (Kind.ADDED, Kind.RETIRED, Kind.MOVED)] == [1, 1, 0]


def test_a_new_section_with_little_in_common_gets_a_file_of_its_own(ask: Make) -> None:
    """Law: cards that moved to a new section take their ids there; the old deck is not taken over."""
    drafts = [ask(f"What is part {n}?", f"answer {n}") for n in range(5)]
    others = [ask(f"Who was king number {n}?", f"Henry {n}") for n in range(5)]
    before = regenerate({}, [section("notes/a.md#x", *drafts)], today=TODAY)
    after = regenerate(before.after, [section("notes/b.md#z", drafts[0], *others)], today=TODAY)
    assert sorted(after.after) == ["cards/a.yaml", "cards/b.yaml"]
    [moved] = [change for change in after.changes if change.kind is Kind.MOVED]
    assert (moved.came_from, moved.path) == ("cards/a.yaml", "cards/b.yaml")
    assert after.count(Kind.RETIRED) == 4


def test_a_deck_split_by_hand_stays_split(ask: Make) -> None:
    """Law: cards that a person put into a second file of the same source stay there and follow the note."""
    one, two = ask("One?", "1"), ask("Two?", "2", line=2)
    deck = regenerate({}, [section("notes/a.md#x", one, two)], today=TODAY).after["cards/a.yaml"]
    split = {
        "cards/a.yaml": replace(deck, cards=deck.cards[:1]),
        "cards/more.yaml": replace(deck, cards=deck.cards[1:]),
    }
    plan = regenerate(split, [section("notes/a.md#x", one, two)], today=TODAY)
    assert plan.changes == ()
    assert [len(deck.cards) for deck in plan.after.values()] == [1, 1]
    assert regenerate(plan.after, [section("notes/a.md#x", one, two)], today=TODAY).is_empty
    after = regenerate(
        split, [section("notes/a.md#x", one, ask("Two?", "zwei", line=2), ask("3?", "3"))], today=TODAY
    )
    assert [card.answer for card in after.after["cards/more.yaml"].cards] == [("zwei",)]
    assert len(after.after["cards/a.yaml"].cards) == 2


def test_a_card_in_a_handmade_deck_stays_there(ask: Make) -> None:
    """Law: a deck without a source is the person's; a derived card put there follows its note, but stays."""
    draft = ask("One?", "1")
    deck = regenerate({}, [section("notes/a.md#x", draft)], today=TODAY).after["cards/a.yaml"]
    mine = Deck(format=1, deck="Mine", cards=(BasicCard(id="own", front="f", back="b"), *deck.cards))
    decks = {"cards/a.yaml": replace(deck, cards=()), "cards/mine.yaml": mine}
    after = regenerate(decks, [section("notes/a.md#x", ask("One?", "one"))], today=TODAY)
    assert [card.answer for card in after.after["cards/mine.yaml"].cards] == [("b",), ("one",)]
    assert after.after["cards/a.yaml"].cards == ()


def test_decks_of_notes_that_were_not_derived_stay_as_they_are(ask: Make) -> None:
    """Law: what was not looked at is not changed, and none of its cards is taken for another one."""
    draft = ask("One?", "1")
    before = regenerate({}, [section("notes/a.md#x", draft)], today=TODAY).after
    after = regenerate(before, [section("notes/b.md#x", draft)], today=TODAY, skipped={"notes/a.md"})
    assert after.after["cards/a.yaml"] == before["cards/a.yaml"]
    assert after.count(Kind.ADDED) == 1
    ids = [identity for deck in after.after.values() for identity in deck.ids()]
    assert len(set(ids)) == 2


def test_a_card_brought_back_by_hand_is_the_persons_own(ask: Make) -> None:
    """Law: whoever moves a retired card back into `cards:` keeps it; it follows its line if that returns."""
    one, two = ask("What is one?", "1"), ask("Who is two?", "the second", line=2)
    before = regenerate({}, [section("notes/a.md#x", one, two)], today=TODAY).after
    gone = regenerate(before, [section("notes/a.md#x", one)], today=TODAY).after["cards/a.yaml"]
    back = replace(gone, cards=(*gone.cards, *gone.retired), retired=())
    after = regenerate({"cards/a.yaml": back}, [section("notes/a.md#x", one)], today=TODAY)
    restored = after.after["cards/a.yaml"].cards[1]
    assert (restored.id, restored.retirement) == (gone.retired[0].id, None)
    assert restored.origin is not None
    assert restored.origin.kept
    assert regenerate(after.after, [section("notes/a.md#x", one)], today=TODAY).is_empty
    again = regenerate(after.after, [section("notes/a.md#x", one, two)], today=TODAY).after["cards/a.yaml"]
    assert again.cards == before["cards/a.yaml"].cards


def test_a_new_deck_has_name_and_tags_that_anki_can_keep(ask: Make) -> None:
    """Law: no part of a name holds the sign between parts, no tag a space."""
    drafts = [DraftDeck("notes/a.md#x", ("C++", "std::vector"), ("data eng", "x"), (ask("One?", "1"),))]
    [deck] = regenerate({}, drafts, today=TODAY).after.values()
    assert (deck.deck, deck.tags) == ("C++::std:vector", ("data-eng", "x"))
