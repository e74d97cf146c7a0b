"""How a card comes into the world: with an id that is the same one each time."""

import unicodedata
from collections.abc import Collection
from itertools import count

from deacards.deck.card import Card, CardId
from deacards.deck.ids import card_id
from deacards.derive.draft import Draft
from deacards.regenerate.face import card_of, face_of_draft, parts_of
from deacards.regenerate.merge import origin_of


def birth(draft: Draft, source: str, taken: Collection[CardId]) -> Card:
    """Return the new card of a draft from `source`, with an id that is not among `taken`.

    The id comes from source, rule and text, so that building anew, or on another machine, gives the same.
    """
    text, face = _normalised(draft), face_of_draft(draft)
    for clash in count():
        identity = card_id(source, draft.rule, text, *([str(clash)] if clash else []))
        if identity not in taken:
            tags = tuple(dict.fromkeys("-".join(tag.split()) for tag in draft.tags if tag.strip()))
            origin = origin_of(draft, parts_of(face))
            rest = {"id": identity, "tags": tags, "quality": draft.quality, "origin": origin}
            return card_of(face, rest)
    raise AssertionError("unreachable: the count has no end")


def _normalised(draft: Draft) -> str:
    """Return the text of a draft without regard to case, spacing and how its characters are composed."""
    text = "\n".join((draft.prompt, *draft.answer))
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
