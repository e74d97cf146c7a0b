"""What a running Anki lacks, as a plan: computed from values, shown to a person, then carried out."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from deacards.anki.content import AnkiNote
from deacards.anki.ledger import Ledger
from deacards.anki.notetypes import RETIRED_TAG
from deacards.anki.rendering import Rendered
from deacards.anki.running import LiveNote
from deacards.anki.told import Told

_PLACED = frozenset(["Source", "SourceURL"])  # where a card stands is no content


@dataclass(frozen=True, slots=True)
class SyncPlan:
    """What is to happen in Anki, before reviews are pulled.

    `new` and `changed` are the guids of notes that the package brings, `moves` the cards for each deck,
    `suspend` those of retired notes and `unsuspend` those of notes that came back. `elsewhere` counts the
    cards that the person has put into a deck of their own, where they stay.
    """

    new: tuple[str, ...]
    changed: tuple[str, ...]
    moves: Mapping[str, tuple[int, ...]]
    suspend: tuple[int, ...]
    unsuspend: tuple[int, ...]
    elsewhere: int

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to do."""
        return not (self.new or self.changed or self.moves or self.suspend or self.unsuspend)

    def lines(self) -> Iterator[str]:
        """Yield the plan in words."""
        counts = {
            "new": len(self.new),
            "changed": len(self.changed),
            "cards to suspend, as they are retired": len(self.suspend),
            "cards to unsuspend, as they are back": len(self.unsuspend),
        }
        yield from (f"  {number:,} {what}" for what, number in counts.items() if number)
        for deck, cards in self.moves.items():
            yield f"  {len(cards):,} to move to “{deck}”"
        if self.elsewhere:
            yield f"  {self.elsewhere:,} stay in decks of your own"


def plan_sync(ledger: Ledger, notes: Iterable[Rendered], live: Mapping[str, LiveNote]) -> SyncPlan:
    """Return the plan that brings a running Anki to what `ledger` says.

    `notes` are those of the package, `live` the notes that Anki has, by guid.
    """
    wanted: dict[str, AnkiNote] = {}
    gone: set[str] = set()
    for each in notes:
        wanted[each.note.guid] = each.note
        if each.retired_as:
            gone.add(each.note.guid)
    both = [(ledger.notes[guid], live[guid]) for guid in wanted if guid in live]
    moves: dict[str, list[int]] = {}
    elsewhere = 0
    for told, note in both:
        for card in note.cards:
            if card.deck.casefold() == told.deck.casefold():
                continue
            if told.was and card.deck.casefold() == told.was.casefold():
                moves.setdefault(told.deck, []).append(card.id)
            else:
                elsewhere += 1
    return SyncPlan(
        new=tuple(guid for guid in wanted if guid not in live and guid not in gone),
        changed=tuple(note.guid for told, note in both if _is_older(note, told, wanted[note.guid])),
        moves={deck: tuple(cards) for deck, cards in moves.items()},
        suspend=tuple(
            card.id for _, note in both if note.guid in gone for card in note.cards if not card.is_suspended
        ),
        unsuspend=tuple(
            card.id
            for _, note in both
            if note.guid not in gone and RETIRED_TAG in note.tags
            for card in note.cards
            if card.is_suspended
        ),
        elsewhere=elsewhere,
    )


def _is_older(live: LiveNote, told: Told, note: AnkiNote) -> bool:
    """Tell whether Anki will take a note from the package: if it has an older one.

    Where it does not say how old its note is, a difference counts, though it may be the person's own edit.
    """
    if live.mod:
        return live.mod < told.mod
    named = zip(note.notetype.fields, note.fields, strict=True)
    differs = any(live.fields.get(name) != value for name, value in named if name not in _PLACED)
    return differs or {tag.casefold() for tag in live.tags} != {tag.casefold() for tag in note.tags}
