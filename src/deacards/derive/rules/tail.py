"""A bare line: hide the object that it ends in or turns on (`... based on X`), the workhorse."""

from collections.abc import Iterator

from deacards.derive import clause, words
from deacards.derive.context import Spot
from deacards.derive.marks import Range
from deacards.derive.proposal import Blank, Proposal, Rule
from deacards.derive.rules.alias import tells_alias

_LONG = 14
"""Words from which a line states enough to be asked twice."""
_MOST = 3


def propose(spot: Spot) -> Iterator[Proposal]:
    """Yield the best blank of each sentence; of a long line or a list item a second one."""
    line = spot.line
    if tells_alias(line.text) or line.waste or line.label or words.count(line.text) < 3:
        return
    whole = line.definition or Range(0, len(line.text))
    known = {word for crumb in spot.crumbs for word in words.content(crumb.text, spot.scene.language)}
    picked: list[clause.Clause] = []
    for found in clause.objects(line, whole, spot.scene.language):
        told = sum(found.sentence == other.sentence for other in picked)
        most = 2 if words.count(line.text) >= _LONG or not spot.point.prose else 1
        new = not known.issuperset(words.content(line[found.part], spot.scene.language))
        if told < most and new and not any(found.part.touches(other.part) for other in picked):
            picked.append(found)
    yield from (Blank(found.part) for found in picked[:_MOST])


RULE = Rule("tail", propose, fallback=True)
