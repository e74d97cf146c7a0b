"""Units and the log together: a collection opened for study. Imports nothing heavy."""

from pathlib import Path

from deacards.study.states import Cache, read_states
from deacards.study.study import Shelf, Study


def study_of(shelf: Shelf, root: Path, cache: Cache | None = None) -> Study:
    """Return the study of a collection at `root`; what its log leads to may come from a cache.

    Raises `LogError` for a log that cannot be read.
    """
    setup, terms = shelf.setup, shelf.setup.terms
    states, problems = read_states(root, root / setup.reviews, terms.params, terms.rollover_hour, cache)
    return Study(
        units=shelf.units,
        states=states,
        terms=terms,
        limits=setup.limits,
        order=setup.order,
        leech_lapses=setup.leech_lapses,
        problems=(*shelf.problems, *problems),
    )
