"""Which rules are asked about a line: those whose trait or word it has, and no card is lost by that."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from deacards.derive.choice import Choice
from deacards.derive.context import Above, Scene, Spot, heading_crumb
from deacards.derive.outliner import Outliner
from deacards.derive.phrases import PHRASES
from deacards.derive.rulebook import POINT_RULES
from deacards.notes.reader import read_note

CASES = sorted((Path(__file__).parents[1] / "golden" / "derive").glob("*.md"))
ASKED = [rule for rule in POINT_RULES if not rule.marked]


def _spots(path: Path) -> Iterator[Spot]:
    """Yield the points of all notes of a file of cases, those that hold knowledge."""
    note = read_note(path.name, path.read_bytes())
    outliner = Outliner()
    for section in note.sections:
        root = outliner.outline(section)
        above = Above((heading_crumb(note.title),), (root,), Scene("en", PHRASES["en"]))
        stack = [Spot(root, above, 0)]
        while stack:
            spot = stack.pop()
            if spot.is_grid or not hasattr(spot.node, "children"):
                continue
            if not spot.line.waste:
                yield spot
            stack += spot.below()


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_rule_that_is_not_asked_had_nothing_to_say(path: Path) -> None:
    """What a rule `needs`, or its `words`, leaves out no line of which it would make anything."""
    choice = Choice(ASKED)
    for spot in _spots(path):
        asked = choice.rules_for(spot)
        for rule in ASKED:
            if rule not in asked:
                assert not list(rule.propose(spot)), f"{rule.name} is not asked about {spot.line.text!r}"
