"""`deacards export`, and its short cut when the last build has left the package as it would be."""

from pathlib import Path, PurePosixPath

import click

from deacards.cli import lastbuild, output
from deacards.cli.remember import open_memory
from deacards.problem import Severity


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
@click.option("--deck-prefix", "prefix", metavar="NAME", help="Put all decks under NAME in Anki.")
@click.option(
    "--with-history", is_flag=True, help="Send along what you reviewed, for cards that are new to Anki."
)
def command(*, deck: str, file: Path | None, prefix: str | None, with_history: bool) -> int:
    """Write a package for Anki from the decks as they are.

    DECK is a part of a deck's name or of its file's, or a glob; without it all decks are exported. Notes are
    not read: that is what `deacards build` does.
    """
    usual = not (deck or file or prefix is not None or with_history)
    code = _as_it_is() if usual else None
    if code is not None:
        return code
    from deacards.cli.exporting import Wish, export

    return export(Wish(deck, file, prefix, with_history))


def _as_it_is() -> int | None:
    """Tell of the package that the last build left, if nothing has changed since; else return None."""
    last = lastbuild.find_last(open_memory().root)
    outcome = last.outcome() if last else None
    if outcome is None or outcome.package is None:
        return None
    output.show_briefly(outcome.problems)
    output.tell(f"Up to date: {outcome.package}")
    output.say(f"Next: in Anki, File > Import, and choose {PurePosixPath(outcome.package.path).name}")
    return int(any(problem.severity is Severity.ERROR for problem in outcome.problems))
