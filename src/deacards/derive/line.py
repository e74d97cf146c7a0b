"""One line of a note, looked at once: what every rule needs to know of it.

Rules never search a line's text for separators, brackets or arrows themselves: they read them here.
"""

import re
from dataclasses import dataclass
from enum import Enum, auto

from deacards.derive import words
from deacards.derive.marks import Range, unmark
from deacards.notes.blocks import Text


class Waste(Enum):
    """Why a line is no knowledge, and so gives no card."""

    NAVIGATION = auto()
    TASK = auto()
    TODO = auto()
    EMPTY = auto()


@dataclass(frozen=True, slots=True)
class Bracket:
    """A pair of brackets behind a word: `whole` includes them, `inner` does not."""

    whole: Range
    inner: Range


@dataclass(frozen=True, slots=True)
class Line:
    """A logical line without emphasis marks, and what stands in it.

    `label` is what a line that ends in a colon announces (`use cases :` -> `use cases`), else empty.
    `term` and `definition` are the two sides of the first separator (`term : text`, `term - text`), if any;
    `weak` when that separator also serves as punctuation (a dash, an equals sign). `steps` are the parts
    between arrows. `leads` is true where the line itself begins with an arrow: a consequence of the line
    above; `example` where it begins with `e.g.` or `i.e.`. `signs` are the author's marks (important, exam).
    """

    text: str
    first: int
    last: int
    strong: tuple[Range, ...] = ()
    verbatim: tuple[Range, ...] = ()
    brackets: tuple[Bracket, ...] = ()
    label: str = ""
    term: Range | None = None
    definition: Range | None = None
    weak: bool = False
    steps: tuple[Range, ...] = ()
    leads: bool = False
    example: bool = False
    signs: tuple[str, ...] = ()
    waste: Waste | None = None

    @property
    def lines(self) -> tuple[int, int]:
        """Return the first and the last line of the note that this line spans."""
        return self.first, self.last

    def __getitem__(self, part: Range) -> str:
        """Return the text of `part`."""
        return self.text[part.start : part.end]

    @property
    def head(self) -> str:
        """Return what the line is about: its label, its term, what stands before its bracket, or all."""
        if self.label:
            return self.label
        if self.term:
            return self[self.term]
        if self.brackets and self.brackets[0].whole.start > 0:
            return self.text[: self.brackets[0].whole.start].rstrip()
        return self.text

    def is_cut(self, part: Range) -> bool:
        """Tell whether `part` begins or ends inside a code span or a formula."""
        return any(v.start < part.start < v.end or v.start < part.end < v.end for v in self.verbatim)


SIGNS = {
    "❗": "important", "‼️": "important", "⚠️": "important", "⚠": "important", "🔥": "important",
    "📝": "exam", "🎓": "exam", "⭐": "exam", "💡": "tip", "🤗": "tip", "❌": "wrong", "✅": "right",
}  # fmt: skip
_SIGN = re.compile("|".join(sorted(map(re.escape, SIGNS), key=len, reverse=True)))
_LEAD_ARROW = re.compile(r"(?:=+>|-+>|→|⇒|➜|⟹)\s*")
_ARROW = re.compile(r"\s+(?:=+>|-+>|~>)\s+|\s*(?:→|⇒|➜|⟶|⟹)\s*")
_SEPARATOR = re.compile(r"(?<![:\s])\s?:(?=\s)|(?<=\s):(?=\s)|：|\s[-–—]\s|\s=\s")
_OPEN_CLOSE = re.compile(r"[()（）\[\]{}“”]")
_EXAMPLE = re.compile(
    r"(?:e\.?\s?g\.?|i\.\s?e\.?|for example|z\.\s?b\.|d\.\s?h\.|par exemple|p\.\s?ej\.|por ejemplo)[\s,:]"
    r"|(?:examples?|ex|beispiele?|exemples?|ejemplos?)\s?:",
    re.IGNORECASE,
)
_LABEL_END = re.compile(r"\s*[:：]\s*$")
_NOT_TERM = re.compile(r"[.!?;]\s|[.;]$|^\W*$|^(?:https?|ftp)$", re.IGNORECASE)
_SEE = re.compile(
    r"^(?:see(?: also)?|siehe(?: auch)?|voir(?: aussi)?|ver(?: también)?|source|sources|link|"
    r"links|ref|refs|references?|read more|more info)\b\s*[:：-]?",
    re.IGNORECASE,
)
_TODO = re.compile(r"\b(?:TODO|FIXME|TBD|WIP|XXX)\b")
_PADDING = re.compile(r"[\s,;:|/·•&+\-–—.()\[\]]+|\b(?:and|or|und|et|y|o)\b")


def read_line(source: Text, *, task: bool = False) -> Line:
    """Return what stands in a logical line of a note."""
    marked = unmark(source.text.strip())
    text, strong, verbatim = marked.text, marked.strong, marked.verbatim
    signs, skipped = _leading_signs(text)
    leads = _LEAD_ARROW.match(text, skipped)
    start = leads.end() if leads else skipped
    if start:
        text = text[start:]
        strong = tuple(Range(max(r.start - start, 0), r.end - start) for r in strong if r.end > start)
        verbatim = tuple(Range(r.start - start, r.end - start) for r in verbatim if r.start >= start)
    brackets, inside = _brackets(text, verbatim)
    closed = (*verbatim, *inside)
    ending = _LABEL_END.search(text)
    term, definition, weak = (None, None, False) if ending else _definition(text, closed)
    return Line(
        text=text,
        first=source.first,
        last=source.last,
        strong=strong,
        verbatim=verbatim,
        brackets=brackets,
        label=text[: ending.start()].strip() if ending else "",
        term=term,
        definition=definition,
        weak=weak,
        steps=_parts(text, _ARROW, closed),
        leads=bool(leads),
        example=bool(_EXAMPLE.match(text)),
        signs=signs,
        waste=_waste(source, text, task=task),
    )


def _leading_signs(text: str) -> tuple[tuple[str, ...], int]:
    """Return the tags of the signs that begin a line, and where its words begin."""
    signs: list[str] = []
    at = 0
    while match := _SIGN.match(text, at):
        signs.append(SIGNS[match[0]])
        at = match.end()
        while at < len(text) and text[at] in " \ufe0f":
            at += 1
    return tuple(dict.fromkeys(signs)), at


def _brackets(text: str, verbatim: tuple[Range, ...]) -> tuple[tuple[Bracket, ...], list[Range]]:
    """Return the round brackets that follow a space, and every bracketed range, outermost only."""
    found: list[Bracket] = []
    inside: list[Range] = []
    opened: list[int] = []
    for match in _OPEN_CLOSE.finditer(text):
        at = match.start()
        if any(v.start <= at < v.end for v in verbatim):
            continue
        if match[0] in "([{（“":
            opened.append(at)
        elif opened:
            start = opened.pop()
            if opened:
                continue
            whole = Range(start, at + 1)
            inside.append(whole)
            after_space = start == 0 or text[start - 1].isspace() or text[start] == "（"
            if text[start] in "(（" and after_space and start + 1 < at:
                found.append(Bracket(whole, Range(start + 1, at)))
    return tuple(found), inside


def _definition(text: str, closed: tuple[Range, ...]) -> tuple[Range | None, Range | None, bool]:
    """Return the two sides of the first separator that parts a term from its text, and whether it is weak."""
    for match in _SEPARATOR.finditer(text):
        if any(c.start < match.start() < c.end for c in closed):
            continue
        weak = match[0].strip() not in {":", "："}
        term = Range(0, match.start())
        start = match.end() + len(text[match.end() :]) - len(text[match.end() :].lstrip())
        definition = Range(start, len(text.rstrip()))
        left, right = text[: term.end].strip(), text[definition.start : definition.end]
        if _NOT_TERM.search(left) or not re.search(r"\w", right):
            return None, None, False
        if words.count(left) > (5 if weak else 8):
            return None, None, False
        if weak and re.search(r"\d$", left) and re.match(r"\d", right):
            return None, None, False  # a range: 10 - 20
        return term, definition, weak
    return None, None, False


def _parts(text: str, pattern: re.Pattern[str], closed: tuple[Range, ...]) -> tuple[Range, ...]:
    """Return the parts of `text` between matches of `pattern` outside `closed`; empty with fewer than two."""
    parts: list[Range] = []
    at = 0
    for match in pattern.finditer(text):
        if any(c.start < match.start() < c.end for c in closed):
            continue
        parts.append(Range(at, match.start()))
        at = match.end()
    if not parts:
        return ()
    parts.append(Range(at, len(text)))
    kept = tuple(p for p in parts if re.search(r"\w", text[p.start : p.end]))
    return kept if len(kept) > 1 else ()


def _waste(source: Text, text: str, *, task: bool) -> Waste | None:
    """Return why the line is no knowledge, or None."""
    if task:
        return Waste.TASK
    if not re.search(r"\w", text):
        return Waste.EMPTY
    if _TODO.search(text):
        return Waste.TODO
    if source.links:
        rest = text
        for link in source.links:
            rest = rest.replace(unmark(link.words).text, " ", 1)
        if not _PADDING.sub("", _SEE.sub("", rest.strip())):
            return Waste.NAVIGATION
        if _SEE.match(text):
            return Waste.NAVIGATION
    return None
