"""`this ↔ that`: two names or statements that stand for one another are asked both ways."""

from collections.abc import Iterator

from deacards.derive.answer import fit
from deacards.derive.context import Spot
from deacards.derive.proposal import Proposal, Question, Rule
from deacards.derive.traits import Trait
from deacards.patterns import pattern

_BOTH_WAYS = pattern(r"\s*(?:↔|⇔|⟺|<=+>|<-+>)\s*")
_LONGEST = 8


def propose(spot: Spot) -> Iterator[Proposal]:
    """Yield the two sides of a line that says they are the same."""
    line = spot.line
    sides = _BOTH_WAYS.split(line.text)
    if len(sides) != 2 or line.verbatim:
        return
    left, right = (fit(side, _LONGEST) for side in sides)
    if left and right:
        yield Question(left, (right,), line.lines, reverse=True)


RULE: Rule = Rule("equivalent", propose, needs=Trait.TWO_WAY)
