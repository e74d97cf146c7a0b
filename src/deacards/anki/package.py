"""Decks as a package for Anki: what is told anew, what stays, and what the user should hear about it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count

from deacards.anki.apkg import Shipped, apkg_bytes
from deacards.anki.content import AnkiNote
from deacards.anki.foreign import Foreign
from deacards.anki.ledger import Ledger, Told, tell
from deacards.anki.notetypes import NOTE_TYPES, RETIRED_TAG, NoteType
from deacards.anki.notices import moves, type_changes
from deacards.anki.placing import Placed, Supply, place_cards
from deacards.deck.deck import Deck
from deacards.problem import Problem

# Typed into Anki's browser it finds the retired cards, to suspend them with one click.
RETIRED_SEARCH = f"tag:{RETIRED_TAG}"


NO_SUPPLY = Supply()


@dataclass(frozen=True, slots=True)
class PackageResult:
    """A package and what goes with it.

    `data` is the `.apkg`, `ledger` what is to be kept beside it (write it first: a ledger without its
    package loses nothing). `notes` and `cards` count what is in it, `retired` the notes among them that are
    only there to be tagged, `media` the files, `with_history` the cards with a schedule and `told_before`
    those of them that were in a package before. `changed` tells whether Anki would learn anything since the
    last ledger. A card with an error among `problems` is not in the package; its entry in the ledger stays.

    `problems` stand until somebody mends them; `notices` are of this package alone. `looked_at` are the paths
    at which media were looked for, `contents` the notes as Anki gets them, `retired_guids` those retired.
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
    contents: tuple[AnkiNote, ...] = ()
    retired_guids: tuple[str, ...] = ()


def build_package(
    decks: Mapping[str, Deck], ledger: Ledger, now_seconds: int, supply: Supply = NO_SUPPLY
) -> PackageResult:
    """Return the package of `decks`, which are given by the path of their file, in the order of study.

    The same decks, supply and ledger give the same bytes, whatever `now_seconds` (a Unix time) is; it becomes
    the modification time of what changed. Retired cards go along, tagged, if they have ever been exported.
    """
    problems: list[Problem] = []
    placed = list(place_cards(decks, ledger, supply, problems))
    told = _tell_notes(placed, ledger, now_seconds)
    types = list(_tell_types(placed, ledger, supply.foreign, now_seconds))
    own = {t.name: last for t, last in types if t in NOTE_TYPES}
    new = Ledger({**ledger.notes, **told}, {**ledger.notetypes, **own})
    media = dict(_media(placed, supply))
    shipped = [_shipped(p, told[p.note.guid], supply) for p in placed]
    return PackageResult(
        data=apkg_bytes(
            shipped,
            types,
            media.items(),
            supply.rollover_hour,
        ),
        ledger=new,
        notes=len(placed),
        cards=sum(len(p.note.ords) for p in placed),
        retired=sum(p.is_retired for p in placed),
        media=len(media),
        with_history=sum(len(one.schedules) for one in shipped),
        told_before=sum(len(one.schedules) for one in shipped if one.note.guid in ledger.notes),
        problems=tuple(sorted(problems)),
        notices=tuple(sorted([*moves(placed, ledger), *type_changes(placed, ledger)])),
        changed=new != ledger,
        looked_at=supply.shelf.looked_at if supply.shelf else frozenset(),
        contents=tuple(p.note for p in placed),
        retired_guids=tuple(p.note.guid for p in placed if p.is_retired),
    )


def _shipped(placed: Placed, told: Told, supply: Supply) -> Shipped:
    """Return a note with all that goes into the package with it."""
    known = {n: s for n in placed.note.ords if (s := supply.schedules.get(f"{placed.card.id}/{n}"))}
    return Shipped(placed.note, told, supply.options.source_url(told.source), known)


def _media(placed: Sequence[Placed], supply: Supply) -> Iterator[tuple[str, bytes]]:
    """Yield each file that a note shows, by name, in the order of the names."""
    shelf, kept = supply.shelf, supply.foreign.media
    if shelf is None:
        return
    for name in sorted({name for p in placed for name in p.note.media()}):
        if name in shelf.paths:
            yield name, shelf.data(name)
        elif name in kept and (data := shelf.read(kept[name])) is not None:
            yield name, data


def _tell_types(
    placed: Sequence[Placed], ledger: Ledger, foreign: Foreign, now_seconds: int
) -> Iterator[tuple[NoteType, Told]]:
    """Yield every type that a note has; a foreign one is told as it was, so that Anki keeps its own."""
    used = {p.note.notetype.id: p.note.notetype for p in placed}
    for own in NOTE_TYPES:
        if used.pop(own.id, None):
            yield own, tell(ledger.notetypes.get(own.name), own.digest(), now_seconds)
    for id_, notetype in sorted(used.items()):
        yield notetype, Told(notetype.digest(), foreign.types[id_].mod)


def _tell_notes(placed: Sequence[Placed], ledger: Ledger, now_seconds: int) -> dict[str, Told]:
    """Return the next word on every placed note, by guid, each with an id of its own.

    New ids count up to `now_seconds`. Two branches of a repository may have given one id to two notes: then
    the second note gets a new one.
    """
    given = {told.id for told in ledger.notes.values()}
    fresh = (i for i in count(max(1, now_seconds * 1000 - len(placed))) if i not in given)
    told: dict[str, Told] = {}
    used: set[int] = set()
    for p in placed:
        word = tell(ledger.notes.get(p.note.guid), p.note.digest(), now_seconds, p.note.source)
        id_ = next(fresh) if word.id in used or not word.id else word.id
        used.add(id_)
        has_moved = word.deck and word.deck.casefold() != p.deck_name.casefold()
        told[p.note.guid] = replace(word, id=id_, deck=p.deck_name, was=word.deck if has_moved else word.was)
    return told
