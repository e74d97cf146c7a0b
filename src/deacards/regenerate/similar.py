"""How much two faces are the same card, and the pairing of cards and drafts that follows from it."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from deacards.regenerate.face import Face, Parts, parts_of
from deacards.regenerate.place import Place
from deacards.regenerate.wording import (
    PLAIN,
    Wording,
    Words,
    common,
    has_other_head,
    tells_apart,
    wording_of,
    words_of,
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

_SURE = 0.9
"""Likeness of two that differ by an error of typing; where they stand says nothing more."""

_IN_PLACE = 0.5
"""Least likeness of what stood in a place and what stands there now."""

_HOLDS = 0.8
"""Least share of a question, or of an answer, that must stay for it to be the same one."""

_SOME = 0.3
"""Least share of a question that must stay where its answer holds."""

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

    def __init__(self, sides: Sequence[Likeable], among: Sequence[Likeable] = ()) -> None:
        self._wordings = {id(side): wording_of(side.face) for side in sides}
        self._hands = {id(side): parts_of(side.face) for side in sides}
        wordings = [wording_of(side.face) for side in among] or self._wordings.values()
        counts = Counter(word for wording in wordings for word in set(wording.all))
        self._counts: Mapping[str, int] = counts
        self._many = len(wordings)

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
        if not same_answer and hand.prompt == card.parts.prompt and tells_apart(mine, theirs):
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

    def in_place(self, card: Likeable, draft: Likeable) -> float:
        """Return from 0 to 1 how sure it is that `draft` is what became of `card`, on a line in its place.

        There less needs to be alike: the question is enough, if the line itself holds what it asks about; or
        an answer of some words, under whatever name; or one of few words, with some of the question; or all
        but numbers.
        """
        mine, theirs = self._wordings[id(card)], self._wordings[id(draft)]
        if _without_numbers(mine) == _without_numbers(theirs) and self._is_telling(_without_numbers(mine)):
            return 1.0
        asks = not (card.face.is_cloze or draft.face.is_cloze)
        if card.parts.answer == draft.parts.answer if asks else _hide_the_same(mine, theirs):
            if len(theirs.answer) >= _ENOUGH and self._is_telling(theirs.answer):
                return 1.0
        elif self._hands[id(card)].prompt == card.parts.prompt and tells_apart(mine, theirs):
            return 0.0
        question = common(mine.question, theirs.question, self._weight)
        answers = common(mine.answer, theirs.answer, self._weight)
        if question >= _HOLDS and self._share_of(theirs.question, draft.written) >= _HOLDS / 2:
            return question
        if answers >= _HOLDS and question >= _SOME and self._is_telling(theirs.answer):
            return answers
        return 0.0

    def _share_of(self, question: Sequence[str], written: str) -> float:
        """Return how much of what is asked about stands on the line itself, and not above it or beside it."""
        line = {word.casefold() for word in words_of(written)}
        told = [(self._weight(word), word.casefold() in line) for word in question if word.isalnum()]
        own = sum(weight for weight, stands in told if stands and weight > _LEAST)
        return own / sum(weight for weight, _ in told) if own else 0.0

    def _is_telling(self, words: Words) -> bool:
        """Return whether some word says what a text is about."""
        return any(self._weight(word) > 0.5 and not word.isdigit() and word.isalnum() for word in words)

    def fits(self, card: Likeable, draft: Likeable, place: Place | None, score: float) -> bool:
        """Return whether the place of both, None if it is not one, agrees to what their words say.

        One question with another answer may be that of the next line, which was not asked before; so may be
        one with another number. What begins with another word, and stands elsewhere, is about something else.
        """
        mine, theirs = self._wordings[id(card)], self._wordings[id(draft)]
        if mine.all != theirs.all and _without_numbers(mine) == _without_numbers(theirs):
            return place is not None and not (place.is_vacated() or place.is_beside())
        if score >= _SURE:
            return True
        if place is None and has_other_head(mine, theirs):
            return False
        answers = common(mine.answer, theirs.answer, self._weight)
        if mine.question == theirs.question and answers < (_HOLDS if draft.face.is_cloze else _IN_PLACE):
            return place.is_kept() if place else not draft.face.is_cloze
        return place is None or not place.is_vacated()

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
        told = [word for word in question if self._weight(word) > 0.5 and not word.isdigit()]
        return not told or self._share_of(told, written) > 0


def _hide_the_same(mine: Wording, theirs: Wording) -> bool:
    """Return whether the blanks of two clozes hide the same words, and enough to mean something."""
    return mine.answer == theirs.answer and len(mine.answer) >= _ENOUGH


def _without_numbers(wording: Wording) -> Words:
    return tuple(word.casefold() for word in wording.all if not word.isdigit())


def pair_in_place(
    cards: Sequence[Likeable], drafts: Sequence[Likeable], among: Sequence[Likeable]
) -> Iterator[tuple[Likeable, Likeable]]:
    """Yield the pairs of what one line gave and what a new line in its place gives, the surest first.

    `among` are all of the deck, by which it is known which words say something.
    """
    likeness = Likeness([*cards, *drafts], among)
    yield from _surest(((likeness.in_place(c, d), c, d) for c in cards for d in drafts), _IN_PLACE)


PlaceOf = Callable[[Likeable, Likeable], Place | None]


def pair_up(
    cards: Sequence[Likeable],
    drafts: Sequence[Likeable],
    least: float,
    place_of: PlaceOf | None = None,
) -> Iterator[tuple[Likeable, Likeable]]:
    """Yield the pairs of a card and a draft whose likeness is at least `least`, the surest first.

    Each card and draft is in one pair at most. Among equal ones the nearest lines win, then the first.
    Unless they are nearly the same, the place of both must agree to it, where `place_of` tells it.
    """
    if not (cards and drafts):
        return
    likeness = Likeness([*cards, *drafts])
    scored = ((likeness.of(card, draft), card, draft) for draft, card in _candidates(cards, drafts, likeness))
    if place_of:
        scored = (
            (score, card, draft)
            for score, card, draft in scored
            if score >= least and likeness.fits(card, draft, place_of(card, draft), score)
        )
    yield from _surest(scored, least)


def _surest(
    scored: Iterable[tuple[float, Likeable, Likeable]], least: float
) -> Iterator[tuple[Likeable, Likeable]]:
    """Yield the pairs whose score is at least `least`, the best first, each card and draft once."""
    ranked = [
        (-score, abs(card.line - draft.line), card.number, draft.number, card, draft)
        for score, card, draft in scored
        if score >= least
    ]
    used_cards: set[int] = set()
    used_drafts: set[int] = set()
    for *_, card, draft in sorted(ranked, key=lambda pair: pair[:4]):
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
