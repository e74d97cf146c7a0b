"""How much a card and a draft are the same card where the line of one stands in the place of the other."""

from deacards.regenerate.changes import exchanged, is_turned
from deacards.regenerate.likeable import Likeable
from deacards.regenerate.likeness import (
    ENOUGH,
    HOLDS,
    Likeness,
    are_named_apart,
    hide_the_same,
)
from deacards.regenerate.wording import Wording, Words, tells_apart

_SOME = 0.3
"""Least share of a question that must stay where its answer holds."""


class LikenessInPlace(Likeness):
    """The measure for what stood in a place and what stands there now: less needs to be alike."""

    def in_place(self, card: Likeable, draft: Likeable) -> float:
        """Return from 0 to 1 how sure it is that `draft` is what became of `card`, on a line in its place.

        There less needs to be alike: the question is enough, if the line itself holds what it asks about; or
        an answer of some words, under whatever name; or one of few words, with some of the question; or all
        but numbers, a name, a `not`.
        """
        mine, theirs = card.wording, draft.wording
        if _masked(mine) == _masked(theirs) and self._weights.telling(mine.all):
            return 1.0
        if self._are_two(card, draft):
            return 0.0
        if is_turned(mine.all, theirs.all) or self._is_renamed(mine, theirs):
            return 1.0
        return 0.0 if self._is_nameless(draft) else self._in_place(card, draft)

    def _in_place(self, card: Likeable, draft: Likeable) -> float:
        mine, theirs = card.wording, draft.wording
        asks = not (card.face.is_cloze or draft.face.is_cloze)
        if card.parts.answer == draft.parts.answer if asks else hide_the_same(mine, theirs):
            if len(theirs.answer) >= ENOUGH and self._weights.telling(theirs.answer):
                return 1.0
        elif are_named_apart(card, draft):
            return 0.0
        question, answers = (
            self._common(mine.question, theirs.question),
            self._common(mine.answer, theirs.answer),
        )
        if question >= HOLDS and self._weights.share_on(draft.written, theirs.question) >= HOLDS / 2:
            return question
        if answers >= HOLDS and question >= _SOME and self._weights.telling(theirs.answer):
            return answers
        return 0.0

    def _is_renamed(self, mine: Wording, theirs: Wording) -> bool:
        """Return whether a word, no name, has another in its place everywhere, and enough others stay."""
        pair = exchanged(mine.all, theirs.all)
        if pair is None or tells_apart(mine, theirs):
            return False
        kept = {word for word in self._weights.telling(mine.all) if word.casefold() != pair[0]}
        return len(kept) >= ENOUGH


def _masked(wording: Wording) -> Words:
    """Return the words of a face, in small letters, with one sign for all numbers."""
    return tuple("0" if word.isdigit() else word.casefold() for word in wording.all)
