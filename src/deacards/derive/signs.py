"""The author's signs: what an emoji or a word such as `exam:` says about a line becomes a tag."""

import re
from typing import Final

from deacards.derive import words
from deacards.derive.marks import range_at, verbatim_spans
from deacards.patterns import pattern

SIGNS: Final = {
    "❗": "important", "❕": "important", "‼": "important", "⚠": "important", "🔥": "important",
    "📌": "important",
    "📝": "exam", "🎓": "exam", "⭐": "exam", "💡": "tip", "🤗": "tip", "❌": "wrong", "✅": "right",
}  # fmt: skip
_CONTENT = frozenset("❌✅")
"""Signs that are part of what the line says: without its ❌ advice would say the opposite."""

_TRAIL_ENDS = ("#exam", "#important", ")", "]", *(sign for sign in SIGNS if sign not in _CONTENT))
_SIGN = pattern("|".join(map(re.escape, SIGNS)))


def _said(name: str, told: str) -> str:
    """Return what finds one of some words before a colon, in bold or not, at the beginning of a text."""
    colon = r"(?:[:：!]+[*_]{0,3}|[*_]{1,3}\s*[:：!]+)(?:\s+|(?<=[！：*_]))(?=\S)"
    return rf"(?P<{name}>[*_]{{0,3}}(?:{told})\s*{colon})"


_LEAD = pattern(
    r"(?P<sign>(?:" + "|".join(re.escape(s) for s in SIGNS if s not in _CONTENT) + r"))[\ufe0f\s]*"
    "|"
    + _said("exam", r"exam(?:\s+(?:tip|question))?|klausur\w*|prüfung\w*|examen")
    + "|"
    + _said("important", r"(?:très\s+)?(?:important|wichtig|importante)")
    + "|"
    + _said(
        "note",
        r"notes?|n\.?b\.?|notice|remember|please note|side note|remark|"
        r"hinweis|merke|achtung|beachte|bemerkung|anmerkung|remarque|attention(?=\s)|nota|ojo|atención|"
        "attenzione|atenção",
    ),
    re.IGNORECASE,
)
_TRAIL = pattern(
    r"[\s\ufe0f]*(?:(?P<sign>" + "|".join(re.escape(s) for s in SIGNS if s not in _CONTENT) + r")"
    r"|(?<=\s)(?:#(?P<tag>exam|important)|[(\[](?P<said>exam|important)!*[)\]])"
    r"|(?<=[?？.。])\s*(?P<points>[(\[]\s?\d+(?:[.,]\d+)?\s?(?:points?|pts?|marks?|punkte?|pkt|puntos?|分)\.?[)\]]))"
    r"[\s\ufe0f]*$",
    re.IGNORECASE,
)


def _may_trail(text: str) -> bool:
    """Tell whether a text may end in a sign, a tag or a bracket."""
    return text[-12:].replace("\ufe0f", " ").rstrip().lower().endswith(_TRAIL_ENDS)


def take_signs(text: str) -> tuple[str, tuple[str, ...]]:
    """Return a line without the signs at its ends and what it is worth in an exam, and the tags of its signs.

    A sign within the line stays where it is, and so does one that is all there is.
    """
    tags: list[str] = []
    rest = text
    while (lead := _LEAD.match(rest)) and lead.end():
        tags += [SIGNS[lead["sign"]]] if lead["sign"] else [lead.lastgroup or ""] * (not lead["note"])
        rest = rest[lead.end() :]
    while _may_trail(rest) and (trail := _TRAIL.search(rest[-40:])):
        if not trail["points"]:
            tags.append(SIGNS[trail["sign"]] if trail["sign"] else (trail["tag"] or trail["said"]).lower())
        rest = rest[: len(rest) - (min(40, len(rest)) - trail.start())]
    if not words.LETTER.search(rest):
        rest = text
    if not rest.isascii():
        held = verbatim_spans(rest)
        tags += [SIGNS[m[0]] for m in _SIGN.finditer(rest) if range_at(held, m.start()) is None]
    return rest, tuple(dict.fromkeys(tags))
