"""Decks as tuples of plain values, as a cache keeps them, and back.

What comes back is believed: a cache seals its values, and keeps only what the models, or the program, made.
"""

from datetime import date
from operator import attrgetter
from typing import Any

from deacards.deck.card import (
    BasicCard,
    Card,
    ClozeCard,
    ListCard,
    Origin,
    Retirement,
    ReversedCard,
    Suggestion,
)
from deacards.deck.cardtype import Quality
from deacards.deck.deck import Deck

Plain = tuple[Any, ...]

_DECK = ("format", "deck", "source", "tags", "order", "rules", "derived")
_SHARED = ("id", "context", "extra", "hint", "tags", "guid")
_FIELDS: dict[type[Card], tuple[str, ...]] = {
    BasicCard: (*_SHARED, "front", "back"),
    ReversedCard: (*_SHARED, "front", "back"),
    ClozeCard: (*_SHARED, "cloze"),
    ListCard: (*_SHARED, "front", "items", "ordered"),
}
_VALUES = {kind: attrgetter(*names) for kind, names in _FIELDS.items()}
_KINDS = {kind.type.value: kind for kind in _FIELDS}


def plain_deck(deck: Deck) -> Plain:
    """Return a deck as plain values."""
    head = attrgetter(*_DECK)(deck)
    return head, tuple(map(_plain_card, deck.cards)), tuple(map(_plain_card, deck.retired))


def deck_of_plain(value: Plain) -> Deck:
    """Return the deck that `plain_deck` made plain."""
    head, cards, retired = value
    fields: dict[str, Any] = dict(zip(_DECK, head, strict=True))
    return Deck(cards=tuple(map(_card, cards)), retired=tuple(map(_card, retired)), **fields)


def _plain_card(card: Card) -> Plain:
    left = card.retirement
    return (
        card.type.value,
        _VALUES[type(card)](card),
        card.quality.value,
        card.origin and tuple(card.origin),
        card.suggestion and tuple(card.suggestion),
        left and (left.on.isoformat(), left.reason),
    )


def _card(value: Plain) -> Card:
    kind, fields, quality, origin, suggestion, left = value
    made = _KINDS[kind]
    return made(
        **dict(zip(_FIELDS[made], fields, strict=True)),
        quality=Quality(quality),
        origin=origin and Origin(*origin),
        suggestion=suggestion and Suggestion(*suggestion),
        retirement=left and Retirement(date.fromisoformat(left[0]), left[1]),
    )
