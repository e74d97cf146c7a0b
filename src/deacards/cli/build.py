"""`deacards build`: the main job, and its short cut when there is nothing to do."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

import click

from deacards.build.outcome import Outcome
from deacards.cli import lastbuild, output
from deacards.cli.remember import open_memory
from deacards.memory import collection_paused
from deacards.problem import Severity, UsageError

if TYPE_CHECKING:  # a build with nothing to do opens no collection and has no plan
    from deacards.collection import Collection
    from deacards.regenerate.plan import Plan


@click.command
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--dry-run", is_flag=True, help="Tell what would change, card by card, and write nothing.")
@click.option("--no-export", is_flag=True, help="Leave the package for Anki as it is.")
@click.option("--yes", is_flag=True, help="Go on where a build stops because many cards would retire.")
@click.option("--watch", is_flag=True, help="Build again whenever a note or a deck is saved, until Ctrl-C.")
@click.option("--json", "as_json", is_flag=True, help="Print what was done as JSON.")
def command(  # noqa: PLR0913 - an argument for each option
    *, paths: Sequence[str], dry_run: bool, no_export: bool, yes: bool, watch: bool, as_json: bool
) -> int:
    """Derive cards from the notes, merge them into the decks, and write the Anki package.

    With PATH only the cards of these notes and folders are derived anew. Notes are only ever read, and your
    edits of decks are kept.
    """
    if watch:
        if dry_run or yes or as_json:
            raise UsageError(
                "--watch builds with care, again and again: leave out --dry-run, --yes and --json"
            )
        from deacards.cli.watch import build_on_change

        return build_on_change(lambda: _outcome(Wish(paths, export=not no_export, quiet=True)))
    outcome = _outcome(Wish(paths, dry_run, not no_export, not yes, as_json))
    output.show_briefly([*outcome.problems, *outcome.notices])
    if as_json:
        output.show_json({"dry_run": dry_run, **outcome.as_plain()})
    else:
        for line in summary_of(outcome, dry_run=dry_run):
            output.tell(line)
    output.say(_next(outcome, dry_run=dry_run))
    return int(any(problem.severity is Severity.ERROR for problem in outcome.problems))


class Wish(NamedTuple):
    """What a person asked for: notes by their `paths`, all where there are none, and the options.

    One that is `quiet` does not say how far it has come, and a dry run shows no plan.
    """

    paths: Sequence[str] = ()
    dry_run: bool = False
    export: bool = True
    careful: bool = True
    quiet: bool = False

    @property
    def is_whole(self) -> bool:
        """Return whether this is a build of everything."""
        return self.export and not (self.paths or self.dry_run)


def _outcome(wish: Wish) -> Outcome:
    """Return what a build comes to, without one where the last left nothing to do."""
    last = lastbuild.find_last(open_memory().root)
    outcome = last.outcome() if wish.is_whole and last else None
    return outcome or _build(wish, last)


@collection_paused()  # what is imported and made here is used to the end
def _build(wish: Wish, last: lastbuild.Last | None) -> Outcome:
    """Build in full, and remember it if it was the whole."""
    from pathlib import Path

    from deacards.build import pipeline
    from deacards.cli.kept import open_cache
    from deacards.cli.paths import chooser
    from deacards.cli.progressline import progress
    from deacards.collection import open_collection
    from deacards.store import write_files

    careful = wish.careful and not wish.dry_run
    with progress(quiet=wish.quiet) as tell:
        with open_cache(Path(open_memory().root)) as cache:
            collection = open_collection(Path.cwd(), cache)
            before = lastbuild.look(collection.root, pipeline.places(collection), last)
            now = datetime.now(UTC).astimezone()
            chosen = chooser(collection, wish.paths)
            digests = before.digests
            order = pipeline.Order(chosen, now, wish.export, careful, digests, not wish.dry_run, tell)
            build = pipeline.prepare(collection, order, cache)
        writes = () if wish.dry_run else build.told_writes(tell)
        if build.media and not wish.dry_run:
            before = lastbuild.look(collection.root, (*before.places, *build.media), last)
        outcome = build.outcome._replace(written=write_files(collection.root, writes))
    if wish.is_whole:
        lastbuild.remember(collection.root, before, build.digests(), outcome)
    if wish.dry_run and not wish.quiet:
        _show_plan(collection, build.plan)
    return outcome


def _show_plan(collection: "Collection", plan: "Plan") -> None:
    """Print card by card what a build would change."""
    from deacards.cli.planview import read_histories, show_plan
    from deacards.cli.progressline import progress

    with progress() as tell:
        histories = read_histories(collection, tell)
    show_plan(plan, histories)


def summary_of(outcome: Outcome, *, dry_run: bool) -> Iterator[str]:
    """Yield what a build came to, in words."""
    totals = f"{output.counted(outcome.notes, 'note')}, {output.counted(outcome.cards, 'card')}"
    would = "would be " if dry_run else ""
    changes = {
        "new": outcome.added,
        "edited (history kept)": outcome.edited,
        "moved": outcome.moved,
        "back again": outcome.revived,
        "gone": outcome.retired,
        "deleted by you": outcome.dismissed,
        "changed in the note and by hand (yours stays)": outcome.conflicts,
    }
    told = ", ".join(f"{number:,} {would}{what}" for what, number in changes.items() if number)
    yield f"{totals}: {told or 'nothing has changed'}"
    if outcome.retired and not dry_run:
        yield _retired(outcome)
    if package := outcome.package:
        done = "Would write" if dry_run else "Wrote" if package.path in outcome.written else "Up to date:"
        yield f"{done} {package}"
        if package.path in outcome.written and package.retired:
            yield output.retired_in(package)
    if outcome.facts:
        yield _coverage(outcome)


def _coverage(outcome: Outcome) -> str:
    """Return how many of the lines that may hold a fact gave cards."""
    lines = output.counted(outcome.facts, "line")
    if outcome.carded == outcome.facts:
        return f"Cards from all {lines} with facts"
    return f"Cards from {outcome.carded:,} of {lines} with facts; about the others: deacards explain NOTE"


def _next(outcome: Outcome, *, dry_run: bool) -> str:
    """Return what to do now."""
    if not outcome.notes:
        return "There is no note yet. Next: write one, then run deacards build"
    if not outcome.cards:
        return "The notes give no card yet. Next: write `- term: what it is` lines, then run deacards build"
    return f"Next: deacards {'build' if dry_run else 'review'}"


def _retired(outcome: Outcome) -> str:
    """Return what becomes of the cards that are gone from the notes."""
    reviews = outcome.reviews_of_retired
    studied = f", with {output.counted(reviews, 'review')}," if reviews else ""
    verb = "is" if outcome.retired == 1 else "are"
    cards = output.counted(outcome.retired, "card")
    return (
        f"The {cards} gone from the notes{studied} {verb} retired, not deleted: see `retired:` in the decks."
    )
