"""Units and the log together: a collection opened for study. Imports nothing heavy."""

from pathlib import Path

from deacards.problem import Problem
from deacards.progress import Progress, untold
from deacards.study.states import Cache, States, read_states
from deacards.study.study import Shelf, Study


def study_of(shelf: Shelf, root: Path, cache: Cache | None = None, tell: Progress = untold) -> Study:
    """Return the study of a collection at `root`; what its log leads to may come from a cache.

    Raises `LogError` for a log that cannot be read.
    """
    terms = shelf.setup.terms
    reviews = root / shelf.setup.reviews
    states = read_states(root, reviews, terms.params, terms.rollover_hour, cache, tell)
    return study_with(shelf, *states)


def study_with(shelf: Shelf, states: States, problems: tuple[Problem, ...]) -> Study:
    """Return the study of a collection whose log led to `states` and holds `problems`."""
    setup = shelf.setup
    return Study(
        units=shelf.units,
        states=states,
        terms=setup.terms,
        limits=setup.limits,
        order=setup.order,
        leech_lapses=setup.leech_lapses,
        problems=(*shelf.problems, *problems),
    )
