"""What stands in one logical line: its words, with the links and images taken out."""

import re
from html import unescape
from typing import Final

from deacards.notes.blocks import Image, Link, Text
from deacards.notes.tags import take_tag
from deacards.notes.taken import Taken
from deacards.patterns import pattern

_SPECIAL = pattern(r"[\\`$!\[<&]|https?:|www\.")
_TOKEN = pattern(
    r"(?P<code>(?P<ticks>`+)(?!`).*?(?<!`)(?P=ticks)(?!`))"
    r"|(?P<ticksalone>`+)"
    r"|(?P<maths>\$\$[^$]+\$\$|\$(?=[^\s$])(?:[^$\\\n]|\\.)*?(?<=[^\s\\])\$(?!\d)|\\\(.{1,999}?\\\)|\\\[.{1,999}?\\\])"
    r"|(?P<escape>\\[!-/:-@\[-`{-~])"
    r"|(?P<wiki>!?\[\[[^\[\]\n]+\]\])"
    r"|(?P<hidden><!--.*?-->|\[\^[^\[\]\s]+\](?!:))"
    r"|(?P<bracket>!?\[)"
    r"|<(?P<auto>[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*|[\w.+-]+@[\w-]+\.[\w.-]+)>"
    r"|<(?P<close>/?)(?P<tag>[A-Za-z][A-Za-z0-9]*)(?P<attrs>(?:\s[^<>]*)?)/?>"
    r"|(?P<entity>&(?:\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)"
    r"|(?P<url>\b(?:https?://|www\.)[^\s<>`\"]+)"
)
_WORDS = r"((?:[^\[\]\\]|\\.|\[(?:[^\[\]\\]|\\.)*\])*)"
_LINK = pattern(r"!?\[" + _WORDS + r"\](?:\(((?:[^()\\]|\\.|\([^()]*\))*)\)|\[([^\[\]]*)\])?")
_TARGET = pattern(r"""\s*(?:<([^<>]*)>|(.*?))(?:\s+(?:"[^"]*"|'[^']*'|\([^()]*\)))?\s*$""", re.DOTALL)
_PATH_LIKE = pattern(r"/|\.\w{1,5}(?:#|$)|^#")
MARKS: Final = "*_`$~="


def read_text(first: int, last: int, source: str, refs: dict[str, str]) -> Text:
    """Return the logical line `source`, which stands in the lines `first` to `last`.

    `refs` holds the note's link definitions, by folded label.
    """
    source = source.strip()
    if not _SPECIAL.search(source):
        return Text(first, last, source)
    line = Taken(refs)
    _read(line, source)
    for mark, index in line.open_tags:  # a tag that was never closed marks nothing
        if line.words[index] == mark:
            line.words[index] = ""
    text = (
        re.sub(r"[ \t]{2,}", " ", "".join(line.words)) if line.images or line.links else "".join(line.words)
    )
    return Text(first, last, text.strip(), tuple(line.links), tuple(line.images))


def _read(line: Taken, source: str) -> None:
    position = 0
    while match := _TOKEN.search(source, position):
        line.words.append(source[position : match.start()])
        position = _take(line, source, match)
    line.words.append(source[position:])


def _take(line: Taken, source: str, match: re.Match[str]) -> int:
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
            return take_tag(line, source, match)
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


def _take_bracket(line: Taken, source: str, start: int) -> int:
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


def _target_of(line: Taken, match: re.Match[str], *, image: bool) -> str | None:
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


def _take_wiki(line: Taken, found: str) -> None:
    target, _, words = found.strip("![]").replace("\\|", "|").partition("|")
    if found.startswith("!"):
        line.images.append(Image(words, target.strip()))
        return
    words = words.strip() or target.strip().lstrip("#").replace("#", " › ")
    line.links.append(Link(words, target.strip()))
    line.words.append(words)


def _take_url(line: Taken, source: str, match: re.Match[str]) -> int:
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
