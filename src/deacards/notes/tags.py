"""HTML tags within a line: those of type become Markdown marks, the others go, unknown ones are words."""

import re
from typing import Final

from deacards.notes.blocks import Image, Link
from deacards.notes.taken import Taken
from deacards.patterns import pattern

_ATTRIBUTE = pattern(r"""\b(href|src|alt)\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+)""", re.IGNORECASE)
_ANCHOR = pattern(r"([^<]{0,999})</a", re.IGNORECASE)
_BLANK = pattern(r"\s*")
_MARK_OF_TAG: Final = {
    **dict.fromkeys(("b", "strong"), "**"),
    **dict.fromkeys(("i", "em"), "*"),
    **dict.fromkeys(("code", "kbd", "tt", "samp"), "`"),
    **dict.fromkeys(("s", "del", "strike"), "~~"),
    "mark": "==",
}
_PLAIN_TAG = pattern(
    r"""a|abbr|article|b(?:ig|lockquote|utton)|center|cite|d(?:d|etails|iv|l|t)|fig(?:caption|ure)|font|footer
    |h[1-6r]|header|i(?:frame|mg|nput|ns)|label|li|nav|ol|p|path|picture|pre|q|r(?:b|p|t|uby)|s(?:cript|ection|mall
    |ource|pan|tyle|u[bp]|ummary|vg)|t(?:able|body|d|h|head|r)|u|ul|v(?:ar|ideo)|wbr""",
    re.VERBOSE,
)
_SUBSCRIPT = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_SUPERSCRIPT = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")


def take_tag(line: Taken, source: str, match: re.Match[str]) -> int:
    """Read the tag that `match` (its groups `close`, `tag`, `attrs`) found; return the position after it."""
    name = match["tag"].lower()
    if mark := _MARK_OF_TAG.get(name):
        if not match["close"]:
            line.open_tags.append((mark, len(line.words)))
            line.words.append(mark)
        elif line.open_tags and line.open_tags[-1][0] == mark:
            line.open_tags.pop()
            line.words.append(mark)
    elif name in {"sub", "sup"} and not match["close"]:
        return _take_script(line, source, match)
    elif name == "br":
        before = "".join(line.words[-3:]).rstrip()
        line.words.append(" " if not before or before[-1] in ".;:,!?" else "; ")
        blank = _BLANK.match(source, match.end())
        return blank.end() if blank else match.end()
    elif _PLAIN_TAG.fullmatch(name):
        _take_attributes(line, source, match, name)
    else:
        line.words.append(match[0])
    return match.end()


def _take_attributes(line: Taken, source: str, match: re.Match[str], name: str) -> None:
    values = {key.lower(): value.strip("\"'") for key, value in _ATTRIBUTE.findall(match["attrs"])}
    if name == "img" and "src" in values:
        line.images.append(Image(values.get("alt", ""), values["src"]))
    elif name == "a" and "href" in values:
        words = _ANCHOR.match(source, match.end())
        line.links.append(Link(words[1].strip() if words else "", values["href"]))


def _take_script(line: Taken, source: str, match: re.Match[str]) -> int:
    """Write a sub- or superscript in Unicode where its characters allow, else with `_` or `^`."""
    name = match["tag"].lower()
    closing = pattern(rf"([^<>`$]*)</{name}>", re.IGNORECASE).match(source, match.end())
    if closing is None:
        return match.end()
    raised = closing[1].translate(_SUPERSCRIPT if name == "sup" else _SUBSCRIPT)
    changed = all(new != old for new, old in zip(raised, closing[1], strict=True))
    line.words.append(raised if changed else ("^" if name == "sup" else "_") + closing[1])
    return closing.end()
