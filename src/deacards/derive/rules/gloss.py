"""`head (gloss)`: hide the gloss, then the head; an aside of examples is asked as a list."""

import re
from collections.abc import Iterator

from deacards.derive import clause, words
from deacards.derive.answer import HEDGE
from deacards.derive.context import Spot
from deacards.derive.form import Form, form_of
from deacards.derive.grammar import KINDS, Kind
from deacards.derive.line import Bracket, Line
from deacards.derive.marks import Range
from deacards.derive.proposal import Blank, Proposal, Rule
from deacards.derive.rules.acronym import NEAR, expansion
from deacards.derive.rules.examples import OPENS as EXAMPLES
from deacards.derive.rules.examples import is_open
from deacards.derive.traits import Trait
from deacards.patterns import pattern

_LEAD = pattern(
    r"\s*(?:or|oder|bzw\.|ou|o|like|i\.?e\.?,?|that is|namely|also|aka|a\.k\.a\.|d\.?\s?h\.|c['’]est-à-dire|"
    r"es decir|see|vgl\.?|cf\.?)\s+",
    re.IGNORECASE,
)
_PREPOSITION = pattern(
    r"\s*(?:from|in|on|at|by|for|with|to|using|use of|via|of|through|help|ability to)\s+(?:the\s+|"
    r"an?\s+)?",
    re.IGNORECASE,
)
_NO_GLOSS = pattern(
    r"^(?:s|es|n|in|e?s|(?:pp?\.?|[sz]\.)\s?\d+.*|\d+|fig.*|(?:see|siehe|voir|vedi)\b.*|cf\b.*|.*\b(?:19|20)\d\d|"
    r"[a-z]\)?|[^\u3040-\u9fff]*\?)$",
    re.IGNORECASE,
)
_REMARK = pattern(
    r"(?:not|usually|often|sometimes|currently|very|maybe|possibly|if|less|more|optional\w*|recommended|deprecated|"
    r"nicht|meist\w*|optional|très|pas|souvent|muy|opcional)\b",
    re.IGNORECASE,
)
_VALUE = pattern(r"\d[\d.,]*\s?\w*\s*$")
_REMARK_LENGTH = 5
"""Words of a bracket that may be nothing but a remark."""
_REFERS = (Kind.ARTICLE, Kind.OF, Kind.PRONOUN, Kind.CONDITION, Kind.RELATIVE, Kind.COPULA, Kind.AUXILIARY)
_BARE_CONDITION = 3
"""Words of a condition up to which one word of its own does not make it a fact: `if it exists`."""
LONGEST_HEAD = 4
LONGEST_GLOSS = 12


def propose(spot: Spot) -> Iterator[Proposal]:
    """Yield the blanks of every gloss in the line."""
    line = spot.line
    start = line.definition.start if line.definition else 0
    labels = _labels(line)
    for bracket in line.brackets:
        if bracket.whole.start < start or not line.text[start : bracket.whole.start].strip():
            continue
        inner = line[bracket.inner]
        if _is_aside(inner) or inner in labels or _is_acronym(spot, bracket):
            start = bracket.whole.end
            continue
        if part := _gloss(spot, bracket):
            yield Blank(part)
            head = None if line.steps or line.label else _head(spot, Range(start, bracket.whole.start))
            if head and not (_is_asked(line, head) or _only_remarks(line, head, inner)):
                yield Blank(head)
        start = bracket.whole.end


def _is_aside(inner: str) -> bool:
    """Tell whether a bracket holds a reference, a hedge or examples."""
    return bool(_NO_GLOSS.match(inner.strip()) or HEDGE.fullmatch(inner.strip())) or is_open(inner)


def _says_little(text: str, language: str) -> bool:
    """Tell whether a gloss only counts or refers (`or both`), or is a condition that names nothing."""
    if not words.content(text, language):
        return True
    kinds = KINDS.get(language, {})
    told = [kinds.get(word) for word in text.lower().split()]
    if told[0] is Kind.CONDITION and len(told) <= _BARE_CONDITION:
        return told.count(None) <= 1  # if it exists
    return all(kind in _REFERS for kind in told)


def _only_remarks(line: Line, head: Range, inner: str) -> bool:
    """Tell whether all that a line says beside a head is a remark, which tells not which head it is."""
    remarks = words.count(inner) <= _REMARK_LENGTH and _REMARK.match(inner.strip()) is not None
    return remarks and not words.content(line.text.replace(line[head], "", 1).replace(inner, "", 1))


def _labels(line: Line) -> frozenset[str]:
    """Return the brackets of one word that tell several values apart: `4 KB (reads) or 1 KB (writes)`."""
    short = [b for b in line.brackets if words.count(line[b.inner]) == 1]
    told = [line[b.inner] for b in short if _VALUE.search(line.text, 0, b.whole.start)]
    return frozenset(told) if len(told) > 1 else frozenset()


def _is_asked(line: Line, head: Range) -> bool:
    """Tell whether a head is all that a definition says beside its gloss: the definition is asked already."""
    return line.definition is not None and head.start == line.definition.start


def _is_acronym(spot: Spot, bracket: Bracket) -> bool:
    """Tell whether the bracket expands an acronym, which has a rule of its own."""
    start = bracket.whole.start
    before = spot.line.text[max(0, start - NEAR) : start].split()
    inner = spot.line[bracket.inner].strip()
    return bool(before) and bool(expansion(before[-1], inner) or expansion(inner, " ".join(before)))


def _gloss(spot: Spot, bracket: Bracket) -> Range | None:
    """Return the part of the bracket to hide: without its lead word, and only up to its examples."""
    line = spot.line
    start, end = bracket.inner
    if lead := _LEAD.match(line.text, start, end):
        start = lead.end()
    if examples := EXAMPLES.search(line.text, start, end):
        end = examples.start()
    preposition = _PREPOSITION.match(line.text, start, end)
    if preposition and words.LETTER.search(line.text, preposition.end(), end):
        start = preposition.end()
    while end > start and line.text[end - 1] in " ,;.:":
        end -= 1
    part = Range(start, end)
    if _says_little(line[part], spot.scene.language) or line.is_cut(part):
        return None
    if words.count(line[part]) <= LONGEST_GLOSS:
        return part
    return clause.tail(line, part, spot.scene.language)


def _head(spot: Spot, before: Range) -> Range | None:
    """Return what the gloss explains: a short head as a whole, else the object it ends in."""
    line = spot.line
    text = line[before]
    lead = len(text) - len(text.lstrip(" ,;.:="))
    part = Range(before.start + lead, before.start + len(text.rstrip(" ,;:")))
    if part.end <= part.start:
        return None
    ends = [c.part for c in clause.objects(line, part, spot.scene.language) if c.part.end == part.end]
    if ends and line.text[part.start : ends[0].start].count(" ") > 1:
        return ends[0]
    form = form_of(line[part], spot.scene.language)
    if words.count(line[part]) <= LONGEST_HEAD and form in {Form.THING, Form.ACT}:
        says = words.content(line[part], spot.scene.language)
        return part if says and not (line.is_cut(part) or words.dangles(line[part])) else None
    return ends[0] if ends else None


RULE: Rule = Rule("gloss", propose, needs=Trait.BRACKET)
