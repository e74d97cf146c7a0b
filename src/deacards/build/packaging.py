"""The package for Anki as a step of a build, and as an export of its own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from deacards.anki.ledger import Ledger, format_ledger, parse_ledger
from deacards.anki.package import PackageResult, build_package
from deacards.build.outcome import Packaged
from deacards.collection import Collection
from deacards.deck.deck import Deck
from deacards.problem import Problem
from deacards.store import ANY, Write, digest, read_file
from deacards.study.units import note_order


@dataclass(frozen=True, slots=True)
class LedgerFile:
    """The ledger as it stands on disk, with its digest (None where there is no file) and what is wrong."""

    ledger: Ledger
    digest: str | None
    problems: tuple[Problem, ...]


def read_ledger(collection: Collection) -> LedgerFile:
    """Return the collection's ledger; an empty one where there is none yet."""
    if not collection.ledger.exists():
        return LedgerFile(Ledger(), None, ())
    path = collection.relative(collection.ledger)
    data = read_file(collection.root, path)
    ledger, problems = parse_ledger(data.decode(errors="replace"), path)
    return LedgerFile(ledger, digest(data), problems)


def package_of(
    decks: Mapping[str, Deck], told: LedgerFile, now: datetime, *, prefix: str = ""
) -> PackageResult:
    """Return the package of decks, given by path: in the order of the notes, handmade decks last.

    `prefix` goes before the name of every deck, in the package only: the ledger knows the names without it.
    """
    ordered = sorted(decks.items(), key=lambda item: note_order(*item))
    named = {path: deck.model_copy(update={"deck": prefix + deck.deck}) for path, deck in ordered}
    result = build_package(named, _renamed(told.ledger, lambda name: prefix + name), int(now.timestamp()))
    return replace(result, ledger=_renamed(result.ledger, lambda name: name.removeprefix(prefix)))


def _renamed(ledger: Ledger, rename: Callable[[str], str]) -> Ledger:
    """Return a ledger that knows the decks by other names."""
    notes = {guid: replace(told, deck=rename(told.deck)) for guid, told in ledger.notes.items()}
    return Ledger(notes, ledger.notetypes)


def ledger_write(collection: Collection, told: LedgerFile, package: PackageResult) -> Write:
    """Return the write of the ledger that belongs to a package; it comes before that of the package."""
    return Write(collection.relative(collection.ledger), format_ledger(package.ledger).encode(), told.digest)


def package_write(path: str, package: PackageResult) -> Write:
    """Return the write of a package to `path`, relative to the root."""
    return Write(path, package.data, ANY)


def packaged(path: str, package: PackageResult) -> Packaged:
    """Return the figures of a package that is written to `path`."""
    return Packaged(path, package.notes, package.cards, len(package.data))
