"""How much two faces are the same card, and the pairing of cards and drafts that follows from it."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from deacards.regenerate.face import Face, Parts, parts_of
from deacards.regenerate.wording import (
    PLAIN,
    Wording,
    Words,
    common,
    has_other_head,
    is_renamed,
    wording_of,
)

_BULK = 40_000
"""Pairs that are compared without choosing: a fifth of a second."""

_FEW = 20
"""In bulk: a word on more cards than this says little; and no draft is compared with more cards."""

_OTHER_HEAD = 0.75
"""What is left of a likeness where both begin with words that the other has not."""

_HALF = 0.85
"""What is left of a likeness of which only question or answer can be compared."""

_ENOUGH = 3
"""Words of an answer that tell by themselves which card it is."""

_MANY = 6
"""Cards and drafts from which on it says something in how many of them a word stands."""

_LEAST = 0.2
"""The weight of a word that says next to nothing."""


@dataclass(frozen=True, slots=True)
class Likeable:
    """One side of a pair: its number among its kind, its face, the digests of its parts, its first line.

    `written` is that line as it stands in the note, known of drafts only.
    """

    number: int
    face: Face
    parts: Parts
    line: int
    written: str = ""


class Likeness:
    """The measure for some cards and drafts: words that few of them have weigh more."""

    def __init__(self, sides: Sequence[Likeable]) -> None:
        self._wordings = {id(side): wording_of(side.face) for side in sides}
        self._hands = {id(side): parts_of(side.face) for side in sides}
        counts = Counter(word for wording in self._wordings.values() for word in set(wording.all))
        self._counts: Mapping[str, int] = counts
        self._many = len(sides)

    def of(self, card: Likeable, draft: Likeable) -> float:
        """Return from 0 to 1 how sure it is that `draft` is a new wording of `card`.

        A part whose digest did not change counts as the same, even if a hand has since reworded it on the
        card. Where one name stands in the place of another, and the answer is not the same, it is another
        fact, however much else they have in common.
        """
        mine, theirs = self._wordings[id(card)], self._wordings[id(draft)]
        both_ask = not (card.face.is_cloze or draft.face.is_cloze)
        same_question = card.parts.prompt == draft.parts.prompt
        same_answer = card.parts.answer == draft.parts.answer if both_ask else _hide_the_same(mine, theirs)
        if same_question and (same_answer or not both_ask):
            return 1.0
        answers = 1.0 if same_answer else common(mine.answer, theirs.answer, self._weight)
        hand = self._hands[id(card)]
        if same_question:
            tells = self._asks_itself(theirs.question, draft.written) or hand.answer != card.parts.answer
            return 0.8 + 0.2 * answers if tells else answers
        if card.face.is_cloze and answers < _LEAST and not self._asks_itself(theirs.question, draft.written):
            return answers  # the words around the blank are those of other lines
        if not same_answer and hand.prompt == card.parts.prompt and is_renamed(mine, theirs):
            return 0.0
        return self._other_question(mine, theirs, answers, is_edited=hand != card.parts)

    def _other_question(self, mine: Wording, theirs: Wording, answers: float, *, is_edited: bool) -> float:
        """Return the likeness of two that ask differently; `answers` is that of their answers.

        In a card that `is_edited` half of what derivation wrote may be gone: then the other half tells.
        """
        whole = common(mine.all, theirs.all, self._weight)
        has_words = any(word.isalnum() for word in (*mine.question, *theirs.question))
        question = common(mine.question, theirs.question, self._weight) if has_words else whole
        score = max(whole, (whole + question + answers) / 3)
        if has_other_head(mine, theirs):
            score *= _OTHER_HEAD
        if is_edited and has_words:
            score = max(score, _HALF * question)
        if is_edited and len(mine.answer) >= _ENOUGH:
            score = max(score, _HALF * answers)
        return score

    def words(self, side: Likeable) -> Wording:
        """Return the words of one side."""
        return self._wordings[id(side)]

    def _weight(self, word: str) -> float:
        """Return how much a word says: next to nothing if it is everywhere, as `what` and `is` are."""
        if word.casefold() in PLAIN:
            return _LEAST
        share = self._counts[word] / self._many if self._many >= _MANY else 0.0
        return max(_LEAST, min(1.0, 1.25 - share))

    def _asks_itself(self, question: Words, written: str) -> bool:
        """Return whether the line itself holds what is asked about, not only the heading above it."""
        if not written:
            return True
        line = written.casefold()
        told = [word for word in question if self._weight(word) > 0.5 and not word.isdigit()]
        return not told or any(word.casefold() in line for word in told)


def _hide_the_same(mine: Wording, theirs: Wording) -> bool:
    """Return whether the blanks of two clozes hide the same words, and enough to mean something."""
    return mine.answer == theirs.answer and len(mine.answer) >= _ENOUGH


def pair_up(
    cards: Sequence[Likeable], drafts: Sequence[Likeable], least: float
) -> Iterator[tuple[Likeable, Likeable]]:
    """Yield the pairs of a card and a draft whose likeness is at least `least`, the surest first.

    Each card and draft is in one pair at most. Among equal ones the nearest lines win, then the first.
    """
    if not (cards and drafts):
        return
    likeness = Likeness([*cards, *drafts])
    scored = [
        (-score, abs(card.line - draft.line), card.number, draft.number, card, draft)
        for draft, card in _candidates(cards, drafts, likeness)
        if (score := likeness.of(card, draft)) >= least
    ]
    used_cards: set[int] = set()
    used_drafts: set[int] = set()
    for *_, card, draft in sorted(scored, key=lambda pair: pair[:4]):
        if card.number not in used_cards and draft.number not in used_drafts:
            used_cards.add(card.number)
            used_drafts.add(draft.number)
            yield card, draft


def _candidates(
    cards: Sequence[Likeable], drafts: Sequence[Likeable], likeness: Likeness
) -> Iterator[tuple[Likeable, Likeable]]:
    """Yield the pairs worth comparing: all of them, or in bulk those that share an uncommon word."""
    if len(cards) * len(drafts) <= _BULK:
        yield from ((draft, card) for draft in drafts for card in cards)
        return
    numbered = {card.number: card for card in cards}
    index: dict[str, list[int]] = defaultdict(list)
    for card in cards:
        for word in sorted(set(likeness.words(card).all)):
            index[word].append(card.number)
    for draft in drafts:
        words = sorted(set(likeness.words(draft).all))
        rare = [index[word] for word in words if 0 < len(index.get(word, ())) <= _FEW]
        for number, _ in Counter(chain.from_iterable(rare)).most_common(_FEW):
            yield draft, numbered[number]
