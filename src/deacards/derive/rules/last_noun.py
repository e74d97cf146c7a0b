"""The last resort for a line without a clause: hide its last words, and ask the person to reword it."""

import re
from collections.abc import Iterator

from deacards.deck.card import Quality
from deacards.derive import words
from deacards.derive.context import Spot
from deacards.derive.marks import Range
from deacards.derive.proposal import Blank, Proposal, Rule

_LAST = re.compile(r"(?:[\w'’./+-]+\s)?[\w'’./+-]*\w[)\]]?\W*$")
_COMPOUND = re.compile(r"(\w+-\w[\w-]*|[A-Z]{2,}) [a-z]{4,}")
_SHORTEST = 4


def propose(spot: Spot) -> Iterator[Proposal]:
    """Yield a blank over the last word, with the one before it where both mean something.

    Of two words, the first is hidden where it is a compound or an acronym (`multi-AZ deployment`).
    """
    line = spot.line
    if line.waste or line.label:
        return
    if compound := _COMPOUND.fullmatch(line.text):
        yield Blank(Range(*compound.span(1)), Quality.REVIEW)
    if words.count(line.text) < _SHORTEST:
        return
    match = _LAST.search(line.text)
    if not match or line.brackets:
        return
    text = match[0].rstrip(" .,;:!?")
    before = text.split(" ")[0]
    keeps_both = (
        " " in text and words.content(before, spot.scene.language) and words.count(line.text) > _SHORTEST
    )
    start = match.start() if keeps_both or " " not in text else match.start() + len(before) + 1
    part = Range(start, match.start() + len(text))
    if words.content(line[part], spot.scene.language) and not line.is_cut(part):
        yield Blank(part, Quality.REVIEW)


RULE = Rule("last-noun", propose, fallback=True)
