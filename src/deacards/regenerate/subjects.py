"""What the lines of a deck tell of: by that a swap is told from a new name."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
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

    def share(self, answer: Words) -> bool:
        """Return whether several lines gave that answer before, or give it now."""
        return answer in self._shared

    def lives_on(self, card: Likeable, draft: Likeable) -> bool:
        """Return whether the words of a card stand in a row in a longer text, as none did; not in `draft`."""
        said = _in_a_row(card.wording.all)
        if said in _in_a_row(draft.wording.all):
            return False
        now, then = (any(said in text and said != text for text in some) for some in (self._now, self._then))
        return now and not then

    def is_renaming(self, old: str, new: str) -> bool:
        """Return whether one word, in small letters, is gone, and the other came."""
        before, after = self._words
        return old in before and old not in after and new in after and new not in before

    def remain(self, card: Likeable, draft: Likeable) -> bool:
        """Return whether a card and a draft ask, or begin with, two things that are both still told of.

        Then neither is a new name of the other, however much they share: `First-hand: ...` and
        `Second-hand: ...` may have swapped what they say, or one of them was written anew.
        """
        keys = [_question] if _tells_of_both(card, draft) else [_question, _label]
        if has_other_head(card.wording, draft.wording):
            keys.append(_head)
        return any(self._remains(card, draft, key) for key in keys)

    def _remains(self, card: Likeable, draft: Likeable, key: Callable[[Likeable], Words]) -> bool:
        mine, theirs = key(card), key(draft)
        if mine == theirs or not (mine and theirs):
            return False
        before, after = self._before, self._after
        if draft.line in after[mine] or card.line in before[theirs]:
            return False  # one line tells of both
        return 0 < len(before[mine]) <= len(after[mine]) or 0 < len(after[theirs]) <= len(before[theirs])

    @cached_property
    def _before(self) -> Mapping[Words, set[int]]:
        return _told_of(self._cards)

    @cached_property
    def _after(self) -> Mapping[Words, set[int]]:
        return _told_of(self._drafts)

    @cached_property
    def _words(self) -> tuple[frozenset[str], frozenset[str]]:
        return _words_of(self._cards), _words_of(self._drafts)

    @cached_property
    def _shared(self) -> frozenset[Words]:
        return _given_twice(self._cards) | _given_twice(self._drafts)

    @cached_property
    def _then(self) -> frozenset[str]:
        return frozenset(_in_a_row(card.wording.all) for card in self._cards)

    @cached_property
    def _now(self) -> frozenset[str]:
        return frozenset(_in_a_row(draft.wording.all) for draft in self._drafts)


def _told_of(sides: Iterable[Likeable]) -> Mapping[Words, set[int]]:
    """Return the lines that tell of each thing: that ask it, or begin with it."""
    lines: dict[Words, set[int]] = defaultdict(set)
    for side in sides:
        for key in (_question(side), _label(side), _head(side)):
            lines[key].add(side.line)
    return lines


def _words_of(sides: Iterable[Likeable]) -> frozenset[str]:
    return frozenset(word.casefold() for side in sides for word in side.wording.all)


def _given_twice(sides: Iterable[Likeable]) -> frozenset[Words]:
    """Return the answers that two lines give."""
    lines = Counter(answer for answer, _ in {(side.wording.answer, side.line) for side in sides})
    return frozenset(answer for answer, count in lines.items() if count > 1)


def _in_a_row(words: Words) -> str:
    return f" {' '.join(words).casefold()} "


def _question(side: Likeable) -> Words:
    return ("?", *(word.casefold() for word in side.wording.question)) if side.wording.question else ()


def _label(side: Likeable) -> Words:
    """Return the name that a text tells of: what stands before its colon, or what is asked about.

    The names of columns are those of every row.
    """
    words = side.wording.question
    if side.face.is_cloze:
        text = plain(side.face.prompt)
        label = None if " | " in text else LABEL.match(text)
        words = words_of(label[1]) if label else ()
    telling = [word.casefold() for word in words if word.casefold() not in PLAIN]
    return (":", *telling) if telling else ()


def _tells_of_both(card: Likeable, draft: Likeable) -> bool:
    """Return whether one of two names both things that they tell of: two lines were made one."""
    names = {*_label(card)[1:], *_label(draft)[1:]}
    return any(names <= {word.casefold() for word in side.wording.all} for side in (card, draft))


def _head(side: Likeable) -> Words:
    return tuple(word.casefold() for word in side.wording.head)
