"""`X such as a, b, c`, `X e.g. a, b`, `X (a, b, ...)`: which examples does the note give?"""

import re
from collections.abc import Iterator
from itertools import takewhile

from deacards.derive import words
from deacards.derive.answer import tidy
from deacards.derive.context import Spot
from deacards.derive.form import Form, form_of
from deacards.derive.line import Line
from deacards.derive.marks import Range
from deacards.derive.proposal import Blank, Proposal, Question, Rule
from deacards.derive.traits import Trait
from deacards.patterns import pattern

OPENS = pattern(
    r"(?<!\w)(?:e\.?\s?g\.?,?|such as|for example:?|for instance:?|examples?\s?:|z\.?\s?b\.?|"
    r"zum beispiel|beispielsweise|"
    r"par exemple|ex\s?:|p\.?\s?ej\.?|por ejemplo)(?!\w)\s*:?|例如：?|比如：?|如：|例えば、?",
    re.IGNORECASE,
)
_WORDS = frozenset(
    """e eg such example examples instance z zb beispiel beispielsweise exemple ex p pej ejemplo
    如 例""".split()  # noqa: SIM905 - a list of words reads best as words
)
"""One of them is in each way to announce examples."""
_JOINTS = pattern(
    r"\s*(?:[,;、，；]|\s/\s)\s*(?:(?:and|or|und|oder|et|ou|y|o)\s)?",
    re.IGNORECASE,
)
_AND = pattern(r"\s(?:and|or|und|oder|et|ou|y|o)\s", re.IGNORECASE)
_OPEN_END = pattern(r"(?:\.{3}|…|\betc\.?|\busw\.?|等)\s*$", re.IGNORECASE)
_REMARK = pattern(r"(?:off|on|not|only|by|with|without|all|both|each|which|that)\s", re.IGNORECASE)
_NO_ITEMS = (Form.CIRCUMSTANCE, Form.STATEMENT, Form.QUESTION)
_STOP = pattern(r"[.。](?=\s|$)(?!\.)")
_MOST = range(2, 6)


def is_open(inner: str) -> bool:
    """Tell whether a bracket holds an open list of examples (`csv, json, ...`)."""
    return bool(_OPEN_END.search(inner)) and len(_items(inner)) >= 2 and not OPENS.search(inner)


def _items(text: str) -> list[str]:
    """Return the items of a row such as `a, b and c ...`.

    Only the last of several is parted at its "and", or single words: `stop lamps or big fans` is one.
    """
    *first, last = _JOINTS.split(_OPEN_END.sub("", text.strip()))
    ends = _AND.split(last)
    if not first and any(words.count(end) > 1 for end in ends):
        ends = [last]
    return [item for part in (*first, *ends) if (item := tidy(part or ""))]


def propose(spot: Spot) -> Iterator[Proposal]:
    """Yield the list of the examples in the line, or a blank where there is only one."""
    line = spot.line
    for start, inside in _rows(line):
        head = tidy(_unopened(line.text[:start]))
        items = _named(_items(line[inside]), spot.scene.language)
        if (
            not words.content(head, spot.scene.language)
            or not items
            or any(words.count(item) > 5 for item in items)
        ):
            continue
        if len(items) in _MOST:
            prompt = spot.scene.phrases.examples.format(_short(head), n=len(items))
            yield Question(prompt, tuple(items), line.lines)
        elif len(items) == 1 and not line.is_cut(inside):
            yield Blank(_trimmed(line, inside))


def _named(items: list[str], language: str) -> list[str]:
    """Return the items up to the first that names nothing: a remark follows (`a, b, off by default`)."""
    return list(
        takewhile(lambda item: form_of(item, language) not in _NO_ITEMS and not _REMARK.match(item), items)
    )


def _rows(line: Line) -> Iterator[tuple[int, Range]]:
    """Yield where examples are announced, and the range that holds them."""
    for match in OPENS.finditer(line.text):
        opened = line.text.rfind("(", 0, match.start()) > line.text.rfind(")", 0, match.start())
        end = next((b.whole.start for b in line.brackets if b.whole.start >= match.end()), len(line.text))
        if opened:
            end = min(end, line.text.find(")", match.end()) if ")" in line.text[match.end() :] else end)
        stop = _STOP.search(line.text, match.end(), end)
        yield match.start(), Range(match.end(), stop.start() if stop and stop.end() < end else end)
    for bracket in line.brackets:
        if is_open(line[bracket.inner]):
            yield bracket.whole.start, bracket.inner


def _unopened(text: str) -> str:
    """Return `text` without a bracket that opens in it and closes only behind it."""
    at = text.rfind("(")
    return text[:at] + text[at + 1 :] if at > text.rfind(")") else text


def _short(head: str) -> str:
    """Return the end of a long head: the clause that the examples belong to."""
    if words.count(head) <= 8:
        return head
    return re.split(r"[,;:(]\s*|\.\s", head)[-1].strip() or head


def _trimmed(line: Line, part: Range) -> Range:
    text = line[part]
    start = part.start + len(text) - len(text.lstrip(" .,;"))
    return Range(start, start + len(text.strip(" .,;")))


RULE: Rule = Rule("examples", propose, needs=Trait.BRACKET, words=_WORDS)
