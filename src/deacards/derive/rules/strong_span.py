"""What the author made bold or highlighted inside a sentence: hide it."""

import re
from collections.abc import Iterator

from deacards.derive import words
from deacards.derive.context import Spot
from deacards.derive.grammar import KINDS
from deacards.derive.marks import Range
from deacards.derive.proposal import Blank, Proposal, Rule
from deacards.derive.traits import Trait
from deacards.derive.unstated import states_nothing
from deacards.patterns import pattern

_ARTICLE = pattern(
    r"(?:an?|the|ein|eine|der|die|das|un|une|una|uno|um|uma|le|la|el|il|lo|los|las|les|os|as)\s",
    re.IGNORECASE,
)
_WORD = pattern(r"[^\W\d_]")
_BARE = pattern(
    r"multiple|same|different|whole|entire|full|own|other|another|such|bigger|smaller|larger|higher|lower|greater|"
    r"better|worse|faster|slower|longer|shorter|older|newer|earlier|easier|harder|fewer|enough|important|note|"
    r"yes|true|false|nur|mehr|immer|plus|moins|siempre|mismo|misma|gleich\w*|andere\w*|verschiedene\w*",
    re.IGNORECASE,
)
"""Comparatives and determiners, which name nothing."""
_THIRD_PERSON = pattern(r"[a-z]{2,}(?<![sui])s")
_DETERMINER = pattern(r"\s(?:an?|the|its|their|your)\s")
"""What stands behind a verb and hardly ever right behind a noun."""
_LONGEST = 6
_MOST = 3


def propose(spot: Spot) -> Iterator[Proposal]:
    """Yield a blank for each marked span that leaves enough of the sentence to answer from."""
    line = spot.line
    if line.label or states_nothing(line.text):
        return
    start = line.definition.start if line.definition else 0
    bare = (_bare(line.text, span) for span in line.strong)
    language = spot.scene.language
    spans = [span for span in bare if span.start >= start and words.content(line[span], language)]
    spans = [span for span in spans if _WORD.search(line[span]) and _names(line[span], language)]
    if language == "en":
        spans = [span for span in spans if not _ends_in_verb(line.text, span)]
    rest = words.count(line.text) - sum(words.count(line[s]) for s in spans)
    if rest < 3:
        return
    for span in spans[:_MOST]:
        if 0 < words.count(line[span]) <= _LONGEST and not line.is_cut(span):
            yield Blank(span)


def _names(text: str, language: str) -> bool:
    """Tell whether a marked text has a noun, a name or a number in it; `how` is but stress."""
    kinds = KINDS.get(language)
    if kinds is None:
        return True
    said = [word.strip(".,:;!?()\"'“”").lower() for word in text.split()]
    return any(word not in kinds and not _BARE.fullmatch(word) for word in said if word)


def _ends_in_verb(text: str, span: Range) -> bool:
    """Tell whether a marked text is a subject with its English verb: `**the guard disables** the port`."""
    words_before = text[span.start : span.end].split()
    return len(words_before) > 1 and bool(
        _THIRD_PERSON.fullmatch(words_before[-1]) and _DETERMINER.match(text, span.end)
    )


def _bare(text: str, span: Range) -> Range:
    """Return the span without the article it begins with and the punctuation at its end."""
    article = _ARTICLE.match(text, span.start, span.end)
    start = article.end() if article else span.start
    return Range(start, start + len(text[start : span.end].rstrip(" .,:;")))


RULE: Rule = Rule("strong-span", propose, needs=Trait.STRONG)
