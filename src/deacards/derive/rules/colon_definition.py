"""`term : text`: ask for the text; both ways where both are short, for the term where the text is long."""

import re
from collections.abc import Iterator

from deacards.derive import words
from deacards.derive.answer import LONGEST, fit, tidy
from deacards.derive.context import Spot, is_generic
from deacards.derive.form import Form, form_of, is_name
from deacards.derive.marks import Range
from deacards.derive.phrasing import ask_attribute, ask_definition, is_asked, is_bare_category, names_thing
from deacards.derive.proposal import Blank, Proposal, Question, Rule
from deacards.derive.rules.acronym import expansion
from deacards.derive.traits import Trait
from deacards.patterns import pattern

_NAMES_NOTHING = pattern(
    r"[-–—=_*~#.]{3,}.*|(?:notes|obs|nb|ps|remarks?|cf)|"
    r"(?:q|question|exerci[sc]e|frage|aufgabe|pregunta|ejercicio|问题|問題|質問|疑問)\s?\d*",
    re.IGNORECASE,
)
"""A term that is a decoration, or begins a remark or an exercise."""
_PAIR = 4
"""Words on either side up to which a term and its text are asked both ways."""


_VALUE = 3
"""Words up to which a text without an article is rather a value (`roof : slate`) than a definition."""
_ARTICLE = pattern(
    r"(?:an?|the|ein|eine|der|die|das|un|une|una|uno|um|uma|le|la|el|il|lo|los|las|les)\s", re.IGNORECASE
)


def propose(spot: Spot) -> Iterator[Proposal]:
    """Yield the card of a term and its text."""
    line = spot.line
    if line.term is None or line.definition is None or (line.weak and line.steps):
        return
    term, text = line[line.term].strip(), line[line.definition]
    if _NAMES_NOTHING.fullmatch(term):
        return
    if words.asks(text) and not line.weak:
        yield from () if line.example else _term(spot, term)
        return
    answer = fit(text)
    if answer is None:
        yield from _term(spot, term)
        return
    short = words.count(term) <= _PAIR and words.count(answer) <= _PAIR
    if expansion(term, answer) == answer:
        yield Question(spot.scene.phrases.stands_for.format(term), (answer,), line.lines)
    elif short and line.weak:
        yield Question(term, (answer,), line.lines, reverse=True)
    elif prompt := _ask(spot, term, text):
        yield Question(prompt, (answer,), line.lines)
    elif answer == tidy(text):
        yield Blank(Range(line.definition.start, line.definition.start + len(text.rstrip(" .;,"))))
    elif text.startswith(answer) and words.count(text) <= LONGEST:
        yield Blank(Range(line.definition.start, line.definition.start + len(answer)))  # a hedge stays


def _term(spot: Spot, term: str) -> Iterator[Proposal]:
    """Yield the term as a blank: its text is too long to recall, but tells which term it explains."""
    if spot.line.term and is_name(term, spot.scene.language) and names_thing(term):
        yield Blank(Range(spot.line.term.start, spot.line.term.start + len(term)))


def _ask(spot: Spot, term: str, text: str) -> str | None:
    """Return the question, or None where the line as the author wrote it is the better one.

    A term that means nothing without its subject (limits, cost) is asked as the subject's.
    """
    language = spot.scene.language
    if not language:
        return None  # no template fits
    form = form_of(text, language)
    if not (names_thing(term) and is_name(term, language)) or not is_asked(text, term, language):
        return None
    if spot.line.example and not is_bare_category(term):
        return None
    value = words.count(text) <= _VALUE and form is Form.THING and not _ARTICLE.match(text)
    if value and not spot.line.strong:
        return None
    if is_generic(term) or is_bare_category(term):
        return ask_attribute(spot.scene.phrases, term, spot.subject) if spot.subject else None
    return ask_definition(spot.scene.phrases, term, form)


RULE: Rule = Rule("colon-definition", propose, needs=Trait.TERM)
