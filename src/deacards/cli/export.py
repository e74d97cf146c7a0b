"""`deacards export`: a package for Anki from the decks as they are."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import click

from deacards.build.packaging import ledger_write, package_of, package_write, packaged, read_ledger
from deacards.cli import output
from deacards.collection import Collection, open_collection
from deacards.deck.deck import Deck
from deacards.deck.files import read_decks
from deacards.problem import ProblemsError, Severity, UsageError
from deacards.store import write_files
from deacards.study.unit import matching
from deacards.study.units import units_of

SUFFIX = ".apkg"


@click.command
@click.argument("deck", default="")
@click.option(
    "-o",
    "--output",
    "file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write to FILE.apkg, not to the folder of exports.",
)
@click.option("--deck-prefix", "prefix", default="", metavar="NAME", help="Put all decks under NAME in Anki.")
def command(*, deck: str, file: Path | None, prefix: str) -> int:
    """Write a package for Anki from the decks as they are.

    DECK is a part of a deck's name or of its file's, or a glob; without it all decks are exported. Notes are
    not read: that is what `deacards build` does.
    """
    collection = open_collection(Path.cwd())
    target = file or collection.package
    if target.suffix != SUFFIX:
        raise UsageError(f"{target}: Anki imports only files that end in {SUFFIX}; name it {target}{SUFFIX}")
    told = read_ledger(collection)
    decks = _chosen_decks(collection, deck)
    now = datetime.now(UTC).astimezone()
    package = package_of(decks, told, now, prefix=f"{prefix.strip(': ')}::" if prefix.strip(": ") else "")
    output.show_problems([*told.problems, *package.problems])
    if not package.notes:
        raise UsageError("there are no cards to export; make some: deacards build")
    write_files(collection.root, [ledger_write(collection, told, package)])
    write_files(target.parent, [package_write(target.name, package)])
    shown = collection.relative(target) if file is None else str(file)
    output.tell(f"Wrote {packaged(shown, package)}")
    output.say(f"Next: in Anki, File > Import, and choose {target.name}")
    return int(any(problem.severity is Severity.ERROR for problem in package.problems))


def _chosen_decks(collection: Collection, pattern: str) -> Mapping[str, Deck]:
    """Return the decks that `pattern` names, by path. Raises `ProblemsError` while any deck is faulty."""
    decks = read_decks(collection.root, collection.cards)
    if decks.problems:
        raise ProblemsError(list(decks.problems))
    if not pattern:
        return {path: file.deck for path, file in decks.files.items()}
    paths = {unit.deck_path for unit in matching(units_of(decks.files.values()), pattern)}
    if not paths:
        raise UsageError(f"no deck is called like {pattern!r}; all are listed by: deacards cards list")
    return {path: decks.files[path].deck for path in paths}
