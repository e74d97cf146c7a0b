"""The configuration as the scheduler takes it."""

from deacards.config import Config
from deacards.scheduling import AnkiTable, FsrsTable, SchedulerTable
from deacards_scheduler.algorithm import Params
from deacards_scheduler.anki import AnkiParams
from deacards_scheduler.fsrs import DEFAULT_WEIGHTS, FsrsParams
from deacards_scheduler.fuzz import Fuzz
from deacards_scheduler.queue import Limits
from deacards_scheduler.sm2 import Profile, Sm2Params


def params_of(table: SchedulerTable) -> Params:
    """Return the parameters of the configured algorithm."""
    fuzz = Fuzz(table.fuzz)
    match table.algorithm:
        case "sm2":
            return Sm2Params(Profile(table.profile), fuzz)
        case "anki":
            return anki_params(table.anki, fuzz)
        case "fsrs":
            return fsrs_params(table.fsrs, fuzz)


def anki_params(table: AnkiTable, fuzz: Fuzz) -> AnkiParams:
    """Return the parameters of Anki's variant: minutes as seconds, factors in thousandths or percent."""
    return AnkiParams(
        learning_steps=_seconds(table.learning_steps),
        relearning_steps=_seconds(table.relearning_steps),
        graduating_days=table.graduating_days,
        easy_days=table.easy_days,
        starting_ease=round(table.starting_ease * 1000),
        hard_percent=round(table.hard_multiplier * 100),
        easy_percent=round(table.easy_bonus * 100),
        interval_percent=round(table.interval_multiplier * 100),
        lapse_percent=round(table.lapse_multiplier * 100),
        least_lapse_days=table.least_lapse_days,
        most_days=table.most_days,
        fuzz=fuzz,
    )


def fsrs_params(table: FsrsTable, fuzz: Fuzz) -> FsrsParams:
    """Return the parameters of FSRS, under the default weights if none are configured."""
    return FsrsParams(table.weights or DEFAULT_WEIGHTS, table.retention, table.most_days, fuzz)


def limits_of(config: Config) -> Limits:
    """Return the limits of a day: for all cards, and for the decks that have their own."""
    review = config.review
    groups = {
        table.match: Limits(
            review.new_per_day if table.new_per_day is None else table.new_per_day,
            review.reviews_per_day if table.reviews_per_day is None else table.reviews_per_day,
        )
        for table in reversed(config.decks)  # of tables with one pattern the first counts
    }
    order = dict.fromkeys(table.match for table in config.decks)
    return Limits(
        review.new_per_day, review.reviews_per_day, groups={match: groups[match] for match in order}
    )


def _seconds(minutes: tuple[float, ...]) -> tuple[int, ...]:
    """Return minutes as whole seconds, at least one."""
    return tuple(max(round(each * 60), 1) for each in minutes)
