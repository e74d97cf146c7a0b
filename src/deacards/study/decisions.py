"""Decisions about single cards, written into the deck file that holds the card."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from enum import StrEnum
from pathlib import Path

from deacards.deck.card import Card, CardId
from deacards.deck.deckfile import DeckFile
from deacards.deck.files import Decks, read_decks
from deacards.deck.splice import splice_deck
from deacards.problem import UsageError
from deacards.regenerate.decide import keep, restore, take
from deacards.store import write_file


class Side(StrEnum):
    """Whose wording holds where the note and a hand changed a card."""

    TAKE = "take"
    KEEP = "keep"


def resolve_card(root: Path, cards: Path, wanted: str, side: Side) -> tuple[str, Card]:
    """Take or turn down the suggestion of a card; return its deck's path and the card as it is then.

    `wanted` is its id or the first letters of it. Raises `UsageError` where no card with a suggestion is so
    called, and `StoreError` if the file cannot be written.
    """
    decks = read_decks(root, cards)
    waiting = {card.id: file for file, card in _in_use(decks) if card.suggestion}
    if not waiting:
        raise UsageError("no card has a suggestion that waits")
    identity = _one(wanted, waiting, "has a suggestion; those that have: " + ", ".join(sorted(waiting)))
    file = waiting[identity]
    decide: Callable[[Card], Card] = take if side is Side.TAKE else keep
    changed = tuple(decide(card) if card.id == identity else card for card in file.deck.cards)
    deck = replace(file.deck, cards=changed)
    write_file(root, file.path, splice_deck(file, deck), expected=file.digest)
    return file.path, next(card for card in changed if card.id == identity)


def restore_card(root: Path, cards: Path, wanted: str) -> tuple[str, Card | None]:
    """Bring a retired card back into its deck; return the deck's path and the card.

    A card that was deleted from the file, and that no build has seen missing yet, is only forgotten as
    deleted: then the next build makes it again, and the card returned is None. Raises as `resolve_card` does.
    """
    decks = read_decks(root, cards)
    gone = {identity: file for file in decks.files.values() for identity in _remembered(file)}
    for file in decks.files.values():
        for card in file.deck.cards:
            gone.pop(card.id, None)
        gone |= {card.id: file for card in file.deck.retired}
    if not gone:
        raise UsageError(f"{wanted}: no card is retired, so there is nothing to restore")
    identity = _one(wanted, gone, "is retired; see `retired:` in the decks")
    file = gone[identity]
    deck = restore(file.deck, identity)
    write_file(root, file.path, splice_deck(file, deck), expected=file.digest)
    return file.path, next((card for card in deck.cards if card.id == identity), None)


def _remembered(file: DeckFile) -> Iterator[CardId]:
    yield from (entry.partition(" ")[0] for entry in file.deck.derived)


def _in_use(decks: Decks) -> Iterator[tuple[DeckFile, Card]]:
    for file in decks.files.values():
        yield from ((file, card) for card in file.deck.cards)


def _one(wanted: str, among: dict[CardId, DeckFile], else_said: str) -> CardId:
    """Return the one id that is `wanted` or begins so."""
    name = wanted.partition("/")[0]
    found = [name] if name in among else sorted(each for each in among if each.startswith(name))
    if not found:
        raise UsageError(f"no card with the id {wanted!r} {else_said}")
    if len(found) > 1:
        raise UsageError(f"{wanted!r} begins the ids of several cards: {', '.join(found)}")
    return found[0]
