"""`<details>` and callouts such as `> [!question]`: the title is the question, the body its answer."""

import re
from collections.abc import Iterator

from deacards.derive import words
from deacards.derive.context import Spot
from deacards.derive.markdown import markdown
from deacards.derive.outline import Point
from deacards.derive.phrasing import is_question
from deacards.derive.proposal import Marked, Proposal, Rule
from deacards.patterns import pattern

_ASKING = frozenset({"question", "faq", "help", "card", "flashcard", "anki"})
_REVEALS = pattern(
    r"(?:(?:show|see|view|reveal|click|expand|toggle|open|zeige?)\b.*|(?:the\s+)?(?:answers?|solutions?|spoilers?|hints?|"
    r"details|more|antwort|lösung|réponse|solución|respuesta|答案|解答)\W*)",
    re.IGNORECASE,
)
_LONGEST = 60
"""Words under a title that asks nothing, up to which it is a card and not a chapter."""


def propose(spot: Spot) -> Iterator[Proposal]:
    """Yield the card of a callout, or of the question right above one that only hides its answer."""
    point = spot.point
    if point.callout == "details" and _REVEALS.fullmatch(point.line.text):
        return
    if point.callout in _ASKING or (point.callout == "details" and _asks(point)):
        yield from _card(point.line.source.lstrip(": "), point, (point.first, point.last))
    elif not point.line.markup and (hidden := _hidden_answer(spot)):
        yield from _card(point.line.source, hidden, (point.first, hidden.last))


def _card(prompt: str, body: Point, lines: tuple[int, int]) -> Iterator[Proposal]:
    answer = markdown(body.children)
    if prompt and answer:
        yield Marked(prompt, answer, lines, claims=True)


def _asks(point: Point) -> bool:
    """Tell whether the title of `<details>` asks, or has a text under it that can be an answer."""
    title = point.line.text
    asks = words.asks(title) or is_question(title)
    return asks or words.count(markdown(point.children)) <= _LONGEST


def _hidden_answer(spot: Spot) -> Point | None:
    """Return the `<details>` that hides the answer to the line, a question, if it comes next."""
    below = [*spot.point.children[:1], *spot.siblings[spot.index + 1 : spot.index + 2]]
    if not below or not words.asks(spot.line.text):
        return None
    after = below[0]
    hides = isinstance(after, Point) and after.callout == "details" and _REVEALS.fullmatch(after.line.text)
    return after if isinstance(after, Point) and hides else None


RULE: Rule = Rule("callout", propose, marked=True)
