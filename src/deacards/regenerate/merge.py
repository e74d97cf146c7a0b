"""A card and what derivation says now, put together part by part, so that no edit by hand is lost.

Three versions of each part are compared by their digests: what derivation wrote last (`made`), what stands
on the card, and the new draft. A part that no hand touched takes the new version; a touched one stays. Where
both changed the hand wins, and the new wording waits on the card as its `suggestion`.
"""

from collections.abc import Mapping
from dataclasses import replace
from enum import Enum, auto
from typing import Any, NamedTuple

from deacards.deck.card import Card, Origin, Suggestion
from deacards.deck.cardtype import CardType
from deacards.derive.draft import Draft
from deacards.notes.fingerprint import fingerprint
from deacards.regenerate.blanks import highest_number, keep_numbers
from deacards.regenerate.face import (
    Face,
    Parts,
    card_of,
    face_of_card,
    face_of_draft,
    parts_made,
    parts_of,
    rest_of,
)


class Verdict(Enum):
    """What becomes of one part of a card: the hand's and the draft's are the SAME, or one of them stays."""

    SAME = auto()
    KEEP = auto()
    TAKE = auto()
    CONFLICT = auto()


class _Verdicts(NamedTuple):
    prompt: Verdict
    answer: Verdict
    context: Verdict


def origin_of(draft: Draft, parts: Parts) -> Origin:
    """Return where a draft came from, as a card tells it; `parts` are those of its face."""
    first, last = draft.lines
    made = "-".join(filter(None, (str(parts), fingerprint(draft.written))))
    return Origin(line=first, last=last if last != first else None, rule=draft.rule, made=made)


def merge(card: Card, draft: Draft) -> Card:
    """Return the derived `card` brought up to date with `draft`: the same id, hint and tags.

    A card whose line only has another number stays as it is: the line is found again by its fingerprint, and
    a line put in at the top of a note must not rewrite every card below it.
    """
    if card.origin is None:
        raise AssertionError(f"card {card.id} was written by hand and has no draft")
    theirs = face_of_draft(draft)
    made, new = parts_made(card.origin), parts_of(theirs)
    origin = origin_of(draft, new)
    if made == new and not card.suggestion:
        origin = origin._replace(blanks=card.origin.blanks)
        return card if _is_same(origin, card.origin) else replace(card, origin=origin)
    mine = face_of_card(card)
    own_extra = _own_extra(mine, theirs, made)
    if own_extra:
        mine = mine._replace(extra="")
    verdicts = _judge(made, parts_of(mine), new, one_kind=mine.is_cloze == theirs.is_cloze)
    took = Verdict.TAKE in (verdicts.prompt, verdicts.answer)
    face = _merged(mine, theirs, verdicts, card.origin.blanks or 0)
    origin = origin._replace(blanks=_freed(card, face))
    suggestion = _suggestion(card.suggestion, theirs, verdicts)
    stays = _is_same(origin, card.origin) and suggestion == card.suggestion
    rest = rest_of(card) | {
        "origin": card.origin if stays else origin,
        "quality": draft.quality if took else card.quality,
        "suggestion": suggestion,
    }
    return card_of(face._replace(extra=own_extra) if own_extra else face, rest)


def _is_same(one: Origin, other: Origin) -> bool:
    """Return whether two origins differ by the numbers of their lines at most."""
    return (one.rule, one.made, one.kept) == (other.rule, other.made, other.kept)


def is_hand_edited(card: Card) -> bool:
    """Return whether a derived card says something else than derivation wrote."""
    return card.origin is not None and parts_of(face_of_card(card)) != parts_made(card.origin)


def _own_extra(mine: Face, theirs: Face, made: Parts) -> str:
    """Return the extra that a hand has added to an answer it left alone; that is no edit of the answer."""
    if not mine.extra or theirs.extra:
        return ""
    return mine.extra if parts_of(mine._replace(extra="")).answer == made.answer else ""


def _judge(made: Parts, now: Parts, new: Parts, *, one_kind: bool) -> _Verdicts:
    """Return what becomes of each part.

    A question can't take the answer of a cloze: unless both faces are of one kind, prompt and answer stay or
    go together.
    """
    context = _verdict(made.context, now.context, new.context)
    if one_kind:
        prompt = _verdict(made.prompt, now.prompt, new.prompt)
        return _Verdicts(prompt, _verdict(made.answer, now.answer, new.answer), context)
    pairs = [(face.prompt, face.answer) for face in (made, now, new)]
    both = _verdict(*pairs)
    return _Verdicts(both, both, context)


def _verdict(made: object, now: object, new: object) -> Verdict:
    if now == new:
        return Verdict.SAME
    if new == made:
        return Verdict.KEEP
    return Verdict.TAKE if now == made else Verdict.CONFLICT


def _freed(card: Card, face: Face) -> int | None:
    """Return the highest number that a blank of the card had, None where its text shows it anyway."""
    ever = max(card.origin.blanks or 0 if card.origin else 0, highest_number(card.prompt))
    return ever if ever > max(highest_number(face.prompt), 1) else None


def _merged(mine: Face, theirs: Face, verdicts: _Verdicts, highest: int) -> Face:
    """Return the face with each part from the side that its verdict names."""
    face = mine
    if verdicts.prompt is Verdict.TAKE:
        both_hide = mine.is_cloze and theirs.is_cloze
        kept = keep_numbers(theirs.prompt, mine.prompt, highest) if both_hide else theirs.prompt
        face = face._replace(prompt=kept)
    if verdicts.answer is Verdict.TAKE:
        face = face._replace(
            type=theirs.type, answer=theirs.answer, ordered=theirs.ordered, extra=theirs.extra
        )
    if verdicts.context is Verdict.TAKE:
        face = face._replace(context=theirs.context)
    return face


_PARTS: Mapping[str, tuple[str, ...]] = {
    "prompt": ("front", "cloze"),
    "answer": ("back", "items", "ordered", "reverse", "extra"),
    "context": ("context",),
}


def _suggestion(old: Suggestion | None, theirs: Face, verdicts: _Verdicts) -> Suggestion | None:
    """Return the suggestion that waits now: that of each part in conflict, and what waited for the others."""
    fields = {name: value for name, value in old._asdict().items() if value is not None} if old else {}
    offered = _offered(theirs)
    for part, names in _PARTS.items():
        verdict = getattr(verdicts, part)
        if verdict is not Verdict.KEEP:
            fields = {name: value for name, value in fields.items() if name not in names}
        if verdict is Verdict.CONFLICT:
            fields |= {name: offered[name] for name in names if name in offered}
    return Suggestion(**fields) if fields else None


def _offered(face: Face) -> dict[str, Any]:
    """Return the fields of a face as a suggestion has them."""
    fields: dict[str, Any] = {"context": face.context}
    if face.extra:
        fields["extra"] = face.extra
    match face.type:
        case CardType.CLOZE:
            return fields | {"cloze": face.prompt}
        case CardType.LIST:
            ordered = {"ordered": True} if face.ordered else {}
            return fields | {"front": face.prompt, "items": face.answer} | ordered
        case CardType.REVERSED:
            return fields | {"front": face.prompt, "back": face.answer[0], "reverse": True}
        case CardType.BASIC:
            return fields | {"front": face.prompt, "back": face.answer[0]}
