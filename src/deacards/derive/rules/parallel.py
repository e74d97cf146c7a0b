"""Rivals with the same labels under them (MSK: at rest, Kinesis: at rest): compare them label by label."""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import takewhile
from typing import NamedTuple

from deacards.derive import words
from deacards.derive.answer import fit
from deacards.derive.context import Spot
from deacards.derive.line import Line
from deacards.derive.marks import Range
from deacards.derive.outline import Point
from deacards.derive.proposal import Proposal, Question, Rule
from deacards.derive.traits import Trait
from deacards.patterns import pattern

_RIVALS = range(2, 5)
_LONGEST_RIVAL = 4
_COMMON = 2
"""Words that two lines must begin with for that beginning to be their label."""
_JOINT = pattern(r"\s(?:and|or|und|oder|et|ou|y|o)\s", re.IGNORECASE)


class _Value(NamedTuple):
    """What a rival has under a label."""

    rival: str
    text: str
    line: Line


def propose(spot: Spot) -> Iterator[Proposal]:
    """Yield a list for each label that all rivals share."""
    rivals = [p for p in spot.point.points if p.children]
    if len(rivals) not in _RIVALS or len(rivals) != len(spot.point.points):
        return
    if any(words.count(p.line.head) > _LONGEST_RIVAL or p.line.waste for p in rivals):
        return
    if len({p.line.head for p in rivals}) < len(rivals):
        return
    for label, values in _shared(rivals).items():
        if len(values) != len(rivals):
            continue
        items = [fit(f"{value.rival}: {value.text}") for value in values]
        told = tuple(item for item in items if item)
        if len(told) == len(items):
            names = ", ".join(value.rival for value in values)
            lines = (min(v.line.first for v in values), max(v.line.last for v in values))
            yield Question(spot.scene.phrases.compare.format(names, label.rstrip(" ,")), told, lines)


def _shared(rivals: list[Point]) -> dict[str, list[_Value]]:
    """Return label -> its values, for labels written out (`at rest : x`) and for common beginnings."""
    shared: dict[str, list[_Value]] = defaultdict(list)
    for point in rivals:
        for child in point.points:
            line = child.line
            if line.term and line.definition:
                value = _Value(point.line.head, line[line.definition], line)
                label = line[line.term].strip()
                shared[next((known for known in shared if known.lower() == label.lower()), label)].append(
                    value
                )
    first, *others = rivals
    for child in first.points:
        twins = [_twin(other, child.line) for other in others]
        lines = [child.line, *(twin for twin in twins if twin)]
        label = _beginning(lines) if len(lines) == len(rivals) else ""
        if label and label not in shared:
            for point, line in zip(rivals, lines, strict=True):
                shared[label].append(_Value(point.line.head, line.text[len(label) :].strip(), line))
    return shared


def _twin(point: Point, line: Line) -> Line | None:
    """Return the only line under a point that begins with the same two words as `line`."""
    begins = _first_words(line)
    found = [child.line for child in point.points if begins and _first_words(child.line) == begins]
    return found[0] if len(found) == 1 else None


def _first_words(line: Line) -> str:
    """Return the words that a line must share with its twins, lower-case; empty for other lines."""
    parts = line.text.lower().split(" ", _COMMON)
    return " ".join(parts[:_COMMON]) if len(parts) > _COMMON and not (line.definition or line.label) else ""


def _beginning(lines: list[Line]) -> str:
    """Return the words that lines begin with; empty where one ends there, or has code cut by it.

    All of them, so that none is left over in the answers, but for two where a joint would begin an answer.
    """
    rows = zip(*(line.text.split(" ") for line in lines), strict=False)
    common = [row[0] for row in takewhile(lambda row: len({word.lower() for word in row}) == 1, rows)]
    label = " ".join(common)
    if any(_JOINT.match(line.text, len(label)) for line in lines):
        label = " ".join(common[:_COMMON])
    whole = all(line.text[len(label) :].strip() for line in lines)
    return label if whole and not any(line.is_cut(Range(0, len(label))) for line in lines) else ""


RULE: Rule = Rule("parallel", propose, needs=Trait.CHILDREN, headings=True)
