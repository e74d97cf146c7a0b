"""`?` alone on a line between a question and its answer, `??` for both ways; an empty line ends the card."""

from collections.abc import Iterator

from deacards.derive.context import Spot
from deacards.derive.markdown import markdown, touching, under
from deacards.derive.markup import Cue
from deacards.derive.outline import Node, Point
from deacards.derive.proposal import Marked, Proposal, Rule

_TURNS = {Cue.TURN, Cue.TURN_BOTH}


def propose(spot: Spot) -> Iterator[Proposal]:
    """Yield the card whose question begins at the line."""
    begins = not spot.point.goes_on or (spot.previous is not None and _is_card(spot, spot.previous))
    if not begins or spot.line.waste:
        return
    lines = [spot.point, *_lines(spot)]
    turn = next((i for i, line in enumerate(lines) if _cue(line) in _TURNS), 0)
    if not turn or any(_is_card(spot, line) for line in lines[:turn]):
        return
    blocks = [] if turn + 1 < len(lines) and not spot.point.prose else _blocks(spot, len(lines))
    nodes = [*lines[turn + 1 :], *blocks]
    children = spot.point.children if not spot.point.prose else ()
    prompt = "\n".join(line.line.source for line in lines[:turn] if line.line.source)
    parts = (under(lines[turn]), markdown(nodes), markdown(children))
    answer = "\n\n".join(part for part in parts if part)
    if prompt and answer:
        last = max(node.last for node in (*lines, *nodes, *children))
        reverse = _cue(lines[turn]) is Cue.TURN_BOTH
        yield Marked(prompt, answer, (spot.line.first, last), reverse=reverse, claims=True)


def _is_card(spot: Spot, line: Point) -> bool:
    """Tell whether a line is a card by itself, so that a question can begin only after it."""
    markup = line.line.markup
    return bool(markup and markup.front and (markup.sure or spot.scene.tagged))


def _lines(spot: Spot) -> Iterator[Point]:
    """Yield the further lines of the paragraph or item that the point begins."""
    for index in range(spot.index + 1, len(spot.siblings)):
        node = spot.siblings[index]
        if not (isinstance(node, Point) and node.goes_on):
            return
        yield node


def _blocks(spot: Spot, lines: int) -> list[Node]:
    """Return the blocks that follow the lines of a paragraph without an empty line."""
    return list(touching(spot.siblings, spot.index + lines)) if spot.point.prose else []


def _cue(point: Point) -> Cue | None:
    return point.line.markup.cue if point.line.markup else None


RULE: Rule = Rule("turn", propose, marked=True)
