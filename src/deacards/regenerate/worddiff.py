"""Two wordings of one text, word by word: what stays, what goes, what comes."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from enum import StrEnum
from typing import NamedTuple

from deacards.patterns import pattern


class Sign(StrEnum):
    """How a piece of text is meant."""

    SAME = ""
    GONE = "-"
    NEW = "+"
    REMARK = "#"


class Piece(NamedTuple):
    """A piece of a line to read."""

    sign: Sign
    text: str

    def __str__(self) -> str:
        """Return the piece as it reads without colours, as `git diff --word-diff` has it."""
        match self.sign:
            case Sign.GONE:
                return f"[-{self.text}-]"
            case Sign.NEW:
                return f"{{+{self.text}+}}"
            case Sign.SAME | Sign.REMARK:
                return self.text


_WORD = pattern(r"\s+|\{\{c\d+::|\}\}|\w+|[^\w\s]")


def word_diff(old: str, new: str) -> Iterator[Piece]:
    """Yield the pieces of `new`, and in their places those of `old` that it has not.

    Where only a space stays between two changes, these are one.
    """
    mine, theirs = _WORD.findall(old), _WORD.findall(new)
    gone, come = "", ""
    blocks = SequenceMatcher(None, mine, theirs, autojunk=False).get_matching_blocks()
    start = first = 0
    for block in blocks:
        gone += "".join(mine[start : block.a])
        come += "".join(theirs[first : block.b])
        same = "".join(mine[block.a : block.a + block.size])
        start, first = block.a + block.size, block.b + block.size
        if same.isspace() and (gone or come) and block.size and start < len(mine) and first < len(theirs):
            gone, come = gone + same, come + same
            continue
        yield from (Piece(sign, text) for sign, text in ((Sign.GONE, gone), (Sign.NEW, come)) if text)
        gone = come = ""
        if same:
            yield Piece(Sign.SAME, same)
