"""The figures as one page: no script, no other file, light and dark as the reader has it."""

from collections.abc import Iterator
from datetime import date
from html import escape

from deacards.report.stats import Day, Share, Stats
from deacards.report.svg import bar_chart, column_chart, heatmap_chart
from deacards.report.terminal import averages, interval_labels, minutes, percent, strength_rows
from deacards.study.printable import printable

LEECHES_SHOWN = 50
_STYLE = """
:root { color-scheme: light dark; --ink: #1d2430; --soft: #667085; --line: #e3e6ec; --page: #f6f7f9;
  --card: #fff; --bar: #2f6fdb; --l1: #bcd4f7; --l2: #7faaf0; --l3: #4580e4; --l4: #1d4fae; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6e9ef; --soft: #98a2b3; --line: #2c3440; --page: #12161d; --card: #1a2029; --bar: #6ba0f5;
    --l1: #1f3a66; --l2: #2f5fae; --l3: #5a93ee; --l4: #a9c9fb; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 60rem; padding: 2rem 1rem 4rem; background: var(--page); color: var(--ink);
  font: 16px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.6rem; margin: 0; }
h2 { font-size: 1.05rem; margin: 0 0 .8rem; }
p { margin: .2rem 0; }
.soft { color: var(--soft); font-size: .9rem; }
section { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 1.1rem 1.3rem;
  margin-top: 1rem; overflow-x: auto; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr)); gap: 1rem;
  margin-top: 1.2rem; }
.tiles section { margin: 0; }
.tiles b { display: block; font-size: 1.7rem; line-height: 1.2; }
table { border-collapse: collapse; width: 100%; }
th, td { padding: .3rem .6rem; text-align: right; }
th:first-child, td:first-child { text-align: left; }
thead th { color: var(--soft); font-weight: 500; }
tbody tr { border-top: 1px solid var(--line); }
td.text { text-align: left; overflow-wrap: anywhere; }
svg { display: block; width: 100%; min-width: 34rem; height: auto; font: 12px system-ui, sans-serif; }
svg text { fill: var(--soft); text-anchor: middle; }
svg .value, svg .number { fill: var(--ink); }
svg .label { text-anchor: end; }
svg .number, svg .start { text-anchor: start; }
.bar { fill: var(--bar); }
.hover { fill: transparent; }
g:hover .bar { opacity: .75; }
.axis { stroke: var(--line); }
.l0 { fill: var(--line); }
.l1 { fill: var(--l1); }
.l2 { fill: var(--l2); }
.l3 { fill: var(--l3); }
.l4 { fill: var(--l4); }
"""


def page(stats: Stats, title: str, made: str) -> str:
    """Return the page; `made` says when."""
    parts = (
        *_tiles(stats),
        _retention(stats),
        _forecast(stats),
        _heatmap(stats),
        *_classes(stats),
        *_hours(stats),
        *_leeches(stats),
    )
    policy = "default-src 'none'; style-src 'unsafe-inline'"  # the page needs nothing, so it may load nothing
    name = _text(title)
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        f"<title>{name}: study</title><style>{_STYLE}</style></head><body>"
        f'<h1>{name}</h1><p class="soft">{_text(made)}, by deacards</p>{"".join(parts)}</body></html>\n'
    )


def _text(text: str) -> str:
    """Return card text safe for the page."""
    return escape(" ".join(printable(text).split()))


def _section(title: str, body: str, note: str = "") -> str:
    soft = f'<p class="soft">{escape(note)}</p>' if note else ""
    return f"<section><h2>{escape(title)}</h2>{body}{soft}</section>"


def _tiles(stats: Stats) -> Iterator[str]:
    today = stats.days.get(stats.today, Day())
    studied, answers, seconds = averages(stats)
    recall, later = stats.retention[-1].all, sum(stats.forecast[1:])
    tiles = (
        (
            str(today.answers),
            "answers today",
            f"{today.units} cards, {today.new} new, {minutes(today.seconds)}",
        ),
        (str(stats.streak.current), "study days in a row", f"longest {stats.streak.longest}"),
        (str(stats.forecast[0]), "due today", f"{later} in the {len(stats.forecast) - 1} days after"),
        (percent(recall), "recalled", f"{recall.recalled} of {recall.total} in {stats.window_days} days"),
        (str(studied), "days of study", f"{answers:.0f} answers, {minutes(seconds)} a day"),
    )
    yield '<div class="tiles">'
    for number, name, note in tiles:
        yield f'<section><b>{escape(number)}</b>{escape(name)}<p class="soft">{escape(note)}</p></section>'
    yield "</div>"


def _retention(stats: Stats) -> str:
    rows = "".join(
        f"<tr><td>{'today' if row.days == 1 else f'last {row.days} days'}</td>"
        f"<td>{_share(row.young)}</td><td>{_share(row.mature)}</td><td>{_share(row.all)}</td></tr>"
        for row in stats.retention
    )
    head = "<tr><th></th><th>young</th><th>mature</th><th>all</th></tr>"
    note = "The first answer of a day to cards that had waited. Mature: an interval of three weeks or more."
    return _section("True retention", f"<table><thead>{head}</thead><tbody>{rows}</tbody></table>", note)


def _share(share: Share) -> str:
    counts = f' <span class="soft">({share.recalled}/{share.total})</span>' if share.total else ""
    return f"{percent(share)}{counts}"


def _forecast(stats: Stats) -> str:
    labels = [str(date.fromordinal(stats.today + day)) for day in range(len(stats.forecast))]
    ticks = {0: "today", 7: "+7", 14: "+14", 21: "+21", 28: "+28"}
    chart = column_chart(stats.forecast, labels, ticks, "Cards due on each of the coming days")
    return _section("Due in the coming days", chart, "Today holds all that is overdue.")


def _heatmap(stats: Stats) -> str:
    counts = {day: done.answers for day, done in stats.days.items()}
    weeks = min((stats.window_days + 6) // 7 + 1, 53)
    return _section("Answers a day", heatmap_chart(counts, stats.today, weeks, "Answers on each day"))


def _classes(stats: Stats) -> Iterator[str]:
    names = interval_labels()
    intervals = {names[bound]: number for bound, number in stats.intervals.items()}
    yield _section("Cards by interval", bar_chart(intervals, "Cards by interval"))
    if stats.strength:
        yield _section(
            f"Cards by {stats.strength}", bar_chart(strength_rows(stats), f"Cards by {stats.strength}")
        )
    yield _section("Cards by stage", bar_chart(stats.cards, "Cards by stage"))


def _hours(stats: Stats) -> Iterator[str]:
    totals = [share.total for share in stats.hours]
    if any(totals):
        labels = [f"{hour}:00, {percent(share)} recalled, reviews" for hour, share in enumerate(stats.hours)]
        ticks = {hour: str(hour) for hour in range(0, 24, 3)}
        yield _section("Reviews by hour", column_chart(totals, labels, ticks, "Reviews by hour of the day"))


def _leeches(stats: Stats) -> Iterator[str]:
    if stats.leeches:
        rows = "".join(
            f'<tr><td>{leech.lapses}x</td><td class="text">{_text(leech.unit.prompt)}</td>'
            f'<td class="text soft">{_text(leech.unit.places[0])}</td></tr>'
            for leech in stats.leeches[:LEECHES_SHOWN]
        )
        yield _section(
            "Leeches", f"<table><tbody>{rows}</tbody></table>", "Forgotten again and again: better reworded."
        )
