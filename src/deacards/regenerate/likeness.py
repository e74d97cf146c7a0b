"""How much a card and a draft are the same card, by their words."""

from collections.abc import Iterable

from deacards.regenerate.apart import are_named_apart, are_two
from deacards.regenerate.changes import is_part
from deacards.regenerate.likeable import Likeable
from deacards.regenerate.subjects import LABEL, Subjects
from deacards.regenerate.weights import LEAST, Weights
from deacards.regenerate.wording import (
    PLAIN,
    Wording,
    Words,
    common,
    has_other_head,
    unpaired,
    words_of,
)

_OTHER_HEAD = 0.75
"""What is left of a likeness where both begin with words that the other has not."""

_HALF = 0.85
"""What is left of a likeness of which only question or answer can be compared."""

ENOUGH = 3
"""Words that tell by themselves which card it is, if they say something."""

_LETTERS = 12
"""Letters, of words that say something, up to which an answer may be that of another line by accident."""

_LENGTH = 5
"""Words from which on a text is known again as part of another one, if enough of them say something."""

_PART = 0.65
"""Least likeness of a text and a part of it: a line was split, two were made one, or one was written out."""

IN_PLACE = 0.5
"""Least likeness of what stood in a place and what stands there now."""

HOLDS = 0.8
"""Least share of a question, or of an answer, that must stay for it to be the same one."""


class Likeness:
    """The measure for some cards and drafts; `weights` tells which words say something.

    `subjects` are those of the deck, where all of them are of one.
    """

    def __init__(self, among: Iterable[Likeable], subjects: Subjects | None = None) -> None:
        self._weights = Weights(side.wording for side in among)
        self._subjects = subjects

    def of(self, card: Likeable, draft: Likeable) -> float:
        """Return from 0 to 1 how sure it is that `draft` is a new wording of `card`.

        A part whose digest did not change counts as the same, even if a hand has since reworded it on the
        card. Where one name stands in the place of another, and the answer is not the same, it is another
        fact, however much else they have in common.
        """
        mine, theirs = card.wording, draft.wording
        both_ask = not (card.face.is_cloze or draft.face.is_cloze)
        same_question = card.parts.prompt == draft.parts.prompt
        same_answer = card.parts.answer == draft.parts.answer if both_ask else hide_the_same(mine, theirs)
        if (same_question and (same_answer or not both_ask)) or card.letters == draft.letters:
            return 1.0
        if _names(card, draft) or _names(draft, card):
            return 1.0
        answers = 1.0 if same_answer else self._common(mine.answer, theirs.answer)
        if same_question:
            tells = self._weights.asks_itself(theirs.question, draft.written)
            return 0.8 + 0.2 * answers if tells or card.hand.answer != card.parts.answer else answers
        if (
            card.face.is_cloze
            and answers < LEAST
            and not self._weights.asks_itself(theirs.question, draft.written, HOLDS / 2)
        ):
            return answers  # the words around the blank are those of other lines
        is_told = same_answer and both_ask
        if are_two(card, draft, self._subjects) or (not is_told and are_named_apart(card, draft)):
            return 0.0
        return max(
            self._other_question(mine, theirs, answers, is_edited=card.hand != card.parts),
            self.part(card, draft, answers),
        )

    def _other_question(self, mine: Wording, theirs: Wording, answers: float, *, is_edited: bool) -> float:
        """Return the likeness of two that ask differently; `answers` is that of their answers.

        In a card that `is_edited` half of what derivation wrote may be gone: then the other half tells.
        """
        whole = self._common(mine.all, theirs.all)
        has_words = any(word.isalnum() for word in (*mine.question, *theirs.question))
        question = self._common(mine.question, theirs.question) if has_words else whole
        score = max(whole, (whole + question + answers) / 3)
        if has_other_head(mine, theirs):
            score *= _OTHER_HEAD
        if is_edited and has_words:
            score = max(score, _HALF * question)
        if is_edited and len(mine.answer) >= ENOUGH:
            score = max(score, _HALF * answers)
        return score

    def part(self, card: Likeable, draft: Likeable, answers: float) -> float:
        """Return the likeness of a card and a line of which one is a part of the other, else 0."""
        theirs = _line_of(draft)
        mine = next((words for words in (card.wording.all, _said(card)) if is_part(words, theirs)), ())
        short = min(mine, theirs, key=len)
        if len(short) < _LENGTH or len(set(self._weights.telling(short))) < ENOUGH:
            return 0.0
        if self._covers(mine, draft.wording.all) < HOLDS:
            return 0.0  # another sentence of that line
        return _PART + (1 - _PART) * (self._common(mine, draft.wording.all) + answers) / 2

    def _covers(self, one: Words, other: Words) -> float:
        """Return from 0 to 1 how much of the shorter of two texts stands in the longer one."""
        short, long = sorted((one, other), key=len)
        lost = unpaired(short, long)[0]
        total = sum(map(self._weights.of, short))
        return 1 - sum(map(self._weights.of, lost)) / total if total else 0.0

    def lacks_name(self, draft: Likeable, text: Wording) -> bool:
        """Return whether the line of a draft has a name in front that a text does not show.

        If the draft itself does not, nobody knows whether the line of the card had that name.
        """
        name = LABEL.match(draft.written)
        words = self._weights.telling(words_of(name[1])) if name else ()
        shown = {word.casefold() for word in text.all}
        return bool(words) and not any(word.casefold() in shown for word in words)

    def lives_on(self, card: Likeable, draft: Likeable) -> bool:
        """Return whether another line of the deck says now what a card says, among more."""
        is_long = len(card.wording.all) >= _LENGTH
        return is_long and self._subjects is not None and self._subjects.lives_on(card, draft)

    def share(self, mine: Words, theirs: Words) -> bool:
        """Return whether two texts have a word in common that says what they are about: no numeral."""
        words = {word.casefold() for word in mine}
        both = (word for word in self._weights.telling(theirs) if word.casefold() in words)
        return any(len(word) > 2 or not word.isascii() or word.isupper() for word in both)

    def shares_answer(self, draft: Likeable) -> bool:
        """Return whether other lines of the deck gave or give the answer of a draft."""
        return self._subjects is not None and self._subjects.share(draft.wording.answer)

    def identifies(self, draft: Likeable) -> bool:
        """Return whether the answer of a draft alone tells which card it is, whatever it is asked by.

        It says enough for no other line to say it by accident, and no other line of the deck does.
        """
        telling = {word.casefold() for word in self._weights.telling(draft.wording.answer)}
        says = len(telling) > 1 and sum(map(len, telling)) > _LETTERS
        return says and not self.shares_answer(draft)

    def _common(self, mine: Words, theirs: Words) -> float:
        return common(mine, theirs, self._weights.of)


def hide_the_same(mine: Wording, theirs: Wording) -> bool:
    """Return whether the blanks of two clozes hide the same words, and enough to mean something."""
    return mine.answer == theirs.answer and len(mine.answer) >= ENOUGH


def _names(one: Likeable, other: Likeable) -> bool:
    """Return whether one names before its text what the other has as a heading above the same text."""
    name, text = other.heading, other.told
    if not (name and text):
        return False
    if one.face.is_cloze:
        return len(one.told) == len(name) + len(text) and one.told == tuple(sorted((*name, *text)))
    return one.answered == text and set(name) <= set(one.told)


def _said(card: Likeable) -> Words:
    """Return the words of a card, without those that make a question of what its line says."""
    if card.face.is_cloze:
        return card.wording.all
    return (*(word for word in card.wording.question if word.casefold() not in PLAIN), *card.wording.answer)


def _line_of(draft: Likeable) -> Words:
    """Return the words of the line of a draft; its own where the line does not hold all that it says."""
    written = words_of(draft.written)
    line = {word.casefold() for word in written}
    return written if all(word.casefold() in line for word in draft.wording.answer) else draft.wording.all
