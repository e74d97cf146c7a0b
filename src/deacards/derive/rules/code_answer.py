"""`syntax:` or `to list the pods:` right above a short piece of code: the label asks for the code."""

import re
from collections.abc import Iterator

from deacards.derive import words
from deacards.derive.context import Spot
from deacards.derive.proposal import Proposal, Question, Rule
from deacards.derive.reason import Reason
from deacards.derive.traits import Trait
from deacards.patterns import pattern

_ASKS = pattern(
    r"(?:.*\b(?:syntax|signature|usage|commands?|snippet|query|code|definition|implementation|equation|formula|"
    r"befehle?|aufruf|schreibweise|formel|commande|syntaxe|formule|comando|sintaxis|fórmula|语法|命令|構文)"
    r"(?:\s+(?:for|of|to|in|with|für|zum|zur|pour|de|para)\s.*)?|(?:how\s+)?to\s+\w.*|um\s.+\szu\s\w+)$",
    re.IGNORECASE,
)
_NOTHING_NAMED = pattern(r"\b(?:it|this|that|them|these|those|so)$|^(?:\S+\s)?\S+$(?<!\S$)", re.IGNORECASE)
_MOST_LINES, _MOST_WORDS = 6, 30


def propose(spot: Spot) -> Iterator[Proposal]:
    """Yield the question whose answer is the code below."""
    line, extras = spot.line, spot.point.extras
    if not line.label or spot.point.children or len(extras) != 1 or not _ASKS.match(line.label):
        return
    if _NOTHING_NAMED.search(line.label):
        return
    code = extras[0]
    if code.kind not in {Reason.CODE, Reason.MATHS} or code.lines[0] > line.last + 2:
        return
    if code.text.count("\n") - 1 <= _MOST_LINES and words.count(code.text) <= _MOST_WORDS:
        told = set(words.content(spot.subject)) <= set(words.content(line.label))
        prompt = f"{line.label}?" if told else f"{spot.subject} – {line.label}?"
        yield Question(prompt, (code.text,), (line.first, code.lines[1]))


RULE: Rule = Rule("code-answer", propose, needs=Trait.EXTRAS)
