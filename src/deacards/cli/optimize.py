"""`deacards optimize`: FSRS weights fitted to one's own reviews, judged on reviews they have not seen."""

from pathlib import Path

import click

from deacards.cli import output
from deacards.collection import open_collection
from deacards.problem import RefusedError
from deacards.study.fit import fit_weights, write_weights
from deacards.study.forecast import (
    Score,
    before,
    by_constant,
    by_fsrs,
    by_sm2,
    forecast_count,
    histories_of,
    recall_share,
    scores,
    split_instant,
)
from deacards.study.log import read_log
from deacards_scheduler.fsrs import FsrsParams

LEAST_REVIEWS = 400
SEEN = 0.8


@click.command
@click.option("--write", is_flag=True, help="Write the weights to the configuration if they are better.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(*, write: bool, as_json: bool) -> int:
    """Fit the FSRS weights to your own reviews, and say what that gains.

    The weights are fitted to the first four fifths of your reviews and judged by how well they foretell the
    rest, beside the default weights, SM-2 and a constant. Less log loss is better.
    """
    collection = open_collection(Path.cwd())
    history = read_log(collection.root, collection.reviews)
    output.show_problems(history.problems)
    histories = histories_of(history.events, collection.config.review.rollover_hour)
    if (count := forecast_count(histories)) < LEAST_REVIEWS:
        raise RefusedError(
            f"{output.counted(count, 'review')} so far that came a day or more after another one of their "
            f"card; weights fitted to fewer than {LEAST_REVIEWS} would be noise. The default weights are "
            "good until then: study on, and run this again"
        )
    since = split_instant(histories, SEEN)
    seen = before(histories, since)
    results = scores(
        histories,
        {
            "fitted": by_fsrs(FsrsParams(fit_weights(seen))),
            "default": by_fsrs(FsrsParams()),
            "sm2": by_sm2,
            "constant": by_constant(recall_share(seen)),
        },
        since,
    )
    weights = fit_weights(histories)
    is_better = results["fitted"].log_loss < results["default"].log_loss
    if as_json:
        losses = {name: {"log_loss": s.log_loss, "error": s.calibration_error} for name, s in results.items()}
        output.show_json({"reviews": count, "scores": losses, "better": is_better, "weights": list(weights)})
    else:
        _explain(results, weights, count)
    if not is_better:
        output.say("The default weights foretell your reviews as well; nothing is gained by others yet.")
    elif write:
        write_weights(collection, weights)
        output.say(f"Wrote the weights to {collection.relative(collection.file)}.")
        if collection.config.scheduler.algorithm != "fsrs":
            output.say('They count once the configuration says: [scheduler] algorithm = "fsrs"')
    else:
        output.say("Better than the default. To use them: deacards optimize --write")
    return 0


def _explain(results: dict[str, Score], weights: tuple[float, ...], count: int) -> None:
    """Print the scores, the calibration of the fitted weights, and the weights."""
    output.tell(f"{count:,} reviews; the last fifth foretold by what was fitted to the rest:")
    output.tell(f"  {'':<10}{'log loss':>9}{'calibration error':>19}")
    for name, score in results.items():
        output.tell(f"  {name:<10}{score.log_loss:>9.4f}{score.calibration_error:>19.4f}")
    output.tell("Fitted, from the least to the most certain fifth of the forecasts:")
    for band in results["fitted"].bands:
        output.tell(f"  foretold {band.foretold:>6.1%}   recalled {band.recalled:>6.1%}   of {band.count}")
    output.tell(f"Fitted to all reviews: weights = {list(weights)}")
