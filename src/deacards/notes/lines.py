"""Logical lines: which physical lines of a paragraph the author meant as one."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from deacards.notes.blocks import Text
from deacards.notes.inline import read_text
from deacards.patterns import pattern

NARROWEST, WIDEST = 60, 140  # columns: no editor that hard-wraps prose is set outside of these
MANY = 3  # lines: of fewer it may be chance that all but the last are of one width
LONGEST_VOTE = 15  # columns: a line before a longer word may have ended anywhere
CLOSES_WITHIN = 4  # lines: a bracket that stays open for longer was not meant as one
MOST_TORN = 20  # lines: nobody breaks one sentence by hand into so many
LONG = 40  # columns: a shorter line may end without a full stop though the next one begins in small letters
NEAR = 0.88  # a line whose next word would pass this share of the wrap width was wrapped, not ended

_CUE = pattern(r"\s*(?:[QAC]:(?:\s|$)|\?{1,2}\s*$)")  # begins a side of a marked card: never joined on
_PAIRS = (("(", ")"), ("[", "]"), ("{", "}"))
_CODE = pattern(r"(`+)(?!`).*?(?<!`)\1(?!`)")
_DEFINITION = pattern(r"^\s*:\s+(?=\S)")  # below its term, as in Pandoc's definition lists
_NO_PROSE = pattern(r"^\s*#|\||\]\(|://")  # headings, tables, and addresses, which can't be wrapped
_NAMED = pattern(
    r"\s*(?:\w{1,2}[).:]|\S+(?:\s\S+){0,2}?\s*(?:[:=]|\s[-\u2013\u2014>\u2192]+\s)|"
    r"(?:also|auch|aussi|también|anche|também)\s)"
)  # a term of its own, or a further fact about what the list is about
_LEAD = pattern(r"\A(?:\s*(?:[-*+>]|\w[.)]|\d+[.)])(?=\s))*[\s*_`\"“(\[]*")
_OPEN = frozenset(
    """the an of to and or for with by from at as than their its his her our your into between that which der
    die das den dem des eine einen einem einer eines und oder für von zum zur im vom beim dass sowie durch le
    la les un une des du de et ou au aux dans par pour sur avec que el los las unos del en con por para su
    sus il lo gli uno di della dei nel per che os as um uma do da dos das em na com""".split()  # noqa: SIM905 - reads best
)  # words that end no sentence
_LIST_LIKE = pattern(r"\s*(?:[-*+>|]|\d+[.)])\s")


class Reader(NamedTuple):
    """What the reading of lines needs of their note: its wrap width (0 for none), its link targets."""

    width: int
    refs: dict[str, str]

    def texts(self, first: int, lines: Sequence[str]) -> tuple[Text, ...]:
        """Return the logical lines of a paragraph that begins at line `first`; empty ones are left out."""
        found: list[Text] = []
        start = 0
        is_filled = _is_filled(lines)
        for index, line in enumerate(lines):
            following = lines[index + 1 : index + 1 + CLOSES_WITHIN]
            if following and (
                is_filled
                or (
                    not _hard_break(line)
                    and self._goes_on(lines[max(start, index + 1 - MOST_TORN) : index + 1], following)
                )
            ):
                continue
            source = " ".join(
                _DEFINITION.sub(": ", part).strip().removesuffix("\\") for part in lines[start : index + 1]
            )
            found.append(read_text(first + start, first + index, source, self.refs))
            start = index + 1
        return tuple(text for text in found if text.text or text.links or text.images)

    def text(self, line: int, source: str) -> Text:
        """Return `source`, a part of line `line`, as a text of its own: a cell, a heading."""
        return read_text(line, line, source, self.refs)

    def _goes_on(self, so_far: Sequence[str], following: Sequence[str]) -> bool:
        line, after = so_far[-1], following[0]
        if _CUE.match(after) or _CUE.fullmatch(line):
            return False
        if _DEFINITION.match(after) and line.strip() and not _DEFINITION.match(line):
            return True
        if self.width and len(line) <= WIDEST and _reach(line, after) > self.width * NEAR:
            return True
        if len(so_far) == MOST_TORN:
            return False
        text = " ".join(so_far)
        if _is_torn(text, line, after):
            return True
        return _is_open(text) and any(
            not _is_open(f"{text} {' '.join(following[:count])}") for count in range(1, len(following) + 1)
        )


def wrap_width(lines: Iterable[str]) -> int:
    """Return the column at which the author's editor breaks prose in a note, or 0 where it doesn't.

    A pair of lines speaks for every width that the first fits in and that the next line's first word would
    have passed. The width with most voices wins, if it has more than lines which are longer.
    """
    votes: Counter[int] = Counter()
    lengths: list[int] = []
    for line, after in _prose_pairs(lines):
        lengths.append(len(line))
        if _reach(line, after) - len(line) <= LONGEST_VOTE:
            votes.update(range(max(len(line), NARROWEST), min(_reach(line, after), WIDEST + 1)))
    if not votes:
        return 0
    width, voices = max(votes.items(), key=lambda vote: (vote[1], vote[0]))
    longer = sum(length > width * 1.1 for length in lengths)
    return width if voices > 1 and voices > longer else 0


def _prose_pairs(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield each line of prose with the line after it (empty where that begins something else)."""
    before, fenced = "", False
    for line in lines:
        if line.lstrip().startswith(("```", "~~~")):
            fenced = not fenced
            line = ""  # noqa: PLW2901 - a fence is no prose
        if before and not _NO_PROSE.search(before):
            yield before, "" if _LIST_LIKE.match(line) else line
        before = "" if fenced or _hard_break(line) else line.rstrip()


def _reach(line: str, after: str) -> int:
    """Return how wide `line` would be with the first word of `after`, its length where there is none."""
    word = after.split(maxsplit=1)[:1]
    return len(line.rstrip()) + (1 + len(word[0]) if word else 0)


def _hard_break(line: str) -> bool:
    return line.endswith("  ") or line.rstrip().endswith("\\")


def _is_filled(lines: Sequence[str]) -> bool:
    """Tell whether an editor has filled the lines of a paragraph, three at least, up to some width.

    No first word of a line has room on the one before, one goes on in small letters, and none names a term.
    """
    if len(lines) < MANY or not any(line.lstrip()[:1].islower() for line in lines[1:]):
        return False
    width = max(len(line.rstrip()) for line in lines)
    return (
        NARROWEST <= width <= WIDEST
        and all(_reach(line, after) > width for line, after in pairwise(lines))
        and not any(_hard_break(line) or _CUE.match(line) or _NO_PROSE.search(line) for line in lines)
        and not any(map(_NAMED.match, lines[1:]))
    )


def _is_torn(text: str, line: str, after: str) -> bool:
    """Tell whether a sentence goes on after a line broken by hand; `text` is all that is said so far.

    Its last word ends no sentence; or a long line without a full stop is followed by small letters, where it
    ends with a comma, or the sentence began with a capital.
    """
    words, start = line.split(), after.lstrip()[:1]
    if len(words) < 4 or not start.isalpha():
        return False
    is_long = start.islower() and len(line) > LONG and (words[-1][-1].isalnum() or words[-1][-1] in ",)")
    if not (is_long or words[-1] in _OPEN) or _NO_PROSE.search(line) or _NAMED.match(after):
        return False
    return words[-1] in _OPEN or line.rstrip().endswith(",") or _LEAD.sub("", text, count=1)[:1].isupper()


def _is_open(text: str) -> bool:
    """Tell whether a bracket, a code span or bold type is still open at the end of `text`."""
    text = _CODE.sub("", text)
    if text.count("**") % 2 or text.count("`") % 2:
        return True
    return any(text.count(opening) > text.count(closing) for opening, closing in _PAIRS)
