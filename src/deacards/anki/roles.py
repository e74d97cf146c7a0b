"""Which field of somebody's note type is asked, which answers, and which comes with the answer.

The templates tell: what the first one shows in front is asked, what it adds on the back answers. A type that
asks more than one field at once, or has more ways of asking than there and back, is none that a card can be.
"""

import re

from deacards.anki.foreign import Roles
from deacards.anki.notetypes import BASIC, CLOZE, Kind, NoteType

_REFERENCE = re.compile(r"\{\{([^{}#^/][^{}]*)\}\}")
_OURS = {
    BASIC.id: {"front": "Front", "back": "Back", "hint": "Hint", "extra": "Extra"},
    CLOZE.id: {"cloze": "Text", "hint": "Hint", "extra": "Extra"},
}
_OF_ANKI = frozenset(["FrontSide", "Tags", "Type", "Deck", "Subdeck", "Card", "CardFlag", "CardID"])


def roles_of(notetype: NoteType) -> Roles | str:
    """Return the place of each part of a card among the fields, or why the type is not understood."""
    if notetype.id in _OURS:
        return {part: notetype.fields.index(name) for part, name in _OURS[notetype.id].items()}
    if any("image-occlusion" in t.front or "image-occlusion" in t.back for t in notetype.templates):
        return "hides parts of pictures"
    match notetype.kind:
        case Kind.CLOZE:
            return _cloze_roles(notetype)
        case Kind.STANDARD:
            return _pair_roles(notetype)


def unplaced_fields(notetype: NoteType, roles: Roles) -> tuple[str, ...]:
    """Return the names of the fields that no part of a card stands for; of our own types, none."""
    if notetype.id in _OURS:
        return ()
    return tuple(name for place, name in enumerate(notetype.fields) if place not in roles.values())


def _cloze_roles(notetype: NoteType) -> Roles | str:
    template = notetype.templates[0]
    hidden = [name for filters, name in _references(template.front) if "cloze" in filters]
    if not hidden or hidden[0] not in notetype.fields:
        return "has no field with blanks on its front"
    asked = hidden[0]
    others = _shown(template.front, notetype)
    if [name for name in others if name != asked]:
        return "asks more than one field at once"
    return _placed(
        notetype, {"cloze": asked}, _shown(template.back, notetype, with_typed=True), _hints(template.front)
    )


def _pair_roles(notetype: NoteType) -> Roles | str:
    template, *more = notetype.templates
    asked = _shown(template.front, notetype)
    answers = [name for name in _shown(template.back, notetype, with_typed=True) if name not in asked]
    if len(asked) != 1:
        return "asks more than one field at once" if asked else "asks no field"
    if not answers:
        return "answers with no field"
    if len(more) > 1:
        return "asks in more than two ways"
    if more and (
        _shown(more[0].front, notetype) != answers[:1]
        or asked[0] not in _shown(more[0].back, notetype, with_typed=True)
    ):
        return "asks in two ways that are not there and back"
    hints = _hints(template.front)
    return _placed(notetype, {"front": asked[0], "back": answers[0]}, answers, hints)


def _placed(notetype: NoteType, asked: dict[str, str], back: list[str], hints: list[str]) -> Roles:
    """Return roles as places: of what else the back shows, and of hints, the first has a part of the card."""
    parts = dict(asked)
    for part, names in (("hint", hints), ("extra", back)):
        free = [name for name in names if name in notetype.fields and name not in parts.values()]
        if free:
            parts[part] = free[0]
    return {part: notetype.fields.index(name) for part, name in parts.items()}


def _shown(side: str, notetype: NoteType, *, with_typed: bool = False) -> list[str]:
    """Return the fields that a side shows, in order, each once.

    Not those that hints hold; those that are typed only `with_typed`, for a back shows them.
    """
    unseen = {"hint"} if with_typed else {"hint", "type"}
    names = [name for filters, name in _references(side) if not unseen & set(filters)]
    return [name for name in dict.fromkeys(names) if name in notetype.fields]


def _hints(side: str) -> list[str]:
    return [name for filters, name in _references(side) if "hint" in filters]


def _references(side: str) -> list[tuple[list[str], str]]:
    """Return the filters and the name of each field that a side refers to."""
    found = []
    for reference in _REFERENCE.findall(re.sub(r"<!--.*?-->", "", side, flags=re.DOTALL)):
        *filters, name = (part.strip() for part in reference.split(":"))
        if name not in _OF_ANKI:
            found.append((filters, name))
    return found
