"""What comes in from Anki: a package or a collection to reviews and decks, prepared before it is written."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import tzinfo
from pathlib import Path

from deacards.anki.adopt import Adopted, adopt
from deacards.anki.container import AnkiFile, AnkiFileError, open_anki_file
from deacards.anki.foreign import format_foreign
from deacards.anki.history_in import Incoming, cards_by_guid, incoming, read_answers
from deacards.anki.ledger import Ledger, format_ledger
from deacards.anki.theirs import read_theirs
from deacards.build.packaging import foreign_path, read_ledger
from deacards.collection import Collection
from deacards.deck.card import Card
from deacards.deck.deck import Deck
from deacards.deck.deckfile import DeckFile
from deacards.deck.emit import render_deck
from deacards.deck.files import Decks, read_decks
from deacards.deck.splice import splice_deck
from deacards.problem import Problem, ProblemsError, Severity
from deacards.progress import Progress, told, untold
from deacards.store import ANY, ChangedError, Write, write_file, write_files
from deacards.study.line import encode
from deacards.study.log import read_log
from deacards_scheduler.event import Cram, Review

_FOLDER = "anki"
# Pictures and sounds are compressed already: a package whose media grow more is no honest one.
_MOST_MEDIA_GROWTH = 20
_MEDIA_FLOOR = 64 * 2**20


@dataclass(frozen=True, slots=True)
class Import:
    """An import that is ready: what it brings, and what is to be written.

    `media` are the names of the files in the package, each with the path that it will have here.
    """

    history: Incoming
    adopted: Adopted | None
    writes: tuple[Write, ...]
    media: Mapping[str, str]
    problems: tuple[Problem, ...]

    @property
    def cards(self) -> int:
        """Return how many cards come in."""
        return sum(len(deck.cards) for deck in self.adopted.decks.values()) if self.adopted else 0


@contextmanager
def prepared(
    collection: Collection, path: Path, zone: tzinfo | None, *, with_decks: bool, tell: Progress = untold
) -> Iterator[tuple[AnkiFile, Import]]:
    """Yield the opened file and the import of it; nothing is written yet.

    `zone` is that of the answers' instants, None for this machine's. Raises `AnkiFileError` for a file that
    is none of Anki's, `ProblemsError` while a deck or the ledger is faulty.
    """
    root = collection.root
    decks = read_decks(root, collection.cards, tell=tell)
    log = read_log(root, collection.reviews, tell)
    told = read_ledger(collection)
    faults = [*decks.problems, *told.problems]
    if any(problem.severity is Severity.ERROR for problem in faults):
        raise ProblemsError(faults)
    own = [card for file in decks.files.values() for card in (*file.deck.cards, *file.deck.retired)]
    with open_anki_file(path) as file:
        adopted = _adopted(collection, file, own, tell) if with_decks else None
        writes: list[Write] = []
        if adopted and adopted.decks:
            writes += _deck_writes(adopted, decks)
            ledger = Ledger({**told.ledger.notes, **adopted.told}, told.ledger.notetypes)
            foreign = told.foreign.with_more(adopted.foreign)
            writes += [
                Write(foreign_path(collection), format_foreign(foreign).encode(), ANY),
                Write(collection.relative(collection.ledger), format_ledger(ledger), told.digest),
            ]
        cards = [*own, *(card for deck in (adopted.decks if adopted else {}).values() for card in deck.cards)]
        tell("Reading Anki's answers", 0, 0)
        history = incoming(read_answers(file), cards_by_guid(cards), log.events, zone)
        if history.events:
            writes.append(history_write(collection, history.events))
        media = dict(adopted.media) if adopted else {}
        problems = (*faults, *log.problems, *(adopted.problems if adopted else ()))
        yield file, Import(history, adopted, tuple(writes), media, problems)


def carry_out(
    collection: Collection, file: AnkiFile, work: Import, tell: Progress = untold
) -> tuple[str, ...]:
    """Write an import, the media one by one and then the rest; return the paths that changed.

    A media file that is here already with other content stays, and is told of by `AnkiFileError` before a
    deck is written: it would be shown by two cards that mean two things.
    """
    written = []
    media = _media_writes(file, work.media)
    for write in told(media, "Writing media files", tell, len(work.media)):
        try:
            changed = write_file(collection.root, write.path, write.data, expected=write.expected)
        except ChangedError as exc:
            raise AnkiFileError(
                f"{write.path}: another file of this name is here already; rename it, and in the cards that "
                "show it, then import again"
            ) from exc
        written += [write.path] if changed else []
    return (
        *written,
        *write_files(collection.root, told(work.writes, "Writing files", tell, len(work.writes))),
    )


def history_write(collection: Collection, events: Iterable[Review | Cram]) -> Write:
    """Return the write of answers that came from Anki: a file of their own, named after its content.

    No device appends to it, so that two machines that import the same never disagree.
    """
    lines = "".join(f"{encode(event)}\n" for event in events).encode()
    name = hashlib.sha256(lines).hexdigest()[:16]
    return Write(collection.relative(collection.reviews / _FOLDER / f"{name}.jsonl"), lines, ANY)


def _adopted(collection: Collection, file: AnkiFile, own: Iterable[Card], tell: Progress) -> Adopted:
    folder = f"{collection.relative(collection.cards)}/{_FOLDER}"
    known = frozenset(cards_by_guid(own))
    return adopt(read_theirs(file), file.media, known, folder, file.path.name, tell)


def _deck_writes(adopted: Adopted, decks: Decks) -> Iterator[Write]:
    """Yield the write of each deck: a new file, or new cards at the end of one that is there."""
    for path, deck in adopted.decks.items():
        there = decks.files.get(path)
        if there is None:
            yield Write(path, render_deck(deck).encode(), None)
        else:
            yield Write(path, splice_deck(there, _joined(there, deck)), there.digest)


def _joined(there: DeckFile, more: Deck) -> Deck:
    return replace(there.deck, cards=(*there.deck.cards, *more.cards))


def _media_writes(file: AnkiFile, media: Mapping[str, str]) -> Iterator[Write]:
    """Yield the write of each file, read when it is asked for."""
    limit = max(_MEDIA_FLOOR, _MOST_MEDIA_GROWTH * file.path.stat().st_size)
    total = 0
    for name, path in media.items():
        data = file.medium(name)
        total += len(data)
        if total > limit:
            raise AnkiFileError(f"{file.path}: its media unpack to more than {limit // 2**20} MB; left alone")
        yield Write(path, data, None)
