"""`deacards import`: reviews and decks from Anki."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click

from deacards.anki.adopt import Adopted
from deacards.build.importing import Import, carry_out, prepared
from deacards.cli import output
from deacards.cli.progressline import progress
from deacards.collection import open_collection


@click.command
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--history-only", is_flag=True, help="Take reviews alone, of cards that are here already.")
@click.option("--dry-run", is_flag=True, help="Tell what would come, and write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print what was done as JSON.")
def command(*, file: Path, history_only: bool, dry_run: bool, as_json: bool) -> int:
    """Take decks and reviews from Anki into the collection.

    FILE is a package (.apkg, .colpkg), exported with its learning progress, or a copied collection.anki2.
    Reading a file again adds nothing. What no card can be stays in Anki, and is listed.
    """
    collection = open_collection(Path.cwd())
    with (
        progress(quiet=as_json) as tell,
        prepared(collection, file, None, with_decks=not history_only, tell=tell) as (opened, work),
    ):
        written = () if dry_run else carry_out(collection, opened, work, tell)
    output.show_problems(work.problems)
    if as_json:
        output.show_json(_plain(work, written, dry_run=dry_run))
    else:
        for line in _summary(work, dry_run=dry_run):
            output.tell(line)
    output.say(f"Next: deacards {'import ' + str(file) if dry_run else 'build'}")
    return 0


def _plain(work: Import, written: tuple[str, ...], *, dry_run: bool) -> dict[str, object]:
    return {
        "dry_run": dry_run,
        "reviews": {
            "new": len(work.history.events),
            "known": work.history.known,
            "of_other_cards": work.history.strangers,
        },
        "decks": {path: len(deck.cards) for path, deck in work.adopted.decks.items()} if work.adopted else {},
        "media": len(work.media),
        "written": written,
    }


def _summary(work: Import, *, dry_run: bool) -> Iterator[str]:
    """Yield what came in, in words."""
    would = "would be " if dry_run else ""
    if work.adopted:
        yield from _deck_summary(work, work.adopted, would)
    history, counted = work.history, output.counted
    yield f"{counted(len(history.events), 'review')} {would}new, {history.known:,} known already"
    if history.strangers:
        yield f"{counted(history.strangers, 'review')} left out: of cards that this collection does not have"


def _deck_summary(work: Import, adopted: Adopted, would: str) -> Iterator[str]:
    """Yield what became of the notes."""
    counted = output.counted
    types = Counter(card.type.value for deck in adopted.decks.values() for card in deck.cards)
    kinds = f" ({', '.join(f'{n:,} {kind}' for kind, n in sorted(types.items()))})" if types else ""
    media = f", {counted(len(work.media), 'media file')}" if work.media else ""
    yield f"{counted(work.cards, 'card')} {would}new{kinds} in {counted(len(adopted.decks), 'deck')}{media}"
    for path, deck in adopted.decks.items():
        yield f"  {path}: {deck.deck}, {counted(len(deck.cards), 'card')}"
    if adopted.known:
        yield f"{counted(adopted.known, 'note')} left as they are: here already"
