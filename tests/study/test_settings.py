"""The configuration as the scheduler takes it: defaults are the algorithms' own, factors keep their value."""

import pytest

from deacards.config import parse_config
from deacards.study.settings import limits_of, params_of
from deacards.study.study import candidates_of
from deacards.study.unit import Unit
from deacards_scheduler.algorithm import Params
from deacards_scheduler.anki import AnkiParams
from deacards_scheduler.fsrs import DEFAULT_WEIGHTS, FsrsParams
from deacards_scheduler.fuzz import Fuzz
from deacards_scheduler.sm2 import Profile, Sm2Params

MINIMAL = '[collection]\nname = "notes"\n'


def params(text: str) -> Params:
    """Return the parameters that a configuration leads to."""
    return params_of(parse_config(MINIMAL + text, "deacards.toml").scheduler)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Sm2Params(fuzz=Fuzz.ON)),
        ('[scheduler]\nprofile = "delphi"\nfuzz = "off"', Sm2Params(Profile.DELPHI)),
        ('[scheduler]\nalgorithm = "anki"\nfuzz = "off"', AnkiParams()),
        ('[scheduler]\nalgorithm = "fsrs"\nfuzz = "balance"', FsrsParams(fuzz=Fuzz.BALANCE)),
        (
            (
                '[scheduler]\nalgorithm = "anki"\n[scheduler.anki]\nlearning_steps = [0.5, 10]\n'
                "starting_ease = 2.3\nhard_multiplier = 1.15\neasy_bonus = 2\nlapse_multiplier = 0.29"
            ),
            AnkiParams(
                (30, 600),
                starting_ease=2300,
                hard_percent=115,
                easy_percent=200,
                lapse_percent=29,
                fuzz=Fuzz.ON,
            ),
        ),
        (
            (
                f'[scheduler]\nalgorithm = "fsrs"\n[scheduler.fsrs]\nretention = 0.8\n'
                f"weights = {list(DEFAULT_WEIGHTS)}"
            ),
            FsrsParams(DEFAULT_WEIGHTS, 0.8, fuzz=Fuzz.ON),
        ),
    ],
)
def test_parameters(text: str, expected: Params) -> None:
    """Each algorithm gets what its table says, and its own defaults for the rest."""
    assert params(text) == expected


def test_limits_of_decks() -> None:
    """A deck has the limits of the first table that matches it; what that leaves out is as for all."""
    config = parse_config(
        f'{MINIMAL}[[decks]]\nmatch = "athena"\nnew_per_day = 3\n'
        '[[decks]]\nmatch = "data*"\nreviews_per_day = 9\n[[decks]]\nmatch = "athena"\nnew_per_day = 7\n',
        "deacards.toml",
    )
    limits = limits_of(config)
    assert {match: (each.new_per_day, each.reviews_per_day) for match, each in limits.groups.items()} == {
        "athena": (3, 200),
        "data*": (20, 9),
    }
    units = tuple(
        Unit(deck, 0, "basic", deck, "cards/x.yaml", 1, "?", ("!",))
        for deck in ("Data::Athena", "Data::EMR", "Else")
    )
    assert [each.group for each in candidates_of(units, limits.groups)] == ["athena", "data*", ""]
