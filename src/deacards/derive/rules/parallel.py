"""Rivals with the same labels under them (MSK: at rest, Kinesis: at rest): compare them label by label."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from deacards.derive import words
from deacards.derive.answer import fit
from deacards.derive.context import Spot
from deacards.derive.line import Line
from deacards.derive.outline import Point
from deacards.derive.proposal import Proposal, Question, Rule
from deacards.derive.traits import Trait

_RIVALS = range(2, 5)
_LONGEST_RIVAL = 4
_COMMON = 2
"""Words that two lines must begin with for that beginning to be their label."""


@dataclass(frozen=True, slots=True)
class _Value:
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
    for label, values in _shared(rivals).items():
        if len(values) != len(rivals):
            continue
        items = [fit(f"{value.rival}: {value.text}") for value in values]
        told = tuple(item for item in items if item)
        if len(told) == len(items):
            names = ", ".join(value.rival for value in values)
            lines = (min(v.line.first for v in values), max(v.line.last for v in values))
            yield Question(spot.scene.phrases.compare.format(names, label), told, lines)


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
        for n in range(_COMMON, 6):
            label = _beginning(child.line, n)
            twins = [_starting(other, label) for other in others] if label else []
            if label and all(twins) and label not in shared:
                for point, twin in zip(rivals, [child.line, *(t for t in twins if t)], strict=True):
                    shared[label].append(_Value(point.line.head, twin.text[len(label) :].strip(), twin))
                break
    return shared


def _beginning(line: Line, n: int) -> str:
    """Return the first `n` words of a line that goes on after them, lower-case; empty for other lines."""
    parts = line.text.lower().split(" ")
    return " ".join(parts[:n]) if len(parts) > n and not line.definition and not line.label else ""


def _starting(point: Point, label: str) -> Line | None:
    """Return the only line under a point that begins with `label`."""
    found = [c.line for c in point.points if c.line.text.lower().startswith(label + " ")]
    return found[0] if len(found) == 1 else None


RULE = Rule("parallel", propose, needs=Trait.CHILDREN, headings=True)
