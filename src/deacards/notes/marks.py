"""The marks inside a line's Markdown: what may not be cut, what the author set in bold, the bare words."""

import re

from deacards.patterns import pattern

_SPAN = pattern(
    r"(?P<ticks>`+)(?!`).*?(?<!`)(?P=ticks)(?!`)"
    r"|\$\$[^$]+\$\$|\$(?=[^\s$])(?:[^$\\\n]|\\.)*?(?<=[^\s\\])\$(?!\d)"
    r"|\\."
)
_LEAD = pattern(r"(\*\*\*|\*\*|__|\*|_|==|(?P<ticks>`+))(?=[^\s*=>])(.+?)(?<=\S)\1")
_EMPHASIS = pattern(
    r"(\*{1,3})(?=[^\s*])(.+?)(?<=[^\s*\\])\1(?!\*)"
    r"|(?<!\w)(_{1,3})(?=[^\s_])(.+?)(?<=[^\s_\\])\3(?!\w)"
    r"|(~~)(?=\S)(.+?)(?<=\S)~~"
    r"|(==)(?=[^\s=>])(.+?)(?<=[^\s=<])==(?!>)"
)


def spans(text: str) -> tuple[tuple[int, int], ...]:
    """Return the ranges `(start, end)` of code spans and maths in `text`, in order: never cut inside one."""
    return tuple(m.span() for m in _SPAN.finditer(text) if not m[0].startswith("\\"))


def bold_lead(text: str) -> str | None:
    """Return the words of the bold, italic, highlighted or code term that `text` begins with, if any."""
    match = _LEAD.match(text)
    return plain(match[0]).strip() if match else None


def plain(text: str) -> str:
    """Return `text` without marks and escapes; code loses its backticks, maths stays as it is."""
    kept: list[str] = []
    position = 0
    safe: list[str] = []
    for match in _SPAN.finditer(text):
        safe.append(text[position : match.start()])
        safe.append(f"\ue000{len(kept)}\ue001")  # a stand-in from the private use area that no mark touches
        kept.append(_bare(match))
        position = match.end()
    safe.append(text[position:])
    bare = "".join(safe)
    while (less := _EMPHASIS.sub(_inside, bare)) != bare:
        bare = less
    return re.sub("\ue000(\\d+)\ue001", lambda m: kept[int(m[1])], bare)


def _bare(match: re.Match[str]) -> str:
    if ticks := match["ticks"]:
        return match[0][len(ticks) : -len(ticks)].strip() or match[0]
    found = match[0]
    return found if found.startswith("$") or found[1].isalnum() or found[1].isspace() else found[1:]


def _inside(match: re.Match[str]) -> str:
    return next(group for group in (match[2], match[4], match[6], match[8]) if group is not None)
