"""A line as words: what each does by the grammar, and which sentence it belongs to."""

import re
from typing import NamedTuple

from deacards.derive.grammar import Kind
from deacards.derive.marks import Range

_WORD = re.compile(
    r"(?:[dlnscjmtDLNSCJMT]|[Qq]u)['’](?=\w{2})|"
    r"`+[^`]+`+|\$[^$]+\$|[^\s,;:()\[\]{}（），；：。！？、\"„“”«»]+"
)
_END_OF_SENTENCE = re.compile(r"[.!?](?:[\"”»)]|\s)|[。！？]|;\s")
_ELISION = 3
"""Characters of `qu'`, whose apostrophe is its own."""
_JOINTS = frozenset("&+/")


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
        while stop > start + 1 and text[stop - 1] in ".!?'’" and stop - start > _ELISION:
            stop -= 1
        gap = text[end:start]
        broken = bool(found) and gap not in (" ", "")
        if broken and _END_OF_SENTENCE.search(gap):
            sentence += 1
        word = text[start:stop]
        if not word[0].isalnum() and len(word) < 3 and word not in _JOINTS:
            continue  # a dash or an arrow: the gap before the next word shows it
        found.append(Word(word, start, stop, kinds.get(word.lower().rstrip("'’")), broken, sentence))
        end = stop
    return found
