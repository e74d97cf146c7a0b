"""Limits, sizes, prices, dates: hide the number, its unit stays visible."""

import re
from collections.abc import Iterator

from deacards.derive.context import Spot
from deacards.derive.line import Line
from deacards.derive.marks import Range
from deacards.derive.proposal import Blank, Proposal, Rule
from deacards.derive.traits import Trait
from deacards.patterns import pattern

_NUMBER = pattern(
    r"\b\d{1,2}(?:\.|er|st|nd|rd|th)?\s(?:de\s|of\s)?(?:jan|feb|fév|mar|mär|apr|avr|abr|ma[iy]|jun|jui|jul|aug|"
    r"aoû|ago|sep|o[ck]t|nov|de[cz]|déc|dic|ene)[a-zé]*\.?\s(?:de\s)?\d{4}\b|"
    r"\b(?:jan(?:uary|uar|vier)?|feb(?:ruary|ruar)?|mar(?:ch|s|zo)?|märz|apr(?:il)?|may|mai|mayo|june?|juni|juin|"
    r"july?|juli|aug(?:ust)?|sept?(?:ember)?|o[ck]t(?:ober)?|nov(?:ember)?|de[cz](?:ember)?)\.?\s(?:1\d|20)\d\d\b|"
    r"(?<![A-Za-z0-9.,:/#^_-])[~≈<>≤≥]?\s?[$€£]?\d+(?:[.,'’]\d+)*(?:\s?(?:[-–]|to)\s?\d+(?:[.,'’]\d+)*)?"
    r"(?:\s?(?:[kKMGTP]i?[bB]|[kKMGT]?bps|ms|µs|ns|Hz|[kMG]Hz|km|cm|mm|kg|mg|°C|°F|%|‰))?(?![A-Za-z0-9:/^_]|[.,]\d)",
    re.IGNORECASE,
)
_DIGIT = pattern(r"\d")
_UNIT = pattern(
    r"\s?(?:%|[a-zµ°]{1,3}\b|second|minute|hour|day|week|month|year|byte|bit|time|record|file|"
    r"node|user|request|"
    r"message|character|item|partition|shard|copies|replica|zone|region|core|layer|step|stage|"
    r"type|level|bucket|"
    r"sekunde|minute|stunde|tag|woche|monat|jahr|zeichen|seconde|heure|jour|mois|an|año|día|hora)",
    re.IGNORECASE,
)
_REFERENCE = pattern(
    r"(?:chapter|section|figure|fig\.?|table|page|p\.|slide|no\.?|version|v|rfc|iso|ieee|§|step|"
    r"kapitel|seite|abb\.?|folie|chapitre|diapo|exercise|question|part|lecture|week)\s*$",
    re.IGNORECASE,
)
MOST = 2


def propose(spot: Spot) -> Iterator[Proposal]:
    """Yield the blanks of the telling numbers of the line, at most two."""
    line = spot.line
    if line.text.endswith(("?", "？")):
        return
    found = 0
    start = _result(line) or (line.definition.start if line.definition else 0)
    for match in _NUMBER.finditer(line.text, start):
        text = match[0]
        lead = len(text) - len(text.lstrip())
        part = Range(match.start() + lead, match.end())
        if any(v.touches(part) for v in line.verbatim) or _REFERENCE.search(line.text, 0, part.start):
            continue
        tells = (
            len(re.sub(r"\D", "", text)) >= 2
            or not text.strip().isdigit()
            or _UNIT.match(line.text, part.end)
        )
        if tells and part.end - part.start < len(line.text.strip()):
            yield Blank(part)
            found += 1
        if found == MOST:
            return


def _result(line: Line) -> int:
    """Return where the result of a worked example begins (`10 crates a day => 20 pallets`), else 0.

    The numbers that go into it cannot be told from what comes out.
    """
    last = line.steps[-1] if line.steps else None
    return last.start if last and _DIGIT.search(line[last]) else 0


RULE: Rule = Rule("number", propose, needs=Trait.DIGIT)
