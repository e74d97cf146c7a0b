"""`#card` or `#flashcard` at a line or heading: it is the question, and what follows is the answer.

Of a heading it is the whole section, up to a sub-section with a tag of its own; of a line its further lines
and what is nested under it, else the next block. A section whose lines are marked themselves is no answer.
"""

from collections.abc import Iterator, Sequence

from deacards.derive.context import Spot
from deacards.derive.markdown import markdown, touching
from deacards.derive.outline import Break, Node, Point
from deacards.derive.proposal import Marked, Proposal, Rule


def propose(spot: Spot) -> Iterator[Proposal]:
    """Yield the card of a line with a tag, or above a line that is nothing but the tag."""
    if spot.is_heading:
        yield from _heading(spot)
        return
    if not (markup := spot.line.markup) or not markup.card or not spot.line.source or spot.line.waste:
        return
    nodes = [*spot.point.children, *_further(spot)] or _next(spot)
    parts = [*(extra.text for extra in spot.point.extras), markdown(nodes)]
    answer = "\n\n".join(part for part in parts if part)
    if answer:
        last = max([spot.point.last, *(node.last for node in nodes)])
        yield Marked(spot.line.source, answer, (spot.line.first, last), reverse=markup.reverses, claims=True)


def _heading(spot: Spot) -> Iterator[Proposal]:
    children = spot.point.children
    tag = spot.line.markup.card if spot.line.markup else ""
    if not tag and children and isinstance(children[0], Point) and _is_bare_tag(children[0]):
        tag = children[0].line.markup.card if children[0].line.markup else ""
        children = children[1:]
    mine = list(_own(children))
    if not tag or not spot.line.source or any(map(_is_marked, mine)):
        return
    if answer := markdown(mine):
        reverse = tag.endswith("reverse")
        yield Marked(spot.line.source, answer, (spot.line.first, mine[-1].last), reverse=reverse, claims=True)


def _own(nodes: Sequence[Node]) -> Iterator[Node]:
    """Yield what belongs to a heading's card: all up to a sub-section that is a card itself."""
    for node in nodes:
        if isinstance(node, Point) and node.heading and (_card(node) or _has_bare_tag(node)):
            return
        yield node


def _is_marked(node: Node) -> bool:
    """Tell whether a line is a card of its own: then a tag above only says that there are some."""
    if not isinstance(node, Point):
        return False
    markup = node.line.markup
    return bool(markup and (markup.cue or markup.front or markup.blanks or markup.card))


def _further(spot: Spot) -> list[Node]:
    """Return the further lines of the line's paragraph or item, and what follows a paragraph at once."""
    found: list[Node] = []
    for node in touching(spot.siblings, spot.index + 1):
        if not spot.point.prose and not (isinstance(node, Point) and node.goes_on):
            break
        if _is_marked(node):
            break
        found.append(node)
    return found


def _next(spot: Spot) -> list[Node]:
    """Return the next block, for a question that stands alone."""
    after = spot.siblings[spot.index + 1 : spot.index + 2]
    ends = not after or isinstance(after[0], Break) or _is_marked(after[0])
    return [] if ends or not spot.point.prose or getattr(after[0], "heading", False) else list(after)


def _card(point: Point) -> str:
    return point.line.markup.card if point.line.markup else ""


def _is_bare_tag(point: Point) -> bool:
    return bool(_card(point)) and not point.line.source


def _has_bare_tag(point: Point) -> bool:
    return any(isinstance(child, Point) and _is_bare_tag(child) for child in point.children[:1])


RULE: Rule = Rule("card-tag", propose, marked=True, headings=True)
