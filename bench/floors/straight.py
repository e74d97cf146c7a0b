"""N: notes to decks to a package the straightforward way, as one would write it in an afternoon.

markdown-it-py reads the notes, PyYAML's C classes write and read the decks, Pydantic validates them, genanki
makes the package. A card is a heading with the paragraph under it, a list item, or a row of a table.
"""

import hashlib
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import genanki
import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token
from pydantic import BaseModel

_HEX_DIGITS = 10


class Card(BaseModel):
    """A card of a deck file."""

    id: str
    front: str
    back: str
    line: int


class Deck(BaseModel):
    """A deck file."""

    deck: str
    cards: list[Card]


_MODEL = genanki.Model(
    1607392319,
    "Straight",
    fields=[{"name": "Front"}, {"name": "Back"}],
    templates=[{"name": "Card 1", "qfmt": "{{Front}}", "afmt": "{{FrontSide}}<hr>{{Back}}"}],
)


def cards_of(tokens: list[Token]) -> Iterator[tuple[str, Card]]:
    """Yield each card with the title of its section."""
    section = heading = ""
    row: list[str] = []
    previous: Token | None = None
    for token in tokens:
        if token.type == "inline":
            before, line = (previous.type if previous else ""), token.map[0] + 1 if token.map else 0
            if before == "heading_open" and previous:
                heading = token.content
                section = heading if previous.tag <= "h2" else section
            elif before in {"td_open", "th_open"}:
                row.append(token.content)
            else:
                yield section, _card(heading, token.content, line)
        elif token.type == "tr_close":
            yield section, _card(f"{heading} {row[0]}", " ".join(row[1:]), 0)
            row = []
        previous = token


def _card(front: str, back: str, line: int) -> Card:
    digest = hashlib.sha256(f"{front}\n{back}".encode()).hexdigest()
    return Card(id=digest[:_HEX_DIGITS], front=front, back=back, line=line)


def write_decks(notes: Path, decks: Path) -> None:
    """Write a deck for each section of each note."""
    parser = MarkdownIt().enable("table")
    decks.mkdir()
    for note in sorted(notes.glob("*.md")):
        found: dict[str, list[Card]] = {}
        for section, card in cards_of(parser.parse(note.read_text("utf-8"))):
            found.setdefault(section, []).append(card)
        for number, (section, cards) in enumerate(found.items()):
            value = Deck(deck=f"{note.stem}::{section}", cards=cards).model_dump()
            text = yaml.dump(value, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
            (decks / f"{note.stem}-{number}.yaml").write_text(text, "utf-8")


def write_package(decks: Path, file: Path) -> None:
    """Write the package of all decks."""
    parser = MarkdownIt().enable("table")
    made: dict[str, genanki.Deck] = {}
    rng = random.Random(1)
    for path in sorted(decks.glob("*.yaml")):
        deck = Deck.model_validate(yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader))
        name = deck.deck.partition("::")[0]  # a deck for each note: genanki is quadratic in decks
        target = made.setdefault(name, genanki.Deck(rng.randrange(1 << 30, 1 << 31), name))
        for card in deck.cards:
            fields = [parser.render(card.front), parser.render(card.back)]
            target.add_note(genanki.Note(_MODEL, fields, guid=card.id))
    genanki.Package(list(made.values())).write_to_file(str(file))


if __name__ == "__main__":
    collection, out = map(Path, sys.argv[1:])
    start = time.process_time()
    write_decks(collection / "notes", out / "decks")
    write_package(out / "decks", out / "straight.apkg")
    print(time.process_time() - start)
