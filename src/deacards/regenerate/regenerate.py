"""Decks and drafts to a plan: which cards are added, edited, moved, retired and revived."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from deacards.deck.card import Card, CardId, Retirement
from deacards.deck.deck import Deck
from deacards.derive.draft import DraftDeck
from deacards.derive.version import RULES
from deacards.regenerate.birth import birth
from deacards.regenerate.copies import keep_histories
from deacards.regenerate.decide import restored
from deacards.regenerate.homes import Homes, find_homes
from deacards.regenerate.match import match
from deacards.regenerate.memory import deleted_cards, remembered, remembered_texts, text_key
from deacards.regenerate.merge import merge
from deacards.regenerate.plan import Change, Kind, Plan, change_of
from deacards.regenerate.sides import Known, Wanted, is_settled, known, wanted


class Elsewhere(NamedTuple):
    """What decks have taken that are not looked at: the paths of their files, and their cards' ids."""

    paths: Collection[str] = ()
    ids: Collection[CardId] = ()


_NOWHERE = Elsewhere()


def regenerate(  # noqa: PLR0913 - what the core cannot look up itself
    decks: Mapping[str, Deck],
    drafts: Sequence[DraftDeck],
    *,
    today: date,
    skipped: Collection[str] = frozenset(),
    folders: tuple[str, str] = ("cards", "notes"),
    elsewhere: Elsewhere = _NOWHERE,
    lines_of: Callable[[str], Collection[str]] = lambda _: (),
    reviews: Callable[[], Mapping[CardId, int]] = dict,
) -> Plan:
    """Return the plan that brings the decks (by path) up to date with the drafts of the notes.

    `skipped` are the notes that exist but were not derived this time, unreadable ones for instance: their
    decks stay as they are. `folders` are those of the decks and of the notes; `elsewhere` is what other decks
    have taken. `lines_of` returns the fingerprints of all lines of a note, by its path; it is asked only
    where a line seems edited.

    The order of `decks` and `drafts` makes no difference. Applying a plan and regenerating again gives an
    empty plan.
    """
    ordered = sorted(drafts, key=lambda deck: deck.source)
    affected = {path: decks[path] for path in sorted(decks) if decks[path].note not in skipped}
    homes = find_homes(affected, ordered, folders, {*decks, *elsewhere.paths})
    assembly = _Assembly(decks, affected, homes, elsewhere, today)
    sources = {path: source for source, path in homes.of_source.items()}

    def standing(paths: Collection[str]) -> Collection[str]:
        notes = {sources.get(path, "").partition("#")[0] for path in paths} - {""}
        return {mark for note in notes for mark in lines_of(note)}

    assembly.settle(ordered, standing, reviews)
    after = {path: decks[path] for path in decks if path not in affected} | dict(assembly.decks(ordered))
    return Plan(decks, {path: after[path] for path in sorted(after)}, tuple(assembly.changes(after)))


class _Assembly:
    """The cards on their way to their decks: those that stay, those that arrive, those that leave."""

    def __init__(
        self,
        every: Mapping[str, Deck],
        affected: Mapping[str, Deck],
        homes: Homes,
        elsewhere: Elsewhere,
        today: date,
    ) -> None:
        self._decks = affected
        self._homes = homes
        self._today = today
        self._taken = {identity for deck in every.values() for identity in deck.ids()} | set(elsewhere.ids)
        self._deleted = deleted_cards(every)
        self._every = every
        self._paths: dict[CardId, str] = {}
        self._stays: dict[CardId, Card] = {}
        self._left: set[CardId] = set()
        self._arrivals: dict[str, dict[CardId | None, list[Card]]] = defaultdict(lambda: defaultdict(list))
        self._buried: dict[str, list[Card]] = defaultdict(list)
        self._changes: dict[CardId, Change] = {}

    def settle(
        self,
        drafts: Sequence[DraftDeck],
        standing: Callable[[Collection[str]], Collection[str]],
        reviews: Callable[[], Mapping[CardId, int]],
    ) -> None:
        """Decide for each draft which card it is and where that goes."""
        cards = list(self._known())
        wishes = list(self._wanted(drafts))
        deleted = self._dismissed(cards, wishes)
        living = [wish for wish in wishes if wish.number not in deleted]
        found = keep_histories(match(cards, living, standing), cards, living, reviews)
        anchors: dict[str, CardId | None] = {}
        sources = [deck.source for deck in drafts for _ in deck.drafts]
        for wish, source in zip(wishes, sources, strict=True):
            if wish.number in deleted:
                self._bury(wish, source, deleted[wish.number])
                continue
            old = found.get(wish.number)
            card = self._born(wish, source) if old is None else self._merged(old, wish)
            if card is None:
                continue
            if card.id in self._stays:
                if self._paths[card.id] == wish.home:
                    anchors[wish.home] = card.id
            else:
                self._arrivals[wish.home][anchors.get(wish.home)].append(card)

    def _known(self) -> Iterator[Known]:
        number = 0
        for path, deck in self._decks.items():
            ranked = [(card, _IN_USE) for card in deck.cards] + [(card, _rank(card)) for card in deck.retired]
            for card, rank in ranked:
                self._paths[card.id] = path
                if card.origin:
                    yield known(number, self._homes.of_deck[path], card, rank)
                    number += 1

    def _wanted(self, drafts: Sequence[DraftDeck]) -> Iterator[Wanted]:
        number = 0
        for deck in drafts:
            for draft in deck.drafts:
                yield wanted(number, self._homes.of_source[deck.source], draft)
                number += 1

    def _dismissed(self, cards: Sequence[Known], wishes: Sequence[Wanted]) -> dict[int, CardId]:
        """Return the drafts of cards that were deleted by hand, with the ids of these."""
        if not self._deleted:
            return {}
        alive = {text_key(card.parts) for card in cards} | remembered_texts(self._every)
        waiting = {key: ids.copy() for key, ids in self._deleted.items() if key not in alive}
        return {wish.number: ids.pop(0) for wish in wishes if (ids := waiting.get(text_key(wish.parts)))}

    def _bury(self, wish: Wanted, source: str, identity: CardId) -> None:
        """Keep what was deleted by hand among the retired cards of its deck, to be restored."""
        retirement = Retirement(on=self._today, reason="dismissed")
        card = replace(birth(wish.draft, source, ()), id=identity, retirement=retirement)
        self._taken.add(identity)
        self._buried[wish.home].append(card)
        self._changes[identity] = Change(Kind.DISMISSED, wish.home, None, card)

    def _born(self, wish: Wanted, source: str) -> Card:
        card = birth(wish.draft, source, self._taken)
        self._taken.add(card.id)
        self._changes[card.id] = Change(Kind.ADDED, wish.home, None, card)
        return card

    def _merged(self, old: Known, wish: Wanted) -> Card | None:
        """Return the card as it is now, None where it stays out of use; note its change and its place."""
        path = self._paths[old.card.id]
        merged = old.card if is_settled(old, wish) else merge(old.card, wish.draft)
        if old.rank == _DISMISSED:
            dismissed = Retirement(on=self._today, reason="dismissed")
            self._stays[merged.id] = replace(merged, retirement=merged.retirement or dismissed)
            return None
        card = replace(merged, retirement=None) if merged.retirement else merged
        if card.origin and card.origin.kept:
            card = replace(card, origin=card.origin._replace(kept=None))
        kind, came_from = Kind.EDITED, ""
        if old.rank == _GONE:
            kind, came_from = Kind.REVIVED, path
            self._left.add(card.id)
        elif old.home != wish.home and self._decks[path].source is not None:
            kind, came_from = Kind.MOVED, path
            self._left.add(card.id)
        else:
            self._stays[card.id] = card
        place = path if kind is Kind.EDITED else wish.home
        if change := change_of(kind, place, old.card, card, came_from):
            self._changes[card.id] = change
        return card

    def decks(self, drafts: Sequence[DraftDeck]) -> Iterator[tuple[str, Deck]]:
        """Yield the affected decks as they are afterwards, new ones included."""
        sources = {path: source for source, path in self._homes.of_source.items()}
        orders = {draft.source: draft.order for draft in drafts}
        for path, deck in self._decks.items():
            source = sources.get(path, deck.source)
            cards, gone = self._cards(path, deck)
            retired = [self._stays.get(card.id, card) for card in deck.retired if card.id not in self._left]
            retired += [*gone, *self._buried[path]]
            after = replace(
                deck,
                source=source,
                order=orders.get(source, deck.order) if source else deck.order,
                cards=tuple(cards),
                retired=tuple(retired),
                derived=remembered(cards, deck.derived, self._taken),
            )
            yield path, deck if after == deck else replace(after, rules=RULES)
        for draft in drafts:
            path = self._homes.of_source.get(draft.source, "")
            cards = self._arrivals[path][None]
            if path not in self._decks and (cards or self._buried[path]):
                yield path, _new_deck(draft, cards, self._buried[path])

    def _cards(self, path: str, deck: Deck) -> tuple[list[Card], list[Card]]:
        """Return the cards in use and those that retire; a new one stands after that of the draft before."""
        arrivals = self._arrivals[path]
        cards, gone = [*arrivals[None]], []
        for card in deck.cards:
            if card.id in self._left:
                continue
            if card.id in self._stays or card.origin is None or card.origin.kept:
                cards += [self._stays.get(card.id, card), *arrivals.get(card.id, ())]
            elif card.retirement:
                # Brought back by hand although its line is gone.
                cards.append(restored(card))
            else:
                left = replace(card, retirement=Retirement(on=self._today, reason="gone"))
                self._changes[card.id] = Change(Kind.RETIRED, path, card, left)
                gone.append(left)
        return cards, gone

    def changes(self, after: Mapping[str, Deck]) -> Iterator[Change]:
        """Yield the changes in the order of decks and cards."""
        for path in sorted(after):
            for identity in after[path].ids():
                if identity in self._changes:
                    yield self._changes[identity]


_IN_USE, _GONE, _DISMISSED = range(3)


def _rank(card: Card) -> int:
    """Return the rank of a card out of use; one that a hand put under `retired:` was dismissed."""
    return _GONE if card.retirement and card.retirement.reason == "gone" else _DISMISSED


def _new_deck(draft: DraftDeck, cards: Sequence[Card], retired: Sequence[Card]) -> Deck:
    """Return the deck of a section that had none. Anki splits names at `::`, so no part may hold it."""
    names = [" ".join(name.replace("::", ":").split()) for name in draft.names]
    tags = dict.fromkeys("-".join(tag.split()) for tag in draft.tags if tag.strip())
    return Deck(
        deck="::".join(names),
        source=draft.source,
        tags=tuple(tags),
        order=draft.order,
        rules=RULES,
        cards=tuple(cards),
        retired=tuple(retired),
        derived=remembered(cards, (), ()),
    )
