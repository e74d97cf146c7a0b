"""Decks as a package for Anki: what is told anew, what stays, and what the user should hear about it."""

from collections.abc import Iterator, Mapping
from itertools import count
from typing import NamedTuple

from deacards.anki.apkg import Shipped, apkg_bytes
from deacards.anki.content import AnkiNote
from deacards.anki.ledger import Ledger, Told, tell
from deacards.anki.notetypes import NOTE_TYPES, RETIRED_TAG, NoteType
from deacards.anki.notices import Notices
from deacards.anki.placing import place_decks, sheets_of
from deacards.anki.rendering import Rendered
from deacards.anki.schedule import Schedule
from deacards.anki.supply import Supply
from deacards.deck.deck import Deck
from deacards.problem import Problem

# Typed into Anki's browser it finds the retired cards, to suspend them with one click.
RETIRED_SEARCH = f"tag:{RETIRED_TAG}"


NO_SUPPLY = Supply()


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
    data = apkg_bytes(packer.shipped(), packer.types(), packer.media(), supply.rollover_hour)
    new = Ledger({**ledger.notes, **packer.told}, {**ledger.notetypes, **packer.told_types})
    return PackageResult(
        data=data,
        ledger=new,
        notes=len(packer.told),
        cards=packer.cards,
        retired=packer.retired,
        media=packer.files,
        with_history=packer.with_history,
        told_before=packer.told_before,
        problems=tuple(sorted(packer.problems)),
        notices=tuple(sorted(packer.notices.all())),
        changed=new != ledger,
        looked_at=supply.shelf.looked_at if supply.shelf else frozenset(),
    )


class _Packer:
    """Goes over the cards once, so that no more than a deck of notes is held; what it counts grows with that.

    `types` and `media` are to be asked for after the last note.
    """

    def __init__(self, decks: Mapping[str, Deck], ledger: Ledger, now_seconds: int, supply: Supply) -> None:
        self._decks, self._ledger, self._now, self._supply = decks, ledger, now_seconds, supply
        self._types: dict[int, NoteType] = {}
        self._media: set[str] = set()
        self._ids: set[int] = set()
        self._new_ids = self._count_ids()
        self.told: dict[str, Told] = {}
        self.told_types: dict[str, Told] = {}
        self.problems: list[Problem] = []
        self.notices = Notices(ledger)
        self.cards = self.retired = self.with_history = self.told_before = self.files = 0

    def shipped(self) -> Iterator[Shipped]:
        """Yield every note with all that goes into the package with it."""
        for path, name, cards in place_decks(self._decks, self._ledger, self._supply, self.problems):
            for card in cards:
                note = card.note
                last = self._ledger.notes.get(note.guid)
                told = self.told[note.guid] = self._tell(last, note, card.digest, name)
                self.notices.see(path, name, card, last)
                self._types[note.notetype.id] = note.notetype
                self._media.update(card.media)
                self.cards += len(note.ords)
                if card.retired_as:
                    self.retired += 1
                if told.source != note.source:  # another place is told together with new content only
                    note = note.at(told.source, self._supply.options.source_url(told.source))
                has_history = bool(self._supply.schedules)
                yield Shipped(note, told, self._schedules(card, last)) if has_history else Shipped(note, told)

    def types(self) -> Iterator[tuple[NoteType, Told]]:
        """Yield every type that a note has; a foreign one is told as it was, so that Anki keeps its own."""
        for own in NOTE_TYPES:
            if self._types.pop(own.id, None):
                told = tell(self._ledger.notetypes.get(own.name), own.digest(), self._now)
                self.told_types[own.name] = told
                yield own, told
        for id_, notetype in sorted(self._types.items()):
            yield notetype, Told(notetype.digest(), self._supply.foreign.types[id_].mod)

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

    def _schedules(self, card: Rendered, last: Told | None) -> Mapping[int, Schedule]:
        """Return what is known of the cards of a note, by ord."""
        schedules = self._supply.schedules
        known = {ord_: found for ord_ in card.note.ords if (found := schedules.get(f"{card.card}/{ord_}"))}
        self.with_history += len(known)
        self.told_before += len(known) if last else 0
        return known

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
        given = {told.id for told in self._ledger.notes.values()}
        yield from (i for i in count(max(1, self._now * 1000 - notes)) if i not in given)
