"""Charts as text, readable without colour."""

from collections.abc import Mapping, Sequence
from datetime import date

EIGHTHS = " ▁▂▃▄▅▆▇█"
SHADES = "·░▒▓█"
BAR = "█"
WEEKDAYS = ("Mon", "", "Wed", "", "Fri", "", "Sun")


def sparkline(values: Sequence[float]) -> str:
    """Return one sign per value, as high as it is beside the largest; nothing is a blank."""
    return columns(values, 1)[0]


def columns(values: Sequence[float], height: int, width: int = 1) -> list[str]:
    """Return `height` lines in which each value is a column of `width` signs; what is not 0 can be seen."""
    top = max(values, default=0) or 1
    full = [max(round(value / top * height * 8), int(value > 0)) for value in values]
    return [
        "".join(EIGHTHS[min(max(eighths - 8 * row, 0), 8)] * width for eighths in full)
        for row in reversed(range(height))
    ]


def bars(rows: Mapping[str, int], width: int) -> list[str]:
    """Return a line for each label, with a bar of at most `width` signs, and the number."""
    top = max(rows.values(), default=0) or 1
    label_width = max(map(len, rows), default=0)
    lengths = {label: max(round(number / top * width), int(number > 0)) for label, number in rows.items()}
    return [
        f"{label:>{label_width}}  {BAR * lengths[label]} {number or ''}".rstrip()
        for label, number in rows.items()
    ]


def heatmap(counts: Mapping[int, int], today: int, weeks: int) -> list[str]:
    """Return a line with the months, then one per weekday; each week is a column, the last holds `today`.

    Days are proleptic ordinals. The shades are quarters of the most that a day has had.
    """
    monday = today - (today - 1) % 7 - 7 * (weeks - 1)  # day 1 was a Monday
    top = max((counts.get(day, 0) for day in range(monday, today + 1)), default=0) or 1
    lines = [" " * 4 + _months(monday, weeks)]
    for weekday, name in enumerate(WEEKDAYS):
        days = (monday + weekday + 7 * week for week in range(weeks))
        cells = "".join(shade(counts.get(day, 0), top) if day <= today else " " for day in days)
        lines.append(f"{name:<4}{cells}".rstrip())
    return lines


def shade(count: int, top: int) -> str:
    """Return the sign for a count beside the largest one."""
    return SHADES[level(count, top)]


def level(count: int, top: int) -> int:
    """Return 0 for nothing, else 1 to 4 for the quarter that `count` reaches of `top`."""
    return min(-(-4 * count // max(top, 1)), 4)


def _months(monday: int, weeks: int) -> str:
    """Return the names of the months above their first whole week."""
    line, last = "", ""
    for week in range(weeks):
        month = f"{date.fromordinal(monday + 7 * week):%b}"
        if month != last and len(line) <= week:
            line = f"{line:<{week}}{month} "
        last = month
    return line[: weeks + 3].rstrip()
