"""A term or label with one line under it: that line is its definition, or its value."""

import re
from collections.abc import Iterator

from deacards.derive import words
from deacards.derive.answer import fit
from deacards.derive.context import Spot, is_generic
from deacards.derive.form import form_of, is_name
from deacards.derive.outline import Point
from deacards.derive.phrasing import (
    ask_attribute,
    ask_definition,
    is_asked,
    is_attribute,
    is_category,
    is_plural,
    is_question,
    is_why,
    names_thing,
)
from deacards.derive.proposal import Piece, Proposal, Question, Rule, Sheet
from deacards.derive.rules.kind_noun import is_kind
from deacards.derive.rules.label_members import _EXAMPLE
from deacards.derive.traits import Trait
from deacards.patterns import pattern

_SENTENCE = pattern(r"[.!?;,]\s|[.!;]$")
_DEFINES = pattern(
    r"^(?:an?|the|ein|eine|der|die|das|un|une|le|la|el|los|las)\s|^(?:process|act|ability|set|study)\s(?:of|to)\b",
    re.IGNORECASE,
)


def propose(spot: Spot) -> Iterator[Proposal]:
    """Yield the question whose answer is the line below."""
    line, children = spot.line, spot.point.points
    if not children or line.definition or _EXAMPLE.match(line.text):
        return
    term = line.head.rstrip("?？ ")
    below = children[0]
    if not _is_value(below) or not (1 <= words.count(term) <= 6) or _SENTENCE.search(term):
        return
    if len(children) > 1 and not _defines(term, below.line.text):
        return
    answer = fit(below.line.text)
    lines = (line.first, below.line.last)
    if answer and (prompt := _prompt(spot, term, below.line.text)):
        yield Question(prompt, (answer,), lines)
    elif answer and is_name(term, spot.scene.language):
        yield Sheet((Piece(f"{term}: "), Piece(answer, hidden=True)), lines)


def _is_value(point: Point) -> bool:
    """Tell whether a line can be the value of what stands above it."""
    line = point.line
    return not (line.label or line.definition or line.waste or line.leads or words.asks(line.text))


def _defines(term: str, text: str) -> bool:
    """Tell whether the first of several lines says what the term above them is."""
    told = bool(_DEFINES.match(text)) or is_kind(text)
    return told and not (is_category(term) or is_generic(term) or is_plural(term))


def _prompt(spot: Spot, term: str, text: str) -> str | None:
    """Return the question for a term with one line under it, or None where none reads well."""
    phrases, language = spot.scene.phrases, spot.scene.language
    form = form_of(text, language)
    if is_why(term):
        return phrases.why.format(spot.subject) if spot.subject else None
    if is_question(term):
        return f"{term}?"
    if is_generic(term) or is_attribute(term):
        return ask_attribute(phrases, term, spot.subject) if spot.subject else None
    if not (names_thing(term) and is_name(term, language)) or not is_asked(text, term, language):
        return None
    if spot.line.label and not spot.line.strong and words.count(term) == 1 and words.count(text) <= 3:
        return ask_attribute(phrases, term, spot.subject) if spot.subject else None
    return ask_definition(phrases, term, form)


RULE: Rule = Rule("single-child", propose, needs=Trait.CHILDREN)
