"""Lines that state nothing to ask for, whatever their words: what rules that read sentences pass over."""

import re

from deacards.derive import words
from deacards.derive.rules.alias import tells_alias
from deacards.patterns import pattern

_SIGNPOST = pattern(
    r"(?:(?:now|so|first|next|then|here|finally),?\s)?let(?:['’]?s|\sus)\s|here(?:['’]s|\s(?:is|are)|,?\swe)\s|"
    r"in\sthis\s(?:article|section|chapter|post|lesson|module|part|tutorial|video|document|example),?\s(?:we|i|you)\b|"
    r"(?:so\sfar|from\snow\son),?\s(?:we|i|you)\b|"
    r"the\sfollowing\s(?:table|figure|image|picture|diagram|code|example|section|list)\b|"
    r"we(?:['’]ll|\swill|\sare\sgoing\sto)\s(?:see|explain|look|discuss|talk|prove|show|learn|cover)\b|"
    r"im\sfolgenden\b|in\sdiesem\s(?:kapitel|abschnitt|artikel|modul)\b|"
    r"dans\scet?t?e?\s(?:cours|chapitre|section|article|module|partie)\b|voici\b|(?:nous\sallons|on\sva)\s(?:voir|étudier)\b|"
    r"en\sest[ea]\s(?:capítulo|sección|artículo|unidad|tema|apartado)\b|a\scontinuación\b|(?:veamos|vamos\sa|hemos|pasamos\sa)\b|(?:nous\savons)\s(?:déjà|vu)\b|"
    r"(?:下面|接下来|本章|本节|本文|让我们|我们来)|(?:以下に|本章|この章|この記事)",
    re.IGNORECASE,
)
"""A sentence that says where the text goes: `Let's look at the joints`."""


_TASK = pattern(
    r"(?:explain|justify|discuss)\s(?:how|why|what|whether|the|your|an?|in|to|each)\b|distinguish\sbetween\b|"
    r"(?:state|give|name|list|suggest|identify|outline)\s(?:one|two|three|four|five|what|how|why|whether)\b|"
    r"(?:erklären|erläutern|beschreiben|nennen|begründen|berechnen|bestimmen|vergleichen|skizzieren|geben)\ssie\b|"
    r"(?:expliquez|justifiez|calculez|montrez|démontrez|complétez)\b",
    re.IGNORECASE,
)
"""What an exam asks its reader to do: `State two reasons`."""
_OPENINGS = frozenset(
    """now so first next then here finally let let's let’s here's here’s in from the we we'll we’ll im dans
    voici nous on en a veamos vamos hemos pasamos explain justify discuss distinguish state give name list
    suggest identify outline erklären erläutern beschreiben nennen begründen berechnen bestimmen vergleichen
    skizzieren geben expliquez justifiez calculez montrez démontrez complétez""".split()  # noqa: SIM905 - a list of words reads best as words
)
"""The first words of such sentences, so that no other is searched."""


def states_nothing(text: str) -> bool:
    """Tell whether a line is a question, only tells other names, or where the text goes on."""
    if words.asks(text) or tells_alias(text):
        return True
    first = text.partition(" ")[0].rstrip(",").lower()
    if text[:1] < "\u3000" and first not in _OPENINGS:
        return first.endswith("remos")  # Spanish for what "we shall" do
    return bool(_SIGNPOST.match(text) or _TASK.match(text))
