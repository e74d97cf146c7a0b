"""Copies of one line: where one is deleted, the longest history goes on with those that stay."""

from collections.abc import Callable, Mapping, Sequence

from deacards.deck.card import CardId
from deacards.regenerate.face import face_of_card, parts_of
from deacards.regenerate.sides import Known, Side, Wanted, grouped


def keep_histories(
    found: Mapping[int, Known],
    cards: Sequence[Known],
    drafts: Sequence[Wanted],
    reviews: Callable[[], Mapping[CardId, int]],
) -> Mapping[int, Known]:
    """Return the card of each draft, with studied cards in the place of copies that were studied less.

    A line was copied to another place, which gave a second card, and deleted in the first one: then the card
    of the first would retire with all that was learned. A copy that was edited by hand keeps its place.
    `reviews` returns how many answers each card has; it is asked only where there is such a copy.
    """
    paired = {card.number for card in found.values()}
    left = [card for card in cards if card.number not in paired and _is_in_use(card)]
    texts = {_text(card) for card in left}
    copies = grouped((draft for draft in drafts if draft.number in found and _text(draft) in texts), _text)
    if not copies:
        return found
    counts, after = reviews(), dict(found)
    for card in sorted(left, key=lambda card: (-counts.get(card.card.id, 0), card.number)):
        rivals = [draft.number for draft in copies.get(_text(card), ()) if _is_as_made(after[draft.number])]
        least = min(rivals, key=lambda number: counts.get(after[number].card.id, 0), default=None)
        if least is not None and counts.get(after[least].card.id, 0) < counts.get(card.card.id, 0):
            after[least] = card
    return after


def _is_in_use(card: Known) -> bool:
    return card.rank == 0 and bool(card.mark) and not (card.card.origin and card.card.origin.kept)


def _text(side: Side) -> tuple[str, str, str]:
    """Return what copies of a line have in common: question, answer and the line itself."""
    return side.parts.prompt, side.parts.answer, side.mark


def _is_as_made(card: Known) -> bool:
    """Return whether a card in use says what derivation wrote."""
    return card.rank == 0 and parts_of(face_of_card(card.card)) == card.parts
