"""A bare line: hide the object that it ends in or turns on (`... based on X`), the workhorse."""

import re
from collections.abc import Iterator

from deacards.derive import clause, words
from deacards.derive.context import Spot
from deacards.derive.marks import Range
from deacards.derive.proposal import Blank, Proposal, Rule
from deacards.derive.unstated import states_nothing
from deacards.patterns import pattern

_LONG = 14
"""Words from which a line states enough to be asked twice."""
_REFERS_BACK = pattern(
    r"(?:(?:but|so|and|or|then|thus|hence|therefore|however|for example|for instance|"
    r"because of (?:this|that|it)),?\s+"
    r"(?:it|this|that|they|these|those|he|she|we|you|i|there)\b|(?:let|suppose|assume)\s(?:that\s)?[$`])",
    re.IGNORECASE,
)
"""A beginning that goes on with the line above, or only assumes something: it states nothing by itself."""
_JOINT = pattern(
    r"\s(?:and|or|und|oder|et|ou|y|o|e|ed)\s(?:(?:by|in|on|at|for|from|with|to|of|von|mit|für|par|pour|"
    r"avec|por|con|para)\s)?",
    re.IGNORECASE,
)
_MOST, _SHORTEST = 3, 3


def propose(spot: Spot) -> Iterator[Proposal]:
    """Yield the best blank of each sentence; of a long line or a list item a second one."""
    line = spot.line
    if line.label or line.steps or words.count(line.text) < _SHORTEST or states_nothing(line.text):
        return
    whole = line.definition or Range(0, len(line.text))
    picked: list[clause.Clause] = []
    for found in clause.objects(line, whole, spot.scene.language):
        told = sum(found.sentence == other.sentence for other in picked)
        most = 2 if words.count(line.text) >= _LONG or not spot.point.prose else 1
        if found.sentence == 0 and _REFERS_BACK.match(line.text):
            continue
        apart = not any(found.part.touches(other.part) for other in picked)
        if told < most and apart and spot.tells(line[found.part]):
            picked.append(found)
    yield from map(Blank, _joined(line.text, [found.part for found in picked[:_MOST]]))


def _joined(text: str, parts: list[Range]) -> list[Range]:
    """Return parts with those that an "and" joins made one: `by [guest or by date]` is one answer."""
    joined: list[Range] = []
    for part in sorted(parts):
        if joined and _JOINT.fullmatch(text, joined[-1].end, part.start):
            joined[-1] = Range(joined[-1].start, part.end)
        else:
            joined.append(part)
    return joined


RULE: Rule = Rule("tail", propose, fallback=True)
