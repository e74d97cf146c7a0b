"""What the author made bold or highlighted inside a sentence: hide it."""

from collections.abc import Iterator

from deacards.derive import words
from deacards.derive.context import Spot
from deacards.derive.marks import Range
from deacards.derive.proposal import Blank, Proposal, Rule
from deacards.derive.rules.alias import tells_alias

_LONGEST = 6
_MOST = 3


def propose(spot: Spot) -> Iterator[Proposal]:
    """Yield a blank for each marked span that leaves enough of the sentence to answer from."""
    line = spot.line
    if tells_alias(line.text) or line.waste or line.label:
        return
    start = line.definition.start if line.definition else 0
    spans = [s for s in (_bare(line.text, s) for s in line.strong) if s.start >= start and s.end > s.start]
    rest = words.count(line.text) - sum(words.count(line[s]) for s in spans)
    if rest < 3:
        return
    for span in spans[:_MOST]:
        if 0 < words.count(line[span]) <= _LONGEST and not line.is_cut(span):
            yield Blank(span)


def _bare(text: str, span: Range) -> Range:
    """Return the span without the punctuation at its end."""
    return Range(span.start, span.start + len(text[span.start : span.end].rstrip(" .,:;")))


RULE = Rule("strong-span", propose)
