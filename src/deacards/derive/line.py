"""One line of a note, looked at once: what every rule needs to know of it.

Rules never search a line's text for separators, brackets or arrows themselves: they read them here.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from deacards.derive import words
from deacards.derive.marks import Range, range_at, unmark, verbatim_spans
from deacards.derive.markup import Cue, Markup, read_markup
from deacards.derive.reason import Reason
from deacards.derive.signs import take_signs
from deacards.derive.waste import waste_of
from deacards.notes.blocks import Text
from deacards.patterns import pattern


class Bracket(NamedTuple):
    """A pair of brackets behind a word: `whole` includes them, `inner` does not."""

    whole: Range
    inner: Range


class Line:
    """A logical line without emphasis marks, and what stands in it.

    `label` is what a line that ends in a colon announces (`use cases :` -> `use cases`), else empty.
    `term` and `definition` are the two sides of the first separator (`term : text`, `term - text`), if any;
    `weak` when that separator also serves as punctuation (a dash, an equals sign). `steps` are the parts
    between arrows. `leads` is true where the line itself begins with an arrow: a consequence of the line
    above; `example` where it begins with `e.g.` or `i.e.`. `signs` are the author's marks (important, exam).
    `source` is the line's Markdown, and `markup` what marks it as a card, if anything does.
    """

    __slots__ = (
        "brackets",
        "definition",
        "example",
        "first",
        "label",
        "last",
        "leads",
        "markup",
        "signs",
        "source",
        "steps",
        "strong",
        "term",
        "text",
        "verbatim",
        "waste",
        "weak",
    )

    def __init__(  # noqa: PLR0913 - one for each thing that a line may have
        self,
        text: str,
        first: int,
        last: int,
        *,
        strong: tuple[Range, ...] = (),
        verbatim: tuple[Range, ...] = (),
        brackets: tuple[Bracket, ...] = (),
        label: str = "",
        term: Range | None = None,
        definition: Range | None = None,
        weak: bool = False,
        steps: tuple[Range, ...] = (),
        leads: bool = False,
        example: bool = False,
        signs: tuple[str, ...] = (),
        waste: Reason | None = None,
        source: str = "",
        markup: Markup | None = None,
    ) -> None:
        self.text = text
        self.first = first
        self.last = last
        self.strong = strong
        self.verbatim = verbatim
        self.brackets = brackets
        self.label = label
        self.term = term
        self.definition = definition
        self.weak = weak
        self.steps = steps
        self.leads = leads
        self.example = example
        self.signs = signs
        self.waste = waste
        self.source = source
        self.markup = markup

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
        return _is_inside(self.verbatim, part.start) or _is_inside(self.verbatim, part.end)


_LEAD = pattern(
    r"(?:[-–—]{1,3}\s+(?=\w))?(?:(?:[A-Za-z]|[ivxIVX]{2,4}|\d{1,2}(?:\.\d{1,2})*)\)\s+(?=\S))?"
    r"(?P<arrow>(?:=+>|-+>|→|⇒|➜|⟹)\s*)?"
)
"""What comes before a line's words: dashes, a number that the author typed (`a) `), and an arrow."""
_ARROW = pattern(r"\s+(?:=+>|-+>|~>)\s+|\s*(?:→|⇒|➜|⟶|⟹)\s*")
_ARROW_SIGN = pattern("[→⇒➜⟶⟹]")
_SEPARATOR = pattern(
    r"(?<![:\s])\s?:(?=[\s\u3040-\u9fff])|(?<=\s):(?=\s)|(?<=[\u3040-\u9fff]):(?=[^:\s])|：|\s[-–—]\s|\s=\s"
)
_PLAIN_SEPARATORS = (":", "=", "- ")
"""One of them is in each separator of ASCII."""
_SEPARATORS = (":", "=", "-", "–", "—", "：")
"""One of them is in each separator."""
_OPEN_CLOSE = pattern(r"[()（）\[\]{}“”]")
_EXAMPLE = pattern(
    r"(?:e\.?\s?g\.?|i\.\s?e\.?|for example|z\.\s?b\.|d\.\s?h\.|par exemple|p\.\s?ej\.|por ejemplo)[\s,:]"
    r"|(?:examples?|ex|beispiele?|exemples?|ejemplos?)\s?:",
    re.IGNORECASE,
)
_LAYOUT = pattern(r"\s*(?:(?P<br><br\s*/?>)|(?<!\S)%%[^%\n]{1,2000}%%)\s*", re.IGNORECASE)
_NOT_TERM = pattern(r"[.!?;]\s|[.;]$|^\W*$|^(?:https?|ftp)$", re.IGNORECASE)
_BOX = pattern(
    r'(?:!!!|\?\?\?\+?)\s+(?P<kind>[\w-]+)(?:\s+[\w -]+)?(?:\s*"(?:\d+[.)]\s+)?(?P<title>[^"]*\w[^"]*)")?$'
)
"""The title of a box as MkDocs writes it: `!!! tip "How to glue"`."""
LONGEST = 5000
"""Characters of a line that rules look into: a longer one is no line but a page."""


def read_line(source: Text, *, task: bool = False, barren: Reason | None = None) -> Line:
    """Return what stands in a line of a note; `barren` is why its whole section holds no knowledge.

    What defines a term in bold is knowledge even among exercises.
    """
    plain, signs = take_signs(_without_box(_without_layout(source.text).strip()))
    if len(plain) > LONGEST:
        return Line(plain, source.first, source.last, waste=Reason.ENDLESS, source=plain)
    markup = read_markup(plain)
    marked = unmark(_words_of(markup) if markup else plain)
    text, strong, verbatim = marked.text, marked.strong, marked.verbatim
    lead = _LEAD.match(text)
    start = lead.end() if lead else 0
    if start:
        text = text[start:]
        strong = tuple(Range(max(r.start - start, 0), r.end - start) for r in strong if r.end > start)
        verbatim = tuple(Range(r.start - start, r.end - start) for r in verbatim if r.start >= start)
    brackets, inside = _brackets(text, verbatim)
    closed = _merged(sorted((*verbatim, *inside)))
    whole = text.rstrip()
    announces = whole.endswith((":", "："))
    term, definition, weak = (None, None, False) if announces else _definition(text, closed)
    defines = (
        barren is Reason.EXERCISE and term is not None and not weak and strong[:1] and not strong[0].start
    )
    return Line(
        text=text,
        first=source.first,
        last=source.last,
        strong=strong,
        verbatim=verbatim,
        brackets=brackets,
        label=whole[:-1].strip() if announces else "",
        term=term,
        definition=definition,
        weak=weak,
        steps=_steps(text, closed),
        leads=bool(lead and lead["arrow"]),
        example=bool(_EXAMPLE.match(text)),
        signs=(*signs, *(markup.tags if markup else ())),
        waste=waste_of(source, text, markup, task=task) or (None if defines else barren),
        source=markup.text if markup else plain,
        markup=markup,
    )


def _words_of(markup: Markup) -> str:
    """Return a line without its marks; a question goes without its `Q:`, other cues may be words."""
    asks = markup.cue is Cue.QUESTION and words.asks(markup.text)
    return markup.text if asks else markup.whole


def _without_layout(text: str) -> str:
    """Return a line without `%%remarks%%`, and with its `<br>` as semicolons: layout is no text."""
    if "%%" not in text and "<br" not in text.lower():
        return text
    held = verbatim_spans(text)

    def joint(match: re.Match[str]) -> str:
        if range_at(held, match.start()):
            return match[0]
        before, after = text[: match.start()].rstrip()[-1:], text[match.end() :].strip()
        inside = match["br"] and before and after
        return ("; " if before.isalnum() or before in ")`$" else " ") if inside else " "

    return _LAYOUT.sub(joint, text)


def _without_box(text: str) -> str:
    """Return the title of a box (`!!! tip "How to glue"`) as a label or a question; other text as it is."""
    if text[:3] not in {"!!!", "???"} or not (box := _BOX.match(text)):
        return text
    title = (box["title"] or box["kind"]).rstrip(" :：")
    return title if title[-1] in "?？" else f"{title}:"


def _merged(ranges: Iterable[Range]) -> tuple[Range, ...]:
    """Return ranges, given in order, with those that overlap made one."""
    merged: list[Range] = []
    for part in ranges:
        if merged and part.start < merged[-1].end:
            merged[-1] = Range(merged[-1].start, max(part.end, merged[-1].end))
        else:
            merged.append(part)
    return tuple(merged)


def _is_inside(ranges: tuple[Range, ...], position: int) -> bool:
    """Tell whether `position` is in one of the ranges, not at its start."""
    found = range_at(ranges, position)
    return found is not None and found.start < position


def _brackets(text: str, verbatim: tuple[Range, ...]) -> tuple[tuple[Bracket, ...], list[Range]]:
    """Return the round brackets that follow a space, and every bracketed range, outermost only."""
    found: list[Bracket] = []
    inside: list[Range] = []
    opened: list[int] = []
    for match in _OPEN_CLOSE.finditer(text):
        at = match.start()
        if range_at(verbatim, at):
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
    signs = _PLAIN_SEPARATORS if text.isascii() else _SEPARATORS
    if not any(map(text.__contains__, signs)):
        return None, None, False
    found = [m for m in _SEPARATOR.finditer(text) if not any(c.start < m.start() < c.end for c in closed)]
    colon = next((m for m in found if m[0].strip() in {":", "："}), None)
    if colon and found[0][0].strip() == "=":
        found = [colon]  # `x = 0 : text` speaks of a value of x
    for match in found:
        weak = match[0].strip() not in {":", "："}
        term = Range(0, match.start())
        start = match.end() + len(text) - match.end() - len(text[match.end() :].lstrip())
        definition = Range(start, len(text.rstrip()))
        left, right = text[: term.end].strip(), text[definition.start : definition.end]
        if _NOT_TERM.search(left) or not words.LETTER.search(right):
            return None, None, False
        if words.count(left) > (5 if weak else 8):
            return None, None, False
        if weak and left[-1].isdigit() and right[0].isdigit():
            return None, None, False  # a range: 10 - 20
        return term, definition, weak
    return None, None, False


def _steps(text: str, closed: tuple[Range, ...]) -> tuple[Range, ...]:
    """Return the parts of `text` between arrows outside of `closed`; empty with fewer than two."""
    if ">" not in text and (text.isascii() or not _ARROW_SIGN.search(text)):
        return ()
    parts: list[Range] = []
    at = 0
    for match in _ARROW.finditer(text):
        if _is_inside(closed, match.start()):
            continue
        parts.append(Range(at, match.start()))
        at = match.end()
    if not parts:
        return ()
    parts.append(Range(at, len(text)))
    kept = tuple(p for p in parts if words.LETTER.search(text[p.start : p.end]))
    return kept if len(kept) > 1 else ()
