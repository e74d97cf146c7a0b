"""From the bytes of a note to its lines: encoding, line ends, invisible characters, front matter."""

import re
from typing import NamedTuple

import yaml

from deacards.patterns import pattern
from deacards.problem import Problem, Severity

_BLANKS = "\u00a0\u2007\u202f"  # no-break spaces: markers and separators are looked for with plain ones
_INVISIBLE = "\x00\u00ad\u200b\u200e\u200f\u2060\ufeff"
_CONTROLS = "".join(
    map(chr, [*range(1, 9), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0), 0x2028, 0x2029])
)
_CLEAN = str.maketrans(dict.fromkeys(_BLANKS + _CONTROLS, " ") | dict.fromkeys(_INVISIBLE))
_UNCLEAN = pattern(f"[{_BLANKS}{_CONTROLS}{_INVISIBLE}]")  # faster than to translate, but for ASCII
_BULLET = pattern(r"^([ \t]*)[•◦▪●○‣∙](?=[ \t])", re.MULTILINE)  # typed or pasted for Markdown's `-`

_TOML = pattern(r"[\w-]+[ \t]*=[ \t]*\S")
_MATTER_KEY = pattern(r"""["']?[\w.-][\w .-]*["']?[ \t]*:(?:[ \t]|$)""")
MATTER_LINES = 500  # a longer block between two `---` is text between two rulers
MATTER_DEPTH = 20  # libyaml's own recursion has no limit, so nested flow collections are counted first


class Source(NamedTuple):
    """The lines of a note, without their ends; `lines[0]` is line 1 of the file.

    Lines of front matter are blank here, so that every other line keeps its number.
    """

    lines: tuple[str, ...]
    matter: dict[str, object]
    problems: tuple[Problem, ...] = ()


def read_source(path: str, data: bytes) -> Source | Problem:
    """Return the lines and the front matter of `data`, or the fault that makes it unreadable."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as fault:
        return _not_utf8(path, data, fault)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.isascii() or _UNCLEAN.search(text):
        text = text.translate(_CLEAN)
    if not text.isascii():
        text = _BULLET.sub(r"\1-", text)
    return _take_matter(path, text.split("\n"))


def _not_utf8(path: str, data: bytes, fault: UnicodeDecodeError) -> Problem:
    before = data[: fault.start]
    line = before.count(b"\n") + 1
    column = fault.start - (before.rfind(b"\n") + 1) + 1
    what = f"byte 0x{data[fault.start]:02x} is not UTF-8"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        line, column, what = 0, 0, "the file is UTF-16, not UTF-8"
    elif b"\x00" in data[:1024]:
        line, column, what = 0, 0, "the file holds binary data, not text"
    return Problem(path, line, column, "DC200 not-utf-8", f"{what}; save the note as UTF-8 and build again")


def _take_matter(path: str, lines: list[str]) -> Source:
    end = _matter_end(lines)
    if not end:
        return Source(tuple(lines), {})
    body = "\n".join(lines[1:end])
    rest = ("",) * (end + 1) + tuple(lines[end + 1 :])
    try:
        matter = _load(body)
    except yaml.YAMLError as fault:
        if not _looks_like_matter(lines[1:end]):
            return Source(tuple(lines), {})
        return Source(rest, {}, (_broken_matter(path, fault),))
    if matter is None:
        return Source(tuple(lines), {})
    return Source(rest, matter)


def _matter_end(lines: list[str]) -> int:
    """Return the index of the line that closes the front matter, or 0 where there is none."""
    if lines[0].rstrip() != "---":
        return 0
    for index, line in enumerate(lines[1:MATTER_LINES], start=1):
        if line.rstrip() in {"---", "..."}:
            return index
    return 0


def _looks_like_matter(lines: list[str]) -> bool:
    first = next((line for line in lines if line.strip()), "")
    return bool(_MATTER_KEY.match(first))


def _load(body: str) -> dict[str, object] | None:
    """Return the mapping in `body`, or None where it is something else (then it is text)."""
    if _TOML.match(body):
        return _load_toml(body)
    _refuse_bombs(body)
    try:
        matter = yaml.load(body, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe
    except ValueError as fault:  # a date such as 2024-13-45
        raise yaml.YAMLError(str(fault)) from fault
    if matter is None and not body.strip():
        return {}
    return {str(key): value for key, value in matter.items()} if isinstance(matter, dict) else None


def _load_toml(body: str) -> dict[str, object] | None:
    """Return the front matter of hashcards, which is TOML with the note's title as `name`."""
    import tomllib  # noqa: PLC0415 - few notes say it in TOML

    try:
        matter = tomllib.loads(body)
    except (tomllib.TOMLDecodeError, RecursionError):  # the latter: brackets without end
        return None
    return {"title": matter["name"], **matter} if "name" in matter else matter


def _refuse_bombs(body: str) -> None:
    if sum(map(body.count, "[{")) > MATTER_DEPTH and _flow_depth(body) > MATTER_DEPTH:
        raise yaml.YAMLError("it is nested too deeply")
    if re.search(r"(?:^|[\s\[,])\*\w", body):
        raise yaml.YAMLError("it holds an alias (`*name`), which front matter may not")


def _flow_depth(body: str) -> int:
    depth = deepest = 0
    for char in body:
        if char in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif char in "]}":
            depth -= 1
    return deepest


def _broken_matter(path: str, fault: yaml.YAMLError) -> Problem:
    mark = getattr(fault, "problem_mark", None)
    line = mark.line + 2 if mark else 1
    what = getattr(fault, "problem", None) or str(fault)
    message = f"the front matter is not valid YAML ({what}) and was passed over; correct it or remove it"
    return Problem(path, line, 0, "DC201 front-matter", message, Severity.WARNING)
