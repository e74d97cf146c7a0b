"""Which deck file the drafts of a section belong to, also after a heading or a note got a new name."""

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from typing import NamedTuple

from deacards.deck.deck import Deck
from deacards.derive.draft import DraftDeck
from deacards.regenerate.deckpath import deck_paths
from deacards.regenerate.face import Parts, face_of_draft, parts_made, parts_of


class Homes(NamedTuple):
    """`of_source`: the path of the deck file where new cards of a source go, existing or new.

    `of_deck`: the same for each deck file, by its path: another file's where a person has split a deck in
    two, else its own.
    """

    of_source: Mapping[str, str]
    of_deck: Mapping[str, str]


def find_homes(
    decks: Mapping[str, Deck],
    drafts: Sequence[DraftDeck],
    folders: tuple[str, str],
    taken: Collection[str],
) -> Homes:
    """Return where the cards of each source go.

    A source that has no deck file takes over the one of a source that is gone, if at least half of the cards
    are the same: then the section was renamed. `taken` are the paths that no new file may have.
    """
    files: dict[str, list[str]] = defaultdict(list)
    for path in sorted(decks):
        files[decks[path].source or ""].append(path)
    homes = {deck.source: files[deck.source][0] for deck in drafts if deck.source in files}
    homeless = [deck for deck in drafts if deck.source not in homes and deck.drafts]
    sources = {deck.source for deck in drafts}
    orphans = {
        path: deck for path, deck in decks.items() if deck.source is not None and deck.source not in sources
    }
    adopted = _adopted(homeless, orphans)
    homes |= adopted
    new = [deck.source for deck in homeless if deck.source not in homes]
    homes |= deck_paths(new, _with_several(decks, drafts), *folders, taken)
    heirs = {decks[path].source: path for path in adopted.values()}
    of_deck = {
        path: homes.get(deck.source or "") or heirs.get(deck.source) or path for path, deck in decks.items()
    }
    return Homes(homes, of_deck)


def _with_several(decks: Mapping[str, Deck], drafts: Sequence[DraftDeck]) -> Collection[str]:
    """Return the notes that have, or will have, more than one deck."""
    sources = {deck.source for deck in drafts if deck.drafts} | {deck.source or "" for deck in decks.values()}
    counts = Counter(source.partition("#")[0] for source in sources)
    return {note for note, count in counts.items() if count > 1}


def _adopted(homeless: Sequence[DraftDeck], orphans: Mapping[str, Deck]) -> dict[str, str]:
    """Return the orphaned deck file that each source takes over, the pairs with most in common first."""
    owners: dict[Hashable, list[str]] = defaultdict(list)
    for path in sorted(orphans):
        for key in _keys_of_deck(orphans[path]):
            owners[key].append(path)
    scored = []
    for deck in homeless:
        common = Counter(
            path for draft in deck.drafts for path in owners.get(_key(parts_of(face_of_draft(draft))), ())
        )
        for path, count in common.items():
            if 2 * count >= min(len(deck.drafts), len(orphans[path].cards)):
                scored.append((-count, deck.source, path))
    pairs: dict[str, str] = {}
    for _, source, path in sorted(scored):
        if source not in pairs and path not in pairs.values():
            pairs[source] = path
    return pairs


def _key(parts: Parts) -> tuple[str, str]:
    """Return what stays of a card when only its headings are renamed."""
    return parts.prompt, parts.answer


def _keys_of_deck(deck: Deck) -> Iterator[tuple[str, str]]:
    for card in deck.cards:
        if card.origin:
            yield _key(parts_made(card.origin))
