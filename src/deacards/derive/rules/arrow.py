"""`condition => consequence`, chains of steps, and a line that begins with an arrow."""

from collections.abc import Iterator

from deacards.derive import clause, words
from deacards.derive.context import Spot
from deacards.derive.line import Line
from deacards.derive.marks import Range
from deacards.derive.proposal import Blank, Piece, Proposal, Rule, Sheet
from deacards.derive.traits import Trait

_LONGEST = 10
_LONGEST_CAUSE = 6
"""Words of a cause that is asked too: a longer one is only the cue of what it causes."""
_CUE = 14
"""Words of the line above that a consequence is shown with."""


def propose(spot: Spot) -> Iterator[Proposal]:
    """Yield a blank for every step, a cause only if it is short, or the consequence of the line above.

    A step is hidden whole or not at all: a piece of it would be any word beside half a cue.
    """
    line = spot.line
    for step in line.steps[1:]:
        if part := _bare(line, step):
            yield Blank(part)
    first = _bare(line, line.steps[0]) if len(line.steps) == 2 else None
    if first and words.count(line[first]) <= _LONGEST_CAUSE:
        yield Blank(first)
    if line.leads and spot.previous and not line.steps:
        yield from _consequence(spot, spot.previous.line)


def _bare(line: Line, step: Range) -> Range | None:
    """Return a step without the bracket that ends it, or None where it is too long."""
    end = next(
        (
            b.whole.start
            for b in line.brackets
            if step.start < b.whole.start and step.end - 1 <= b.whole.end <= step.end
        ),
        step.end,
    )
    text = line.text[step.start : end]
    part = Range(step.start + len(text) - len(text.lstrip()), step.start + len(text.rstrip(" .,;:")))
    whole = 0 < words.count(line[part]) <= _LONGEST and not line.is_cut(part)
    return part if whole else None


def _consequence(spot: Spot, above: Line) -> Iterator[Proposal]:
    """Yield what follows from the line above, as one text."""
    line = spot.line
    text = line.label or line.text
    part = clause.tail(line, Range(0, len(text)), spot.scene.language)
    if part is None:
        if words.count(text) > _LONGEST:
            return
        part = Range(0, len(text.rstrip(" .;,")))
    cue = above.text.split(" ")
    before = " ".join(cue) if len(cue) <= _CUE else "… " + " ".join(cue[-_CUE:])
    pieces = (
        Piece(f"{before} ==> {line.text[: part.start]}"),
        Piece(line[part], hidden=True),
        Piece(line.text[part.end : len(text)]),
    )
    yield Sheet(pieces, (above.first, line.last))


RULE: Rule = Rule("arrow", propose, needs=Trait.ARROW)
