"""`python -m bench survival [FOLDER]`: how many cards keep their id through edits of the notes.

Every line of a note has a key, so what became of a card is known without looking at its words: it survives
if the line that it came from gives such a card again. Of several cards of a line, those are one that say the
same, else that answer or ask the same, else that the same rule made, in order. Where a line gives fewer cards
than before, or two lines were joined, any of them may be the one that stays; of two cards that said the very
same, either.
"""

import argparse
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from bench.edits import EDITS, THINGS, Edit, Edited, Page, Pages, page_of, text_of
from bench.habits import HABITS
from bench.looks import LOOKS
from bench.reshaping import RESHAPING
from bench.rewriting import REWRITING
from bench.years import YEARS
from deacards.deck.card import Card, CardId
from deacards.deck.cloze import hidden, plain
from deacards.deck.deck import Deck
from deacards.derive.derive import derive_note
from deacards.derive.draft import Draft, DraftDeck
from deacards.notes.fingerprint import fingerprints
from deacards.notes.reader import read_note
from deacards.problem import Problem
from deacards.regenerate.face import card_of, face_of_card, face_of_draft, parts_made, parts_of, rest_of
from deacards.regenerate.regenerate import regenerate

TODAY = date(2026, 1, 31)
GROUP = 4
"""Notes of a collection in which one is edited: what leaves one may be taken for what arrives in another."""

TARGETS = {"typo", "marks", "move within section", "move to section", "move to file", "rename heading",
           "rename file", "reorder list", "swap lines", "merge notes", "move section", "move row",
           "sort rows", "split note", *(LOOKS.keys() - {"wrapped line"})}  # fmt: skip
"""Kinds of edits through which every card keeps its id."""


@dataclass(slots=True)
class Tally:
    """What became of cards: of those that survive, how many kept their id."""

    edits: int = 0
    cards: int = 0
    kept: int = 0
    touched: int = 0
    touched_kept: int = 0
    wrong: int = 0
    failures: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Place:
    """A draft with the key of its first line, those of all its lines, and the source of its deck."""

    key: int
    keys: frozenset[int]
    source: str
    draft: Draft


def main(arguments: Sequence[str]) -> None:
    """Measure, and print one table; a missed target is told there, and is no failure."""
    parser = argparse.ArgumentParser(prog="python -m bench survival", description=__doc__)
    parser.add_argument("folder", nargs="?", default="notes", type=Path, help="notes to edit")
    parser.add_argument("--edits", type=int, default=60, help="how many edits of each kind")
    parser.add_argument("--seed", type=int, default=1, help="where chance begins")
    parser.add_argument("--only", default="", help="kinds of edits, with commas between them")
    parser.add_argument(
        "--hand", type=float, default=0, help="share of cards that a hand has rewritten before"
    )
    parser.add_argument("--show", type=int, default=0, help="print so many failures of each kind")
    given = parser.parse_args(arguments)
    notes = read_texts(given.folder)
    if not notes:
        sys.exit(f"{given.folder}: holds no notes (*.md)")
    chosen = {
        name: edit
        for name, edit in (EDITS | RESHAPING | REWRITING | LOOKS | HABITS | YEARS).items()
        if not given.only or name in given.only.split(",")
    }
    tallies = {name: measure(notes, name, edit, given) for name, edit in chosen.items()}
    print_table(tallies)
    for name, tally in tallies.items():
        for line in tally.failures[: given.show]:
            print(f"{name}: {line}")


def read_texts(folder: Path) -> dict[str, str]:
    """Return the text of each note under a folder, by a path of one collection."""
    files = sorted(path for path in folder.rglob("*.md") if path.is_file())
    texts = {path: path.read_bytes().decode("utf-8-sig", "replace") for path in files}
    return {
        f"notes/{path.relative_to(folder).as_posix()}": text.replace("\r\n", "\n")
        for path, text in texts.items()
        if text.strip()
    }


def measure(notes: Mapping[str, str], name: str, edit: Edit, given: argparse.Namespace) -> Tally:
    """Return what became of the cards through so many edits of one kind."""
    tally, rng = Tally(), random.Random(f"{given.seed} {name}")
    paths = sorted(notes)
    for _ in range(given.edits * 5):
        some = rng.sample(paths, min(GROUP, len(paths)))
        pages: Pages = {path: _page(notes[path]) for path in some}
        done = edit(pages, some[0], rng)
        if done:
            tally.edits += 1
            _count(tally, pages, done, given.hand)
        if tally.edits == given.edits:
            break
    return tally


@lru_cache(maxsize=256)
def _page(text: str) -> Page:
    return page_of(text)


def _count(tally: Tally, before: Pages, done: Edited, hand: float = 0) -> None:
    old = [replace(place, key=done.joined.get(place.key, place.key)) for place in _places(before)]
    new = list(_places(done.pages))
    built = regenerate({}, _decks(before), today=TODAY).after
    ids_before = _owners(built, old)
    built = _by_hand(built, hand, random.Random(tally.edits)) if hand else built
    for pages in (*done.built, done.pages):
        built = _built(built, pages)
    ids_after = _owners(built, new)
    heirs = _heirs(old, new)
    where = {identity: place for place, identity in ids_after.items()}
    twins = {(_face(place), place.key) for place in old}
    spare = {identity: old[n] for n, identity in ids_before.items() if n not in heirs}
    for number, identity in ids_before.items():
        place = old[number]
        now = where.get(identity)
        if number in heirs:
            # Where a line stood twice and one copy changed, the id may stay with the words or with the place.
            heir = new[heirs[number]]
            kept = now is not None and (_is_same(new[now], heir) or _is_akin(place, new[now]))
            kept = kept or _are_twins(place, spare.get(ids_after.get(heirs[number], "")))
            touched = place.key in done.touched or _face(place) != _face(new[heirs[number]])
            tally.cards += 1
            tally.kept += kept
            tally.touched += touched
            tally.touched_kept += touched and kept
            if not kept:
                tally.failures.append(f"lost   {_told(place)}\n  now    {_told(new[heirs[number]])}")
        if now is not None and _is_wrong(place, new[now], twins):
            tally.wrong += 1
            tally.failures.insert(0, f"WRONG  {_told(place)}\n  went to {_told(new[now])}")


def _built(decks: Mapping[str, Deck], pages: Pages) -> Mapping[str, Deck]:
    return regenerate(
        decks,
        _decks(pages),
        today=TODAY,
        lines_of=lambda path: fingerprints(text_of(pages[path])) if path in pages else (),
    ).after


def _is_wrong(place: Place, now: Place, twins: Collection[tuple[tuple[str, tuple[str, ...]], int]]) -> bool:
    """Return whether an id went from `place` to a line that is not what became of it, and says another thing.

    A sentence on several lines may have been torn: what begins on any of them is what became of it. Of two
    lines that said the very same before, either is the heir of both.
    """
    if now.key in {place.key, *place.keys} or (_face(place), now.key) in twins:
        return False
    return _is_other_fact(place, now)


def _is_same(one: Place, other: Place) -> bool:
    """Return whether two drafts cannot be told apart: one line, one text."""
    return one.key == other.key and _face(one) == _face(other)


def _is_akin(place: Place, now: Place) -> bool:
    """Return whether a card says what it said, or its line still gives that answer or asks that question."""
    if _face(place) == _face(now):
        return True
    if place.key != now.key:
        return False
    return (
        _answer(place) == _answer(now)
        or place.draft.prompt == now.draft.prompt
        or (not place.draft.answer and _blanks(place) == _blanks(now))
    )


def _are_twins(place: Place, other: Place | None) -> bool:
    """Return whether a card that has no heir came from the line of `place`, or said the very same."""
    return other is not None and (other.key == place.key or _face(other) == _face(place))


@lru_cache(maxsize=512)
def _derived(path: str, text: str) -> tuple[DraftDeck, ...]:
    note = read_note(path, text.encode())
    if isinstance(note, Problem):
        return ()
    return tuple(deck for deck in derive_note(note).decks if deck.drafts)


def _decks(pages: Pages) -> list[DraftDeck]:
    return [deck for path in sorted(pages) for deck in _derived(path, text_of(pages[path]))]


def _places(pages: Pages) -> Iterator[Place]:
    for deck in _decks(pages):
        page = pages[deck.source.partition("#")[0]]
        for draft in deck.drafts:
            first, last = draft.lines
            lines = page[min(first, len(page)) - 1 : last]
            yield Place(lines[0].key, frozenset(line.key for line in lines), deck.source, draft)


def _owners(decks: Mapping[str, Deck], places: Sequence[Place]) -> dict[int, CardId]:
    """Return the id of each draft's card, by what derivation wrote on it and where."""
    cards = defaultdict(list)
    for deck in decks.values():
        for card in deck.cards:
            if card.origin:
                made = parts_made(card.origin)
                cards[deck.source, made.prompt, made.answer].append(card.id)
    owners: dict[int, CardId] = {}
    for number, place in enumerate(places):
        parts = parts_of(face_of_draft(place.draft))
        if waiting := cards[place.source, parts.prompt, parts.answer]:
            owners[number] = waiting.pop(0)
    return owners


def _by_hand(decks: Mapping[str, Deck], share: float, rng: random.Random) -> Mapping[str, Deck]:
    """Return decks in which a share of the cards were written anew by hand: every third word is another."""
    after = {}
    for path, deck in decks.items():
        cards = tuple(_rewritten(card, rng) if rng.random() < share else card for card in deck.cards)
        after[path] = replace(deck, cards=cards)
    return after


def _rewritten(card: Card, rng: random.Random) -> Card:
    face = face_of_card(card)
    words = face.prompt.split(" ")
    free = [n for n, word in enumerate(words) if word.isalpha()]
    for n in rng.sample(free, -(-len(free) // 3)):
        words[n] = rng.choice(THINGS)
    return card_of(face._replace(prompt=" ".join(words)), rest_of(card))


def _heirs(old: Sequence[Place], new: Sequence[Place]) -> dict[int, int]:
    """Return which draft of its line each draft became, by their numbers."""
    waiting = defaultdict(list)
    for number, place in enumerate(new):
        waiting[place.key].append(number)
    heirs: dict[int, int] = {}
    tests = [
        lambda a, b: _face(a) == _face(b),
        lambda a, b: a.draft.prompt == b.draft.prompt and a.draft.rule == b.draft.rule,
        lambda a, b: _answer(a) == _answer(b),
        lambda a, b: a.draft.prompt == b.draft.prompt,
        lambda a, b: a.draft.rule == b.draft.rule and a.draft.type is b.draft.type,
        lambda a, b: a.draft.rule == b.draft.rule,
    ]
    for is_heir in tests:
        for number, place in enumerate(old):
            if number not in heirs:
                match = next((n for n in waiting[place.key] if is_heir(place, new[n])), None)
                if match is not None:
                    heirs[number] = match
                    waiting[place.key].remove(match)
    left = Counter(place.key for number, place in enumerate(old) if number not in heirs)
    for number, place in enumerate(old):
        if number not in heirs and left[place.key] == len(waiting[place.key]) == 1:
            heirs[number] = waiting[place.key].pop()
    return heirs


def _face(place: Place) -> tuple[str, tuple[str, ...]]:
    return place.draft.prompt, place.draft.answer


def _answer(place: Place) -> tuple[str, ...]:
    """Return what a draft wants to know, without regard to looks."""
    texts = place.draft.answer or (plain(place.draft.prompt),)
    return tuple(" ".join(text.casefold().split()) for text in texts)


def _blanks(place: Place) -> list[str]:
    return list(map(_normal, hidden(place.draft.prompt)))


def _is_other_fact(one: Place, other: Place) -> bool:
    """Return whether two drafts want to know different things, and neither says what the other wants.

    Two lines may say the same in other quotes, and only one of them be asked at a time.
    """
    if _answer(one) == _answer(other) or _words(one) == _words(other):
        return False
    return not any(_says(a, wanted) for a, b in ((one, other), (other, one)) for wanted in _wanted(b))


def _words(place: Place) -> list[str]:
    return re.findall(r"\w+", " ".join((plain(place.draft.prompt), *place.draft.answer)).casefold())


def _wanted(place: Place) -> list[str]:
    """Return the answers of a draft, and a whole text with blanks, if long enough to be no accident."""
    answers = place.draft.answer or (*hidden(place.draft.prompt), plain(place.draft.prompt))
    return [text for text in map(_normal, answers) if len(text) > 12]


def _says(place: Place, text: str) -> bool:
    return text in _normal(" ".join((plain(place.draft.prompt), *place.draft.answer)))


def _normal(text: str) -> str:
    return " ".join(text.casefold().split())


def _told(place: Place) -> str:
    draft = place.draft
    return f"[{draft.rule}] {draft.prompt} -> {' · '.join(draft.answer)}  ({place.source}:{draft.lines[0]})"


def print_table(tallies: Mapping[str, Tally]) -> None:
    """Print a line for each kind of edit, and their sum."""
    print(f"{'edit':<22}{'edits':>6}{'touched':>9}{'kept':>8}{'cards':>9}{'kept':>8}{'wrong':>7}   verdict")
    whole = Tally()
    for name, tally in tallies.items():
        for each in ("edits", "cards", "kept", "touched", "touched_kept", "wrong"):
            setattr(whole, each, getattr(whole, each) + getattr(tally, each))
        good = tally.wrong == 0 and (name not in TARGETS or tally.touched == tally.touched_kept)
        print(f"{_row(name, tally)}   {'holds' if good else 'MISSED'}")
    good = whole.wrong == 0 and whole.touched_kept >= 0.98 * whole.touched
    print(f"{_row('all', whole)}   {'holds' if good else 'MISSED'}")


def _row(name: str, tally: Tally) -> str:
    touched = tally.touched_kept / tally.touched if tally.touched else 1
    cards = tally.kept / tally.cards if tally.cards else 1
    figures = (
        f"{tally.edits:>6}{tally.touched:>9}{touched:>8.4f}{tally.cards:>9}{cards:>8.4f}{tally.wrong:>7}"
    )
    return name.ljust(22) + figures


if __name__ == "__main__":
    main(sys.argv[1:])
