"""`EBS (elastic block storage)`: what the letters stand for, and the letters of the words."""

import re
from collections.abc import Iterator

from deacards.derive.context import Spot
from deacards.derive.marks import Range
from deacards.derive.proposal import Blank, Proposal, Question, Rule
from deacards.derive.traits import Trait
from deacards.patterns import pattern

_ACRONYM = pattern(r"(?<![\w-])(?=[^\W_]*[A-ZÄÖÜ][\w&/]*[A-ZÄÖÜ])[A-ZÄÖÜ][^\W_]?[\w&/]{0,8}(?<!_)$")
_WORD = pattern(r"[^\W_]+")
_SMALL = frozenset("of for and the to in on a an with by as at de la du des und der für von".split())  # noqa: SIM905 - a list of words reads best as words


_LONGEST = 12
"""Characters of an acronym, and some more."""
NEAR = 200
"""Characters before a bracket in which the words of an acronym are looked for."""


def expansion(acronym: str, text: str, *, closing: bool = False) -> str | None:
    """Return the shortest run of words in `text` whose initials are the acronym's letters, or None.

    Small words may be passed over; a word may give several of its leading letters only by its capitals.
    With `closing`, the run must end the text.
    """
    acronym = acronym.strip()
    if " " in acronym or not _last(acronym):
        return None
    letters = re.sub(r"[\W\d_]", "", acronym).rstrip("s" if acronym.endswith("s") else "").lower()
    found = list(_WORD.finditer(text))
    best: str | None = None
    for i, first in enumerate(found):
        if len(letters) < 2 or first[0][0].lower() != letters[0]:
            continue
        end = _match(letters, found, i, small_words_spell=True)
        if closing and end != len(text):
            end = _match(letters, found, i, small_words_spell=False)
            end = end if end == len(text) else None
        if end is not None:
            run = text[first.start() : end]
            best = run if best is None or len(run) < len(best) else best
    return best


def _last(text: str) -> re.Match[str] | None:
    """Return the acronym that ends a text, or None."""
    return _ACRONYM.search(text, max(0, len(text) - _LONGEST))


def _match(letters: str, found: list[re.Match[str]], at: int, *, small_words_spell: bool) -> int | None:
    """Return where the run of words ends whose initials spell `letters`, or None.

    A small word may stand for a letter (`internet of things`), or not (`portability and accountability act`).
    """
    spelled, skipped, end = 0, 0, 0
    for word in found[at:]:
        if not small_words_spell and word[0].lower() in _SMALL:
            continue
        initials = word[0][0] + "".join(c for c in word[0][1:] if c.isupper())
        if word[0].isupper() and len(word[0]) > 1:
            initials = word[0][0]
        if letters.startswith(initials.lower(), spelled):
            spelled += len(initials)
        elif letters[spelled] == word[0][0].lower():
            spelled += 1
        elif word[0].lower() in _SMALL or skipped == 0:
            skipped += word[0].lower() not in _SMALL
            continue
        else:
            return None
        end = word.end()
        if spelled == len(letters):
            return end
    return None


def propose(spot: Spot) -> Iterator[Proposal]:
    """Yield what an acronym before or in brackets stands for."""
    line = spot.line
    for bracket in line.brackets:
        before = line.text[: bracket.whole.start].rstrip()
        inner = line[bracket.inner].strip()
        if (short := _last(before)) and (full := expansion(short[0], inner)):
            yield Question(spot.scene.phrases.stands_for.format(short[0]), (full,), line.lines)
            yield Blank(Range(short.start(), short.end()))
        elif (short := _ACRONYM.fullmatch(inner)) and (full := _expansion_before(inner, before[-NEAR:])):
            yield Question(spot.scene.phrases.stands_for.format(inner), (full,), line.lines)
            yield Blank(bracket.inner)


def _expansion_before(acronym: str, before: str) -> str | None:
    """Return the words that end `before` and spell the acronym, or None."""
    return expansion(acronym, before, closing=True)


RULE: Rule = Rule("acronym", propose, needs=Trait.BRACKET)
