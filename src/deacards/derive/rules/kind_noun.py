"""The first line under a heading names its kind (`query service` under athena): ask what the heading is."""

import re
from collections.abc import Iterator

from deacards.derive import words
from deacards.derive.answer import fit
from deacards.derive.context import Spot, bare, is_generic
from deacards.derive.form import Form, form_of, is_name
from deacards.derive.phrasing import ask_definition, is_category, is_plural
from deacards.derive.proposal import Proposal, Question, Rule
from deacards.derive.traits import Trait
from deacards.patterns import pattern

_KINDS = pattern(
    r"\b(?:service|tool|database|engine|framework|platform|language|protocol|library|format|system|algorithm|"
    r"method|technique|model|standard|attack|process|structure|store|storage|warehouse|queue|cluster|network|"
    r"device|server|program|application|software|organi[sz]ation|company|author|philosopher|"
    r"scientist|disease|"
    r"disorder|syndrome|drug|protein|enzyme|hormone|theory|law|principle|strategy|operator|function|"
    r"solution|orchestrator|scheduler|broker|cache|catalog|runtime|utility|etl|handling|"
    r"dienst|werkzeug|datenbank|sprache|protokoll|verfahren|algorithmus|krankheit|"
    r"outil|langage|protocole|logiciel|herramienta|lenguaje|protocolo|servicio)$",
    re.IGNORECASE,
)
_LEADS = pattern(
    r"^(?:(?:aws|amazon|azure|google|fully|an?|the)[\s-]+)*(?:managed|serverless|distributed|open[\s-]source|"
    r"relational|non-relational|columnar|nosql|in-memory|key-value)\b",
    re.IGNORECASE,
)
_MOST = 6


def is_kind(text: str) -> bool:
    """Tell whether a fragment says what kind of thing something is."""
    text = text.rstrip(" .")
    last = text.rfind(" ") + 1
    return words.count(text) <= _MOST and bool(_KINDS.search(text, last) or _LEADS.match(text))


def propose(spot: Spot) -> Iterator[Proposal]:
    """Yield "What is <heading>?" for a first line that names a kind."""
    line = spot.line
    if not spot.opens or line.definition or line.label:
        return
    text = line.head
    subject = bare(spot.crumbs[-1].text)
    if words.count(subject) > 5 or is_category(subject) or is_generic(subject) or is_plural(subject):
        return
    answer = fit(text)
    form = form_of(text, spot.scene.language)
    if answer and is_kind(text) and form is Form.THING and is_name(subject, spot.scene.language):
        yield Question(ask_definition(spot.scene.phrases, subject, form), (answer,), line.lines)


RULE: Rule = Rule("kind-noun", propose, needs=Trait.OPENS)
