"""How much two faces are the same card, and the pairing of cards and drafts that follows from it."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from rapidfuzz.distance import Indel

from deacards.deck import cloze
from deacards.regenerate.face import Face, Parts

SAME_QUESTION = 0.8
"""The least likeness of two cards that ask the very same question, whatever they answer."""

_BULK = 40_000
"""Pairs that are compared without choosing: a fifth of a second."""

_FEW = 20
"""In bulk: a word on more cards than this says little; and no draft is compared with more cards."""


_BLANKS = 4
"""Blanks of a cloze that are compared: their number counts twice in the time."""


@dataclass(frozen=True, slots=True)
class Likeable:
    """One side of a pair: its number among its kind, its face, the digests of its parts, its first line."""

    number: int
    face: Face
    parts: Parts
    line: int


def likeness(card: Likeable, draft: Likeable) -> float:
    """Return from 0 to 1 how sure it is that `draft` is a new wording of `card`.

    Half of it is the whole text, a quarter each the question and the answer; of clozes with several blanks,
    those two that are most alike. A part whose digest did not change counts as the same, even if a hand has
    since reworded it on the card.
    """
    if card.parts.prompt == draft.parts.prompt and card.face.is_cloze:
        return 1.0
    both_ask = not (card.face.is_cloze or draft.face.is_cloze)
    same_question = both_ask and card.parts.prompt == draft.parts.prompt
    same_answer = both_ask and card.parts.answer == draft.parts.answer
    return max(
        _likeness(mine, theirs, same_question=same_question, same_answer=same_answer)
        for mine in _texts(card.face)
        for theirs in _texts(draft.face)
    )


def _likeness(
    mine: tuple[str, str], theirs: tuple[str, str], *, same_question: bool, same_answer: bool
) -> float:
    """Return the likeness of two questions with their answers."""
    question = 1.0 if same_question else _ratio(mine[0], theirs[0])
    answer = 1.0 if same_answer else _ratio(mine[1], theirs[1])
    if question == 1.0:
        return SAME_QUESTION + (1 - SAME_QUESTION) * answer
    whole = _ratio("\n".join(mine), "\n".join(theirs))
    return whole / 2 + question / 4 + answer / 4


def _texts(face: Face) -> list[tuple[str, str]]:
    """Return question and answer in lower case, of a cloze one for each blank, up to a few."""
    if not face.is_cloze:
        return [(face.prompt.casefold(), "\n".join(face.answer).casefold())]
    faces = [cloze.face(face.prompt, ord_) for ord_ in cloze.ords_of(face.prompt)[:_BLANKS]]
    return [(each.question.casefold(), "\n".join(each.hidden).casefold()) for each in faces]


def _ratio(one: str, other: str) -> float:
    """Return the mean of the likeness by letters, which forgives typos, and by words, which chance has not.

    On real notes it takes half as many neighbours for one another as the letters alone.
    """
    by_words = Indel.normalized_similarity(one.split(), other.split())
    return (Indel.normalized_similarity(one, other) + by_words) / 2


def pair_up(
    cards: Sequence[Likeable], drafts: Sequence[Likeable], least: float
) -> Iterator[tuple[Likeable, Likeable]]:
    """Yield the pairs of a card and a draft whose likeness is at least `least`, the surest first.

    Each card and draft is in one pair at most. Among equal ones the nearest lines win, then the first.
    """
    scored = [
        (-score, abs(card.line - draft.line), card.number, draft.number, card, draft)
        for draft, card in _candidates(cards, drafts)
        if (score := likeness(card, draft)) >= least
    ]
    used_cards: set[int] = set()
    used_drafts: set[int] = set()
    for *_, card, draft in sorted(scored, key=lambda pair: pair[:4]):
        if card.number not in used_cards and draft.number not in used_drafts:
            used_cards.add(card.number)
            used_drafts.add(draft.number)
            yield card, draft


def _candidates(cards: Sequence[Likeable], drafts: Sequence[Likeable]) -> Iterator[tuple[Likeable, Likeable]]:
    """Yield the pairs worth comparing: all of them, or in bulk those that share an uncommon word."""
    if len(cards) * len(drafts) <= _BULK:
        yield from ((draft, card) for draft in drafts for card in cards)
        return
    numbered = {card.number: card for card in cards}
    index: dict[str, list[int]] = defaultdict(list)
    for card in cards:
        for word in _words(card.face):
            index[word].append(card.number)
    for draft in drafts:
        rare = [index[word] for word in _words(draft.face) if 0 < len(index.get(word, ())) <= _FEW]
        for number, _ in Counter(chain.from_iterable(rare)).most_common(_FEW):
            yield draft, numbered[number]


def _words(face: Face) -> list[str]:
    """Return the words of a face, each once, sorted."""
    return sorted({word for texts in _texts(face) for text in texts for word in text.split()})
