"""Which rules are asked about a line: those whose trait or word it has, and no card is lost by that."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from deacards.derive.choice import Choice
from deacards.derive.context import Above, Scene, Spot, heading_crumb
from deacards.derive.outline import Point
from deacards.derive.outliner import Outliner
from deacards.derive.phrases import PHRASES
from deacards.derive.rulebook import POINT_RULES
from deacards.notes.reader import read_note

GOLDEN = Path(__file__).parents[1] / "golden" / "derive"
NOTE = re.compile(r"^~~~ note\n(.*?)^~~~$", re.MULTILINE | re.DOTALL)
ASKED = [rule for rule in POINT_RULES if not rule.marked]


def _spots(text: str) -> Iterator[Spot]:
    """Yield the points of a note that hold knowledge."""
    note = read_note("note.md", text.encode())
    outliner = Outliner()
    for section in note.sections:
        above = Above((heading_crumb(note.title),), (), Scene("en", PHRASES["en"]))
        stack = [Spot(outliner.outline(section), above, 0)]
        while stack:
            spot = stack.pop()
            if not isinstance(spot.node, Point):
                continue
            if not spot.line.waste:
                yield spot
            stack += spot.below()


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.md")), ids=lambda path: path.stem)
def test_a_rule_that_is_not_asked_had_nothing_to_say(path: Path) -> None:
    """What a rule `needs`, or its `words`, leaves out no line of which it would make anything."""
    choice = Choice(ASKED)
    spots = [spot for text in NOTE.findall(path.read_text("utf-8")) for spot in _spots(text)]
    assert spots
    for spot in spots:
        asked = choice.rules_for(spot)
        for rule in ASKED:
            if rule not in asked:
                assert not list(rule.propose(spot)), f"{rule.name} is not asked about {spot.line.text!r}"
