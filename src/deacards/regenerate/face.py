"""The face of a card: all that derivation writes and that a hand may edit, apart from the card it is on."""

import hashlib
from collections.abc import Mapping
from typing import Any, NamedTuple

from deacards.deck.card import BasicCard, Card, ClozeCard, ListCard, Origin, ReversedCard, trim_block
from deacards.deck.cardtype import CardType
from deacards.derive.draft import Draft
from deacards.regenerate.blanks import in_order


class Face(NamedTuple):
    """What a card shows. `answer` is as in a draft: one string, several for a list, none for a cloze."""

    type: CardType
    prompt: str
    answer: tuple[str, ...]
    ordered: bool
    extra: str
    context: tuple[str, ...]

    @property
    def is_cloze(self) -> bool:
        """Return whether the prompt is a text with blanks, and no question."""
        return self.type is CardType.CLOZE


class Parts(NamedTuple):
    """One digest for each part of a face that is merged by itself."""

    prompt: str
    answer: str
    context: str

    def __str__(self) -> str:
        """Return the digests as they stand in `made:`."""
        return f"{self.prompt}-{self.answer}-{self.context}"


def face_of_draft(draft: Draft) -> Face:
    """Return the face that a draft proposes, trimmed as a deck file would trim it."""
    return Face(
        draft.type,
        draft.prompt.strip(),
        tuple(text.strip() for text in draft.answer),
        draft.ordered,
        trim_block(draft.extra),
        tuple(filter(None, (crumb.strip() for crumb in draft.context))),
    )


def face_of_card(card: Card) -> Face:
    """Return what a card shows now."""
    ordered = isinstance(card, ListCard) and card.ordered
    return Face(card.type, card.prompt, card.answer, ordered, card.extra, card.context)


def parts_of(face: Face) -> Parts:
    """Return the digests of a face. Cloze numbers do not count: a blank keeps the one that it once got."""
    prompt = in_order(face.prompt) if face.is_cloze else face.prompt
    return Parts(
        _digest("cloze" if face.is_cloze else "front", prompt),
        _digest(face.type.value, str(face.ordered), face.extra, *face.answer),
        _digest(*face.context),
    )


def parts_made(origin: Origin) -> Parts:
    """Return the digests of what derivation wrote last."""
    return Parts(*origin.made.split("-")[:3])


def line_made(origin: Origin) -> str:
    """Return the fingerprint of the line that the card came from; "" where none was written."""
    return "".join(origin.made.split("-")[3:])


def _digest(*texts: str) -> str:
    """Return six hex digits: enough to notice an edit, short enough to sit in a deck."""
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:6]


def rest_of(card: Card) -> dict[str, Any]:
    """Return the fields of a card that are no face: its id, its origin, what was added by hand."""
    return {name: getattr(card, name) for name in _REST}


_REST = ("id", "hint", "tags", "guid", "quality", "origin", "suggestion", "retirement")


def card_of(face: Face, rest: Mapping[str, Any]) -> Card:
    """Return the card that has this face and this rest."""
    if not face.prompt or not all(face.answer):
        raise AssertionError(f"card {rest['id']} would ask or answer nothing")
    shared = {**rest, "context": face.context, "extra": face.extra}
    match face.type:
        case CardType.BASIC:
            return BasicCard(**shared, front=face.prompt, back=face.answer[0])
        case CardType.REVERSED:
            return ReversedCard(**shared, front=face.prompt, back=face.answer[0])
        case CardType.CLOZE:
            return ClozeCard(**shared, cloze=face.prompt)
        case CardType.LIST:
            return ListCard(**shared, front=face.prompt, items=face.answer, ordered=face.ordered)
