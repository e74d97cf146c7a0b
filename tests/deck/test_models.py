"""The models of a deck file beside the records that they let through."""

import dataclasses

import pytest
from hypothesis import given
from pydantic import ValidationError

from deacards.deck import models
from deacards.deck.deck import Deck
from deacards.deck.emit import render_deck
from deacards.deck.models import card_of, deck_of
from deacards.deck.plain import deck_of_plain, plain_deck
from deacards.deck.values import value_of
from deacards.deck.yamltree import parse_tree

MODELS = [model for model in vars(models).values() if hasattr(model, "becomes")]


def fields_of(record: type) -> set[str]:
    """Return the names of a record's fields."""
    named: tuple[str, ...] = getattr(record, "_fields", ())
    return set(named) or {field.name for field in dataclasses.fields(record)}


@pytest.mark.parametrize("model", MODELS)
def test_a_model_lets_all_fields_of_its_record_through(model: type[models.DeckModel]) -> None:
    """None is forgotten, and but for the switch that makes a pair a pair there is none besides."""
    record = model.becomes
    assert isinstance(record, type)
    assert set(model.model_fields) - fields_of(record) == (
        {"reverse"} if model is models.ReversedModel else set()
    )
    assert fields_of(record) <= set(model.model_fields)


@given(deck=...)
def test_what_is_written_passes_the_models(deck: Deck) -> None:
    """A deck that the program writes is one that it may read."""
    root = parse_tree(render_deck(deck))
    assert root is not None
    assert deck_of(value_of(root)) == deck


@given(deck=...)
def test_a_deck_comes_back_from_plain_values(deck: Deck) -> None:
    """With the types of all its parts."""
    back = deck_of_plain(plain_deck(deck))
    assert back == deck
    assert list(map(type, back.cards)) == list(map(type, deck.cards))
    assert repr(back) == repr(deck)


def test_the_keys_of_a_card_tell_its_kind() -> None:
    """A card by itself is judged as one in a deck."""
    card = card_of({"id": "a", "front": " Who? ", "back": "I", "reverse": True, "context": "Being"})
    assert (card.type.value, card.prompt, card.context) == ("reversed", "Who?", ("Being",))
    with pytest.raises(ValidationError, match="no blank"):
        card_of({"id": "a", "cloze": "nothing hidden"})
