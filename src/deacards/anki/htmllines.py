"""What stands in a line of somebody's HTML, as Markdown."""

import re
from collections.abc import Callable, Sequence

from deacards.anki.htmltree import Element, text_of
from deacards.anki.inlinerules import is_web

MediaPaths = Callable[[str], str]
"""From the name of a file in Anki to the path that a card calls it by, "" where there is no such file."""

_SPACE = re.compile(r"[ \t\r\n\f\u00a0]+")
_MARKUP = re.compile(r"[\\`*_~#+\-|<>=$!.&]")
_BRACKETS = {"[": "&#91;", "]": "&#93;"}
# What Anki reads in text: maths in its three spellings, and sounds. Nothing of it is escaped.
_SPECIAL = re.compile(
    r"\\\((?P<inline>.+?)\\\)|\\\[(?P<display>.+?)\\\]|\[\$\](?P<latex>.+?)\[/\$\]"
    r"|\[\$\$\](?P<latexes>.+?)\[/\$\$\]|\[sound:(?P<sound>[^\]]+)\]",
    re.DOTALL,
)
_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*", "s": "~~", "strike": "~~", "del": "~~"}
_TAGS = frozenset(["u", "sub", "sup", "kbd", "mark"])
_CODE = frozenset(["code", "tt", "samp"])
HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_PARAGRAPHS = frozenset(["p", *HEADINGS])
_LINES = frozenset(["div", "section", "article", "center", "header", "footer", "dl", "dt", "dd", "figure"])
LISTS = frozenset(["ul", "ol"])
BLOCKS = _PARAGRAPHS | _LINES | LISTS | {"pre", "table", "blockquote", "hr"}
# Shown as their content, as they add nothing but looks.
PLAIN = frozenset(
    ["", "span", "font", "a", "small", "big", "ins", "abbr", "cite", "q", "tbody", "wbr", "o:p"]
)
_BOLD = re.compile(r"font-weight:\s*(?:bold|[6-9]00)")
_ITALIC = re.compile(r"font-style:\s*italic")


class LineWriter:
    """Writes elements as Markdown in lines; what it cannot keep goes to `lost`.

    It `escapes` signs that Markdown would read, and `has_marks` for bold, italic and code.
    """

    def __init__(self, media: MediaPaths, *, escapes: bool, has_marks: bool) -> None:
        self._media = media
        self._escapes = escapes
        self._has_marks = has_marks
        self.lost: set[str] = set()
        self._within: list[str] = []

    def lines(self, nodes: Sequence[Element | str]) -> str:
        """Return inline nodes as lines without spaces around them."""
        return "\n".join(line.strip() for line in self.inline(nodes).split("\n")).strip("\n")

    def inline(self, nodes: Sequence[Element | str]) -> str:
        """Return nodes one after the other."""
        return "".join(self._text(n) if isinstance(n, str) else self._element(n) for n in nodes)

    def _element(self, element: Element) -> str:  # noqa: PLR0911 - a case a kind of tag
        tag, inside = element.tag, element.children
        if tag in _MARKS:
            return self._marked(inside, _MARKS[tag])
        if tag in _TAGS:
            return self._marked(inside, f"<{tag}>", f"</{tag}>")
        if tag in _CODE:
            text = text_of(element)
            return _code(text) if self._has_marks else self._text(text)
        match tag:
            case "br":
                return "\n"
            case "img":
                return self._picture(element)
            case "a" if is_web(element.attributes.get("href", "")):
                href = re.sub(r"[\s<>()]", lambda sign: f"%{ord(sign[0]):02X}", element.attributes["href"])
                return f"[{self.inline(inside) or href}]({href})"
        if tag not in PLAIN and tag not in BLOCKS:
            self.lost.add(f"<{tag}>")
        return self._styled(element)

    def _marked(self, nodes: Sequence[Element | str], mark: str, end: str = "") -> str:
        """Return nodes between marks; what is bold already cannot become bolder."""
        if mark in self._within or not self._has_marks:
            return self.inline(nodes)
        self._within.append(mark)
        text = self.inline(nodes)
        self._within.pop()
        return _around(text, mark, end)

    def _styled(self, element: Element) -> str:
        """Return what is in an element, bold or italic where its style says so."""
        text = self.inline(element.children)
        style = element.attributes.get("style", "").lower()
        for pattern, mark in ((_BOLD, "**"), (_ITALIC, "*")):
            if pattern.search(style):
                text = _around(text, mark) if self._has_marks else text
        return text

    def _picture(self, element: Element) -> str:
        name = element.attributes.get("src", "")
        alt = _SPACE.sub(" ", element.attributes.get("alt", "")).replace("[", "(").replace("]", ")")
        if is_web(name):
            return f"![{alt}](<{name}>)"
        return self._medium(name, alt)

    def _medium(self, name: str, alt: str = "") -> str:
        path = self._media(name)
        if path:
            return f"![{alt}](<{path}>)" if re.search(r"[\s()]", path) else f"![{alt}]({path})"
        self.lost.add(f"the file {name}")
        return alt

    def _text(self, text: str) -> str:
        """Return text with Anki's maths and sounds as Markdown has them."""
        parts: list[str] = []
        at = 0
        for found in _SPECIAL.finditer(text):
            parts += [self._escaped(text[at : found.start()]), self._special(found)]
            at = found.end()
        return "".join([*parts, self._escaped(text[at:])])

    def _special(self, found: re.Match[str]) -> str:
        if sound := found["sound"]:
            return self._medium(sound)
        tex = _SPACE.sub(
            " ", found["inline"] or found["latex"] or found["display"] or found["latexes"]
        ).strip()
        return f"${tex}$" if found["inline"] or found["latex"] else f"$${tex}$$"

    def _escaped(self, text: str) -> str:
        text = _SPACE.sub(" ", text)
        if not self._escapes:
            return text
        text = _MARKUP.sub(r"\\\g<0>", text)
        return re.sub(r"[\[\]]", lambda sign: _BRACKETS[sign[0]], text)


def _around(text: str, mark: str, end: str = "") -> str:
    """Return `text` between marks that touch it, line by line; the spaces around it stay outside."""
    lines = []
    for line in text.split("\n"):
        bare = line.strip()
        lines.append(line.replace(bare, f"{mark}{bare}{end or mark}", 1) if bare else line)
    return "\n".join(lines)


def _code(text: str) -> str:
    """Return code in a line, within as many ticks as it takes."""
    text = _SPACE.sub(" ", text)
    if not text.strip():
        return text
    ticks = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{ticks}{pad}{text}{pad}{ticks}"
