"""Text made fit to be an answer: short enough to be recalled, without loose ends."""

import re

from deacards.derive import words
from deacards.derive.outline import Point
from deacards.derive.stops import stops
from deacards.patterns import pattern

LONGEST = 12
"""Words of an answer, or of one item of a list: more is not recalled but recited."""

_BRACKETS = pattern(r"\s+[(（][^()（）]*[)）]")
_BREAK = pattern(r"[。！？]|[;；]\s*|,\s+(?:which|so|but|where|wobei|qui|que)\b|\s[–—-]\s")
"""What ends the first statement of a text, beside a full stop."""
HEDGE = pattern(
    r"(?:as of\b.*|at the time of writing|changes? (?:often|over time)|may change|subject to change|"
    r"so far|for now|currently|at the moment|yet|i think|if i remember.*|not sure|"
    r"stand\b.*|à ce jour|por ahora)\W*",
    re.IGNORECASE,
)
"""What a bracket says of how sure its author was: an aside, and no answer."""
_LAST_BRACKET = pattern(r"\s+[(（](?P<inner>[^()（）]*)[)）]$")
_ARTICLE = pattern(
    r"^(?:a|an|the|ein|eine|der|die|das|un|une|uno|um|uma|le|la|l'|el|il|lo|gli)\s+", re.IGNORECASE
)
_JOINTS = ("and", "or", "und", "oder", "et", "ou", "y", "o", "e", "ed")
_LAST_JOINTS = frozenset({*_JOINTS, "etc"})
_JOINT = "|".join(_JOINTS)
_LOOSE_START = pattern(rf"^(?:{_JOINT}|=+>|-+>|[:,;.–—-])\s+", re.IGNORECASE)
_LOOSE_MARKS = " \t\u3000,;:.。；，："


def tidy(text: str) -> str:
    """Return `text` without the joints of its sentence: a leading `and`, a trailing comma or `or`."""
    text = text.strip()
    if not text[:1].isalnum() or text.partition(" ")[0].lower() in _JOINTS:
        text = _LOOSE_START.sub("", text)
    if text.endswith("..."):
        text = text.rstrip(". ")
    if not text[-1:].isalnum() or text.rpartition(" ")[2].lower() in _LAST_JOINTS:
        text = _without_end(text)
    return text


def _without_end(text: str) -> str:
    """Return `text` without the marks and joints at its end."""
    while True:
        text = text.rstrip(_LOOSE_MARKS)
        before, _, last = text.rpartition(" ")
        if not before or last.lower() not in _LAST_JOINTS:
            return text
        text = before


def fit(text: str, longest: int = LONGEST) -> str | None:
    """Return `text` tidied and no longer than `longest` words, or None.

    Asides in brackets go first, then what follows the first sentence, then a leading article: never a word
    out of the middle.
    """
    text = tidy(text)
    if text.endswith((")", "）")) and (last := _LAST_BRACKET.search(text)) and HEDGE.fullmatch(last["inner"]):
        text = text[: last.start()]
    if words.count(text) > longest:
        text = tidy(_BRACKETS.sub("", text))
    if words.count(text) > longest:
        text = tidy(_first(text))
    if words.count(text) > longest:
        text = _ARTICLE.sub("", text)
    fits = 0 < words.count(text) <= longest and not words.dangles(text)
    return text if fits and words.LETTER.search(text) is not None else None


def _first(text: str) -> str:
    """Return the first statement of a text."""
    end = _BREAK.search(text)
    return text[: min(end.start() if end else len(text), next(stops(text), len(text)))]


def item_of(point: Point) -> str | None:
    """Return a point as an item of a list: its term, or what stands before its bracket, or its text."""
    return fit(point.line.head)
