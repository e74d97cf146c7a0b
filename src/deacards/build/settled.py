"""Notes whose decks say what they say already: a build has nothing to decide about them.

Whether a note is settled hangs on its bytes and on those of its decks, and on nothing else: each of its
drafts is a card of its own decks, and each of their cards is a draft. No other note can want one of these
cards, and none of them looks for a line. It is kept by a digest of these bytes; forgetting it costs time.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from deacards.build.drafts import Drafts
from deacards.cache import Cache, key_of
from deacards.deck.deck import Deck
from deacards.deck.deckfile import DeckFile
from deacards.notes.known import KnownNote
from deacards.regenerate.plan import Plan

_KIND = "settled"


def settled_keys(
    notes: Iterable[KnownNote], files: Mapping[str, DeckFile], usual_language: str | None
) -> Mapping[str, bytes]:
    """Return for each note, by its path, the key under which it is kept that the note is settled."""
    decks: dict[str, list[str]] = defaultdict(list)
    for path, file in sorted(files.items()):
        decks[_note_of(file.deck)] += [path, file.digest]
    return {
        note.path: key_of(note.path, note.data, usual_language or "", *decks.get(note.path, ()))
        for note in notes
    }


def known_settled(keys: Mapping[str, bytes], cache: Cache) -> Collection[str]:
    """Return the paths of the notes that are known to be settled."""
    return {path for path, key in keys.items() if cache.get(_KIND, key)}


def keep_settled(plan: Plan, drafts: Mapping[str, Drafts], keys: Mapping[str, bytes], cache: Cache) -> None:
    """Keep which of the notes with these `drafts` a plan has found settled."""
    decks: dict[str, list[tuple[str, Deck]]] = defaultdict(list)
    for path, deck in plan.before.items():
        decks[_note_of(deck)].append((path, deck))
    for note, made in drafts.items():
        own = decks.get(note, ())
        if all(plan.after[path] == deck for path, deck in own) and _is_settled([d for _, d in own], made):
            cache.put(_KIND, keys[note], b"1")


def _is_settled(decks: list[Deck], drafts: Drafts) -> bool:
    """Return whether decks that a plan left alone hold one card for each draft, and nothing that waits."""
    origins = [card.origin for deck in decks for card in deck.cards if card.origin]
    waits = any(deck.retired or len(deck.derived) != len(_derived(deck)) for deck in decks)
    count = sum(len(deck.drafts) for deck in drafts.decks)
    return not waits and len(origins) == count and not any(origin.kept for origin in origins)


def _derived(deck: Deck) -> list[str]:
    return [card.id for card in deck.cards if card.origin]


def _note_of(deck: Deck) -> str:
    return (deck.source or "").partition("#")[0]
