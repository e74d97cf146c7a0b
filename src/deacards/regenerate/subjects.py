"""What the lines of a deck ask and what they begin with: by that a swap is told from a new name."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from deacards.regenerate.wording import Wording, Words, has_other_head


class Subjects(NamedTuple):
    """How often each question was asked, and each first word stood first, before and now; and all words."""

    before: Counter[Words]
    after: Counter[Words]
    words_before: frozenset[str]
    words_after: frozenset[str]

    def is_renaming(self, old: str, new: str) -> bool:
        """Return whether one word, in small letters, is gone from the deck, and the other came to it."""
        return (
            old in self.words_before
            and old not in self.words_after
            and new in self.words_after
            and new not in self.words_before
        )

    def remain(self, card: Wording, draft: Wording) -> bool:
        """Return whether a card and a draft ask, or begin with, two things that are both still told of.

        Then neither is a new name of the other, however much they share: `First-hand: ...` and
        `Second-hand: ...` may have swapped what they say, or one of them was written anew.
        """
        return self._remains(card, draft, _question) or (
            has_other_head(card, draft) and self._remains(card, draft, _head)
        )

    def _remains(self, card: Wording, draft: Wording, key: Callable[[Wording], Words]) -> bool:
        mine, theirs = key(card), key(draft)
        if mine == theirs:
            return False
        return 0 < self.before[mine] <= self.after[mine] or 0 < self.after[theirs] <= self.before[theirs]


def subjects_of(cards: Sequence[Wording], drafts: Sequence[Wording]) -> Subjects:
    """Return the subjects of all cards and drafts of a deck."""
    return Subjects(_count(cards), _count(drafts), _words(cards), _words(drafts))


def _count(wordings: Iterable[Wording]) -> Counter[Words]:
    counts: Counter[Words] = Counter()
    for wording in wordings:
        counts.update(filter(None, (_question(wording), _head(wording))))
    return counts


def _words(wordings: Iterable[Wording]) -> frozenset[str]:
    return frozenset(word.casefold() for wording in wordings for word in wording.all)


def _question(wording: Wording) -> Words:
    return ("?", *(word.casefold() for word in wording.question)) if wording.question else ()


def _head(wording: Wording) -> Words:
    return tuple(word.casefold() for word in wording.head)
