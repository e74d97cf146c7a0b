"""Which notes and decks a build has to look at, and which it may pass over because nothing there can change.

A note is settled if each of its drafts is a card of its own decks, word for word, and each of their cards in
use is one of its drafts. Then these find each other whatever stands elsewhere, and the build leaves the decks
as they are. That hangs on the note's bytes and on those of its decks, and on nothing else.

What such decks still can do is to give back what is not in use: a retired card that another note wants, or
the proof that a card which seems deleted by hand only went elsewhere; or to take the card of a line that is
deleted, for a copy of it. `scope_of` finds those by their keys.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from deacards.build.drafts import Drafts
from deacards.build.stock import Gist, Stock
from deacards.deck.deck import Deck
from deacards.derive.draft import Draft
from deacards.notes.fingerprint import fingerprint
from deacards.regenerate.face import face_of_draft, parts_of
from deacards.regenerate.memory import deleted_cards, text_key
from deacards.regenerate.merge import origin_of
from deacards.regenerate.plan import Plan


class Scope(NamedTuple):
    """What a build looks at: paths of notes and of decks. All others stay as they are."""

    notes: Collection[str]
    decks: Collection[str]


def scope_of(notes: Collection[str], drafts: Mapping[str, Drafts], stock: Stock) -> Scope:
    """Return which of the `notes` and decks matter, given the drafts of those notes that are built."""
    open_notes = {
        note for note in notes if note not in drafts or drafts[note].settled != stock.by_note.get(note, ())
    }
    closed = {
        path: gist
        for path, gist in stock.gists.items()
        if (gist.is_own if not gist.source else gist.note in notes and gist.note not in open_notes)
    }
    opened = [drafts[note] for note in open_notes if note in drafts]
    wanted = _wanted(opened, closed.values())
    left = (
        _left((gist for path, gist in stock.gists.items() if path not in closed), opened)
        if closed
        else frozenset()
    )
    lost = deleted_cards({path: stock.file(path).deck for path in stock.gists.keys() - closed.keys()})
    lost_ids = {identity for ids in lost.values() for identity in ids}
    for path, gist in list(closed.items()):
        if not (
            wanted.isdisjoint(gist.shelved)
            and lost_ids.isdisjoint(gist.ids)
            and lost.keys().isdisjoint(gist.texts)
            and left.isdisjoint(gist.texts)
        ):
            open_notes.add(gist.note)
            for each, _ in stock.by_note[gist.note] if gist.source else ((path, ""),):
                closed.pop(each, None)
    return Scope(open_notes, stock.gists.keys() - closed.keys())


def _wanted(drafts: Iterable[Drafts], closed: Collection[Gist]) -> frozenset[str]:
    """Return by what retired cards may be wanted; nothing where all of these are looked at anyway."""
    if not any(gist.shelved for gist in closed):
        return frozenset()
    drafted = (draft for made in drafts for deck in made.decks for draft in deck.drafts)
    return frozenset(key for draft in drafted for key in _keys(draft))


def _left(opened: Iterable[Gist], drafts: Iterable[Drafts]) -> frozenset[str]:
    """Return the texts that open decks have and no open note gives: copies elsewhere may take their cards."""
    texts = {text for gist in opened for text in gist.texts}
    return frozenset(texts).difference(
        text_key(parts_of(face_of_draft(draft)))
        for made in drafts
        for deck in made.decks
        for draft in deck.drafts
    )


def _keys(draft: Draft) -> Iterator[str]:
    yield text_key(parts_of(face_of_draft(draft)))
    yield fingerprint(draft.written)


def settled_notes(plan: Plan, drafts: Mapping[str, Drafts]) -> Iterator[tuple[str, Collection[str]]]:
    """Yield which of the notes with these `drafts` a plan settles, each with the paths of its decks, sorted.

    That is so because a plan that is carried out, and made again, changes nothing.
    """
    decks: dict[str, dict[str, Deck]] = {note: {} for note in drafts}
    for path, deck in sorted(plan.after.items()):
        decks.get(deck.note, {})[path] = deck
    for note, made in drafts.items():
        if _is_settled(decks[note].values(), made):
            yield note, decks[note].keys()


def _is_settled(decks: Iterable[Deck], made: Drafts) -> bool:
    """Return whether decks, as a plan leaves them, hold the very cards that the drafts want.

    A draft may want a card that was dismissed: then that stays so. Nothing else may be open: no card that a
    person keeps without its line, none that was deleted and is remembered.
    """
    used: Counter[tuple[str | None, str]] = Counter()
    dismissed: Counter[tuple[str | None, str]] = Counter()
    for deck in decks:
        origins = [card.origin for card in deck.cards if card.origin]
        if len(deck.derived) != len(origins) or any(origin.kept for origin in origins):
            return False
        used.update((deck.source, origin.made) for origin in origins)
        dismissed.update((deck.source, card.origin.made) for card in deck.retired if card.origin)
    wanted: Counter[tuple[str | None, str]] = Counter(
        (deck.source, origin_of(draft, parts_of(face_of_draft(draft))).made)
        for deck in made.decks
        for draft in deck.drafts
    )
    return used <= wanted and wanted - used <= dismissed
