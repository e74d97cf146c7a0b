"""`front :: back` and `front ::: back`: the author's own card, the second asked both ways."""

from collections.abc import Iterator

from deacards.derive.context import Spot
from deacards.derive.proposal import Marked, Proposal, Rule
from deacards.patterns import pattern

_PROPERTY = pattern(r"[a-z][\w-]*::\s")


def propose(spot: Spot) -> Iterator[Proposal]:
    """Yield the card of a line with two colons between its sides."""
    markup = spot.line.markup
    if markup is None or not markup.front or spot.line.waste or _is_property(spot):
        return
    if markup.sure or spot.scene.tagged:
        reverse = markup.both or markup.reverses
        yield Marked(markup.front, markup.back, spot.line.lines, reverse=reverse)


def _is_property(spot: Spot) -> bool:
    """Tell whether a line is one of a note's properties (`started:: false`) at its very top."""
    at_top = spot.parent is not None and spot.parent.heading and not spot.parent.line.source
    above = spot.siblings[: spot.index + 1][:30]
    return at_top and len(above) == spot.index + 1 and all(map(_is_named, above))


def _is_named(node: object) -> bool:
    line = getattr(node, "line", None)
    return line is not None and bool(_PROPERTY.match(line.source))


RULE: Rule = Rule("double-colon", propose, marked=True)
