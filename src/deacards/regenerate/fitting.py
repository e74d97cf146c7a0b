"""Whether the places of a card and a draft agree to how alike their words are."""

from itertools import chain

from deacards.regenerate.apart import have_other_labels
from deacards.regenerate.likeable import Likeable
from deacards.regenerate.likeness import HOLDS, IN_PLACE, Likeness
from deacards.regenerate.place import Place
from deacards.regenerate.wording import PLAIN, Wording, Words, has_other_head, is_respelt, is_symbol, unpaired

_SURE = 0.9
"""Likeness of two that differ by an error of typing: only where the place is not kept there is doubt."""


class Fitting(Likeness):
    """The measure for what has no partner yet, where it is known what stands around it."""

    def fits(self, card: Likeable, draft: Likeable, place: Place | None, score: float) -> bool:
        """Return whether the place of both, None if it is not one, agrees to what their words say.

        A text that stands in a longer line now has not become another one. Where only a number or a symbol
        is another one, that may be the next line, which was not asked before.
        """
        mine, theirs = card.wording, draft.wording
        if self.lives_on(card, draft):
            return False
        if _exchange_symbols(mine, theirs):
            return place is not None and not (place.is_vacated() or place.is_beside())
        if place is None and have_other_labels(card.face, draft.face):
            return False
        is_moved = place is not None and not place.is_kept()
        is_sure = score >= _SURE and (score == 1 or not is_moved or self._says_the_same(card, draft))
        return is_sure or self._agrees(card, draft, place)

    def _agrees(self, card: Likeable, draft: Likeable, place: Place | None) -> bool:
        """Return the same for what is likely only.

        One question with another answer may be that of the next line, too. What has no word in common that
        says something, or begins with another one and stands elsewhere, tells of something else. An answer
        that other lines give tells nothing.
        """
        if self._is_another(card, draft, place):
            return False
        mine, theirs = card.wording, draft.wording
        answers = self._common(mine.answer, theirs.answer)
        if self.part(card, draft, answers):
            return True
        is_own = self._asks_the_same(card, draft)
        least = HOLDS if draft.face.is_cloze else IN_PLACE
        if mine.question == theirs.question and answers < (least if is_own else 1.0):
            return place.is_kept() if place else not draft.face.is_cloze
        return place is None or not place.is_vacated()

    def _is_another(self, card: Likeable, draft: Likeable, place: Place | None) -> bool:
        """Return whether the little that two have in common stands on lines of other facts, too."""
        mine, theirs = card.wording, draft.wording
        is_same_question = mine.question == theirs.question
        if self.lacks_name(draft, theirs) or (place is None and has_other_head(mine, theirs)):
            return True
        if not (is_same_question or self.share(mine.all, theirs.all)):
            return True
        if self.shares_answer(draft) and self._common(mine.question, theirs.question) < IN_PLACE:
            return True
        is_row = draft.face.is_cloze and is_same_question and not self._asks_the_same(card, draft)
        return is_row and not self.share(mine.answer, theirs.answer)

    def keep_half(self, card: Likeable, draft: Likeable, place: Place | None) -> bool:
        """Return whether what a draft asks, or the words of its answer, are word for word those of a card.

        Or all of it but for errors of typing, or one is a part of the other, where it stands as it stood.
        """
        mine, theirs = card.wording, draft.wording
        is_kept = place is not None and place.is_kept()
        if is_kept and (is_respelt(mine, theirs) or self.part(card, draft, 0.0)):
            return True
        if mine.answer == theirs.answer and self.identifies(draft):
            return True
        return self._asks_the_same(card, draft)

    def _asks_the_same(self, card: Likeable, draft: Likeable) -> bool:
        """Return whether both ask by the same words, and these are the line's own."""
        question = draft.wording.question
        return card.wording.question == question and (
            self._weights.share_on(draft.written, question) >= HOLDS / 2
        )

    def _says_the_same(self, card: Likeable, draft: Likeable) -> bool:
        """Return whether both ask the same, or differ in nothing but errors of typing and function words."""
        words = chain(*unpaired(card.wording.all, draft.wording.all))
        return self._asks_the_same(card, draft) or PLAIN.issuperset(words)


def _exchange_symbols(mine: Wording, theirs: Wording) -> bool:
    """Return whether nothing differs but numbers and symbols, or what is asked by a word for a symbol."""
    if all(unpaired(mine.all, theirs.all)) and _without_symbols(mine) == _without_symbols(theirs):
        return True
    one, other = unpaired(mine.question, theirs.question)
    return bool(one and other) and (all(map(is_symbol, one)) or all(map(is_symbol, other)))


def _without_symbols(wording: Wording) -> Words:
    """Return the words of a face that are no numbers and no symbols of a formula, in small letters."""
    return tuple(word.casefold() for word in wording.all if not is_symbol(word))
