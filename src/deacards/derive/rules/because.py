"""`X because Y`: hide the cause, then what it causes."""

import re
from collections.abc import Iterator

from deacards.derive import words
from deacards.derive.context import Spot
from deacards.derive.grammar import KINDS, Kind
from deacards.derive.marks import Range
from deacards.derive.proposal import Blank, Proposal, Rule
from deacards.derive.stops import ends_sentence
from deacards.patterns import pattern

_BECAUSE = pattern(
    r"\s(?:because(?: of)?|due to|since(?=\s(?:it|they|the|a|we|you)\b)|weil|denn|wegen|"
    r"parce qu[e']|car|porque|debido a|perché|poiché|a causa di|devido a|pois)\s",
    re.IGNORECASE,
)
_WORDS = frozenset(
    {
        "because",
        "due",
        "since",
        "weil",
        "denn",
        "wegen",
        "parce",
        "car",
        "porque",
        "debido",
        "perché",
        "poiché",
        "causa",
        "devido",
        "pois",
    }
)
_BREAK = pattern(r"\.(?!\S)|[;,:()（）]")
_ADVERB = pattern(r"^\s*(?:basically|so|also|and|but|is|are|it is|usually)\s+", re.IGNORECASE)
_TELLING = 4
"""Words from which a clause that begins with "it" says enough by itself."""
_LONGEST_CAUSE, _LONGEST_EFFECT = 10, 4


def propose(spot: Spot) -> Iterator[Proposal]:
    """Yield the blanks of a cause and of its effect."""
    line = spot.line
    for match in _BECAUSE.finditer(line.text):
        stop = next(_breaks(line.text, match.end(), len(line.text)), None)
        cause = Range(match.end(), stop.start() if stop else len(line.text))
        opened = max((b.end() for b in _breaks(line.text, 0, match.start())), default=0)
        if adverb := _ADVERB.match(line.text[opened : match.start()]):
            opened += adverb.end()
        effect = Range(opened + (line.text[opened : opened + 1] == " "), match.start())
        for part, longest in ((cause, _LONGEST_CAUSE), (effect, _LONGEST_EFFECT)):
            whole = 0 < words.count(line[part]) <= longest and not line.is_cut(part)
            if whole and not _refers_back(line[part], spot.scene.language):
                yield Blank(part)


def _breaks(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Yield the punctuation that parts a cause or an effect from the rest: no stop of an abbreviation."""
    return (b for b in _BREAK.finditer(text, start, end) if b[0] != "." or ends_sentence(text, b.start()))


def _refers_back(text: str, language: str) -> bool:
    """Tell whether a text says nothing without the line above it: `this is`."""
    kinds = KINDS.get(language, {})
    first, last = (
        kinds.get(word.lower()) for word in (text.split(maxsplit=1)[0], text.rsplit(maxsplit=1)[-1])
    )
    return last is Kind.COPULA or (first is Kind.PRONOUN and words.count(text) < _TELLING)


RULE: Rule = Rule("because", propose, words=_WORDS)
