"""A bare line: hide the object that it ends in or turns on (`... based on X`), the workhorse."""

from collections.abc import Iterator

from deacards.derive import clause, words
from deacards.derive.context import Spot
from deacards.derive.marks import Range
from deacards.derive.proposal import Blank, Proposal, Rule
from deacards.derive.rules.alias import asks_or_names

_LONG = 14
"""Words from which a line states enough to be asked twice."""
_MOST, _SHORTEST = 3, 3


def propose(spot: Spot) -> Iterator[Proposal]:
    """Yield the best blank of each sentence; of a long line or a list item a second one."""
    line = spot.line
    if (
        line.waste
        or line.label
        or line.steps
        or words.count(line.text) < _SHORTEST
        or asks_or_names(line.text)
    ):
        return
    whole = line.definition or Range(0, len(line.text))
    picked: list[clause.Clause] = []
    for found in clause.objects(line, whole, spot.scene.language):
        told = sum(found.sentence == other.sentence for other in picked)
        most = 2 if words.count(line.text) >= _LONG or not spot.point.prose else 1
        apart = not any(found.part.touches(other.part) for other in picked)
        if told < most and apart and spot.tells(line[found.part]):
            picked.append(found)
    yield from (Blank(found.part) for found in picked[:_MOST])


RULE = Rule("tail", propose, fallback=True)
