"""`brook /brʊk/ 小溪`: a word with its sounds and what it means, asked both ways."""

from collections.abc import Iterator

from deacards.derive.answer import fit
from deacards.derive.context import Spot
from deacards.derive.proposal import Proposal, Question, Rule
from deacards.derive.traits import Trait
from deacards.patterns import pattern

_WORD = pattern(
    r"(?P<word>[^\W\d_][\w .…'’-]{0,40}?)\s*"
    r"(?P<sounds>/(?=[^/]*[ˈˌəɚɝɪʊɛæɑɒɔʌθðʃʒŋɡɜːøœɥɲʁɲχ̃])[^/]{1,40}/)"
    r"\s*(?:[:：=–—-]\s*)?(?P<meaning>\S.*)"
)
"""A word, its sounds in the letters of phonetics, its meaning."""


def propose(spot: Spot) -> Iterator[Proposal]:
    """Yield a word, shown with its sounds, and its meaning."""
    line = spot.line
    found = _WORD.fullmatch(line.text)
    meaning = fit(found["meaning"]) if found else None
    if found and meaning and "/" not in meaning:
        yield Question(f"{found['word']} {found['sounds']}", (meaning,), line.lines, reverse=True)


RULE: Rule = Rule("pronounced", propose, needs=Trait.SOUNDS)
