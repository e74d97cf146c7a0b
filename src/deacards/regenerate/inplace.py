"""How much a card and a draft are the same card where the line of one stands in the place of the other."""

from collections import Counter
from collections.abc import Iterable, Sequence

from deacards.regenerate.apart import are_named_apart, are_two
from deacards.regenerate.changes import exchanged, is_turned
from deacards.regenerate.likeable import Likeable
from deacards.regenerate.likeness import (
    ENOUGH,
    HOLDS,
    IN_PLACE,
    Likeness,
    hide_the_same,
)
from deacards.regenerate.place import Place
from deacards.regenerate.subjects import Subjects
from deacards.regenerate.wording import PLAIN, Wording, Words, have_other_names, tells_apart, words_of

_SHARED = 2
"""Words that a text written anew by hand must share with the line in its place."""

_THROUGHOUT = 2
"""Lines from which on it is no accident that one word stands in the place of another, and all else stays."""

_SOME = 0.3
"""Least share of a question that must stay where its answer holds."""


class Renamings:
    """Which words stand in the place of others throughout; `lines` are what some gave and what they give."""

    def __init__(self, lines: Iterable[tuple[Sequence[Likeable], Sequence[Likeable]]]) -> None:
        pairs = Counter(pair for cards, drafts in lines for pair in _exchanges(cards, drafts))
        self._pairs = {pair for pair, count in pairs.items() if count >= _THROUGHOUT}

    def __contains__(self, pair: tuple[str, str]) -> bool:
        """Return whether the second word stands in the place of the first one on several lines."""
        return pair in self._pairs


class LikenessInPlace(Likeness):
    """The measure for what stood in a place and what stands there now: less needs to be alike."""

    def __init__(self, among: Iterable[Likeable], subjects: Subjects | None, renamings: Renamings) -> None:
        super().__init__(among, subjects)
        self._renamings = renamings

    def in_place(self, card: Likeable, draft: Likeable, place: Place | None = None) -> float:
        """Return from 0 to 1 how sure it is that `draft` is what became of `card`, on a line in its place.

        There less needs to be alike: the question is enough, if the line itself holds what it asks about; or
        an answer of some words, under whatever name; or one of few words, with some of the question; or all
        but numbers, a name, a `not`.
        """
        mine, theirs = card.wording, draft.wording
        if self.lives_on(card, draft):
            return 0.0
        if _masked(mine) == _masked(theirs) and self._weights.telling(mine.all):
            return 1.0
        if are_two(card, draft, self._subjects):
            return 0.0
        if place is not None and place.is_firm() and self._is_by_hand(card, draft):
            return IN_PLACE
        if is_turned(mine.all, theirs.all) or self._is_renamed(card, draft, place):
            return 1.0
        return 0.0 if self.lacks_name(draft, theirs) else self._in_place(card, draft)

    def _in_place(self, card: Likeable, draft: Likeable) -> float:
        mine, theirs = card.wording, draft.wording
        asks = not (card.face.is_cloze or draft.face.is_cloze)
        is_told = card.parts.answer == draft.parts.answer if asks else hide_the_same(mine, theirs)
        if is_told and self.identifies(draft):
            return 1.0
        if are_named_apart(card, draft):
            return 0.0
        question, answers = (
            self._common(mine.question, theirs.question),
            self._common(mine.answer, theirs.answer),
        )
        if not self.share(mine.all, theirs.all):
            return 0.0
        if question >= HOLDS and self._weights.share_on(draft.written, theirs.question) >= HOLDS / 2:
            return question
        if answers >= HOLDS and question >= _SOME and self._weights.telling(theirs.answer):
            return answers
        return 0.0

    def _is_by_hand(self, card: Likeable, draft: Likeable) -> bool:
        """Return whether a hand has written a text with blanks anew: nobody knows what its line said.

        It must still tell of the same things. The hand's text stays: at worst a conflict is told in vain.
        """
        if not (card.face.is_cloze and draft.face.is_cloze and card.hand.prompt != card.parts.prompt):
            return False
        mine, theirs = card.wording, draft.wording
        words = {word.casefold() for word in self._weights.telling(theirs.all)}
        both = words & {word.casefold() for word in self._weights.telling(mine.all)}
        return len(both) >= _SHARED and not (self.lacks_name(draft, mine) or have_other_names(mine, theirs))

    def _is_renamed(self, card: Likeable, draft: Likeable, place: Place | None) -> bool:
        """Return whether a word has another in its place everywhere, and enough others stay on the line.

        If a name is among them, the old one must be gone from all of the deck, and the new one new to it. No
        more is asked where several lines changed in that way and in no other.
        """
        mine, theirs = card.wording, draft.wording
        pair = _exchange(card, draft)
        if pair is None:
            return False
        if pair in self._renamings:
            return True
        line = {word.casefold() for word in words_of(draft.written) or theirs.all} - {pair[1]}
        own = theirs.question if self.shares_answer(draft) else theirs.all
        kept = {word for word in self._weights.telling(own) if word.casefold() in line}
        if len(kept) < ENOUGH:
            return False
        is_firm = place is not None and place.is_firm()
        return not tells_apart(mine, theirs) or (
            is_firm and self._subjects is not None and self._subjects.is_renaming(*pair)
        )


def _exchanges(cards: Iterable[Likeable], drafts: Sequence[Likeable]) -> set[tuple[str, str]]:
    """Return the words that stand in place of others in what one line gave, with those others first."""
    return {pair for card in cards for draft in drafts if (pair := _exchange(card, draft))}


def _exchange(card: Likeable, draft: Likeable) -> tuple[str, str] | None:
    mine, theirs = (
        tuple(word for word in side.wording.all if word.casefold() not in PLAIN) for side in (card, draft)
    )
    return exchanged(mine, theirs)


def _masked(wording: Wording) -> Words:
    """Return the words of a face, in small letters, with one sign for all numbers."""
    return tuple("0" if word.isdigit() else word.casefold() for word in wording.all)
