"""`==highlight==`, `{{c1::words::hint}}`, `{{words}}`: the blanks that the author chose."""

from collections.abc import Iterator

from deacards.derive.context import Spot
from deacards.derive.markup import Cue
from deacards.derive.proposal import Marked, Proposal, Rule


def propose(spot: Spot) -> Iterator[Proposal]:
    """Yield the line as the cloze that the author made of it."""
    markup = spot.line.markup
    if markup and markup.blanks and markup.cue is not Cue.CLOZE and not spot.line.waste:
        yield Marked(markup.blanks, "", spot.line.lines)


RULE: Rule = Rule("cloze-mark", propose, marked=True)
