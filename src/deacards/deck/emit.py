"""Decks as YAML text: one fixed look, and quotes wherever any YAML would read something else.

Written by hand because the schema is fixed: ten times faster than a general dumper, and no emoji escaped, no
text folded, no anchors. `splice` reads back what was written and compares.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from operator import attrgetter

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
from deacards.patterns import pattern

Value = str | int | date | tuple[str, ...] | Mapping[str, "Value"]
Fields = Mapping[str, Value]
"""The keys of a card, deck or smaller part with their values, in the order in which they are written."""

WIDTH = 100
"""Lists that are longer on one line take a line for each item."""

# What a scalar without quotes may not be: what some YAML would read as another value. The pattern for numbers
# is wider than what YAML 1.1 and 1.2 take for number, time or date: some texts get quotes without need.
# Digests look like one to this cautious eye, and are none.
_NUMBER = r"(?![0-9a-f]{6}-[0-9a-f]{6}-)[-+]?\.?[0-9][0-9a-fA-FxXoO_.:tTzZ+ -]*"
_WORD = r"(?ai:null|true|false|yes|no|on|off|y|n|\.inf|\.nan|\+\.inf|<<)"
# It may not begin with an indicator, hold invisible characters, `: ` or ` #`, or end in a colon or a space.
_START = rf"(?![-?:,\[\]{{}}#&*!|>'\"%@`=~\s])(?!{_NUMBER}\Z)(?!{_WORD}\Z)"
_HIDDEN = r"\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff"
_PLAIN = pattern(rf"{_START}(?:[^:#\t{_HIDDEN}]++|:(?! )|(?<! )\#)++(?<![\s:])")
# Within brackets, their signs do not stand in it either.
_PLAIN_IN_FLOW = pattern(rf"{_START}(?:[^:#,?\[\]{{}}\t{_HIDDEN}]++|(?<! )\#)++(?<!\s)")
_BLOCK_LINE = pattern(rf"[^{_HIDDEN}]*(?<!\s)")
_ESCAPED = pattern(rf"[\"\\\t{_HIDDEN}]")
_SHORT = {"\n": "\\n", "\t": "\\t", "\r": "\\r", '"': '\\"', "\\": "\\\\"}


def inline(text: str, *, flow: bool = False) -> str:
    """Return `text` as a YAML scalar on one line; `flow` for a place within brackets."""
    is_plain = (_PLAIN_IN_FLOW if flow else _PLAIN).fullmatch(text)
    return text if is_plain else f'"{_ESCAPED.sub(_escape, text)}"'


def _escape(found: re.Match[str]) -> str:
    sign = found[0]
    code = ord(sign)
    return _SHORT.get(sign) or (f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}")


def flow_value(value: Value) -> str:
    """Return `value` on one line, as it may stand within brackets or braces."""
    match value:
        case str():
            return inline(value, flow=True)
        case int():
            return str(value).lower()  # as YAML writes `true`
        case date():
            return value.isoformat()
        case tuple():
            return _flow_list(value)
        case _:
            return f"{{{flow_entries(value)}}}"


@lru_cache(maxsize=1 << 10)  # neighbours have the same context
def _flow_list(items: tuple[str, ...]) -> str:
    return f"[{', '.join([inline(item, flow=True) for item in items])}]"


def flow_entries(fields: Fields) -> str:
    """Return `key: value, key: value`."""
    is_plain = _PLAIN_IN_FLOW.fullmatch
    return ", ".join(
        [
            f"{key}: {value}"
            if type(value) is int or (isinstance(value, str) and is_plain(value))
            else f"{key}: {flow_value(value)}"
            for key, value in fields.items()
        ]
    )


def entry(key: str, value: Value, column: int, *, one_line: bool = False) -> str:
    """Return `key: value` as it stands at `column`: its later lines are indented, its first one is not.

    `one_line` keeps it on one, whatever its length: for a line that ends in a comment.
    """
    match value:
        case dict():
            is_block = key == "suggestion" and not one_line
            return f"{key}:{_block(value, column) if is_block else f' {{{flow_entries(value)}}}'}"
        case str() if "\n" in value and not one_line and _is_block(value):
            indent = _indent(column)
            lines = ("\n" if not line else indent + line for line in value.split("\n"))
            return f"{key}: |{''.join(lines)}"
        case str():
            return f"{key}: {inline(value)}"
        case tuple():
            line = f"{key}: {_flow_list(value)}"
            if one_line or column + len(line) <= WIDTH:
                return line
            return f"{key}:" + "".join(f"{_indent(column)}- {inline(item)}" for item in value)
        case _:
            return f"{key}: {flow_value(value)}"


def _indent(column: int) -> str:
    """Return what begins a later line of a value whose key stands at `column`."""
    return "\n" + " " * (column + 2)


def _block(fields: Fields, column: int) -> str:
    """Return the lines of a mapping whose key stands at `column`."""
    indent = _indent(column)
    return "".join(indent + entry(name, part, column + 2) for name, part in fields.items())


def _is_block(text: str) -> bool:
    """Return whether a block scalar keeps the lines of `text` as they are, editors willing."""
    return not text[0].isspace() and all(map(_BLOCK_LINE.fullmatch, text.split("\n")))


def entries(fields: Fields, column: int) -> str:
    """Return all fields as a block mapping at `column`, the first line not indented."""
    separator, is_plain = "\n" + " " * column, _PLAIN.fullmatch
    return separator.join(
        [
            # Most values are such texts; it is worth to see that here, at once.
            f"{key}: {value}" if isinstance(value, str) and is_plain(value) else entry(key, value, column)
            for key, value in fields.items()
        ]
    )


def item(card: Card, column: int) -> str:
    """Return `card` as the item of a list whose dashes stand at `column`, without a line break at the end."""
    return f"{' ' * column}- {entries(card_fields(card), column + 2)}"


def render_deck(deck: Deck) -> str:
    """Return the text of a new deck file."""
    title = " ".join(deck.deck.split("::")[-1].split())
    note = f", from {' '.join(deck.source.partition('#')[0].split())}" if deck.source else ""
    head = f"# {title}{note}. Edit freely: deacards build keeps your edits."
    parts = [_ESCAPED.sub("", head), entries(deck_fields(deck), 0), sequence("cards", deck.cards)]
    if deck.retired:
        parts.append(sequence("retired", deck.retired))
    if deck.derived:
        parts += [f"derived:{MEMORY_REMARK}", *memory(deck.derived)]
    return "\n".join(parts) + "\n"


def sequence(key: str, cards: Iterable[Card], column: int = 2) -> str:
    """Return a list of cards under its key."""
    items = [item(card, column) for card in cards]
    return "\n".join([f"{key}:", *items]) if items else f"{key}: []"


MEMORY_REMARK = "  # kept by build: a card that you delete above stays deleted"


def memory(derived: Iterable[str], column: int = 2) -> list[str]:
    """Return the lines of what a deck remembers: one for each card, so that git can merge them."""
    indent, is_plain = " " * column, _PLAIN.fullmatch
    return [f"{indent}- {each if is_plain(each) else inline(each)}" for each in derived]


def deck_fields(deck: Deck) -> Fields:
    """Return the keys of a deck but for its cards."""
    fields: dict[str, Value] = {"format": deck.format, "deck": deck.deck}
    if deck.source is not None:
        fields["source"] = deck.source
    if deck.tags:
        fields["tags"] = deck.tags
    if deck.order is not None:
        fields["order"] = deck.order
    if deck.rules is not None:
        fields["rules"] = deck.rules
    return fields


ORDER = (
    *(
        "id",
        "front",
        "cloze",
        "back",
        "list",
        "ordered",
        "reverse",
        "context",
        "extra",
        "hint",
        "tags",
        "guid",
    ),
    *("quality", "from", "suggestion", "retired"),
)
"""The keys of a card in the order in which they are written."""


def card_fields(card: Card) -> Fields:
    """Return the keys of a card that are not at their default."""
    fields: dict[str, Value] = {"id": card.id, **_face(card)}
    if card.context:
        fields["context"] = card.context[0] if len(card.context) == 1 else card.context
    if any(values := _as_it_is(card)):
        fields.update([(key, value) for key, value in zip(_AS_IT_IS, values, strict=True) if value])
    if card.quality is not Quality.GOOD:
        fields["quality"] = card.quality.value
    if card.origin:
        fields["from"] = _origin(card.origin)
    if card.suggestion:
        fields["suggestion"] = _suggestion(card.suggestion)
    if card.retirement:
        fields["retired"] = _retirement(card.retirement)
    return fields


_AS_IT_IS = ("extra", "hint", "tags", "guid")
_as_it_is = attrgetter(*_AS_IT_IS)


def _face(card: Card) -> Fields:
    """Return what is asked and answered."""
    match card:
        case ReversedCard():
            return {"front": card.front, "back": card.back, "reverse": True}
        case BasicCard():
            return {"front": card.front, "back": card.back}
        case ClozeCard():
            return {"cloze": card.cloze}
        case ListCard():
            ordered: Fields = {"ordered": True} if card.ordered else {}
            return {"front": card.front, "list": card.items, **ordered}


def _origin(origin: Origin) -> Fields:
    fields: dict[str, Value] = {"line": origin.line}
    if origin.last is not None:
        fields["last"] = origin.last
    fields["rule"] = origin.rule
    fields["made"] = origin.made
    if origin.blanks is not None:
        fields["blanks"] = origin.blanks
    if origin.kept:
        fields["kept"] = True
    return fields


def _retirement(retirement: Retirement) -> Fields:
    return {"on": retirement.on, "reason": retirement.reason}


def _suggestion(suggestion: Suggestion) -> Fields:
    """Return the fields that are set, in the order of a card's."""
    given = suggestion.given()
    return {key: given[key] for key in ORDER if key in given}
