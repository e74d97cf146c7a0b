"""What stands in one logical line: its words without links, and where its marks are."""

import re
from dataclasses import dataclass, field
from html import unescape
from typing import Final

from deacards.notes.blocks import Image, Link, Text

_SPECIAL = re.compile(r"[\\`$!\[<&]|https?:|www\.")
_TOKEN = re.compile(
    r"(?P<code>(?P<ticks>`+)(?!`).*?(?<!`)(?P=ticks)(?!`))"
    r"|(?P<ticksalone>`+)"
    r"|(?P<maths>\$\$[^$]+\$\$|\$(?=[^\s$])(?:[^$\\\n]|\\.)*?(?<=[^\s\\])\$(?!\d)|\\\(.{1,999}?\\\)|\\\[.{1,999}?\\\])"
    r"|(?P<escape>\\[!-/:-@\[-`{-~])"
    r"|(?P<wiki>!?\[\[[^\[\]\n]+\]\])"
    r"|(?P<hidden><!--.*?-->|\[\^[^\]\s]+\](?!:))"
    r"|(?P<bracket>!?\[)"
    r"|<(?P<auto>[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*|[\w.+-]+@[\w-]+\.[\w.-]+)>"
    r"|<(?P<close>/?)(?P<tag>[A-Za-z][A-Za-z0-9]*)(?P<attrs>(?:\s[^<>]*)?)/?>"
    r"|(?P<entity>&(?:\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)"
    r"|(?P<url>\b(?:https?://|www\.)[^\s<>`\"]+)"
)
_WORDS = r"((?:[^\[\]\\]|\\.|\[(?:[^\[\]\\]|\\.)*\])*)"
_LINK = re.compile(r"!?\[" + _WORDS + r"\](?:\(((?:[^()\\]|\\.|\([^()]*\))*)\)|\[([^\[\]]*)\])?")
_TARGET = re.compile(r"""\s*(?:<([^<>]*)>|(.*?))(?:\s+(?:"[^"]*"|'[^']*'|\([^()]*\)))?\s*$""", re.DOTALL)
_ATTRIBUTE = re.compile(r"""\b(href|src|alt)\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+)""", re.IGNORECASE)
_PATH_LIKE = re.compile(r"/|\.\w{1,5}(?:#|$)|^#")
_MARK_OF_TAG: Final = {
    **dict.fromkeys(("b", "strong"), "**"),
    **dict.fromkeys(("i", "em"), "*"),
    **dict.fromkeys(("code", "kbd", "tt", "samp"), "`"),
    **dict.fromkeys(("s", "del", "strike"), "~~"),
    "mark": "==",
}
_PLAIN_TAG = re.compile(
    r"""a|abbr|article|b(?:ig|lockquote|utton)|center|cite|d(?:d|etails|iv|l|t)|fig(?:caption|ure)|font|footer
    |h[1-6r]|header|i(?:frame|mg|nput|ns)|label|li|nav|ol|p|path|picture|pre|q|r(?:b|p|t|uby)|s(?:cript|ection|mall
    |ource|pan|tyle|u[bp]|ummary|vg)|t(?:able|body|d|h|head|r)|u|ul|v(?:ar|ideo)|wbr""",
    re.VERBOSE,
)
_SUBSCRIPT = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_SUPERSCRIPT = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
MARKS: Final = "*_`$~="


@dataclass(slots=True)
class _Line:
    """A line being read: the words so far, and what was taken out of it."""

    refs: dict[str, str]
    words: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    open_tags: list[tuple[str, int]] = field(default_factory=list)


def read_text(first: int, last: int, source: str, refs: dict[str, str]) -> Text:
    """Return the logical line `source`, which stands in the lines `first` to `last`.

    `refs` holds the note's link definitions, by folded label.
    """
    source = source.strip()
    if not _SPECIAL.search(source):
        return Text(first, last, source)
    line = _Line(refs)
    _read(line, source)
    for mark, index in line.open_tags:  # a tag that was never closed marks nothing
        if line.words[index] == mark:
            line.words[index] = ""
    text = (
        re.sub(r"[ \t]{2,}", " ", "".join(line.words)) if line.images or line.links else "".join(line.words)
    )
    return Text(first, last, text.strip(), tuple(line.links), tuple(line.images))


def _read(line: _Line, source: str) -> None:
    position = 0
    while match := _TOKEN.search(source, position):
        line.words.append(source[position : match.start()])
        position = _take(line, source, match)
    line.words.append(source[position:])


def _take(line: _Line, source: str, match: re.Match[str]) -> int:
    """Read one token into `line`; return the position after it."""
    found, end = match[0], match.end()
    match match.lastgroup:
        case "bracket":
            return _take_bracket(line, source, match.start())
        case "wiki":
            _take_wiki(line, found)
        case "auto" | "url":
            return _take_url(line, source, match)
        case "attrs":
            return _take_tag(line, source, match)
        case "escape":
            line.words.append(_unescaped(source, match))
        case "entity":
            line.words.append(_escaped_marks(unescape(found)))
        case "hidden":
            line.words.append(found if "deacards:" in found else "")
        case "maths" if found.startswith("\\"):
            line.words.append(_latex(found))
        case _:
            line.words.append(found)
    return end


def _latex(found: str) -> str:
    inner = found[2:-2].strip()
    if not re.search(r"[\\^_={}]", inner):  # escaped brackets, not maths
        return found.replace("\\", "")
    return f"${inner}$"


def _unescaped(source: str, match: re.Match[str]) -> str:
    r"""Return the character that was escaped, still escaped where it would read as a mark: `\*a\*`."""
    char = match[0][1]
    before, after = source[match.start() - 1 : match.start()], source[match.end() : match.end() + 1]
    harmless = char not in MARKS or (not before.strip() and not after.strip())
    if harmless or (char == "_" and before.isalnum() and after.isalnum()):
        return char
    return match[0]


def _escaped_marks(text: str) -> str:
    return "".join("\\" + char if char in MARKS else char for char in text)


def _take_bracket(line: _Line, source: str, start: int) -> int:
    match = _LINK.match(source, start)
    image = source[start] == "!"
    target = None if match is None else _target_of(line, match, image=image)
    if match is None or target is None:
        line.words.append(source[start : start + 1 + image])
        return start + 1 + image
    if image:
        line.images.append(Image(match[1], target))
        return match.end()
    if match[2] is None and match[1].isdigit():  # `fact [3]`: the number of a source, not a word
        line.links.append(Link(match[1], target))
        return match.end()
    before = len(line.words)
    _read(line, match[1])
    line.links.append(Link("".join(line.words[before:]).strip(), target))
    return match.end()


def _target_of(line: _Line, match: re.Match[str], *, image: bool) -> str | None:
    """Return where a bracket goes, or None where it is only a bracket."""
    if match[2] is None:
        return line.refs.get(fold_label(match[3] or match[1]))
    parts = _TARGET.match(match[2])
    if parts is None:
        return None
    target = parts[1] if parts[1] is not None else parts[2]
    if re.search(r"\s", target) and not image and not _PATH_LIKE.search(target):
        return None
    return target


def fold_label(label: str) -> str:
    """Return the form in which link labels are compared."""
    return " ".join(label.split()).casefold()


def _take_wiki(line: _Line, found: str) -> None:
    target, _, words = found.strip("![]").replace("\\|", "|").partition("|")
    if found.startswith("!"):
        line.images.append(Image(words, target.strip()))
        return
    words = words.strip() or target.strip().lstrip("#").replace("#", " › ")
    line.links.append(Link(words, target.strip()))
    line.words.append(words)


def _take_url(line: _Line, source: str, match: re.Match[str]) -> int:
    """Take an address out of the line, with the brackets that hold nothing else; an e-mail stays as words."""
    url, end = match["auto"], match.end()
    if url is None:
        url = match["url"]
        if ")" in url and url.count(")") > url.count("("):
            url = url[: url.index(")")]
        url = url.rstrip(".,;:!?*_~'|]")
        end = match.start() + len(url)
    line.links.append(Link(url, url))
    if "@" in url and "/" not in url:
        line.words.append(url)
    elif line.words[-1].endswith("(") and source.startswith(")", end):
        line.words[-1] = line.words[-1][:-1]
        return end + 1
    return end


def _take_tag(line: _Line, source: str, match: re.Match[str]) -> int:
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
        return match.end() + len(source[match.end() :]) - len(source[match.end() :].lstrip())
    elif _PLAIN_TAG.fullmatch(name):
        _take_attributes(line, source, match, name)
    else:
        line.words.append(match[0])
    return match.end()


def _take_attributes(line: _Line, source: str, match: re.Match[str], name: str) -> None:
    values = {key.lower(): value.strip("\"'") for key, value in _ATTRIBUTE.findall(match["attrs"])}
    if name == "img" and "src" in values:
        line.images.append(Image(values.get("alt", ""), values["src"]))
    elif name == "a" and "href" in values:
        words = re.split(r"</a", source[match.end() :], maxsplit=1, flags=re.IGNORECASE)[0]
        line.links.append(Link(words.strip(), values["href"]))


def _take_script(line: _Line, source: str, match: re.Match[str]) -> int:
    """Write a sub- or superscript in Unicode where its characters allow, else with `_` or `^`."""
    name = match["tag"].lower()
    closing = re.compile(rf"([^<>`$]*)</{name}>", re.IGNORECASE).match(source, match.end())
    if closing is None:
        return match.end()
    raised = closing[1].translate(_SUPERSCRIPT if name == "sup" else _SUBSCRIPT)
    changed = all(new != old for new, old in zip(raised, closing[1], strict=True))
    line.words.append(raised if changed else ("^" if name == "sup" else "_") + closing[1])
    return closing.end()
