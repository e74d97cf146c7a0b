"""`discovered by X in 1997`: who did it."""

from collections.abc import Iterator

from deacards.derive import words
from deacards.derive.context import Spot
from deacards.derive.marks import Range
from deacards.derive.proposal import Blank, Proposal, Rule
from deacards.patterns import pattern

_BY = frozenset({"by", "von", "durch", "par", "por"})
_PART = r"[A-ZÀ-Þ](?:\w?\.|[\w'’-]+)"
"""A name or an initial; any other full stop ends the sentence."""
_NAME = rf"{_PART}(?:\s?(?:(?:de|van|von|der|la|le|di|da)\s){{0,2}}{_PART}){{0,4}}"
_DONE_BY = pattern(
    r"\b(?:discovered|invented|founded|written|proposed|developed|coined|created|introduced|published|designed|"
    r"described|discover|entdeckt|erfunden|gegründet|entwickelt|geschrieben|inventée?|découverte?|fondée?|"
    r"écrite?|inventad[oa]|descubiert[oa]|fundad[oa]|desarrollad[oa]|escrit[oa])\s"
    r"(?:\w+\s){0,3}?(?:by|von|durch|par|por)\s(?:the\s|by\s)?(?:[\w-]+\s){0,2}?"
    rf"(?P<who>{_NAME}(?:(?:,|\s(?:and|und|et|y|&))\s{_NAME}){{0,4}})"
)
_PASSIVE_GERMAN = pattern(
    rf"\b(?:von|durch)\s(?P<who>{_NAME}(?:\sund\s{_NAME})?)(?:\s\S+){{0,3}}\s"
    r"(?:entdeckt|erfunden|gegründet|entwickelt|geschrieben|eingeführt|vorgeschlagen)\b"
)


def propose(spot: Spot) -> Iterator[Proposal]:
    """Yield a blank over the names of those who discovered, invented or wrote something."""
    line = spot.line
    if words.asks(line.text):
        return
    for passive in (_DONE_BY, _PASSIVE_GERMAN):
        if found := passive.search(line.text):
            part = Range(*found.span("who"))
            end = part.start + len(line[part].rstrip(".,"))
            if not line.is_cut(part):
                yield Blank(Range(part.start, end))
            return


RULE: Rule = Rule("person", propose, words=_BY)
