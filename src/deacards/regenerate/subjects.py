"""What the lines of a deck tell of: by that a swap is told from a new name."""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property

from deacards.deck.cloze import plain
from deacards.patterns import pattern
from deacards.regenerate.likeable import Likeable
from deacards.regenerate.wording import PLAIN, Words, has_other_head, words_of

LABEL = pattern(r"\W*([^\W_][^:]{0,38}?)\W*:\s")
"""A name in front of a line, and the colon after it."""


class Subjects:
    """What some cards ask and tell of, and what some drafts do: before an edit, and now."""

    def __init__(self, cards: Sequence[Likeable], drafts: Sequence[Likeable]) -> None:
        self._cards, self._drafts = cards, drafts
        self._before, self._after = _count(cards), _count(drafts)

    def share(self, answer: Words) -> bool:
        """Return whether several lines gave that answer before, or give it now."""
        return answer in self._shared

    def lives_on(self, words: Words, but: int) -> bool:
        """Return whether some words stand in a row on a line that gives a draft, another one than `but`."""
        said = _in_a_row(words)
        return any(said in text for line, text in self._lines if line != but)

    def is_renaming(self, old: str, new: str) -> bool:
        """Return whether one word, in small letters, is gone, and the other came."""
        before, after = self._words
        return old in before and old not in after and new in after and new not in before

    def remain(self, card: Likeable, draft: Likeable) -> bool:
        """Return whether a card and a draft ask, or begin with, two things that are both still told of.

        Then neither is a new name of the other, however much they share: `First-hand: ...` and
        `Second-hand: ...` may have swapped what they say, or one of them was written anew.
        """
        return (
            self._remains(_question(card), _question(draft))
            or self._remains(_label(card), _label(draft))
            or (has_other_head(card.wording, draft.wording) and self._remains(_head(card), _head(draft)))
        )

    def _remains(self, mine: Words, theirs: Words) -> bool:
        if mine == theirs:
            return False
        return 0 < self._before[mine] <= self._after[mine] or 0 < self._after[theirs] <= self._before[theirs]

    @cached_property
    def _words(self) -> tuple[frozenset[str], frozenset[str]]:
        return _words(self._cards), _words(self._drafts)

    @cached_property
    def _shared(self) -> frozenset[Words]:
        return _shared(self._cards) | _shared(self._drafts)

    @cached_property
    def _lines(self) -> frozenset[tuple[int, str]]:
        return frozenset((draft.line, _in_a_row(words_of(draft.written))) for draft in self._drafts)


def _count(sides: Iterable[Likeable]) -> Counter[Words]:
    counts: Counter[Words] = Counter()
    for side in sides:
        counts.update(filter(None, (_question(side), _label(side), _head(side))))
    return counts


def _words(sides: Iterable[Likeable]) -> frozenset[str]:
    return frozenset(word.casefold() for side in sides for word in side.wording.all)


def _shared(sides: Iterable[Likeable]) -> frozenset[Words]:
    lines = Counter(answer for answer, _ in {(side.wording.answer, side.line) for side in sides})
    return frozenset(answer for answer, count in lines.items() if count > 1)


def _in_a_row(words: Words) -> str:
    return f" {' '.join(words).casefold()} "


def _question(side: Likeable) -> Words:
    return ("?", *(word.casefold() for word in side.wording.question)) if side.wording.question else ()


def _label(side: Likeable) -> Words:
    """Return the name that a text tells of: what stands before its colon, or what is asked about."""
    if not side.face.is_cloze:
        words = side.wording.question
    else:
        label = LABEL.match(plain(side.face.prompt))
        words = words_of(label[1]) if label else ()
    telling = [word.casefold() for word in words if word.casefold() not in PLAIN]
    return (":", *telling) if telling else ()


def _head(side: Likeable) -> Words:
    return tuple(word.casefold() for word in side.wording.head)
