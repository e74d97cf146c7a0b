"""The pairing of cards and drafts that are alike, the surest first."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain

from deacards.regenerate.fitting import Fitting
from deacards.regenerate.inplace import LikenessInPlace
from deacards.regenerate.likeable import Likeable
from deacards.regenerate.likeness import IN_PLACE
from deacards.regenerate.place import Place
from deacards.regenerate.subjects import Subjects

_BULK = 40_000
"""Pairs that are compared without choosing: a fifth of a second."""

_FEW = 20
"""In bulk: a word on more cards than this says little; and no draft is compared with more cards."""

_OTHER_KIND = 0.97
"""What counts of the likeness of a question and a text with blanks: two cards of a line keep their kinds."""

_OTHER_RULE = 0.95
"""What counts of the likeness of what two rules made: of two cards of a line each keeps its rule."""

Fits = Callable[[Fitting, Likeable, Likeable, float], bool]
"""Whether a pair of that likeness may be one, by more than its words."""


def pair_in_place(
    cards: Sequence[Likeable], drafts: Sequence[Likeable], likeness: LikenessInPlace, place: Place | None
) -> Iterator[tuple[Likeable, Likeable]]:
    """Yield the pairs of what one line gave and what a new line in its place gives, the surest first."""
    yield from _surest(((likeness.in_place(c, d, place), c, d) for c in cards for d in drafts), IN_PLACE)


def pair_up(
    cards: Sequence[Likeable],
    drafts: Sequence[Likeable],
    least: float,
    fits: Fits | None = None,
    subjects: Subjects | None = None,
) -> Iterator[tuple[Likeable, Likeable]]:
    """Yield the pairs of a card and a draft whose likeness is at least `least`, the surest first.

    Each card and draft is in one pair at most. Among equal ones the nearest lines win, then the first.
    `fits` may refuse one. `subjects` are those of the deck of all of them.
    """
    if not (cards and drafts):
        return
    likeness = Fitting([*cards, *drafts], subjects)
    scored = ((likeness.of(card, draft), card, draft) for draft, card in _candidates(cards, drafts))
    if fits:
        scored = (
            (score, card, draft)
            for score, card, draft in scored
            if score >= least and fits(likeness, card, draft, score)
        )
    yield from _surest(scored, least)


def _surest(
    scored: Iterable[tuple[float, Likeable, Likeable]], least: float
) -> Iterator[tuple[Likeable, Likeable]]:
    """Yield the pairs whose score is at least `least`, the best first, each card and draft once."""
    ranked = [
        (-score * _kinship(card, draft), abs(card.line - draft.line), card.number, draft.number, card, draft)
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


def _kinship(card: Likeable, draft: Likeable) -> float:
    """Return the share of a likeness that counts when two are compared: those of one kind go first."""
    kind = 1 if card.face.is_cloze == draft.face.is_cloze else _OTHER_KIND
    return kind if card.rule == draft.rule else kind * _OTHER_RULE


def _candidates(cards: Sequence[Likeable], drafts: Sequence[Likeable]) -> Iterator[tuple[Likeable, Likeable]]:
    """Yield the pairs worth comparing: all of them, or in bulk those that share an uncommon word."""
    if len(cards) * len(drafts) <= _BULK:
        yield from ((draft, card) for draft in drafts for card in cards)
        return
    numbered = {card.number: card for card in cards}
    index: dict[str, list[int]] = defaultdict(list)
    for card in cards:
        for word in sorted(set(card.wording.all)):
            index[word].append(card.number)
    for draft in drafts:
        words = sorted(set(draft.wording.all))
        rare = [index[word] for word in words if 0 < len(index.get(word, ())) <= _FEW]
        for number, _ in Counter(chain.from_iterable(rare)).most_common(_FEW):
            yield draft, numbered[number]
