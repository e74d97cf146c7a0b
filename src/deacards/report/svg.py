"""Charts as inline SVG: every shape has a tooltip, colours come from the page, text can be selected."""

from collections.abc import Mapping, Sequence
from datetime import date
from html import escape

from deacards.report.charts import level

WIDTH = 860
"""Of every picture, so that all have letters of one size."""

_LABELS, _BARS = 120, 640
_CELL, _GAP = 13, 2


def column_chart(values: Sequence[int], labels: Sequence[str], ticks: Mapping[int, str], title: str) -> str:
    """Return columns from left to right: `labels` are their tooltips, `ticks` what stands below some."""
    height, base, step = 150, 130, WIDTH // max(len(values), 1)
    top = max(values, default=0) or 1
    parts = [f'<line class="axis" x1="0" y1="{base}" x2="{WIDTH}" y2="{base}"/>']
    for number, (value, label) in enumerate(zip(values, labels, strict=True)):
        x, size = step * number, round(value / top * (base - 18), 1)
        parts.append(
            f"<g><title>{escape(label)}: {value}</title>"
            f'<rect class="bar" x="{x + 3}" y="{base - size}" width="{step - 6}" height="{size}" rx="2"/>'
            f'<rect class="hover" x="{x}" y="0" width="{step}" height="{base}"/></g>'
        )
        if value == top:
            parts.append(f'<text class="value" x="{x + step // 2}" y="{base - size - 4}">{value}</text>')
    parts += [
        f'<text x="{max(step * number + step // 2, 16)}" y="{height - 4}">{escape(tick)}</text>'
        for number, tick in ticks.items()
    ]
    return _svg(height, title, parts)


def bar_chart(rows: Mapping[str, int], title: str) -> str:
    """Return a bar for each label, with its number behind it."""
    top = max(rows.values(), default=0) or 1
    parts = []
    for line, (label, value) in enumerate(rows.items()):
        y, size = 22 * line, round(value / top * _BARS, 1)
        name = escape(label)
        parts.append(
            f"<g><title>{name}: {value}</title>"
            f'<text class="label" x="{_LABELS - 8}" y="{y + 15}">{name}</text>'
            f'<rect class="bar" x="{_LABELS}" y="{y + 3}" width="{size}" height="16" rx="2"/>'
            f'<text class="number" x="{_LABELS + 6 + size}" y="{y + 15}">{value}</text></g>'
        )
    return _svg(max(22 * len(rows), 1), title, parts)


def heatmap_chart(counts: Mapping[int, int], today: int, weeks: int, title: str) -> str:
    """Return a cell for each day of the last weeks, a column a week, Monday first; days are ordinals."""
    monday = today - (today - 1) % 7 - 7 * (weeks - 1)  # day 1 was a Monday
    top = max((counts.get(day, 0) for day in range(monday, today + 1)), default=0)
    parts = [
        f'<text class="start" x="0" y="{29 + row * (_CELL + _GAP)}">{name}</text>'
        for row, name in ((0, "Mon"), (2, "Wed"), (4, "Fri"))
    ]
    for day in range(monday, today + 1):
        at, count = date.fromordinal(day), counts.get(day, 0)
        week, weekday = divmod(day - monday, 7)
        x, y = 34 + week * (_CELL + _GAP), 18 + weekday * (_CELL + _GAP)
        parts.append(
            f'<rect class="l{level(count, top)}" x="{x}" y="{y}" width="{_CELL}" height="{_CELL}" rx="2">'
            f"<title>{at:%A} {at}: {count}</title></rect>"
        )
        if weekday == 0 and at.day <= 7:
            parts.append(f'<text class="start" x="{x}" y="11">{at:%b}</text>')
    return _svg(18 + 7 * (_CELL + _GAP), title, parts)


def _svg(height: int, title: str, parts: Sequence[str]) -> str:
    """Return the picture, as wide as the place that it has."""
    return (
        f'<svg viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{escape(title)}">{"".join(parts)}</svg>'
    )
