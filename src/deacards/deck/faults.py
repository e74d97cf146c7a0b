"""Pydantic's complaints about a deck, in sentences for the person who wrote the file."""

import difflib
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from deacards.deck import codes
from deacards.deck.ids import card_id
from deacards.deck.models import (
    BasicModel,
    ClozeModel,
    DeckModel,
    ListModel,
    OriginModel,
    RetirementModel,
    ReversedModel,
    SuggestionModel,
)
from deacards.deck.yamltree import Mapping, Node, Scalar, Sequence


class Fault(NamedTuple):
    """One fault of a deck's content at the character `offset`; `message` says what to do."""

    offset: int
    code: str
    message: str


class _Found(NamedTuple):
    """One complaint with its surroundings: whose it is, which key, and what stood there."""

    who: str
    field: str
    parent: str
    kind: str
    value: Any
    node: Node

    @property
    def shown(self) -> str:
        """Return the value as the message quotes it, cut to a readable length."""
        text = str(self.value)
        return f"`{text[:60]}…`" if len(text) > 61 else f"`{text}`"


_TAGS: dict[str, type[BaseModel]] = {
    "basic": BasicModel,
    "reversed": ReversedModel,
    "cloze": ClozeModel,
    "list": ListModel,
}
_MODELS: dict[str, type[BaseModel]] = {
    **_TAGS,
    "from": OriginModel,
    "suggestion": SuggestionModel,
    "retired": RetirementModel,
}


def explain(error: ValidationError, root: Node) -> Iterator[Fault]:
    """Yield one fault for each complaint, at the node that it is about."""
    for details in error.errors(include_url=False):
        found, offset = _locate(details, root)
        code, message = _EXPLAIN.get(details["type"], _other)(found)
        yield Fault(offset, code, f"{found.who} {message}")


def _locate(details: ErrorDetails, root: Node) -> tuple[_Found, int]:
    """Return a complaint with its surroundings, and the offset of the character that it points at."""
    loc, kind = list(details["loc"]), ""
    if loc[0] in ("cards", "retired") and len(loc) > 2:
        kind = str(loc.pop(2))  # Pydantic names the type of the card as if it were a key
    node, offset, who = root, root.start, "the deck"
    for depth, part in enumerate(loc):
        if isinstance(node, Sequence) and isinstance(part, int):
            node = node.items[part]
            offset = node.start
            if depth == 1:
                who = _name_of(node, part)
        elif isinstance(node, Mapping) and (entry := node.entry(str(part))):
            offset, node = entry[0].start, entry[1]
    keys = [str(part) for part in loc if isinstance(part, str)]
    parent = kind if len(keys) <= 2 else keys[-2]
    return _Found(who, keys[-1], parent, details["type"], details["input"], node), offset


def _name_of(card: Node, index: int) -> str:
    """Return how a message names a card: by its id, or by its number in the file."""
    identity = card.get("id") if isinstance(card, Mapping) else None
    has_id = isinstance(identity, Scalar) and identity.text.strip()
    return f"card {identity.text}" if isinstance(identity, Scalar) and has_id else f"card number {index + 1}"


_MISSING = {
    "front": (codes.MISSING_FRONT, "has no question; add `front:`, or `cloze:` for a text with blanks"),
    "back": (codes.MISSING_BACK, "has no answer; add `back:`, or `list:` for several answers"),
    "list": (codes.MISSING_BACK, "has no answer; give `list:` at least one item, or add `back:`"),
    "cloze": (codes.NO_BLANK, "has an empty `cloze:`; write the text, its hidden words as {{c1::words}}"),
    "format": (codes.WRONG_FORMAT, "does not say its format; add `format: 1` as its first line"),
}


def _missing(found: _Found) -> tuple[str, str]:
    if found.field == "id":
        text = str(found.value)  # the whole card, or nothing: any text gives an id that nobody has
        return codes.MISSING_ID, f"has no id; add one, for example `id: {card_id(text)}`"
    return _MISSING.get(found.field, (codes.MISSING_KEY, f"has no `{found.field}`; add `{found.field}:`"))


def _unknown(found: _Found) -> tuple[str, str]:
    model = _MODELS.get(found.parent, DeckModel)
    known = [info.alias or name for name, info in model.model_fields.items()]
    near = difflib.get_close_matches(found.field, known, n=1)
    if near:
        return codes.UNKNOWN_KEY, f"has an unknown key `{found.field}`; did you mean `{near[0]}`?"
    if found.parent in _TAGS and any(found.field in _keys(other) for other in _TAGS.values()):
        own = {"basic": "front", "reversed": "reverse"}.get(found.parent, found.parent)
        return codes.UNKNOWN_KEY, f"has `{own}`, which does not go with `{found.field}`; delete one of them"
    return codes.UNKNOWN_KEY, f"has an unknown key `{found.field}`; known are {', '.join(known)}"


def _keys(model: type[BaseModel]) -> set[str]:
    return {info.alias or name for name, info in model.model_fields.items()}


def _no_text(found: _Found) -> tuple[str, str]:
    if found.value is None or found.value == "":
        return _missing(found)
    kind = "a mapping" if isinstance(found.value, dict) else "a list"
    return (
        codes.WRONG_SHAPE,
        f"has {kind} as `{found.field}`; a text that begins with [ or {{ needs double quotes",
    )


def _no_model(found: _Found) -> tuple[str, str]:
    what = "a list" if isinstance(found.node, Sequence) else "a text"
    return codes.WRONG_SHAPE, f"is {what} where keys with values are expected, such as `front: …`"


def _no_list(found: _Found) -> tuple[str, str]:
    return codes.WRONG_SHAPE, f"needs a list as `{found.field}`: [one, two], or a line `- one` for each item"


def _pattern(found: _Found) -> tuple[str, str]:
    match found.field:
        case "id":
            return codes.BAD_ID, f"has the id {found.shown}; use up to 64 of the signs a–z A–Z 0–9 - _"
        case "tags":
            return codes.BAD_TAG, f"has the tag {found.shown}; a tag holds no spaces, write - or _ instead"
        case "made":
            return (
                codes.WRONG_VALUE,
                f"has `made: {found.value}`, which build does not write; restore that line",
            )
        case "derived":
            return (
                codes.WRONG_VALUE,
                f"remembers {found.shown} under `derived:`, which build does not write; delete that line",
            )
        case field:
            return _wrong(found, f"another value than {field}")


def _no_blank(found: _Found) -> tuple[str, str]:
    return (
        codes.NO_BLANK,
        f"has no blank in its `{found.field}`; write the words to hide as {{{{c1::words}}}}",
    )


def _literal(found: _Found) -> tuple[str, str]:
    match found.field:
        case "format":
            return codes.WRONG_FORMAT, (
                f"has format {found.value}, but this version of deacards reads format 1; upgrade deacards"
            )
        case "reverse":
            return _wrong(found, "true, or be left out")
        case "reason":
            return _wrong(found, "gone or dismissed")
        case _:
            return _wrong(found, "good or review")


def _wrong(found: _Found, expected: str) -> tuple[str, str]:
    return codes.WRONG_VALUE, f"has {found.shown} as `{found.field}`; it must be {expected}"


def _number(found: _Found) -> tuple[str, str]:
    return _wrong(found, "a whole number from 1")


def _date(found: _Found) -> tuple[str, str]:
    return _wrong(found, "a date such as 2026-01-31")


def _switch(found: _Found) -> tuple[str, str]:
    return _wrong(found, "true, or be left out")


def _other(found: _Found) -> tuple[str, str]:
    return codes.WRONG_VALUE, f"has {found.shown} as `{found.field}`, which does not fit there ({found.kind})"


_EXPLAIN: dict[str, Callable[[_Found], tuple[str, str]]] = {
    "missing": _missing,
    "extra_forbidden": _unknown,
    "string_type": _no_text,
    "string_too_short": _no_text,
    "too_short": _missing,
    "model_type": _no_model,
    "tuple_type": _no_list,
    "string_pattern_mismatch": _pattern,
    "value_error": _no_blank,
    "literal_error": _literal,
    "enum": _literal,
    "int_parsing": _number,
    "int_type": _number,
    "greater_than_equal": _number,
    "date_from_datetime_parsing": _date,
    "date_parsing": _date,
    "date_type": _date,
    "bool_parsing": _switch,
    "bool_type": _switch,
}
