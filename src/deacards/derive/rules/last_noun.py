"""The last resort for a short line without a clause: hide its last words, and ask the person to reword it."""

import re
from collections.abc import Iterator

from deacards.deck.cardtype import Quality
from deacards.derive import cjk, clause, words
from deacards.derive.assumptions import assumes
from deacards.derive.context import Spot
from deacards.derive.grammar import EVALUATIONS, KINDS, SET_PHRASES, Kind
from deacards.derive.marks import Range
from deacards.derive.proposal import Blank, Proposal, Rule
from deacards.derive.unstated import states_nothing
from deacards.derive.worth import LIGHT
from deacards.patterns import pattern

_LAST = pattern(r"(?:(?P<before>[^\s,;:()]+) )?(?P<last>[^\s,;:()（），；：、。]+)[.!]?$")
_ITEM = pattern(r"[、，,；;\s](?P<last>[^、，,；;：:。！？\s]{2,12})[。！]?$")
_COMPOUND = pattern(r"(\w+-\w[\w-]*|[A-Z]{2,}) [a-z]{4,}")
_NO_NOUN = pattern(r"[a-z]+(?:ed|ly)", re.IGNORECASE)
_LETTER = pattern(r"[^\W\d_]")
_NUMBER = pattern(r"[-−]?\d+")
_MOST_FORMULAS = 3
"""Formulas or pieces of code in a line: one of more is one of a row, and any of them."""
_LENGTHS = range(4, 11)
"""Words of a line that is worth it: below there is no cue, above the last word is any word."""


def propose(spot: Spot) -> Iterator[Proposal]:
    """Yield a blank over the last word, with the one before it where both mean something.

    Of two words, the first is hidden where it is a compound or an acronym (`multi-AZ deployment`).
    """
    line = spot.line
    if line.label or line.brackets or line.steps or states_nothing(line.text):
        return
    if compound := _COMPOUND.fullmatch(line.text):
        yield Blank(Range(*compound.span(1)), Quality.REVIEW)
    first, _, rest = line.text.partition(" ")
    if assumes(first, rest.partition(" ")[0], spot.scene.language):
        return
    if words.count(line.text) not in _LENGTHS or len(line.verbatim) > _MOST_FORMULAS:
        return
    if not spot.scene.language:
        return  # of a language without a grammar nobody knows which word is a noun
    part = _last(line.text, spot.scene.language)
    if part and clause.is_answer(line, part, spot.scene.language) and spot.tells(line[part]):
        yield Blank(part, Quality.REVIEW)


def _last(text: str, language: str) -> Range | None:
    """Return the noun that ends a line, or None where it ends in a verb or an adverb."""
    kinds = KINDS.get(language)
    if kinds is None:
        match = _ITEM.search(text)
    else:  # two words have one space between them
        match = _LAST.search(text, 1 + text.rfind(" ", 0, max(0, text.rfind(" "))))
    if match is None:
        return None
    start, end = match.span("last")
    end = start + len(match["last"].rstrip(".!"))
    last = text[start:end]
    if kinds is None:
        return None if cjk.ends_loosely(last) else Range(start, end)
    if (
        last.lower() in kinds
        or last in EVALUATIONS
        or _NO_NOUN.fullmatch(last)
        or (language == "de" and last[:1].islower())
    ):
        return None
    before = match["before"]
    if before and f"{before} {last}".lower() in SET_PHRASES:
        return None
    if before and kinds.get(before.lower()) in (Kind.INFINITIVE, Kind.AUXILIARY):
        return None
    joins = (
        before
        and before.lower() not in kinds
        and before[-1] not in ".!?"
        and words.count(text) >= _LENGTHS.start
    )
    begin = match.start("before") if joins else start
    empty = not joins and last.lower() in LIGHT
    told = _LETTER.search(text, begin, end) or (before and _LETTER.search(before) and _NUMBER.fullmatch(last))
    return Range(begin, end) if told and not empty else None


RULE: Rule = Rule("last-noun", propose, fallback=True)
