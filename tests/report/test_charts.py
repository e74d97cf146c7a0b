"""Charts in text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deacards.report.charts import SHADES, bars, columns, heatmap, level, sparkline

SUNDAY = 739_690  # 15 March 2026


def test_sparkline() -> None:
    """The largest fills its place, nothing is a blank, little is still seen."""
    assert sparkline([0, 1, 500, 1000]) == " ▁▄█"
    assert sparkline([]) == ""
    assert sparkline([0, 0]) == "  "


def test_columns() -> None:
    """Columns stand on the last line."""
    assert columns([4, 2, 1, 0], 2, 2) == ["██      ", "████▄▄  "]


def test_bars() -> None:
    """Labels to the right, bars beside them, numbers behind."""
    assert bars({"one": 10, "three": 5, "none": 0}, 4) == ["  one  ████ 10", "three  ██ 5", " none"]
    assert bars({}, 4) == []


def test_heatmap() -> None:
    """Weeks are columns from Monday; today is in the last one, and what is after it is left out."""
    counts = {SUNDAY: 4, SUNDAY - 6: 1, SUNDAY - 7: 2}
    assert heatmap(counts, SUNDAY, 3) == [
        "    Feb",
        "Mon ··░",
        "    ···",
        "Wed ···",
        "    ···",
        "Fri ···",
        "    ···",
        "Sun ·▒█",
    ]
    assert heatmap(counts, SUNDAY - 6, 1)[1:3] == ["Mon █", ""]


@pytest.mark.parametrize(
    ("count", "shade"), [(0, 0), (1, 1), (25, 1), (26, 2), (75, 3), (76, 4), (100, 4), (200, 4)]
)
def test_level(count: int, shade: int) -> None:
    """Quarters of the largest; anything at all is at least the first."""
    assert level(count, 100) == shade


@given(st.dictionaries(st.integers(700_000, 740_000), st.integers(0, 999)), st.integers(1, 60))
def test_heatmap_has_a_place_for_every_day(counts: dict[int, int], weeks: int) -> None:
    """Every line fits its weeks, whatever was done."""
    lines = heatmap(counts, SUNDAY, weeks)
    assert len(lines) == 8
    assert all(len(line) <= weeks + 8 for line in lines)
    assert all(set(line[4:]) <= {*SHADES, " "} for line in lines[1:])
