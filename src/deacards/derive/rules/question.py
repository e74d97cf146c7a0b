"""A question the author wrote, with its answer behind it or under it."""

from collections.abc import Iterator

from deacards.derive import words
from deacards.derive.answer import fit, item_of
from deacards.derive.context import Spot
from deacards.derive.marks import range_at
from deacards.derive.phrasing import is_why
from deacards.derive.proposal import Proposal, Question, Rule
from deacards.derive.traits import Trait
from deacards.patterns import pattern

_INLINE = pattern(r"^(?P<question>[^?？]{6,}[?？])\s*(?:[-–—:=]+>?|→)?\s*(?P<answer>\S.*)$")
_ASKS = pattern("[?？]")
_MOST = 5


def propose(spot: Spot) -> Iterator[Proposal]:
    """Yield the author's question."""
    line = spot.line
    if line.definition:
        return
    if (inline := _INLINE.match(line.text)) and not _ASKS.search(inline["answer"]):
        quoted = range_at(line.verbatim, inline.end("question") - 1)
        if not quoted and (answer := fit(inline["answer"])):
            yield Question(inline["question"], (answer,), line.lines)
        return
    if not words.asks(line.text) or is_why(line.text) or words.count(line.text) < 3:
        return
    below = [p for p in spot.point.points if not p.line.waste]
    if spot.is_heading and len(spot.point.children) != 1:
        return  # what stands under it are several texts, not several answers
    if any(words.asks(p.line.text) for p in below):
        return
    answers = [item for p in below if (item := fit(p.line.text) or item_of(p))]
    if answers and len(answers) == len(below) <= _MOST:
        yield Question(line.text, tuple(answers), (line.first, below[-1].line.last))


RULE: Rule = Rule("question", propose, needs=Trait.ASKS, headings=True)
