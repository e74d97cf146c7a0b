"""`deacards sync`: a running Anki, brought up to date and asked for its reviews."""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from deacards.anki.connect import ADDRESS, AnkiConnect
from deacards.build.syncing import Sync, carry_out_sync, prepare_sync
from deacards.cli import output
from deacards.collection import open_collection
from deacards.problem import UsageError

KEY = "DEACARDS_ANKI_KEY"


@click.command
@click.option("--dry-run", is_flag=True, help="Tell what would happen, and change nothing.")
@click.option("--yes", is_flag=True, help="Do not ask before Anki is changed.")
@click.option(
    "--address", default=ADDRESS, metavar="URL", show_default=True, help="Where AnkiConnect answers."
)
@click.option("--remote", is_flag=True, help="Allow an address that is not on this machine.")
def command(*, dry_run: bool, yes: bool, address: str, remote: bool) -> int:
    """Bring a running Anki up to date, and take its reviews.

    Anki must be open, with the add-on AnkiConnect. New and changed notes go there, moved cards to their deck,
    retired cards are suspended, and reviews come into your log. The key of the add-on, if it has one, is read
    from the environment: DEACARDS_ANKI_KEY.
    """
    collection = open_collection(Path.cwd())
    anki = AnkiConnect(address, os.environ.get(KEY, ""), allow_remote=remote)
    sync = prepare_sync(collection, anki, datetime.now(UTC).astimezone())
    output.show_problems(sync.problems)
    for line in _plan_lines(sync):
        output.tell(line)
    if not dry_run and not (sync.plan.is_empty or yes or _agrees()):
        return 1
    if not dry_run:
        carry_out_sync(collection, anki, sync)
    output.say(f"Next: deacards {'sync' if dry_run else 'review'}")
    return 0


def _plan_lines(sync: Sync) -> list[str]:
    reviews = f"  {output.counted(len(sync.history.events), 'review')} to take from Anki"
    planned = [*sync.plan.lines(), *([reviews] if sync.history.events else [])]
    return ["In Anki:", *planned] if planned else ["Anki has all there is, and so have you."]


def _agrees() -> bool:
    """Ask whether to go on. Raises `UsageError` where there is nobody to ask."""
    if not sys.stdin.isatty():
        raise UsageError("nobody is here to agree to this; see it with --dry-run, or go on with --yes")
    return click.confirm("Go on?", err=True)
