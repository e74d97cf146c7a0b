"""`term : text`: ask for the text; both ways where both are short, for the term where the text is long."""

from collections.abc import Iterator

from deacards.derive import words
from deacards.derive.answer import fit, tidy
from deacards.derive.context import Spot, is_generic
from deacards.derive.marks import Range
from deacards.derive.phrasing import ask_definition, is_bare_category, names_thing
from deacards.derive.proposal import Blank, Proposal, Question, Rule
from deacards.derive.rules.acronym import expansion

_PAIR = 4
"""Words on either side up to which a term and its text are asked both ways."""


def propose(spot: Spot) -> Iterator[Proposal]:
    """Yield the card of a term and its text."""
    line = spot.line
    if line.term is None or line.definition is None:
        return
    term, text = line[line.term].strip(), line[line.definition]
    answer = fit(text)
    bare = any(v.start <= line.definition.start and line.definition.end <= v.end for v in line.verbatim)
    if bare or not names_thing(term):
        if answer == tidy(text):
            yield Blank(Range(line.definition.start, line.definition.start + len(text.rstrip(" .;,"))))
        return
    if answer is None:
        yield Blank(Range(line.term.start, line.term.start + len(term)))
        return
    if expansion(term, answer) == answer:
        yield Question(spot.scene.phrases.stands_for.format(term), (answer,), line.lines)
        return
    short = words.count(term) <= _PAIR and words.count(answer) <= _PAIR
    if short and spot.line.weak:
        yield Question(term, (answer,), line.lines, reverse=True)
        return
    yield Question(_ask(spot, term, text), (answer,), line.lines)


def _ask(spot: Spot, term: str, text: str) -> str:
    """Return the question: of a term that means nothing without its subject (limits, cost), the subject's."""
    if spot.subject and (is_generic(term) or is_bare_category(term)):
        return spot.scene.phrases.what_of.format(spot.subject, term)
    return ask_definition(spot.scene.phrases, term, text)


RULE = Rule("colon-definition", propose)
