"""Decks as a package for Anki: what is told anew, what stays, and what the user should hear about it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from posixpath import dirname

from deacards.anki import codes
from deacards.anki.apkg import Shipped, apkg_bytes
from deacards.anki.content import AnkiNote, faults_of, guid_of, note_of, other_guid_of
from deacards.anki.foreign import Foreign, foreign_note_of
from deacards.anki.ledger import Ledger, Told, tell
from deacards.anki.media import CardMedia, Shelf
from deacards.anki.names import DeckNames
from deacards.anki.notetypes import BASIC, CLOZE, NOTE_TYPES, RETIRED_TAG, NoteType
from deacards.anki.options import Options
from deacards.anki.schedule import Schedule
from deacards.deck.card import Card, CardId
from deacards.deck.deck import Deck
from deacards.problem import Problem, Severity

# Typed into Anki's browser it finds the retired cards, to suspend them with one click.
RETIRED_SEARCH = f"tag:{RETIRED_TAG}"


@dataclass(frozen=True, slots=True)
class Supply:
    """What goes into a package besides the decks.

    `shelf` finds media; without it words stand for all pictures. `lines` are those of the cards in their deck
    files, for problems. `schedules` are what is known of units, by their id `cardid/ord`, counted in days
    that begin at `rollover_hour`. `foreign` is what is known of notes that came from Anki.
    """

    options: Options = field(default_factory=Options)
    shelf: Shelf | None = None
    lines: Mapping[CardId, int] = field(default_factory=dict)
    schedules: Mapping[str, Schedule] = field(default_factory=dict)
    rollover_hour: int = 4
    foreign: Foreign = field(default_factory=Foreign)


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


@dataclass(frozen=True, slots=True)
class _Placed:
    """A card on its way into the package: its deck file, its deck as Anki has it, and its note."""

    path: str
    deck: Deck
    deck_name: str
    card: Card
    is_retired: bool
    note: AnkiNote


def build_package(
    decks: Mapping[str, Deck], ledger: Ledger, now_seconds: int, supply: Supply = NO_SUPPLY
) -> PackageResult:
    """Return the package of `decks`, which are given by the path of their file, in the order of study.

    The same decks, supply and ledger give the same bytes, whatever `now_seconds` (a Unix time) is; it becomes
    the modification time of what changed. Retired cards go along, tagged, if they have ever been exported.
    """
    problems: list[Problem] = []
    placed = list(_place(decks, ledger, supply, problems))
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
        notices=tuple(sorted([*_moves(placed, ledger), *_type_changes(placed, ledger)])),
        changed=new != ledger,
        looked_at=supply.shelf.looked_at if supply.shelf else frozenset(),
        contents=tuple(p.note for p in placed),
        retired_guids=tuple(p.note.guid for p in placed if p.is_retired),
    )


def _shipped(placed: _Placed, told: Told, supply: Supply) -> Shipped:
    """Return a note with all that goes into the package with it."""
    known = {n: s for n in placed.note.ords if (s := supply.schedules.get(f"{placed.card.id}/{n}"))}
    return Shipped(placed.note, told, supply.options.source_url(told.source), known)


def _media(placed: Sequence[_Placed], supply: Supply) -> Iterator[tuple[str, bytes]]:
    """Yield each file that a note shows, by name, in the order of the names."""
    shelf, kept = supply.shelf, supply.foreign.media
    if shelf is None:
        return
    for name in sorted({name for p in placed for name in p.note.media()}):
        if name in shelf.paths:
            yield name, shelf.data(name)
        elif name in kept and (data := shelf.read(kept[name])) is not None:
            yield name, data


def _place(
    decks: Mapping[str, Deck], ledger: Ledger, supply: Supply, problems: list[Problem]
) -> Iterator[_Placed]:
    """Yield the cards that go into the package, in order; what is wrong goes to `problems`."""
    names = DeckNames()
    seen: dict[str, str] = {}
    for path, deck in decks.items():
        name = names.settle(deck.deck)
        if not name:
            message = f"the deck's name {deck.deck!r} has no words; name it, such as `deck: Biology::Cells`"
            problems.append(Problem(path, 0, 0, codes.BAD_DECK_NAME, message))
            continue
        for card, is_retired in _wanted(deck, ledger):
            line = supply.lines.get(card.id, 0)
            if card.id in seen:
                message = f"card {card.id} is also in {seen[card.id]}; give one of the two a new id"
                problems.append(Problem(path, line, 0, codes.DUPLICATE_CARD, message))
                continue
            seen[card.id] = path
            media = CardMedia(supply.shelf, _homes(path, deck))
            note = _note(card, deck, supply, media, is_retired=is_retired)
            faults = [Problem(path, line, 0, code, message) for code, message in faults_of(note, card)]
            problems += faults
            if not is_retired:
                problems += _media_problems(media, card, deck, path, line)
            if not faults:
                yield _Placed(path, deck, name, card, is_retired, note)


def _note(card: Card, deck: Deck, supply: Supply, media: CardMedia, *, is_retired: bool) -> AnkiNote:
    """Return the note of a card: in its own type where it came from Anki, else in one of ours."""
    foreign = foreign_note_of(card, deck, supply.foreign, media=media.name_of, is_retired=is_retired)
    return foreign or note_of(card, deck, media=media.name_of, options=supply.options, is_retired=is_retired)


def _homes(path: str, deck: Deck) -> tuple[str, ...]:
    """Return the folders in which a card's media are looked for: its note's, then its deck file's."""
    note = (deck.source or "").partition("#")[0]
    return (dirname(note), dirname(path)) if note else (dirname(path),)


def _media_problems(media: CardMedia, card: Card, deck: Deck, path: str, line: int) -> Iterator[Problem]:
    """Yield a warning for each file that a card shows and that is not to be had, where the card is from."""
    note = (deck.source or "").partition("#")[0]
    place = (note, card.origin.line) if card.origin and note else (path, line)
    for code, message in dict.fromkeys(media.faults):
        yield Problem(*place, 0, code, f"card {card.id}: {message}", Severity.WARNING)


def _wanted(deck: Deck, ledger: Ledger) -> Iterator[tuple[Card, bool]]:
    """Yield the cards of a deck, then the retired ones that Anki knows, and whether each is retired."""
    yield from ((card, False) for card in deck.cards)
    yield from ((card, True) for card in deck.retired if {guid_of(card), card.guid} & ledger.notes.keys())


def _tell_types(
    placed: Sequence[_Placed], ledger: Ledger, foreign: Foreign, now_seconds: int
) -> Iterator[tuple[NoteType, Told]]:
    """Yield every type that a note has; a foreign one is told as it was, so that Anki keeps its own."""
    used = {p.note.notetype.id: p.note.notetype for p in placed}
    for own in NOTE_TYPES:
        if used.pop(own.id, None):
            yield own, tell(ledger.notetypes.get(own.name), own.digest(), now_seconds)
    for id_, notetype in sorted(used.items()):
        yield notetype, Told(notetype.digest(), foreign.types[id_].mod)


def _tell_notes(placed: Sequence[_Placed], ledger: Ledger, now_seconds: int) -> dict[str, Told]:
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


def _moves(placed: Sequence[_Placed], ledger: Ledger) -> Iterator[Problem]:
    """Yield a warning for each deck that cards have left for another: Anki leaves them where they are."""
    moved: dict[tuple[str, str, str], list[_Placed]] = {}
    staying: set[str] = set()
    for p in placed:
        last = ledger.notes.get(p.note.guid)
        old = (last and last.deck) or p.deck_name
        if old.casefold() == p.deck_name.casefold():
            staying.add(old.casefold())
        else:
            moved.setdefault((p.path, old, p.deck_name), []).append(p)
    for (path, old, new), cards in moved.items():
        if old.casefold() in staying:
            wanted = " OR ".join(f"CardId:{p.card.id}" for p in cards)
            todo = f'search in its browser for  deck:"{old}" ({wanted})  and choose Change Deck'
        else:
            todo = f"rename “{old}” there before you import"
        message = f"moved {len(cards)} cards to the deck “{new}”, but Anki leaves them in “{old}”: {todo}"
        yield Problem(path, 0, 0, codes.MOVED, message, Severity.WARNING)


def _type_changes(placed: Sequence[_Placed], ledger: Ledger) -> Iterator[Problem]:
    """Yield a warning for each card that became a cloze, or ceased to be one: Anki keeps the old one too."""
    for p in placed:
        if other_guid_of(p.card) in ledger.notes and p.note.guid not in ledger.notes:
            other = BASIC if p.note.notetype == CLOZE else CLOZE
            message = (
                f"card {p.card.id} changed its type, so that Anki makes a new card of it; to delete "
                f'the old one, search in its browser for  "note:{other.name}" CardId:{p.card.id}'
            )
            yield Problem(p.path, 0, 0, codes.TYPE_CHANGED, message, Severity.WARNING)
