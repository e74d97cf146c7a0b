"""`X is a Y`, where X is what the note is about or was just named: ask what X is."""

import re
from collections.abc import Iterator

from deacards.derive import words
from deacards.derive.answer import fit
from deacards.derive.context import Spot, is_generic
from deacards.derive.form import Form, form_of, is_name
from deacards.derive.phrasing import is_plural
from deacards.derive.proposal import Proposal, Question, Rule
from deacards.derive.sentence import is_participle
from deacards.patterns import pattern

_COPULA = pattern(
    r"^(?P<x>.{1,60}?)\s+(?P<verb>is|are|was|were|ist|sind|war|waren|est|sont|était|es|son|"
    r"fue|è|sono|é|são)\s+(?P<y>(?:an?|the|one of|ein|eine|"
    r"der|die|das|un|une|una|uno|um|uma|le|la|el|il|lo|gli|los|las|o|os|as)?\s*\S.*)$",
    re.IGNORECASE,
)
_VERBS = frozenset(
    "is are was were ist sind war waren est sont était es son fue è sono é são 是 指 は".split()  # noqa: SIM905 - a list of words reads best as words
)
_CJK_COPULA = pattern(
    r"^(?P<x>[^，。：；、]{2,20}?)\s?(?:是(?:一种|一个|指)?|指的是|指(?![针針令定标標数數向导導示輪])|とは)\s?(?P<y>.+)$"
)
_ARTICLE = pattern(
    r"^(?:(?:one of|an?|the|ein|eine|der|die|das|un|une|una|uno|um|uma|le|la|el|il|lo|gli|los|las|les|os|"
    r"as|o)\s+|(?:l|un)['’])",
    re.IGNORECASE,
)
_INDEFINITE = pattern(r"(an?)\s", re.IGNORECASE)
_PRONOUN = pattern(r"^(?:it|this|they|these|es|dies|sie|il|elle|ce|esto|este|esta|ellos)$", re.IGNORECASE)
_PARTICIPLE = pattern(
    r"^(?:not|n't|also|only|usually|often|used|called|based|\w+ed|\w+ing|kept|held|made|built|sent|"
    r"taken|given|known|found|chosen|written|put|set|lost|sold|paid|bought|read|run|shown|seen|done|drawn|grown|"
    r"available|able|unable|possible|free|similar|different|optional|required|limited)\b",
    re.IGNORECASE,
)


def propose(spot: Spot) -> Iterator[Proposal]:
    """Yield "What is X?" for a sentence that says what X is."""
    line = spot.line
    if line.label or line.definition:
        return
    match = _COPULA.match(line.text) or _CJK_COPULA.match(line.text)
    if not match:
        return
    name = _ARTICLE.sub("", match["x"]).rstrip(" ,")
    if _PRONOUN.match(name):
        name = spot.subject if spot.opens else ""
    known = name and not is_generic(name) and words.count(name) <= 5 and _is_known(spot, name)
    if not known or _PARTICIPLE.match(match["y"]) or _begins_act(match["y"], spot.scene.language):
        return
    answer = fit(match["y"])
    thing = form_of(match["y"], spot.scene.language) is Form.THING and is_name(name, spot.scene.language)
    defines = "verb" not in match.groupdict() or _ARTICLE.match(match["y"]) or is_plural(name)
    if answer and thing and defines and words.count(answer) > 1:
        phrases = spot.scene.phrases
        template = phrases.what_are if is_plural(name) else phrases.what_is
        article = _INDEFINITE.match(match["x"])
        asked = f"{article[1].lower()} {name}" if article and phrases.language == "en" else name
        yield Question(template.format(asked), (answer,), line.lines)


def _begins_act(text: str, language: str) -> bool:
    """Tell whether "is" only helps a participle: `son identificados por`."""
    first, _, rest = text.partition(" ")
    return bool(rest) and is_participle(first, language)


def _is_known(spot: Spot, name: str) -> bool:
    """Tell whether the note is about `name` here: a heading, the line above, or bold says so."""
    said = set(words.content(name, spot.scene.language))
    if not said:
        return False
    if spot.line.strong and said <= set(words.content(spot.line[spot.line.strong[0]])):
        return True
    above = [crumb.text for crumb in spot.crumbs[-2:]] + ([spot.parent.line.text] if spot.parent else [])
    return any(said <= set(words.content(text, spot.scene.language)) for text in above)


RULE: Rule = Rule("copula", propose, words=_VERBS)
