"""The words of study, as they are read."""

from dataclasses import replace

import pytest

from deacards.review.session import Left
from deacards.review.summary import Summary
from deacards.review.wording import answer_lines, interval, question_lines, rating_line, summary_lines
from deacards.study.unit import Unit
from deacards_scheduler.days import Moment
from deacards_scheduler.replay import preview
from deacards_scheduler.sm2 import Sm2Params
from deacards_scheduler.state import UNSEEN, Sm2State, UnitState

LEFT = Left(new=2, learning=1, due=12)
SUMMARY = Summary(units=12, new=3, seconds=252, reviewed=9, recalled=8, hardest=(), left=0, due_tomorrow=7)


def test_question(units: tuple[Unit, ...]) -> None:
    """Counts and deck, the way to it, the question; nothing of the answer."""
    assert question_lines(units[0], LEFT) == [
        "[2 new, 1 learning, 12 due] Data::Athena",
        "Data > Athena",
        "What is Athena?",
    ]


def test_list_tells_its_number_once(units: tuple[Unit, ...]) -> None:
    """A list says how many items to name, unless its question does."""
    assert question_lines(units[3], LEFT)[-1] == "Which budgets are there? (3 items)"
    told = units[3]._replace(prompt="Which budgets are there? (3)")
    assert question_lines(told, LEFT)[-1] == "Which budgets are there? (3)"


def test_answers(units: tuple[Unit, ...]) -> None:
    """A list has bullets, and what else the card tells follows the answer."""
    assert answer_lines(units[0]) == ["a query service", "", "Serverless."]
    assert answer_lines(units[3]) == ["- Cost", "- Usage", "- Saving plan"]
    assert answer_lines(units[0]._replace(answer=("\x1b[2Jsafe",), extra="")) == ["safe"]


def test_ratings_of_a_learned_card() -> None:
    """Each rating says when the card comes back, below Good also that it does so today."""
    state = UnitState(Sm2State(3, 250, 30, 100), 3, 1, 70)
    assert rating_line(preview(state, "a/0", Moment(100), Sm2Params()), Moment(100), practice=False) == (
        "1 Again (again today, then 1 day)   2 Hard (again today, then 2.5 months)   "
        "3 Good (2.5 months)   4 Easy (2.5 months)"
    )


def test_ratings_in_practice() -> None:
    """Practice changes no schedule, so it tells no intervals."""
    outcomes = preview(UNSEEN, "a/0", Moment(100), Sm2Params())
    assert rating_line(outcomes, Moment(100), practice=True) == (
        "1 Again (again today)   2 Hard (again today)   3 Good   4 Easy"
    )


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "0 days"),
        (1, "1 day"),
        (59, "59 days"),
        (60, "2.0 months"),
        (700, "23.0 months"),
        (800, "2.2 years"),
    ],
)
def test_interval(days: int, words: str) -> None:
    """Days, then months, then years."""
    assert interval(days) == words


def test_summary_of_a_session(units: tuple[Unit, ...]) -> None:
    """Cards, time, recall, the hardest with their places, tomorrow, what is left, the next command."""
    assert summary_lines(replace(SUMMARY, hardest=units[1:2], left=5)) == [
        "12 cards in 4 min 12 s: 3 new, 8 of 9 recalled (89 %).",
        "Hardest:",
        "- A [...] is like a workspace (notes/data.md:20)",
        "Left: 5.",
        "Due tomorrow: 7.",
        "Next: deacards review",
    ]


def test_summary_without_an_answer() -> None:
    """Nothing due, or nothing answered: each is said as it is."""
    nothing = replace(SUMMARY, units=0, new=0, seconds=0, reviewed=0, recalled=0)
    assert summary_lines(nothing) == ["Nothing is due now.", "Due tomorrow: 7.", "Next: deacards status"]
    assert summary_lines(replace(nothing, is_more=True))[-1] == "Next: deacards review"
    assert summary_lines(replace(nothing, left=2))[0] == "No card was answered."
