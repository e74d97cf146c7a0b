"""`term : text`: ask for the text; both ways where the pair is short, the term alone where the text is long."""

from collections.abc import Iterator

from deacards.derive import words
from deacards.derive.answer import fit
from deacards.derive.context import Spot
from deacards.derive.marks import Range
from deacards.derive.phrasing import ask_definition, names_thing
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
    if not names_thing(term):
        if answer:
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
    yield Question(ask_definition(spot.scene.phrases, term, text), (answer,), line.lines)


RULE = Rule("colon-definition", propose)
