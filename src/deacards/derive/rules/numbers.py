"""Limits, sizes, prices, dates: hide the number, its unit stays visible."""

import re
from collections.abc import Iterator

from deacards.derive import words
from deacards.derive.context import Spot
from deacards.derive.grammar import KINDS
from deacards.derive.line import Line
from deacards.derive.marks import Range
from deacards.derive.proposal import Blank, Proposal, Rule
from deacards.derive.traits import Trait
from deacards.patterns import pattern

_MONTHS = (
    r"jan(?:uary|uar|vier)?|jänner|enero|gennaio|janeiro|feb(?:ruary|ruar|braio|rero)?|février|fevereiro|"
    r"apr(?:il|ile)?|avril|abril|june?|juni|juin|junio|giugno|junho|july?|juli|juillet|julio|luglio|julho|"
    r"aug(?:ust)?|août|agosto|sept?(?:ember|embre|iembre)?|settembre|setembro|o[ck]t(?:ober|obre)?|octubre|"
    r"ottobre|outubro|nov(?:ember|embre|iembre|embro)?|de[cz](?:ember)?|décembre|dic(?:iembre|embre)?|dezembro|"
    r"märz|marzo|março|mayo|maggio|maio"
)
_WORDS_TOO = r"mar(?:ch|s)?|ma[iy]"
"""Months that are other words as well, but where a year follows."""
_MONTH_BEFORE = pattern(
    rf"\b(?:(?P<sure>{_MONTHS})|{_WORDS_TOO})\.?(?:\s\d{{1,2}}(?:st|nd|rd|th),?)?\s?$", re.IGNORECASE
)
_DAY_AND_YEAR = pattern(
    r"(?P<day>\s?\d{1,2}(?:st|nd|rd|th)?\b(?![:./–-]?\d|%))?(?P<year>(?:,?\s)?(?:1\d|20)\d\d\b)?"
)
_LONGEST_MONTH = 18
_NUMBER = pattern(
    rf"\b\d{{1,2}}(?:\s?[-–/]\s?\d{{1,2}})?(?:\.|er|º|st|nd|rd|th)?\s(?:de\s|of\s)?"
    rf"(?:(?:{_MONTHS})\b\.?(?:,?\s(?:de\s)?\d{{4}}\b)?|(?:{_WORDS_TOO})\b\.?,?\s(?:de\s)?\d{{4}}\b|(?:mai|mars)\b)|"
    r"\b\d{1,2}\.\s(?:jahrhunderts?\b|jh\.)|"
    r"(?<![A-Za-z0-9.,:/#^_-])[~≈<>≤≥]?\s?[$€£]?\d+(?:[.,'’]\d+)*(?:\s?(?:[-–]|to)\s?\d+(?:[.,'’]\d+)*)?"
    r"(?:\s?(?:[kKMGTP]i?[bB]|[kKMGT]?bps|ms|µs|ns|Hz|[kMG]Hz|km|cm|mm|kg|mg|°C|°F|%|‰))?"
    r"(?![A-Za-z0-9:/^_]|[.,]\d|\.\.)",
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
    r"kapitel|seite|\bs\.|\bpp\.|abb\.?|abbildung|folie|chapitre|diapo|exercise|question|part|lecture|week|pág\.?|"
    r"página|第)\s*$",
    re.IGNORECASE,
)
_LONGEST_REFERENCE = 16
_PAGES = pattern(r"(?:\s?[-–~]\s?\d+)?\s?[页頁]")
"""What makes a number a page of a book."""
_WORD = pattern(r"[^\W\d_]{2}|[\u3040-\u9fff]")
"""Something that numbers could be about: without any, a line is a computation."""
_COMPUTED = pattern(r"\d\s?[+*×·÷]\s?[(\d][^=]*=|=[^=]*\d\s?[+*×·÷]\s?[(\d]")
"""Numbers reckoned with: what comes out holds of one case."""
_ADDRESS = pattern(r"\d{1,3}(?:\.\d{1,3}){3}")
_COUNTED = pattern(r"\s*[、.．)](?!\d)")
"""What stands behind a number that only counts the lines."""
MOST = 2


def propose(spot: Spot) -> Iterator[Proposal]:
    """Yield the blanks of the telling numbers of the line, at most two."""
    line = spot.line
    if words.asks(line.text) or not _WORD.search(line.text):
        return
    if "=" in line.text and _COMPUTED.search(line.text):
        return
    found = done = 0
    start = _result(line) or (line.definition.start if line.definition else 0)
    for match in _NUMBER.finditer(line.text, start):
        text = match[0]
        lead = len(text) - len(text.lstrip())
        part = _with_month(line.text, Range(match.start() + lead, match.end()))
        if part.start < done or any(v.touches(part) for v in line.verbatim) or _is_reference(line.text, part):
            continue
        done = part.end
        if (part.start == 0 and _COUNTED.match(line.text, part.end)) or _is_typed(spot, text):
            continue
        tells = (
            part.start < match.start()
            or len(re.sub(r"\D", "", text)) >= 2
            or not text.strip().isdigit()
            or _UNIT.match(line.text, part.end)
        )
        if tells and part.end - part.start < len(line.text.strip()):
            yield Blank(part)
            found += 1
        if found == MOST:
            return


def _is_typed(spot: Spot, number: str) -> bool:
    """Tell whether a number is an address in a line that is a command and no sentence: one of one network."""
    line = spot.line
    if (
        number.count(".") != 3
        or not _ADDRESS.fullmatch(number.strip())
        or line.term
        or line.brackets
        or line.steps
    ):
        return False
    kinds = KINDS.get(spot.scene.language, {})
    return not any(word in kinds for word in line.text.lower().split())


def _with_month(text: str, part: Range) -> Range:
    """Return a number with the month before it and the year behind it: `June 30, 1948`."""
    month = _MONTH_BEFORE.search(text, max(0, part.start - _LONGEST_MONTH), part.start)
    date = _DAY_AND_YEAR.match(text, part.start) if month else None
    if month is None or date is None or not (date["year"] or (month["sure"] and date["day"])):
        return part
    return Range(month.start(), date.end())


def _is_reference(text: str, part: Range) -> bool:
    """Tell whether a number says where something stands, in this text or in a book."""
    before = max(0, part.start - _LONGEST_REFERENCE)
    return bool(_REFERENCE.search(text, before, part.start) or _PAGES.match(text, part.end))


def _result(line: Line) -> int:
    """Return where the result of a worked example begins (`10 crates a day => 20 pallets`), else 0.

    The numbers that go into it cannot be told from what comes out.
    """
    last = line.steps[-1] if line.steps else None
    return last.start if last and _DIGIT.search(line[last]) else 0


RULE: Rule = Rule("number", propose, needs=Trait.DIGIT)
