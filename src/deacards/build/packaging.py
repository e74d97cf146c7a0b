"""The package for Anki as a step of a build, and as an export of its own."""

from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from datetime import datetime
from typing import NamedTuple, TypeVar, assert_never
from urllib.parse import quote

from deacards.anki.foreign import Foreign, parse_foreign
from deacards.anki.ledger import Ledger, format_ledger, own_ledger, parse_ledger
from deacards.anki.media import Shelf
from deacards.anki.names import SEPARATOR, DeckNames
from deacards.anki.options import Options
from deacards.anki.package import RETIRED_SEARCH, PackageResult, build_package
from deacards.anki.parcels import KINDS
from deacards.anki.placing import Placing
from deacards.anki.rendering import SHEET, Rendered, keep_cards, sheet_of
from deacards.anki.schedule import Schedule
from deacards.anki.supply import Known, Supply
from deacards.build.changes import Changes
from deacards.build.outcome import Packaged
from deacards.cache import Cache
from deacards.collection import Collection
from deacards.deck.deck import Deck
from deacards.deck.deckfile import DeckFile
from deacards.problem import Problem
from deacards.progress import Progress, untold
from deacards.store import ANY, Write, digest, read_file

_Value = TypeVar("_Value")
_LEDGER = "ledger"
"""What a cache keeps of the ledger: the digest of the last one that was written."""


class LedgerFile(NamedTuple):
    """The ledger as it stands on disk, with its digest (None where there is no file) and what is wrong.

    `foreign` is what is known of notes that came from Anki, which stands beside it, `foreign_digest` that of
    its file.
    """

    ledger: Ledger
    digest: str | None
    problems: tuple[Problem, ...]
    foreign: Foreign = Foreign()
    foreign_digest: str = ""


def read_ledger(collection: Collection, cache: Cache | None = None) -> LedgerFile:
    """Return the collection's ledger; an empty one where there is none yet.

    One that the `cache` knows as our own is not looked through.
    """
    ledger, found = Ledger(), None
    problems: tuple[Problem, ...] = ()
    if collection.ledger.exists():
        path = collection.relative(collection.ledger)
        data = read_file(collection.root, path)
        found = digest(data)
        is_ours = cache is not None and cache.get(_LEDGER, path, found.encode()) is not None
        own = own_ledger(data.decode()) if is_ours else None
        ledger, problems = (own, ()) if own else parse_ledger(data.decode(errors="replace"), path)
    foreign, faults, foreign_digest = _read_foreign(collection)
    return LedgerFile(ledger, found, (*problems, *faults), foreign, foreign_digest)


def foreign_path(collection: Collection) -> str:
    """Return the path of the file on notes that came from Anki, relative to the root."""
    return collection.relative(collection.foreign)


def _read_foreign(collection: Collection) -> tuple[Foreign, tuple[Problem, ...], str]:
    """Return what is known of notes that came from Anki, what is wrong with its file, the file's digest."""
    path = foreign_path(collection)
    if not (collection.root / path).exists():
        return Foreign(), (), ""
    data = read_file(collection.root, path)
    return *parse_foreign(data.decode(errors="replace"), path), digest(data)


def options_of(collection: Collection) -> Options:
    """Return what the configuration says about the notes in Anki."""
    return Options(collection.export.type_in, _source_link(collection))


def _source_link(collection: Collection) -> str:
    """Return the form of the address behind a card's source line, "" for none."""
    table, root = collection.export, collection.root
    match table.source_link:
        case "none":
            return ""
        case "vscode":
            return f"vscode://file/{quote(root.as_posix().lstrip('/'))}/{{path}}:{{line}}"
        case "obsidian":
            return f"obsidian://open?vault={quote(table.vault or root.name)}&file={{path}}"
        case "url":
            return table.url
        case other:
            assert_never(other)


def supply_of(
    collection: Collection,
    told: LedgerFile,
    files: Mapping[str, DeckFile],
    schedules: Mapping[str, Schedule] | None = None,
    known: Known | None = None,
) -> Supply:
    """Return what goes into a package besides the decks, which stand in `files`."""
    table = collection.layout
    return Supply(
        options_of(collection),
        Shelf(collection.root, (table.notes, table.cards)),
        lambda path: files[path].lines,
        schedules or {},
        collection.export.rollover_hour,
        told.foreign,
        known,
    )


def known_of(cache: Cache, told: LedgerFile, digests: Mapping[str, str]) -> Known:
    """Return where the notes of decks are kept, whose files have these digests."""
    cache.read_all(SHEET)
    return Known(cache, digests, told.foreign_digest)


class Lazy(Mapping[str, _Value]):
    """What is read at each of some paths when it is asked for."""

    def __init__(self, paths: AbstractSet[str], read: Callable[[str], _Value]) -> None:
        self._paths = paths
        self._read = read

    def __getitem__(self, path: str) -> _Value:
        return self._read(path)

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)


def decks_of(files: Mapping[str, DeckFile]) -> Mapping[str, Deck]:
    """Return the decks in files, of which none is asked for before its deck is."""
    return Lazy(files.keys(), lambda path: files[path].deck)


def package_of(
    decks: Mapping[str, Deck], told: LedgerFile, now: datetime, supply: Supply, *, prefix: str = ""
) -> PackageResult:
    """Return the package of decks, given by path; those that `supply` knows are not asked for.

    `prefix` goes before the name of every deck, in the package only: the ledger knows the names without it.
    """
    before = DeckNames().settle(prefix)
    supply = supply._replace(prefix=f"{before}{SEPARATOR}" if before else "")
    return build_package(decks, told.ledger, int(now.timestamp()), supply)


def notes_of(decks: Mapping[str, Deck], told: LedgerFile, supply: Supply) -> tuple[Rendered, ...]:
    """Return the notes of decks as Anki gets them."""
    placing = Placing(decks, told.ledger, supply, [])
    return tuple(card for path, _ in placing.decks() for card in placing.cards(path).cards)


def ledger_write(
    collection: Collection, told: LedgerFile, package: PackageResult, cache: Cache | None = None
) -> Write:
    """Return the write of the ledger that belongs to a package; it comes before that of the package.

    The `cache` will know that it is our own.
    """
    path, data = collection.relative(collection.ledger), format_ledger(package.ledger)
    if cache:
        cache.put(_LEDGER, path, digest(data).encode(), b"")
    return Write(path, data, told.digest)


def package_write(path: str, package: PackageResult) -> Write:
    """Return the write of a package to `path`, relative to the root."""
    return Write(path, package.data, ANY)


def packaged(path: str, package: PackageResult) -> Packaged:
    """Return the figures of a package that is written to `path`."""
    size = len(package.data)
    return Packaged(path, package.notes, package.cards, size, package.media, package.retired, RETIRED_SEARCH)


class Shipment(NamedTuple):
    """The package as the last step of a build: its figures, the files to write, what there is to tell.

    `media` are the files that it looked at and that are neither below the notes nor below the decks.
    """

    packaged: Packaged | None
    writes: tuple[Write, ...]
    media: tuple[str, ...]
    problems: tuple[Problem, ...]
    notices: tuple[Problem, ...]


class Packing:
    """The package of all decks that a build leaves, `told` what Anki knows of them.

    Notes of decks that are as they were come from the `cache`, and go there.
    """

    def __init__(
        self, collection: Collection, changes: Changes, cache: Cache, tell: Progress = untold
    ) -> None:
        self.told = read_ledger(collection, cache)
        self._collection = collection
        self._digests = changes.digests
        self._cache = cache
        self._files = Lazy(changes.digests.keys(), changes.file)
        known = known_of(cache, self.told, changes.digests)
        self._supply = supply_of(collection, self.told, self._files, known=known)._replace(tell=tell)

    def keep(self, file: DeckFile) -> None:
        """Keep the notes of a deck, so that it need not be opened again for the package."""
        decks = {file.path: file.deck}
        sheet_of(file.path, decks, self._supply.known)
        keep_cards(file.path, file.deck, self._supply)

    def ship(self, now: datetime) -> Shipment:
        """Return the package; nothing is written where it would be empty."""
        for kind in KINDS:
            self._cache.retain(kind, self._digests)
        collection, decks = self._collection, decks_of(self._files)
        prefix = collection.export.deck_prefix
        package = package_of(decks, self.told, now, self._supply, prefix=prefix)
        path = collection.relative(collection.package)
        writes = ledger_write(collection, self.told, package, self._cache), package_write(path, package)
        looked_at = package.looked_at
        return Shipment(
            packaged(path, package) if package.notes else None,
            writes if package.notes else (),
            tuple(sorted(each for each in looked_at if _is_elsewhere(each, collection))),
            package.problems,
            package.notices,
        )


def _is_elsewhere(path: str, collection: Collection) -> bool:
    """Tell whether a file is outside of notes and decks, or hidden."""
    table = collection.layout
    is_hidden = any(part.startswith(".") for part in path.split("/"))
    return is_hidden or not path.startswith((f"{table.notes}/", f"{table.cards}/"))
