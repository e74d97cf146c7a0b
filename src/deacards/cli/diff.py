"""`deacards diff`: what a build would change, card by card, and what that means for what was learned."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from deacards.cli import output
from deacards.problem import Severity


@click.command
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--stat", "as_stat", is_flag=True, help="Print figures for each deck instead of the cards.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--exit-code", is_flag=True, help="Exit with 1 if a build would write a deck, else with 0.")
def command(*, paths: Sequence[str], as_stat: bool, as_json: bool, exit_code: bool) -> int:
    """Show what a build would change, card by card, and write nothing.

    With PATH only these notes and folders are looked at. Words that go stand in [-brackets-], words that come
    in {+braces+}; on a terminal they have colours instead.
    """
    from deacards.build import pipeline
    from deacards.cli.kept import open_cache
    from deacards.cli.paths import chooser
    from deacards.cli.planview import read_histories, show_plan
    from deacards.cli.progressline import progress
    from deacards.collection import open_collection
    from deacards.regenerate.describe import records, stat, summary

    collection = open_collection(Path.cwd())
    now = datetime.now(UTC).astimezone()
    order = pipeline.Order(chooser(collection, paths), now, export=False, careful=False, apply=False)
    with progress(quiet=as_json) as tell:
        with open_cache(collection.root) as cache:
            build = pipeline.prepare(collection, order._replace(tell=tell), cache)
        histories = read_histories(collection, tell)
    output.show_briefly(build.outcome.problems)
    if as_json:
        output.show_json({"changes": list(records(build.plan, histories))})
    elif as_stat:
        for line in stat(build.plan):
            output.tell(line)
    else:
        show_plan(build.plan, histories)
    if not as_json:
        output.say(summary(build.plan) or "Nothing would change.")
        output.say(f"Next: deacards {'review' if build.plan.is_empty else 'build'}")
    if any(problem.severity is Severity.ERROR for problem in build.outcome.problems):
        return 1
    return int(exit_code and not build.plan.is_empty)
