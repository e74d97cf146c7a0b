"""Settled notes: a build that passes over them does what one does that looks at everything."""

import random
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from deacards.build import pipeline
from deacards.build.outcome import Outcome
from deacards.build.pipeline import Order
from deacards.cache import Cache
from deacards.collection import open_collection
from deacards.deck.card import ClozeCard
from deacards.deck.deck import Deck
from deacards.deck.deckfile import read_deck
from deacards.deck.splice import splice_deck
from deacards.regenerate.plan import Change
from deacards.store import digest, write_files
from deacards.study.line import encode
from deacards_scheduler.event import Review
from deacards_scheduler.rating import Rating

NOW = datetime(2026, 1, 31, tzinfo=UTC)
FACTS = [
    "index: finds rows fast",
    "shard: a part of a table",
    "cache: keeps answers for a while",
    "queue: keeps messages in order",
    "replica: a copy of a table on another machine",
    "replica: a copy of a shard on another machine",
    "the index is kept **in memory**",
    "ledger: keeps answers in order",
]
Chance = random.Random
Step = Callable[[Path, Chance], None]


def write(note: Path, title: str, facts: list[str]) -> None:
    """Write a note with its facts in two sections."""
    half = (len(facts) + 1) // 2
    parts = [f"# {title}", "## One", *(f"- {fact}" for fact in facts[:half])]
    parts += ["## Two", *(f"- {fact}" for fact in facts[half:])] if facts[half:] else []
    note.write_text("\n\n".join(parts) + "\n")


def notes_of(root: Path) -> list[Path]:
    """Return the notes, sorted."""
    return sorted((root / "notes").iterdir())


def lines_of(note: Path) -> list[str]:
    """Return the lines of a note."""
    return note.read_text().splitlines()


def set_lines(note: Path, lines: list[str]) -> None:
    """Write a note anew."""
    note.write_text("\n".join(lines) + "\n")


def take(note: Path, chance: Chance) -> str:
    """Take a line with a fact out of a note; "" where there is none."""
    lines = lines_of(note)
    facts = [line for line in lines if line.startswith("- ")]
    if not facts:
        return ""
    line = chance.choice(facts)
    lines.remove(line)
    set_lines(note, lines)
    return line


def put(note: Path, line: str) -> None:
    """Put a line at the end of a note."""
    set_lines(note, [*lines_of(note), *([line] if line else [])])


def move(root: Path, chance: Chance) -> None:
    """Move a line to some note."""
    put(chance.choice(notes_of(root)), take(chance.choice(notes_of(root)), chance))


def delete(root: Path, chance: Chance) -> None:
    """Delete a line."""
    take(chance.choice(notes_of(root)), chance)


def copy(root: Path, chance: Chance) -> None:
    """Write a line of one note into another one too."""
    line = chance.choice([line for note in notes_of(root) for line in lines_of(note)])
    put(chance.choice(notes_of(root)), line)


def study(root: Path, chance: Chance) -> None:
    """Answer a card of some deck."""
    text = "".join(path.read_text() for path in sorted((root / "cards").rglob("*.yaml")))
    card = chance.choice(re.findall(r"- id: (\w+)", text) or ["none"])
    log = root / "reviews/here/2026-01.jsonl"
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("a") as file:
        number = chance.randrange(1 << 100)
        file.write(f"{encode(Review(f'{number:032x}', NOW, f'{card}/0', Rating.GOOD, 1000))}\n")


def add(root: Path, chance: Chance) -> None:
    """Write a fact that may have stood, or still stand, in any note."""
    put(chance.choice(notes_of(root)), f"- {chance.choice(FACTS)}")


def reword(root: Path, chance: Chance) -> None:
    """Reword a line."""
    note = chance.choice(notes_of(root))
    line = take(note, chance)
    put(note, line and chance.choice([f"{line} and more", line.replace(" a ", " the "), line.upper()]))


def rename_note(root: Path, chance: Chance) -> None:
    """Give a note another name, or that of another one."""
    note = chance.choice(notes_of(root))
    note.rename(note.with_name(f"{chance.choice('abcdef')}.md"))


def rename_heading(root: Path, chance: Chance) -> None:
    """Give a section another heading."""
    note = chance.choice(notes_of(root))
    note.write_text(note.read_text().replace("## One", f"## Part {chance.choice('xyz')}"))


def in_deck(change: Callable[[Deck, Chance], Deck]) -> Step:
    """Return an edit of a deck by hand."""

    def step(root: Path, chance: Chance) -> None:
        decks = sorted((root / "cards").rglob("*.yaml"))
        file = chance.choice(decks)
        found = read_deck(file.name, file.read_bytes()).file
        assert found
        file.write_bytes(splice_deck(found, change(found.deck, chance)))

    return step


@in_deck
def drop_card(deck: Deck, chance: Chance) -> Deck:
    """Delete a card."""
    cards = list(deck.cards)
    if cards:
        cards.remove(chance.choice(cards))
    return replace(deck, cards=tuple(cards))


@in_deck
def hand_edit(deck: Deck, chance: Chance) -> Deck:
    """Add to the extra of a card, or to its question."""
    if not deck.cards:
        return deck
    card = chance.choice(deck.cards)
    field = chance.choice(["extra", "cloze" if isinstance(card, ClozeCard) else "front"])
    mine = replace(card, **{field: f"{getattr(card, field)} mine".strip()})
    return replace(deck, cards=tuple(mine if each is card else each for each in deck.cards))


@in_deck
def bring_back(deck: Deck, chance: Chance) -> Deck:
    """Bring a retired card back by hand."""
    if not deck.retired:
        return deck
    card = chance.choice(deck.retired)
    left = tuple(each for each in deck.retired if each is not card)
    return replace(deck, cards=(*deck.cards, card), retired=left)


@in_deck
def put_aside(deck: Deck, chance: Chance) -> Deck:
    """Put a card among the retired ones by hand."""
    if not deck.cards:
        return deck
    card = chance.choice(deck.cards)
    left = tuple(each for each in deck.cards if each is not card)
    return replace(deck, cards=left, retired=(*deck.retired, card))


def carry(root: Path, chance: Chance) -> None:
    """Carry a card from a deck to another one by hand."""
    files = chance.sample(sorted((root / "cards").rglob("*.yaml")), 2)
    one, other = (read_deck(file.name, file.read_bytes()).file for file in files)
    assert one
    assert other
    if one.deck.cards:
        card = chance.choice(one.deck.cards)
        left = tuple(each for each in one.deck.cards if each is not card)
        files[0].write_bytes(splice_deck(one, replace(one.deck, cards=left)))
        more = (*other.deck.cards, card)
        files[1].write_bytes(splice_deck(other, replace(other.deck, cards=more)))


def lose_deck(root: Path, chance: Chance) -> None:
    """Delete a deck as a whole, or give its file another name."""
    file = chance.choice(sorted((root / "cards").rglob("*.yaml")))
    if chance.random() < 0.5:
        file.unlink()
    else:
        file.rename(file.with_name(f"other-{file.name}"))


def rest(_root: Path, _chance: Chance) -> None:
    """Change nothing: what the build before has left is settled by this one."""


STEPS: list[Step] = [
    *(move, move, delete, add, add, reword, reword, rename_note, rename_heading),
    *(copy, copy, study, study, delete),
    *(drop_card, hand_edit, bring_back, put_aside, carry, lose_deck, rest, rest),
]


def begin(root: Path) -> None:
    """Make a collection of three notes and a deck written by hand."""
    (root / "notes").mkdir(parents=True)
    (root / "deacards.toml").write_text('[collection]\nname = "x"\n')
    for name, facts in {"a": FACTS[:3], "b": FACTS[3:5], "c": FACTS[6:7]}.items():
        write(root / "notes" / f"{name}.md", name.upper(), facts)
    (root / "cards").mkdir()
    (root / "cards/own.yaml").write_text("format: 1\ndeck: Own\ncards:\n  - {id: own, front: Q?, back: a}\n")


def build(root: Path, cache: Cache, chosen: str) -> tuple[tuple[Change, ...], Outcome]:
    """Build; return what changes and what it comes to, which a plan alone tells too."""
    collection = open_collection(root)
    files = [file for folder in ("notes", "cards") for file in (root / folder).rglob("*.*")]
    digests = {file.relative_to(root).as_posix(): digest(file.read_bytes()) for file in files}
    order = Order(lambda path: chosen in path, NOW, careful=False, digests=digests)
    with cache:
        told = pipeline.prepare(collection, order._replace(apply=False), cache)
        made = pipeline.prepare(collection, order, cache)
    assert (made.outcome, sorted(made.writes())) == (told.outcome, sorted(told.writes()))
    write_files(collection.root, made.writes())
    return told.plan.changes, made.outcome


def contents(root: Path) -> Mapping[str, str]:
    """Return all decks, by path."""
    return {path.relative_to(root).as_posix(): path.read_text() for path in (root / "cards").rglob("*.yaml")}


def exported(root: Path) -> Mapping[str, bytes]:
    """Return the package and the ledger, by name."""
    return {file.name: file.read_bytes() for file in (root / "exports").iterdir()}


@settings(max_examples=10)
@given(steps=st.lists(st.sampled_from(STEPS), min_size=1, max_size=6), seed=st.integers(0, 10**6))
def test_the_cache_changes_nothing(steps: list[Step], seed: int) -> None:
    """Law: whatever is edited between builds, all files and reports are those of builds that know nothing."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        roots = [folder / "kept", folder / "anew"]
        for root in roots:
            begin(root)
        chance = Chance(seed)
        for step in (rest, rest, *steps, rest):
            chosen = "notes/a" if chance.random() < 0.1 else ""
            state = chance.getstate()
            results = []
            for root in roots:
                chance.setstate(state)
                step(root, chance)
                cache = Cache(folder / "kept.sqlite", "1") if root.name == "kept" else Cache()
                results.append((build(root, cache, chosen), contents(root), exported(root)))
            assert results[0] == results[1]


def test_a_deleted_line_leaves_its_history_to_its_copy(tmp_path: Path) -> None:
    """Law: the card that was studied goes on with the copy, though nothing changed in the note of that."""
    begin(tmp_path)
    cache = Cache(tmp_path / "kept.sqlite", "1")
    build(tmp_path, cache, "")
    [old] = re.findall(r"id: (\w+)\n +front: What is shard", (tmp_path / "cards/a/one.yaml").read_text())
    put(tmp_path / "notes/c.md", "- shard: a part of a table")
    build(tmp_path, cache, "")
    log = tmp_path / "reviews/here/2026-01.jsonl"
    log.parent.mkdir(parents=True)
    log.write_text(f"{encode(Review(f'{1:032x}', NOW, f'{old}/0', Rating.GOOD, 1000))}\n")
    build(tmp_path, cache, "")
    note = tmp_path / "notes/a.md"
    note.write_text(note.read_text().replace("- shard: a part of a table\n", ""))
    build(tmp_path, cache, "")
    decks = contents(tmp_path)
    assert [path for path, text in decks.items() if old in text.partition("retired:")[0]] == ["cards/c.yaml"]
    before = decks
    build(tmp_path, cache, "")
    assert contents(tmp_path) == before
