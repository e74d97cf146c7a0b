"""The report in the terminal."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from deacards.report.history import Past
from deacards.report.stats import Stats, compute
from deacards.report.terminal import interval_labels, report_lines
from deacards.study.study import Study

REPORT = """\
Today     2 answers, 2 cards (0 new), 1 min
Streak    1 day, longest 4 days
Studied   on 6 of the last 30 days: 2 answers and 1 min a day
Cards     3 new, 0 learning, 1 young, 1 mature, 1 suspended

Recall of what had been learned (true retention)
                             young            mature               all
  today                 1/1  100 %                 -        1/1  100 %
  last 7 days           1/1  100 %                 -        1/1  100 %
  last 30 days          5/6   83 %                 -        5/6   83 %

Due today: 1; in the 29 days after: 0
     1 ██
       ██
       ██
       ██
       today         +7            +14           +21           +28

Answers a day, the last 5 weeks (most: 3)
      Mar
  Mon ·█··▓
      ·▓···
  Wed ·▓···
      ·▒···
  Fri ·····
      ·····
  Sun ·····
"""


def test_report(stats: Stats) -> None:
    """The head of the report, as text."""
    lines = report_lines(stats, 80)
    text = "\n".join(lines)
    assert text.startswith(REPORT[: REPORT.index("Answers a day")])
    assert "  Mon " in text
    assert "      1 day  ████████████████████████████████████████ 2" in text
    assert "  2.5  ████████████████████████████████████████ 3" in text
    assert "    1x  <b> & co?  cards/d.yaml:4" in text


@pytest.mark.parametrize("width", [40, 60, 80, 100])
def test_report_keeps_to_the_width(stats: Stats, width: int) -> None:
    """From 72 cells on no line is wider; below that only the table of recall is."""
    widest = max(len(line) for line in report_lines(stats, width))
    assert widest <= max(width, 72)


def test_report_of_nothing(study: Study, streak_past: Callable[[str], Past]) -> None:
    """Before the first answer there are no empty charts."""
    nothing = compute(streak_past(""), replace(study, states={}), study.units, 739_700, 30)
    assert report_lines(nothing, 80) == [
        "Cards     6 new, 0 learning, 0 young, 0 mature, 0 suspended",
        "No card has been answered yet.",
    ]


def test_intervals_have_names() -> None:
    """Classes are named by their first and last day."""
    names = list(interval_labels().values())
    assert names[:4] == ["1 day", "2-3 days", "4-6 days", "7-13 days"]
    assert names[-1] == "365+ days"
