"""Laws of an outcome: it survives JSON, and what is told again has no changes in it."""

import json

from deacards.build.outcome import Outcome, Packaged
from deacards.problem import Problem, Severity

OUTCOME = Outcome(
    notes=3,
    cards=40,
    added=4,
    edited=3,
    moved=2,
    revived=1,
    retired=5,
    conflicts=1,
    reviews_of_retired=31,
    written=("cards/a.yaml", "cards/b.yaml"),
    package=Packaged("exports/x.apkg", 40, 44, 1234),
    problems=(Problem("notes/a.md", 3, 0, "DC204 missing-note", "gone", Severity.WARNING),),
    notices=(Problem("cards/a.yaml", 0, 0, "DC405 moved", "moved", Severity.WARNING),),
)


def test_an_outcome_survives_json() -> None:
    """Written to the manifest and read back it is the same."""
    assert Outcome.from_plain(json.loads(json.dumps(OUTCOME.as_plain()))) == OUTCOME
    bare = Outcome(notes=0, cards=0)
    assert Outcome.from_plain(json.loads(json.dumps(bare.as_plain()))) == bare


def test_what_is_told_again_has_no_changes() -> None:
    """Totals and standing problems stay; changes and notices were told once."""
    assert OUTCOME.settled() == Outcome(
        notes=3,
        cards=40,
        conflicts=1,
        package=Packaged("exports/x.apkg", 40, 44, 1234),
        problems=OUTCOME.problems,
    )
