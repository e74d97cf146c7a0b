"""A line as words: what each does by the grammar, and which sentence it belongs to."""

import re
from typing import NamedTuple

from deacards.derive.grammar import Kind
from deacards.derive.marks import Range

_WORD = re.compile(
    r"(?:[dlnscjmtDLNSCJMT]|[Qq]u)['’](?=\w{2})|"
    r"(?:`+[^`]+`+|\$[^$]+\$|[^\s,;:()\[\]{}（），；：。！？、\"„“”«»])+"
)
_END_OF_SENTENCE = re.compile(r"[.!?](?:[\"”»)]|\s)|[。！？]|;\s")
_ELISION = 3
"""Characters of `qu'`, whose apostrophe is its own."""
_JOINTS = frozenset("&+/")
PARTICIPLE = re.compile(
    r"[a-z]+(?:ed|ing)|made|known|shown|given|taken|held|kept|built|sent|done|seen|found|chosen|written|put|set"
)
"""A word that may be a participle or a gerund, by its ending."""
LY = re.compile(r"[a-z]+ly")
"""An English adverb, by its ending."""
_ADJECTIVE = re.compile(r"[a-z-]{3,}(?:al|ive|ous|ic|able|ible|ary|ful|less|ern)")
GERUND = re.compile(r"[a-z]{3,}ing")
"""An English gerund, by its ending."""
CAPITAL = re.compile(r"[A-ZÄÖÜ`$\d\"„]")
"""The beginning of a name, a number, a German noun, code or a formula."""


class Word(NamedTuple):
    """A word of a line. `broken` where punctuation stands before it; `sentence` counts from 0."""

    text: str
    start: int
    end: int
    kind: Kind | None
    broken: bool
    sentence: int


def read_words(text: str, within: Range, kinds: dict[str, Kind]) -> list[Word]:
    """Return the words of a range of `text`, punctuation taken off."""
    found: list[Word] = []
    end, sentence = within.start, 0
    for match in _WORD.finditer(text, within.start, within.end):
        start, stop = match.span()
        while stop > start + 1 and (text[stop - 1] in ".!?" or _is_quoted(text[start:stop])):
            stop -= 1
        gap = text[end:start]
        broken = bool(found) and gap not in (" ", "")
        if broken and _END_OF_SENTENCE.search(gap):
            sentence += 1
        word = text[start:stop]
        if not word[0].isalnum() and len(word) < 3 and word not in _JOINTS:
            continue  # a dash or an arrow: the gap before the next word shows it
        found.append(
            Word(word, start, stop, kinds.get(word.lower().replace("’", "'").rstrip("'")), broken, sentence)
        )
        end = stop
    return found


def _is_quoted(word: str) -> bool:
    """Tell whether a word ends in a quotation mark, and not in an elision (`l'`, `qu'`)."""
    return word[-1] in "'’" and len(word) > _ELISION


def is_nominal(text: str) -> bool:
    """Tell whether a word is a name or an adjective rather than a verb, as far as its ending tells."""
    return bool(CAPITAL.match(text) or _ADJECTIVE.fullmatch(text))


def is_noun(said: list[Word], at: int) -> bool:
    """Tell whether a word that looks like a verb or preposition stands where a noun does: `the uses of`."""
    before = said[at - 1].kind if at and not said[at].broken else None
    if said[at].kind is Kind.PREPOSITION:
        return before is Kind.ARTICLE  # the outside world
    return said[at].kind is Kind.VERB and before in (Kind.ARTICLE, Kind.PREPOSITION)
