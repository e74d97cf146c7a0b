"""What a deck remembers of the cards that build made, by which a deletion by hand is noticed.

The memory stands at the foot of the deck file itself: it goes where the file goes, through git, to another
computer, into the bin. A cache could not hold it, for deleting one must change nothing; and a file beside the
decks would take a deck that was deleted, or checked out in an older form, for the deletion of its cards.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from deacards.deck.card import Card, CardId
from deacards.deck.deck import Deck
from deacards.regenerate.face import Parts, parts_made


def text_key(parts: Parts) -> str:
    """Return by what a draft is known as one whose card was deleted: its question and its answer."""
    return f"{parts.prompt}-{parts.answer}"


def remembered(cards: Sequence[Card], before: Sequence[str], known: Collection[CardId]) -> tuple[str, ...]:
    """Return the memory of a deck that holds `cards`, sorted, so that two branches add to different lines.

    What `before` holds of cards that are not `known` any more, in no deck, stays: they were deleted by hand.
    """
    entries = {card.id: text_key(parts_made(card.origin)) for card in cards if card.origin}
    entries |= {identity: key for identity, key in map(_parted, before) if identity not in known}
    return tuple(f"{identity} {key}" for identity, key in sorted(entries.items()))


def deleted_cards(decks: Mapping[str, Deck]) -> Mapping[str, list[CardId]]:
    """Return the ids of the cards that are remembered and stand in no deck, by the key of their text."""
    present = {identity for deck in decks.values() for identity in deck.ids()}
    found: dict[str, list[CardId]] = defaultdict(list)
    for deck in decks.values():
        for identity, key in map(_parted, deck.derived):
            if identity not in present:
                found[key].append(identity)
    return {key: sorted(set(ids)) for key, ids in found.items()}


def remembered_texts(decks: Mapping[str, Deck]) -> set[str]:
    """Return the keys of the texts that are remembered of cards which stand in some deck."""
    present = {identity for deck in decks.values() for identity in deck.ids()}
    entries = (_parted(entry) for deck in decks.values() for entry in deck.derived)
    return {key for identity, key in entries if identity in present}


def _parted(entry: str) -> tuple[CardId, str]:
    identity, _, key = entry.partition(" ")
    return identity, key
