"""Decks as a package for Anki: what is told anew, what stays, and what the user should hear about it."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import count, islice
from typing import NamedTuple

from deacards.anki.apkg import apkg_bytes
from deacards.anki.content import AnkiNote
from deacards.anki.ledger import Ledger, tell
from deacards.anki.notetypes import NOTE_TYPES, RETIRED_TAG, NoteType
from deacards.anki.notices import Notices
from deacards.anki.parcel import Parcel
from deacards.anki.parcels import Packed, keep_packed, recall_packed
from deacards.anki.placing import Placing, sheets_of
from deacards.anki.rendering import Rendered
from deacards.anki.schedule import Schedules
from deacards.anki.supply import Supply
from deacards.anki.told import Told, ids_of, lines_of, note_line, with_lines
from deacards.deck.card import CardId
from deacards.deck.deck import Deck
from deacards.problem import Problem

# Typed into Anki's browser it finds the retired cards, to suspend them with one click.
RETIRED_SEARCH = f"tag:{RETIRED_TAG}"


NO_SUPPLY = Supply()
_DECKS_AT_A_TIME = 50
"""So many are read from the cache at once: fewer take more time, more of them more memory."""


class PackageResult(NamedTuple):
    """A package and what goes with it.

    `data` is the `.apkg`, `ledger` what is to be kept beside it (write it first: a ledger without its
    package loses nothing). `notes` and `cards` count what is in it, `retired` the notes among them that are
    only there to be tagged, `media` the files, `with_history` the cards with a schedule and `told_before`
    those of them that were in a package before. `changed` tells whether Anki would learn anything since the
    last ledger. A card with an error among `problems` is not in the package; its entry in the ledger stays.

    `problems` stand until somebody mends them; `notices` are of this package alone. `looked_at` are the paths
    at which media were looked for.
    """

    data: bytes
    ledger: Ledger
    notes: int
    cards: int
    retired: int
    media: int
    with_history: int
    told_before: int
    problems: tuple[Problem, ...]
    notices: tuple[Problem, ...]
    changed: bool
    looked_at: frozenset[str] = frozenset()


def build_package(
    decks: Mapping[str, Deck], ledger: Ledger, now_seconds: int, supply: Supply = NO_SUPPLY
) -> PackageResult:
    """Return the package of `decks`, which are given by the path of their file.

    The same decks, supply and ledger give the same bytes, whatever `now_seconds` (a Unix time) is; it becomes
    the modification time of what changed. Retired cards go along, tagged, if they have ever been exported.
    """
    packer = _Packer(decks, ledger, now_seconds, supply)
    schedules = Schedules(supply.schedules, supply.rollover_hour)
    cache = supply.known.cache if supply.known else None
    data = apkg_bytes(packer.parcels(), packer.types(), packer.media(), schedules, cache)
    return PackageResult(
        data=data,
        ledger=packer.new_ledger(),
        notes=packer.notes,
        cards=packer.cards,
        retired=packer.retired,
        media=packer.files,
        with_history=packer.with_history,
        told_before=packer.told_before,
        problems=tuple(sorted(packer.problems)),
        notices=tuple(sorted(packer.notices.all())),
        changed=packer.has_news,
        looked_at=supply.shelf.looked_at if supply.shelf else frozenset(),
    )


class _Packer:
    """Goes over the decks once, so that no more than one is held; what it counts grows with that.

    `types` and `media` are to be asked for after the last note.
    """

    def __init__(self, decks: Mapping[str, Deck], ledger: Ledger, now_seconds: int, supply: Supply) -> None:
        self._decks, self._ledger, self._now, self._supply = decks, ledger, now_seconds, supply
        self._types: set[int] = set()
        self._media: set[str] = set()
        self._ids: set[int] = set()
        self._new_ids = self._count_ids()
        self._new_lines: dict[str, str] = {}
        self._told_types: dict[str, Told] = {}
        self.problems: list[Problem] = []
        self.notices = Notices(ledger, supply.prefix)
        self.has_news = False
        self.notes = self.cards = self.retired = self.with_history = self.told_before = self.files = 0

    def parcels(self) -> Iterator[Parcel]:
        """Yield the notes of each deck; one that is in the cache, and would be the same now, is not made."""
        placing = Placing(self._decks, self._ledger, self._supply, self.problems)
        decks = placing.decks()
        done = 0
        while some := dict(islice(decks, _DECKS_AT_A_TIME)):
            self._supply.tell("Packing decks for Anki", done, len(self._decks))
            done += len(some)
            kept = recall_packed(some, self._supply)
            for path, name in some.items():
                packed = kept.pop(path, None)
                if packed and self._stands(packed, name, placing.seen):
                    placing.seen |= dict.fromkeys(packed.parcel.cards, path)
                    self._ids.update(packed.parcel.ids)
                    if packed.parcel.ids:
                        self.notices.see_staying(name)
                else:
                    packed = self._pack(path, name, placing)
                self._count(packed)
                yield packed.parcel.under(self._supply.prefix)

    def _stands(self, packed: Packed, name: str, seen: Mapping[CardId, str]) -> bool:
        """Return whether what the cache has of a deck would be the same today."""
        return (
            packed.parcel.deck == name
            and packed.stands(self._ledger.notes, self._lines, self._supply.shelf)
            and seen.keys().isdisjoint(packed.parcel.cards)
            and self._ids.isdisjoint(packed.parcel.ids)
        )

    def _pack(self, path: str, name: str, placing: Placing) -> Packed:
        """Return the notes of a deck, made anew."""
        cards, untold, asked, lasts = placing.cards(path)
        sent = [(*self._send(path, name, card), card.card) for card in cards]
        lines = {note.guid: note_line(note.guid, told) for note, told, _ in sent}
        retired = sum(bool(card.retired_as) for card in cards)
        media = tuple(name for card in cards for name in card.media)
        packed = Packed(Parcel.of(name, sent), tuple(lines.values()), untold, retired, media, asked)
        self._new_lines |= lines
        if lasts:
            keep_packed(path, packed, self._supply)
        return packed

    def _send(self, path: str, name: str, card: Rendered) -> tuple[AnkiNote, Told]:
        """Return a card's note as it goes into the package, with the next word on it."""
        last = self._ledger.notes.get(card.note.guid)
        note, told = card.note, self._tell(last, card.note, card.digest, name)
        self.has_news |= told != last
        self.notices.see(path, name, card, last)
        if told.source != note.source:  # another place is told together with new content only
            note = note.at(told.source, self._supply.options.source_url(told.source))
        return note, told

    def _count(self, packed: Packed) -> None:
        """Count what goes into the package."""
        parcel, schedules = packed.parcel, self._supply.schedules
        self.notes += len(parcel.ids)
        self.cards += sum(map(len, parcel.ords))
        self.retired += packed.retired
        self._types.update(parcel.types)
        self._media.update(packed.media)
        if schedules:
            for guid, card, ords in zip(parcel.guids, parcel.cards, parcel.ords, strict=True):
                known = sum(f"{card}/{ord_}" in schedules for ord_ in ords)
                self.with_history += known
                self.told_before += known if guid in self._ledger.notes else 0

    @cached_property
    def _lines(self) -> frozenset[str]:
        """Return the lines of the ledger."""
        return frozenset(lines_of(self._ledger.notes))

    def types(self) -> Iterator[tuple[NoteType, Told]]:
        """Yield every type that a note has; a foreign one is told as it was, so that Anki keeps its own."""
        for own in NOTE_TYPES:
            if own.id in self._types:
                last = self._ledger.notetypes.get(own.name)
                told = self._told_types[own.name] = tell(last, own.digest(), self._now)
                self.has_news |= told != last
                yield own, told
        for id_ in sorted(self._types.difference(own.id for own in NOTE_TYPES)):
            foreign = self._supply.foreign.types[id_]
            yield foreign.notetype, Told(foreign.notetype.digest(), foreign.mod)

    def new_ledger(self) -> Ledger:
        """Return the ledger after the package."""
        notes = with_lines(self._ledger.notes, self._new_lines)
        return Ledger(notes, {**self._ledger.notetypes, **self._told_types})

    def media(self) -> Iterator[tuple[str, bytes]]:
        """Yield each file that a note shows, by name, in the order of the names."""
        shelf, kept = self._supply.shelf, self._supply.foreign.media
        if shelf is None:
            return
        for name in sorted(self._media):
            if name in shelf.paths:
                data: bytes | None = shelf.data(name)
            else:
                data = shelf.read(kept[name]) if name in kept else None
            if data is not None:
                self.files += 1
                yield name, data

    def _tell(self, last: Told | None, note: AnkiNote, digest: str, deck: str) -> Told:
        """Return the next word on a note.

        Two branches of a repository may have given one id to two notes: then the second note gets a new one.
        """
        told = tell(last, digest, self._now, note.source)
        is_free = told.id and told.id not in self._ids
        id_ = told.id if is_free else next(self._new_ids)
        self._ids.add(id_)
        if is_free and told.deck == deck:
            return told
        has_moved = told.deck and told.deck.casefold() != deck.casefold()
        return told._replace(id=id_, deck=deck, was=told.deck if has_moved else told.was)

    def _count_ids(self) -> Iterator[int]:
        """Yield ids that no note has: enough of them before the milliseconds of now."""
        notes = sum(sheet.size for sheet in sheets_of(self._decks, self._supply.known).values())
        given = ids_of(self._ledger.notes)
        yield from (i for i in count(max(1, self._now * 1000 - notes)) if i not in given)
