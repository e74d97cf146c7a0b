"""`budget types :` with members: ask for the list, and for each member with the others shown."""

import re
from collections.abc import Iterator

from deacards.derive import clause, words
from deacards.derive.answer import item_of
from deacards.derive.context import Spot, bare, is_generic
from deacards.derive.form import Form, acts, form_of
from deacards.derive.marks import Range
from deacards.derive.outline import Grid, Point
from deacards.derive.phrasing import (
    ask_members,
    is_bare_category,
    is_category,
    is_plural,
    is_question,
    is_why,
)
from deacards.derive.proposal import Blank, Piece, Proposal, Question, Rule, Sheet
from deacards.derive.reason import Reason
from deacards.derive.rules.steps import is_procedure
from deacards.derive.traits import Trait
from deacards.patterns import pattern

LIST = range(2, 6)
"""How many items a list may have to be asked as a whole."""
SHEET = range(4, 8)
"""How many it may have to ask for one with the others shown."""

_PROPERTY = pattern(
    r"^(?:is|are|was|were|has|have|can|can't|cannot|could|should|must|may|will|does|do|don't|not|"
    r"no|used?|uses|using|to|"
    r"supports?|provides?|similar|fully|also|only|usually|often|it|this|they|when|if|in|on|at|by|"
    r"for|from|with|without|"
    r"ist|sind|hat|kann|wird|werden|est|sont|es|son|tiene)\b",
    re.IGNORECASE,
)
_ARTICLE = pattern(r"(?:an?|the|ein|eine|der|die|das|un|une|una|le|la|el)\s", re.IGNORECASE)
_EXAMPLE = pattern(
    r"^(?:e\.?g\.?|examples?|for example|ex|note|nb|z\.?\s?b|beispiele?|par exemple|exemples?|"
    r"ejemplos?)\b",
    re.IGNORECASE,
)


_SENTENCES = {Form.STATEMENT, Form.QUESTION, Form.CIRCUMSTANCE}
_DEEDS = {Form.ACT, Form.ORDER}
_NAME = 8
"""Words of a member that still names a thing."""
_LINK = 5
"""Words of a member that is nothing but a link: under a label it names a thing, elsewhere it leads away."""
_WORDS = 3
"""Words from which a question that its author wrote is asked as it stands."""
_LINKS = pattern(
    r"\b(?:see|links?|references?|resources?|reading|sources?|bibliography|index|contents?|siehe|quellen|"
    r"voir|liens?|ver|enlaces?|fuentes?|参考|链接)\b",
    re.IGNORECASE,
)


def propose(spot: Spot) -> Iterator[Proposal]:
    """Yield the list of a label's members, and a sheet of them."""
    label = _label(spot)
    if not label or is_procedure(spot):
        return
    members = [p for p in spot.point.points if _is_member(p)]
    asked = any(words.asks(p.line.text) for p in members)
    if asked or (_LINKS.search(label) and any(p.line.waste for p in members)):
        return
    items = [item_of(p) for p in members]
    told = [item for item in items if item]
    if (
        len(told) < 2
        or len(told) < len(items)
        or not _are_members(label, members, spot.scene.language, announced=bool(spot.line.label))
    ):
        return
    lines = (spot.line.first, max(p.line.last for p in members))
    prompt = ask_members(spot.scene.phrases, label, spot.subject, len(told))
    if len(told) in LIST and not _is_asked(spot, told):
        yield Question(prompt, tuple(told), lines, ordered=spot.point.ordered)
    if (
        acts(label)
        and not is_category(label)
        and (part := clause.tail(spot.line, Range(0, len(label)), spot.scene.language))
    ):
        yield Blank(part)
    drill = spot.is_heading and len(told) not in LIST and not spot.point.ordered
    if len(told) in SHEET and not (drill or is_question(label)):
        yield from _sheet(label, told, lines)


def _is_asked(spot: Spot, told: list[str]) -> bool:
    """Tell whether the author's own question asks for all that is told below it."""
    text = spot.line.text
    own = not spot.is_heading and words.asks(text) and not is_why(text) and words.count(text) >= _WORDS
    return own and len(told) == sum(not point.line.waste for point in spot.point.points)


def _label(spot: Spot) -> str:
    """Return what a point announces its children as, or nothing where it is no label."""
    line = spot.line
    if spot.is_heading:
        own = [node for node in spot.point.points if not node.heading]
        names = not any(_tells_more(node, spot.scene.language) for node in own) and not any(
            isinstance(node, Grid) for node in spot.point.children
        )
        title = bare(line.text)
        kind = is_category(line.text) and (is_plural(title) or spot.scene.language != "en")
        plural = is_plural(title) and bool(spot.subject) and not any(node.line.definition for node in own)
        return title if names and (kind or plural) else ""
    if line.definition or _EXAMPLE.match(line.text):
        return ""
    if line.label:
        return line.label if words.count(line.label) <= 10 else ""
    label = line.head
    whole = any(part.end - part.start >= len(line.text.rstrip("?")) for part in line.strong)
    telling = is_category(label) or is_plural(label) or is_question(label) or whole or spot.point.prose
    return label if telling and words.count(label) <= 6 else ""


def _tells_more(point: Point, language: str) -> bool:
    """Tell whether a line under a heading is more than the name of a member, with its gloss or definition."""
    head = point.line.head
    return bool(
        point.prose
        or point.children
        or point.line.waste
        or point.line.steps
        or acts(head)
        or form_of(head, language) in _DEEDS | _SENTENCES
    )


def _is_member(point: Point) -> bool:
    """Tell whether a child is a member: a fact or a name, not a label of its own, an aside or an example.

    A further line of an item says what the item is.
    """
    line = point.line
    if point.goes_on and not point.prose:
        return False
    own_label = bool(line.label) or (is_question(line.text) and bool(point.children))
    aside = line.leads or _EXAMPLE.match(line.text) or is_bare_category(line.head) or is_generic(line.head)
    waste = line.waste and not (line.waste is Reason.NAVIGATION and words.count(line.text) <= _LINK)
    return not (own_label or waste or aside or point.heading)


def _are_members(label: str, members: list[Point], language: str, *, announced: bool) -> bool:
    """Tell whether children are members of the label rather than properties of what it names."""
    if is_category(label) or is_question(label):
        return True
    if is_generic(label) or not (is_plural(label) or _name_things(members, language)):
        return False
    if not announced and all(form_of(p.line.text, language) in _SENTENCES for p in members):
        return False
    properties = sum(bool(_PROPERTY.match(p.line.text)) or acts(p.line.text) for p in members)
    return properties * (3 if is_plural(label) else 4) < len(members) * (2 if is_plural(label) else 1)


def _name_things(members: list[Point], language: str) -> bool:
    """Tell whether members are names: no sentences, and none that begins to say what the label is."""
    heads = [point.line.head for point in members]
    sentences = sum(words.count(head) > _NAME or form_of(head, language) in _SENTENCES for head in heads)
    return not _ARTICLE.match(members[0].line.text) and sentences * 3 <= len(heads)


def _sheet(label: str, items: list[str], lines: tuple[int, int]) -> Iterator[Sheet]:
    """Yield the members in a row, one hidden at a time, where they are short enough to be read at once."""
    if any(words.count(item) > 6 for item in items):
        return
    joint = "; " if any("," in item for item in items) else ", "
    tail = _common_tail(items)
    pieces = [Piece(f"{label}: ")]
    for i, item in enumerate(items):
        pieces += [Piece(joint)] * bool(i) + [Piece(item.removesuffix(tail), hidden=True)]
    yield Sheet(tuple(pieces), lines)


def _common_tail(items: list[str]) -> str:
    """Return the last word, with the space before it, that all items share; else nothing."""
    tails = {item[item.rfind(" ") :] if " " in item else "" for item in items}
    return tails.pop() if len(tails) == 1 else ""


RULE: Rule = Rule("label-members", propose, needs=Trait.CHILDREN, headings=True)
