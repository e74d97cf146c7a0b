"""The figures as lines of text for a terminal."""

from collections.abc import Iterator, Mapping

from deacards.report.charts import bars, columns, heatmap, sparkline
from deacards.report.stats import INTERVAL_BOUNDS, Day, Share, Stats
from deacards.study.printable import printable

LEECHES_SHOWN = 10
_BAR_WIDTH = 40


def report_lines(stats: Stats, width: int) -> list[str]:
    """Return the whole report, of at most `width` cells (at least 40) where no text of a card is longer."""
    if not stats.days and not stats.streak.longest:
        return [*_cards(stats), "No card has been answered yet."]
    sections = (
        _summary(stats),
        _retention(stats),
        _forecast(stats, width),
        _heatmap(stats, width),
        _intervals(stats, width),
        _strengths(stats, width),
        _hours(stats),
        _leeches(stats, width),
    )
    lines: list[str] = []
    for section in sections:
        body = list(section)
        lines += [*([""] if lines and body else []), *body]
    return lines


def interval_labels() -> dict[int, str]:
    """Return the name of each class of intervals by its bound."""
    names = {}
    for bound, following in zip(INTERVAL_BOUNDS, [*INTERVAL_BOUNDS[1:], None], strict=True):
        if following is None:
            names[bound] = f"{bound}+ days"
        elif following == bound + 1:
            names[bound] = f"{bound} day" if bound == 1 else f"{bound} days"
        else:
            names[bound] = f"{bound}-{following - 1} days"
    return names


def minutes(seconds: float) -> str:
    """Return a time as `12 min`, at least one minute unless it is nothing."""
    return f"{max(1, round(seconds / 60)) if seconds else 0} min"


def percent(share: Share) -> str:
    """Return a share as `88 %`, or a dash of nothing."""
    return "-" if share.percent is None else f"{share.percent:.0f} %"


def averages(stats: Stats) -> tuple[int, float, float]:
    """Return on how many days was studied, and the answers and seconds of such a day on average."""
    days = stats.days.values()
    count = len(days) or 1
    return len(days), sum(day.answers for day in days) / count, sum(day.seconds for day in days) / count


def _summary(stats: Stats) -> Iterator[str]:
    today = stats.days.get(stats.today, Day())
    studied, answers, seconds = averages(stats)
    yield (
        f"Today     {today.answers} answers, {today.units} cards ({today.new} new), {minutes(today.seconds)}"
    )
    yield f"Streak    {_days(stats.streak.current)}, longest {_days(stats.streak.longest)}"
    if studied:
        yield (
            f"Studied   on {studied} of the last {_days(stats.window_days)}: "
            f"{answers:.0f} answers and {minutes(seconds)} a day"
        )
    yield from _cards(stats)


def _cards(stats: Stats) -> Iterator[str]:
    yield f"Cards     {', '.join(f'{number} {stage}' for stage, number in stats.cards.items())}"


def _retention(stats: Stats) -> Iterator[str]:
    yield "Recall of what had been learned (true retention)"
    yield f"  {'':<14}{'young':>18}{'mature':>18}{'all':>18}"
    for row in stats.retention:
        label = "today" if row.days == 1 else f"last {row.days} days"
        yield f"  {label:<14}{_share(row.young):>18}{_share(row.mature):>18}{_share(row.all):>18}"


def _share(share: Share) -> str:
    return f"{share.recalled}/{share.total}  {percent(share):>5}" if share.total else "-"


def _forecast(stats: Stats, width: int) -> Iterator[str]:
    each = 2 if width >= 2 * len(stats.forecast) + 8 else 1
    top = max(stats.forecast)
    later = sum(stats.forecast[1:])
    yield f"Due today: {stats.forecast[0]}; in the {len(stats.forecast) - 1} days after: {later}"
    for row, line in enumerate(columns(stats.forecast, 4, each)):
        yield f"  {top if row == 0 else '':>4} {line}".rstrip()
    marks = {0: "today", 7: "+7", 14: "+14", 21: "+21", 28: "+28"}
    axis = ""
    for day, mark in marks.items():
        axis = f"{axis:<{day * each}}{mark}"
    yield f"  {'':>4} {axis}"


def _heatmap(stats: Stats, width: int) -> Iterator[str]:
    weeks = min((stats.window_days + 6) // 7, width - 6, 53)
    counts = {day: done.answers for day, done in stats.days.items()}
    yield f"Answers a day, the last {weeks} weeks (most: {max(counts.values(), default=0)})"
    yield from (f"  {line}".rstrip() for line in heatmap(counts, stats.today, max(1, weeks)))


def _intervals(stats: Stats, width: int) -> Iterator[str]:
    names = interval_labels()
    yield "Cards by interval"
    yield from _indented({names[bound]: number for bound, number in stats.intervals.items()}, width)


def _strengths(stats: Stats, width: int) -> Iterator[str]:
    if stats.strength:
        yield f"Cards by {stats.strength}"
        yield from _indented(strength_rows(stats), width)


def strength_rows(stats: Stats) -> dict[str, int]:
    """Return the classes of ease or difficulty by name."""
    form = "{:.1f}" if stats.strength == "ease" else "{:.0f}"
    return {form.format(value): number for value, number in stats.strengths.items()}


def _indented(rows: Mapping[str, int], width: int) -> Iterator[str]:
    return (f"  {line}" for line in bars(rows, min(_BAR_WIDTH, width - 24)))


def _hours(stats: Stats) -> Iterator[str]:
    if any(share.total for share in stats.hours):
        yield "Reviews by hour of the day, and how much was recalled"
        yield f"  {sparkline([share.total for share in stats.hours])}  reviews"
        yield f"  {sparkline([share.percent or 0 for share in stats.hours])}  recall"
        yield "  0     6     12    18"


def _leeches(stats: Stats, width: int) -> Iterator[str]:
    if stats.leeches:
        yield "Leeches: forgotten again and again, better reworded"
    for leech in stats.leeches[:LEECHES_SHOWN]:
        head, place = f"  {leech.lapses:>3}x  ", f"  {leech.unit.places[0]}"
        prompt = " ".join(printable(leech.unit.prompt).split())
        room = max(16, width - len(head) - len(place))
        yield f"{head}{prompt if len(prompt) <= room else f'{prompt[: room - 1]}…'}{place}"
    if len(stats.leeches) > LEECHES_SHOWN:
        yield f"  and {len(stats.leeches) - LEECHES_SHOWN} more"


def _days(number: int) -> str:
    return f"{number} day" if number == 1 else f"{number} days"
