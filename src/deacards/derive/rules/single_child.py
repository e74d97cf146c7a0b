"""A term or label with one line under it: that line is its definition, or its value."""

import re
from collections.abc import Iterator

from deacards.derive import words
from deacards.derive.answer import fit
from deacards.derive.context import Spot, is_generic
from deacards.derive.outline import Point
from deacards.derive.phrasing import ask_definition, is_category, is_why, names_thing
from deacards.derive.proposal import Proposal, Question, Rule
from deacards.derive.rules.kind_noun import is_kind
from deacards.derive.rules.label_members import _EXAMPLE

_SENTENCE = re.compile(r"[.!?;,]\s|[.!;]$")
_DEFINES = re.compile(
    r"^(?:an?|the|ein|eine|der|die|das|un|une|le|la|el|los|las)\s|^(?:time|amount|number|process|"
    r"act|ability|way|set|group)\b",
    re.IGNORECASE,
)


def propose(spot: Spot) -> Iterator[Proposal]:
    """Yield the question whose answer is the line below."""
    line, children = spot.line, spot.point.points
    if not children or line.waste or line.definition or _EXAMPLE.match(line.text):
        return
    term = line.head.rstrip("?？ ")
    below = children[0]
    if not _is_value(below) or not (1 <= words.count(term) <= 6) or _SENTENCE.search(term):
        return
    if len(children) > 1 and not (_DEFINES.match(below.line.text) or is_kind(below.line.text)):
        return
    answer = fit(below.line.text)
    prompt = _prompt(spot, term, below.line.text)
    if answer and prompt:
        yield Question(prompt, (answer,), (line.first, below.line.last))


def _is_value(point: Point) -> bool:
    """Tell whether a line can be the value of what stands above it."""
    line = point.line
    return not (line.label or line.definition or line.waste or line.leads or line.text.endswith("?"))


def _prompt(spot: Spot, term: str, text: str) -> str | None:
    """Return the question for a term with one line under it, or None where none reads well."""
    phrases = spot.scene.phrases
    if is_why(term):
        return phrases.why.format(spot.subject) if spot.subject else None
    if is_generic(term) or is_category(term):
        return phrases.what_of.format(spot.subject, term) if spot.subject else None
    if not names_thing(term):
        return f"{term}?"
    if spot.line.label and not spot.line.strong and words.count(term) == 1 and words.count(text) <= 3:
        return phrases.what_of.format(spot.subject, term) if spot.subject else f"{term}?"
    return ask_definition(phrases, term, text)


RULE = Rule("single-child", propose)
