"""What a deck file has to say once it is changed, to hold what the loader reads in it against.

Keys that a change leaves alone must read as they did, whatever a person wrote there; the others as they are
meant.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from deacards.deck.card import Card, trim_block
from deacards.deck.deck import Deck
from deacards.deck.emit import Fields, card_fields, deck_fields
from deacards.deck.values import value_of
from deacards.deck.yamltree import Mapping as Node

Said = Mapping[str, object]
"""The keys of a deck file with their values, as texts, numbers, truth values, lists and dicts."""


def said(root: Node) -> Said:
    """Return what a file says."""
    return _without_empty(_plain(value_of(root)))


def meant_anew(new: Deck) -> Said:
    """Return what a file has to say that is written anew for a deck."""
    lists = {"cards": map(card_fields, new.cards), "retired": map(card_fields, new.retired)}
    return _without_empty(_plain({**deck_fields(new), **lists, "derived": new.derived}))


def meant_instead(root: Node, old: Deck, new: Deck) -> Said:
    """Return what a file that says `root`, and was read as `old`, has to say for `new`."""
    before = _plain(value_of(root))
    known = {
        card.id: (card, value)
        for key, cards in (("cards", old.cards), ("retired", old.retired))
        for card, value in zip(cards, before.pop(key, ()), strict=True)
    }

    def items(cards: Iterable[Card]) -> list[Mapping[str, Any]]:
        return [_item(card, *known.get(card.id, (None, {}))) for card in cards]

    head = _changed(before, deck_fields(old), deck_fields(new))
    lists = {"cards": items(new.cards), "retired": items(new.retired), "derived": list(new.derived)}
    return _without_empty({**head, **lists})


def _item(card: Card, old: Card | None, value: Mapping[str, Any]) -> Mapping[str, Any]:
    if card == old:
        return value
    return _changed(value, card_fields(old) if old else {}, card_fields(card))


def _changed(value: Mapping[str, Any], old: Fields, new: Fields) -> Mapping[str, Any]:
    """Return what stands in the file with only those keys changed that the fields have otherwise."""
    stays = {key: each for key, each in value.items() if key in new or key not in old}
    return stays | {key: _plain(each) for key, each in new.items() if each != old.get(key)}


def _without_empty(value: Mapping[str, Any]) -> Said:
    """Return the keys of a deck without its empty lists, which may stand there or not."""
    return {key: each for key, each in value.items() if each != []}


def _plain(value: Any) -> Any:  # noqa: ANN401 - any value of a file
    """Return a value as YAML knows it; the lines around a text, which a block has or not, do not count."""
    match value:
        case str():
            return trim_block(value)
        case date():
            return value.isoformat()
        case Mapping():
            return {key: _plain(each) for key, each in value.items()}
        case Iterable():
            return [_plain(each) for each in value]
        case _:
            return value
