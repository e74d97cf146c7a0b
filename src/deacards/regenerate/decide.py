"""What a person decides about single cards: a suggestion taken or turned down, a card restored."""

from dataclasses import replace

from deacards.deck.card import Card, Suggestion
from deacards.deck.cardtype import CardType
from deacards.deck.deck import Deck
from deacards.regenerate.blanks import keep_numbers
from deacards.regenerate.face import Face, card_of, face_of_card, rest_of


def take(card: Card) -> Card:
    """Return the card with its suggestion in the place of its own words."""
    if card.suggestion is None:
        return card
    origin = card.origin
    face = _suggested(face_of_card(card), card.suggestion, origin.blanks or 0 if origin else 0)
    return card_of(face, rest_of(card) | {"suggestion": None})


def keep(card: Card) -> Card:
    """Return the card with its own words and without the suggestion, which is settled with that."""
    return replace(card, suggestion=None)


def restored(card: Card) -> Card:
    """Return a retired card as one in use; it stays so although no line of the notes gives it any more."""
    origin = card.origin._replace(kept=True) if card.origin else None
    return replace(card, retirement=None, origin=origin)


def restore(deck: Deck, identity: str) -> Deck:
    """Return the deck with a card brought back: from its retired cards, or forgotten as a deleted one."""
    if identity in {card.id for card in deck.retired}:
        back = tuple(restored(card) for card in deck.retired if card.id == identity)
        retired = tuple(card for card in deck.retired if card.id != identity)
        return replace(deck, cards=deck.cards + back, retired=retired)
    derived = tuple(entry for entry in deck.derived if entry.partition(" ")[0] != identity)
    return replace(deck, derived=derived)


def _suggested(face: Face, offer: Suggestion, highest: int) -> Face:
    """Return the face with what is offered. An extra goes with the answer that it was written for."""
    answers = offer.items is not None or offer.back is not None
    if (offer.cloze is not None and not face.is_cloze) or answers or offer.extra is not None:
        face = face._replace(extra=offer.extra or "")
    if offer.cloze is not None:
        text = keep_numbers(offer.cloze, face.prompt, highest) if face.is_cloze else offer.cloze
        face = face._replace(type=CardType.CLOZE, prompt=text, answer=(), ordered=False)
    if offer.front is not None:
        face = face._replace(prompt=offer.front)
    if offer.items is not None:
        ordered = bool(offer.ordered)
        face = face._replace(type=CardType.LIST, answer=offer.items, ordered=ordered)
    if offer.back is not None:
        kind = CardType.REVERSED if offer.reverse else CardType.BASIC
        face = face._replace(type=kind, answer=(offer.back,), ordered=False)
    return face if offer.context is None else face._replace(context=offer.context)
