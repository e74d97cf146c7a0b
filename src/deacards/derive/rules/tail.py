"""A bare line: hide the object that it ends in or turns on (`... based on X`), the workhorse."""

from collections.abc import Iterator

from deacards.derive import clause, words
from deacards.derive.context import Spot
from deacards.derive.marks import Range
from deacards.derive.proposal import Blank, Proposal, Rule

_LONG = 14
"""Words from which a line states so much that it is asked three times."""


def propose(spot: Spot) -> Iterator[Proposal]:
    """Yield the blanks of a line by its clauses, the best one, and a second of a long line."""
    line = spot.line
    if line.waste or line.label or words.count(line.text) < 3:
        return
    whole = line.definition or Range(0, len(line.text))
    found = clause.objects(line, whole, spot.scene.language)
    picked: list[Range] = []
    for candidate in found:
        if not any(candidate.part.touches(p) for p in picked):
            picked.append(candidate.part)
    most = 3 if words.count(line.text) >= _LONG else 2
    yield from map(Blank, picked[:most])


RULE = Rule("tail", propose, fallback=True)
