"""`also known as X`, `AKA X`, `auch X genannt`: the other names of what stands above."""

import re
from collections.abc import Iterator

from deacards.derive import words
from deacards.derive.answer import fit
from deacards.derive.context import Spot
from deacards.derive.proposal import Proposal, Question, Rule
from deacards.patterns import pattern

_ALIAS = pattern(
    r"^(?:(?:also |often |sometimes )?(?:known|referred to) as|also called|a\.?k\.?a\.?|alias(?:es)?:?|"
    r"synonyms?:|other names?:|auch bekannt als|auch genannt|synonyme?:|"
    r"aussi (?:appelée?s?|connue?s? sous le nom de)|"
    r"también (?:llamado|conocido como)|又称为?|也叫做?|别名[:：]?|別名[:：]?)\s*(?P<names>\S.*)$",
    re.IGNORECASE,
)
_WORDS = frozenset(
    """known referred also often sometimes aka a alias aliases synonym synonyms synonyme other auch aussi
    también 又 也 别 別""".split()  # noqa: SIM905 - a list of words reads best as words
)
"""What a line that says other names begins with."""
_OR = pattern(r"\s*(?:,|;|、|\b(?:or|oder|ou|o)\b)\s*")
_LONGEST = 6


def tells_alias(text: str) -> bool:
    """Tell whether a line says nothing but other names."""
    return not _WORDS.isdisjoint(words.tokens(text)[:1]) and bool(_ALIAS.match(text))


def propose(spot: Spot) -> Iterator[Proposal]:
    """Yield the question for the other names of the heading or the line above."""
    found = _ALIAS.match(spot.line.text)
    if not found or not spot.crumbs or spot.crumbs[-1].generic:
        return
    names = tuple(name for part in _OR.split(found["names"]) if (name := fit(part, _LONGEST)))
    known = set(words.content(spot.subject))
    new = tuple(name for name in names if set(words.content(name)) - known)
    if 0 < len(new) <= 3:
        yield Question(spot.scene.phrases.also_called.format(spot.subject), new, spot.line.lines)


RULE: Rule = Rule("alias", propose, words=_WORDS)
