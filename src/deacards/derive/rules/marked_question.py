"""`Q:` with `A:`, and `C:` with [brackets]: a question and its answer, or a cloze, over any number of lines.

In a section that begins with such a line everything up to the next one belongs to the card; elsewhere a card
ends at an empty line.
"""

from collections.abc import Iterator

from deacards.derive.context import Spot
from deacards.derive.markdown import as_text, markdown
from deacards.derive.markup import Cue, cloze_of
from deacards.derive.outline import Break, Node, Point
from deacards.derive.proposal import Marked, Proposal, Rule

_LONGEST_QUESTION = 20
"""Lines and blocks of a question: where no answer comes within, the line is none."""


def propose(spot: Spot) -> Iterator[Proposal]:
    """Yield the card that begins at the line."""
    cue = _cue(spot.point)
    if cue is Cue.QUESTION:
        yield from _question(spot)
    elif cue is Cue.CLOZE:
        nodes = list(_following(spot, parted=_is_deck(spot)))
        text = markdown([as_text(spot.point, alone=True), *nodes])
        if blanks := cloze_of(text):
            yield Marked(blanks, "", (spot.line.first, _last(spot, nodes)), claims=True)


def _question(spot: Spot) -> Iterator[Proposal]:
    asked: list[Node] = []
    answer: Point | None = None
    more: list[Node] = []
    for node in _following(spot, parted=True):
        if answer is None and isinstance(node, Point) and _cue(node) is Cue.ANSWER:
            answer = node
        elif answer is None:
            asked.append(node)
            if len(asked) > _LONGEST_QUESTION:
                return
        elif _belongs(spot, node, (answer, *more)):
            more.append(node)
        else:
            break
    if answer is None:
        return
    prompt = markdown([as_text(spot.point, alone=True), *asked])
    text = markdown([as_text(answer), *more])
    if prompt and text:
        yield Marked(prompt, text, (spot.line.first, _last(spot, [answer, *more])), claims=True)


def _belongs(spot: Spot, node: Node, before: tuple[Node, ...]) -> bool:
    """Tell whether a node goes on with the answer: in a deck always, else without an empty line between."""
    bare = len(before) == 1 and isinstance(before[0], Point) and not before[0].line.source
    return _is_deck(spot) or bare or node.first <= before[-1].last + 1


def _following(spot: Spot, *, parted: bool) -> Iterator[Node]:
    """Yield what follows, the line's children first, up to the next card; over empty lines if `parted`."""
    for child in spot.point.children:
        if _ends(child):
            return
        yield child
    last = spot.point.last
    for index in range(spot.index + 1, len(spot.siblings)):
        node = spot.siblings[index]
        if _ends(node) or (not parted and node.first > last + 1):
            return
        yield node
        last = node.last


def _ends(node: Node) -> bool:
    """Tell whether a node is the end of the card before it."""
    if isinstance(node, Break):
        return True
    return isinstance(node, Point) and (node.heading or _cue(node) in {Cue.QUESTION, Cue.CLOZE})


def _is_deck(spot: Spot) -> bool:
    """Tell whether the lines here are cards and nothing else: the first one is, by a plain cue."""
    first = spot.siblings[0]
    if not isinstance(first, Point) or first.line.markup is None or first.line.markup.emphasised:
        return False
    return _cue(first) in {Cue.QUESTION, Cue.CLOZE}


def _cue(point: Point) -> Cue | None:
    return point.line.markup.cue if point.line.markup else None


def _last(spot: Spot, nodes: list[Node]) -> int:
    return max(spot.point.last, *(node.last for node in nodes)) if nodes else spot.point.last


RULE: Rule = Rule("q-and-a", propose, marked=True)
