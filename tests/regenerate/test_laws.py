"""Laws over notes and edit scripts, from the Markdown to the decks: an id belongs to one fact for life."""

import subprocess
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from deacards.deck.card import BasicCard, Card, CardId
from deacards.deck.deck import Deck
from deacards.deck.deckfile import read_deck
from deacards.deck.emit import render_deck
from deacards.deck.splice import splice_deck
from deacards.derive.derive import derive_note
from deacards.derive.draft import DraftDeck
from deacards.notes.reader import read_note
from deacards.problem import Problem
from deacards.regenerate.decide import restore
from deacards.regenerate.regenerate import regenerate

TODAY, LATER = date(2026, 1, 31), date(2026, 3, 1)

TERMS = [
    *("anchor", "beacon", "cellar", "dynamo", "easel", "falcon", "garnet", "hammock", "icicle", "jigsaw"),
    *("kettle", "lantern", "magnet", "nutmeg", "orchard", "pebble", "quiver", "rudder", "saddle", "thimble"),
]
PLAIN = [
    "keeps the boat in place",
    "lights the way at night",
    "stores what nobody needs",
    "moves when it is hot",
]

Fact = tuple[str, str]
Notes = dict[str, dict[str, list[Fact]]]
"""Facts, each a term and what it is, by note and section."""


def text_of(name: str, sections: Mapping[str, list[Fact]]) -> str:
    """Return a note as Markdown."""
    lines = [f"# {name}"]
    for title, facts in sections.items():
        lines += ["", f"## {title}", "", *(f"- {term}: {what}" for term, what in facts)]
    return "\n".join(lines) + "\n"


def derived(path: str, text: str) -> list[DraftDeck]:
    """Return the drafts of a note."""
    note = read_note(path, text.encode())
    assert not isinstance(note, Problem)
    return [deck for deck in derive_note(note, "en").decks if deck.drafts]


def drafts_of(notes: Notes) -> list[DraftDeck]:
    """Return the drafts of all notes."""
    return [deck for name in notes for deck in derived(f"notes/{name}.md", text_of(name, notes[name]))]


def build(decks: Mapping[str, Deck], notes: Notes) -> dict[str, Deck]:
    """Return the decks after a build."""
    return dict(regenerate(decks, drafts_of(notes), today=LATER).after)


def cards_of(decks: Mapping[str, Deck]) -> dict[CardId, Card]:
    """Return the cards in use."""
    return {card.id: card for deck in decks.values() for card in deck.cards}


def term_of(card: Card) -> str:
    """Return the term that a card is about: each is in one fact only."""
    words = f"{card.prompt} {' '.join(card.answer)}".casefold()
    [term] = [each for each in TERMS if each in words]
    return term


@st.composite
def notes(draw: st.DrawFn) -> Notes:
    """Draw notes with a section or two each; no term stands twice."""
    terms = draw(st.permutations(TERMS))
    facts = [(term, f"{draw(st.sampled_from(PLAIN))} with a {term[::-1]}") for term in terms[:12]]
    places = [(name, title) for name in ("sea", "land") for title in ("Harbour", "Storage")]
    found: Notes = {name: {} for name, _ in places}
    for number, fact in enumerate(facts):
        name, title = places[draw(st.integers(0, 3)) if number > 3 else number]
        found[name].setdefault(title, []).append(fact)
    return found


WITHIN = ["move", "reorder", "reword", "delete", "insert"]
ACROSS = ["away", "rename heading", "rename note", "merge"]


@st.composite
def edited(draw: st.DrawFn, before: Notes, most: int = 4) -> Notes:
    """Draw the notes after up to so many edits of any kind."""
    after = {name: {title: list(facts) for title, facts in some.items()} for name, some in before.items()}
    for kind in draw(st.lists(st.sampled_from(WITHIN + ACROSS), min_size=1, max_size=most)):
        name = draw(st.sampled_from(sorted(after)))
        title = draw(st.sampled_from(sorted(after[name])))
        if kind in WITHIN:
            used = {term for notes in (before, after) for term in terms_of(notes)}
            free = [term for term in TERMS if term not in used]
            after[name][title] = edited_list(draw, kind, after[name][title], free)
        else:
            after = edited_notes(draw, kind, after, name, title)
    return after


def terms_of(notes: Notes) -> list[str]:
    """Return the terms of all facts."""
    return [term for some in notes.values() for facts in some.values() for term, _ in facts]


def edited_list(draw: st.DrawFn, kind: str, facts: list[Fact], free: list[str]) -> list[Fact]:
    """Draw an edit of one list; `free` are the terms that were never used."""
    facts = list(facts)
    at = draw(st.integers(0, max(len(facts) - 1, 0)))
    match kind:
        case "move" if facts:
            facts.insert(draw(st.integers(0, len(facts) - 1)), facts.pop(at))
        case "reorder":
            facts = draw(st.permutations(facts))
        case "reword" if facts:
            term, what = facts[at]
            facts[at] = (term, what.replace("the ", "", 1) if "the " in what else f"{what} usually")
        case "delete" if len(facts) > 1:
            facts.pop(at)
        case "insert" if free:
            facts.insert(at, (free[0], f"{draw(st.sampled_from(PLAIN))} with a {free[0][::-1]}"))
    return facts


def edited_notes(draw: st.DrawFn, kind: str, notes: Notes, name: str, title: str) -> Notes:
    """Draw an edit beyond one list: a fact goes elsewhere, a heading or a file gets another name."""
    match kind:
        case "away" if notes[name][title]:
            other = draw(st.sampled_from(sorted(notes)))
            target = notes[other][draw(st.sampled_from(sorted(notes[other])))]
            target.append(notes[name][title].pop(0))
        case "rename heading":
            notes[name] = {(f"{key} basics" if key == title else key): v for key, v in notes[name].items()}
        case "rename note":
            notes = {(f"{key}-new" if key == name else key): value for key, value in notes.items()}
        case "merge" if len(notes[name]) > 1:
            moved = notes[name].pop(title)
            next(iter(notes[name].values())).extend(moved)
    return notes


@st.composite
def histories(draw: st.DrawFn) -> tuple[Notes, Notes]:
    """Draw notes before and after an evening of edits."""
    before = draw(notes())
    return before, draw(edited(before))


@given(histories())
def test_no_id_goes_to_another_fact_and_every_fact_keeps_its_id(history: tuple[Notes, Notes]) -> None:
    """Law: whatever is moved, renamed, reworded, deleted and inserted, an id stays with its term."""
    before, after = history
    old = cards_of(build({}, before))
    new = cards_of(build(build({}, before), after))
    owners = {identity: term_of(card) for identity, card in old.items()}
    assert {identity: term_of(card) for identity, card in new.items() if identity in owners}.items() <= (
        owners.items()
    )
    there = terms_of(after)
    assert {identity for identity, term in owners.items() if term in there} <= new.keys()


@given(histories())
def test_building_twice_and_in_any_order_is_building_once(history: tuple[Notes, Notes]) -> None:
    """Law: nothing is left to do after a build; the order of files makes no difference, byte by byte."""
    before, after = history
    decks = build({}, before)
    once = build(decks, after)
    assert regenerate(once, drafts_of(after), today=date(2027, 1, 1)).is_empty
    backwards = dict(reversed(after.items()))
    again = build(dict(reversed(decks.items())), backwards)
    assert {path: render_deck(deck) for path, deck in again.items()} == {
        path: render_deck(deck) for path, deck in once.items()
    }


@given(histories(), st.data())
def test_what_a_hand_wrote_is_never_lost(history: tuple[Notes, Notes], data: st.DataObject) -> None:
    """Law: words put into a card stay on that card, in use or retired, through any edit of the notes."""
    before, after = history
    decks = build({}, before)
    path = data.draw(st.sampled_from(sorted(decks)))
    chosen = data.draw(st.sampled_from([card.id for card in decks[path].cards]))
    cards = tuple(
        replace(card, **({"extra": "MY mnemonic", "tags": ("mine",)} | _reworded(card)))
        if card.id == chosen
        else card
        for card in decks[path].cards
    )
    decks[path] = replace(decks[path], cards=cards)
    [card] = [
        card
        for deck in build(decks, after).values()
        for card in (*deck.cards, *deck.retired)
        if card.id == chosen
    ]
    assert card.extra == "MY mnemonic"
    assert "mine" in card.tags
    assert "MY" in f"{card.prompt} {card.answer}"


def _reworded(card: Card) -> dict[str, object]:
    return {"back": f"MY {card.back}"} if isinstance(card, BasicCard) else {"cloze": f"MY {card.prompt}"}


@given(notes(), st.data())
def test_a_line_that_leaves_and_comes_back_has_its_card_again(before: Notes, data: st.DataObject) -> None:
    """Law: retire, then revive, is identity; so is retire, restore by hand, and revive."""
    decks = build({}, before)
    name = data.draw(st.sampled_from(sorted(before)))
    title = data.draw(st.sampled_from(sorted(title for title in before[name] if len(before[name][title]) > 1)
                                      or [""]))  # fmt: skip
    assume(title)
    gone = {key: dict(some) for key, some in before.items()}
    gone[name][title] = before[name][title][1:]
    without = build(decks, gone)
    assert cards_of(build(without, before)) == cards_of(decks)
    by_hand = {
        path: restore(deck, deck.retired[0].id) if deck.retired else deck for path, deck in without.items()
    }
    assert cards_of(build(build(by_hand, gone), before)) == cards_of(decks)


@given(histories())
def test_notes_that_are_edited_back_have_their_cards_again(history: tuple[Notes, Notes]) -> None:
    """Law: an evening of edits, a build, the old notes again, a build: ids and words are back."""
    before, after = history
    decks = build({}, before)
    back = cards_of(build(build(decks, after), before))
    assert {identity: (card.prompt, card.answer) for identity, card in back.items()} == {
        identity: (card.prompt, card.answer) for identity, card in cards_of(decks).items()
    }


@settings(max_examples=15)
@given(notes(), st.data())
def test_an_id_stays_with_its_fact_through_many_builds(first: Notes, data: st.DataObject) -> None:
    """Law: thirty edits with a build after each, and no id has met another term, hand edits are all there."""
    some, decks = first, build({}, first)
    path = min(decks)
    mine, *others = decks[path].cards
    mine = replace(mine, **({"extra": "MY mnemonic"} | _reworded(mine)))
    decks[path] = replace(decks[path], cards=(mine, *others))
    owners = {identity: term_of(card) for identity, card in cards_of(decks).items()}
    for _ in range(30):
        some = data.draw(edited(some, 1))
        assume(terms_of(some))
        decks = build(decks, some)
        for identity, card in cards_of(decks).items():
            assert owners.setdefault(identity, term_of(card)) == term_of(card)
    everything = [card for deck in decks.values() for card in (*deck.cards, *deck.retired)]
    assert len({card.id for card in everything}) == len(everything)
    [kept] = [card for card in everything if card.id == mine.id]
    assert kept.extra == "MY mnemonic"
    assert "MY" in f"{kept.prompt} {kept.answer}"


@given(notes(), st.data())
def test_ids_stay_with_what_is_asked_when_two_meanings_change_places(
    before: Notes, data: st.DataObject
) -> None:
    """Law: terms that get each other's meaning keep their cards, or get new ones; none changes its term."""
    after = {name: {title: list(facts) for title, facts in some.items()} for name, some in before.items()}
    places = [(n, t, i) for n, some in after.items() for t, facts in some.items() for i in range(len(facts))]
    one, other = data.draw(st.permutations(places))[:2]
    (n, t, i), (m, u, j) = one, other
    first, second = after[n][t][i], after[m][u][j]
    after[n][t][i], after[m][u][j] = (first[0], second[1]), (second[0], first[1])
    owners = {identity: term_of(card) for identity, card in cards_of(build({}, before)).items()}
    cards = cards_of(build(build({}, before), after))
    assert all(owners[identity] == term_of(card) for identity, card in cards.items() if identity in owners)


def files_of(decks: Mapping[str, Deck], before: Mapping[str, str]) -> dict[str, str]:
    """Return the text of each deck as a build writes it over the files `before`."""
    files = {}
    for path, deck in decks.items():
        file = read_deck(path, before[path].encode()).file if path in before else None
        files[path] = splice_deck(file, deck).decode() if file else render_deck(deck)
    return files


def merged(base: str, one: str, other: str, folder: Path) -> str | None:
    """Return what git makes of two branches of a file; None where they conflict."""
    for name, text in (("base", base), ("one", one), ("other", other)):
        (folder / name).write_text(text)
    done = subprocess.run(
        ["git", "merge-file", "-p", "one", "base", "other"], cwd=folder, capture_output=True, check=False
    )
    return done.stdout.decode() if done.returncode == 0 else None


@st.composite
def branches(draw: st.DrawFn) -> tuple[Notes, Notes, Notes]:
    """Draw notes and two edits of them that add and remove no file."""
    base = draw(notes())
    one, other = (draw(edited(base, 2)) for _ in range(2))
    assume(base.keys() == one.keys() == other.keys())
    return base, one, other


@settings(max_examples=25)
@given(branches())
def test_two_branches_that_git_merges_build_to_the_same_cards(branch: tuple[Notes, Notes, Notes]) -> None:
    """Law: merged decks under merged notes give the cards that one builder of all edits would have."""
    base, *sides = branch
    decks = build({}, base)
    first = files_of(decks, {})
    with TemporaryDirectory() as name:
        texts = {
            note: merged(*(text_of(note, some[note]) for some in (base, *sides)), Path(name)) for note in base
        }
        built = [files_of(build(decks, some), first) for some in sides]
        assume(all(side.keys() == first.keys() for side in built) and None not in texts.values())
        files = {path: merged(first[path], *(side[path] for side in built), Path(name)) for path in first}
    assume(None not in files.values())
    told = " ".join(map(str, texts.values()))
    assume(all(told.count(f"- {term}:") < 2 for term in TERMS))  # a line that both moved stands twice then
    drafts = [deck for note, text in texts.items() for deck in derived(f"notes/{note}.md", str(text))]
    readings = {path: read_deck(path, str(text).encode()).file for path, text in files.items()}
    found = {path: file.deck for path, file in readings.items() if file}
    assert found.keys() == first.keys()
    after = cards_of(regenerate(found, drafts, today=LATER).after)
    alone = cards_of(regenerate(decks, drafts, today=LATER).after)
    assert {(card.id, card.prompt, card.answer) for card in after.values()} == {
        (card.id, card.prompt, card.answer) for card in alone.values()
    }
