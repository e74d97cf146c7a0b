"""A deck file that a person changes while studying: read again, or given a tag."""

from dataclasses import replace
from pathlib import Path

from deacards.deck.card import Card
from deacards.deck.deckfile import DeckFile, read_deck
from deacards.deck.splice import splice_deck
from deacards.problem import DeacardsError, Problem
from deacards.store import read_file, write_file
from deacards.study.unit import Unit
from deacards.study.units import units_of


class FaultyDeckError(DeacardsError):
    """The deck file is not valid as it stands: its first fault, on a `line` of it."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.line = max(problem.line, 1)


def reread_deck(root: Path, path: str) -> dict[str, Unit]:
    """Return what the deck file at `path`, relative to `root`, asks now, by unit id.

    Raises `FaultyDeckError`, or `StoreError` if the file cannot be read.
    """
    return _active(_read(path, read_file(root, path)))


def toggle_tag(root: Path, path: str, card: str, tag: str) -> dict[str, Unit]:
    """Give a card of the deck file at `path` a tag, or take it away; return what the deck asks then.

    All other bytes of the file stay. Raises `FaultyDeckError`, or `StoreError`.
    """
    file = _read(path, read_file(root, path))
    cards = tuple(_toggled(each, tag) if each.id == card else each for each in file.deck.cards)
    data = splice_deck(file, replace(file.deck, cards=cards))
    write_file(root, path, data, expected=file.digest)
    return _active(_read(path, data))


def _read(path: str, data: bytes) -> DeckFile:
    reading = read_deck(path, data)
    if reading.file is None:
        raise FaultyDeckError(reading.problems[0])
    return reading.file


def _active(file: DeckFile) -> dict[str, Unit]:
    return {unit.id: unit for unit in units_of([file]) if not unit.retired}


def _toggled(card: Card, tag: str) -> Card:
    tags = tuple(each for each in card.tags if each != tag) if tag in card.tags else (*card.tags, tag)
    return replace(card, tags=tags)
