"""The part of a terse line worth hiding: the object of a verb or preposition (`uses X`, `based on X`)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from deacards.derive import words
from deacards.derive.grammar import GRAMMARS, PUNCTUATION
from deacards.derive.line import Line
from deacards.derive.marks import Range

_CJK_OPENS = re.compile(r"用于|使用|支持|包括|包含|通过|称为|称作|是指|基于|取决于|不是|是|为|指")
_CJK_ENDS = re.compile(PUNCTUATION)
_POOR_START = re.compile(
    r"(?:be|been|being|also|not|often|usually|always|never|only|just|this|these|that|those|such|"
    r"it|they|more|most|"
    r"ensure|auch|nicht|immer|nur|dies\w*|aussi|ne|pas|toujours|también|no|siempre)\b",
    re.IGNORECASE,
)
_PARTICIPLE = re.compile(r"\w+(?:ed|ing|ly)$")
_EMPTY = re.compile(
    r"^(?:it|them|this|that|these|those|him|her|one|ones|so|not|now|then|here|there|which|both|"
    r"first|etc)$",
    re.IGNORECASE,
)
_PAIR = re.compile(r"[\w-]+ (?:and|or|und|oder|et|ou|y|o) [\w-]+$")
_VERBS = re.compile(r"\b(?:is|are|was|were|can|will|must|should|has|have|it|they|you|we)\b", re.IGNORECASE)
_NAMED_LEAD = re.compile(r"(?:[A-Z][A-Z0-9]+(?:[/-][A-Z0-9]+)*)\s+(?=[a-z])")
_FIT = 1.5
LONGEST = 8
"""Words of a hidden object: longer ones are no longer recalled word for word."""


@dataclass(frozen=True, slots=True)
class Clause:
    """An object that may be hidden, and how well it serves (higher is better)."""

    part: Range
    worth: float


def objects(line: Line, within: Range, language: str) -> list[Clause]:
    """Return the objects in a range of the line, the best one first."""
    found: dict[Range, float] = {}
    for start, strong in _openings(line.text, within, language):
        part = _object(line, Range(start, within.end), language)
        if part is None:
            continue
        worth = _worth(line[part], strong=strong) - 3 * (not line.text[within.start : start].count(" "))
        found[part] = max(found.get(part, -9), worth)
    for part in _heads(line, within, language):
        found.setdefault(part, 1.5)
    ranked = sorted((Clause(p, w) for p, w in found.items()), key=lambda c: (-c.worth, -c.part.start))
    return ranked[:1] + [c for c in ranked[1:] if c.worth >= _FIT]


def tail(line: Line, within: Range, language: str) -> Range | None:
    """Return the best object in a range of the line, or None."""
    best = objects(line, within, language)
    return best[0].part if best else None


def _openings(text: str, within: Range, language: str) -> Iterator[tuple[int, bool]]:
    """Yield where an object may begin in the range, and whether the word before it is a strong one."""
    grammar = GRAMMARS.get(language)
    if grammar is None:
        yield from ((m.end(), True) for m in _CJK_OPENS.finditer(text, within.start, within.end))
        return
    for match in grammar.strong.finditer(text, within.start, within.end):
        yield match.end(), True
    for match in grammar.weak.finditer(text, within.start, within.end):
        if match.start() > within.start or match[0].lower() != "to":  # a leading "to" is an infinitive
            yield match.end(), False


def _heads(line: Line, within: Range, language: str) -> Iterator[Range]:
    """Yield what stands before the first strong word: a short head, or the pair it ends in (`x and y`)."""
    grammar = GRAMMARS.get(language)
    strong = grammar.strong.search(line.text, within.start + 1, within.end) if grammar else None
    if strong and line.text[strong.start() - 1] == " ":
        before = line.text[within.start : strong.start()].rstrip()
        pair = _PAIR.search(before)
        if pair or words.count(before) in {2, 3}:
            part = Range(within.start + (pair.start() if pair else 0), within.start + len(before))
            if _is_answer(line, part, language) and not _VERBS.search(line[part]):
                yield part
    if named := _NAMED_LEAD.match(line.text, within.start, within.end):
        rest = _object(line, Range(named.end(), within.end), language)
        if rest and words.count(line[rest]) > 1:
            yield rest


def _object(line: Line, rest: Range, language: str) -> Range | None:
    """Return the object that begins at `rest.start`: without its article, up to what ends it."""
    grammar = GRAMMARS.get(language)
    start = rest.start
    if grammar and (article := grammar.article.match(line.text, start, rest.end)):
        start = article.end()
    while start < rest.end and line.text[start].isspace():
        start += 1
    ends = grammar.ends if grammar else _CJK_ENDS
    end = rest.end
    for match in ends.finditer(line.text, start + 1, rest.end):
        if not any(v.start < match.start() < v.end for v in line.verbatim):
            end = match.start()
            break
    while end > start and (line.text[end - 1].isspace() or line.text[end - 1] in ".,;:!?。，；、：！？"):
        end -= 1
    part = Range(start, end)
    return part if end > start and _is_answer(line, part, language) else None


def _is_answer(line: Line, part: Range, language: str) -> bool:
    """Tell whether a part of a line can be an answer by itself."""
    text = line[part]
    return (
        1 <= words.count(text) <= LONGEST
        and not _EMPTY.match(text)
        and not _POOR_START.match(text)
        and not words.dangles(text)
        and bool(words.content(text, language))
        and not line.is_cut(part)
        and text.count("(") == text.count(")")
    )


def _worth(text: str, *, strong: bool) -> float:
    """Return how well an object serves as an answer: short, named, and opened by a strong word."""
    n = words.count(text)
    length = 3.0 if n <= 3 else 2.0 if n <= 5 else 1.0
    named = bool(re.search(r"\d|\b[A-Z]{2,}|`|[a-z][A-Z]", text))
    poor = text.isdigit() or bool(_PARTICIPLE.fullmatch(text))
    return length + 2 * strong + named - 3 * poor
