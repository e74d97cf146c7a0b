"""What a rule proposed, written as a draft, and how a person meets it: one face for each unit."""

from bisect import bisect_left
from itertools import islice, takewhile
from typing import NamedTuple

from deacards.deck import cloze
from deacards.deck.cardtype import CardType, Quality
from deacards.deck.cloze import Mark
from deacards.derive.context import Spot
from deacards.derive.draft import Draft
from deacards.derive.gates import Face
from deacards.derive.line import Line
from deacards.derive.marks import Range
from deacards.derive.outline import Break, Grid, Node, Point
from deacards.derive.proposal import Marked, Question, Sheet
from deacards.patterns import pattern

_MARK_BEGIN = pattern(r"\{(?=\{c\d+::)")


class Body(NamedTuple):
    """What a card says, before it is known where: the fields of a draft that a proposal tells."""

    type: CardType
    prompt: str
    answer: tuple[str, ...]
    lines: tuple[int, int]
    ordered: bool = False
    quality: Quality = Quality.GOOD
    claims: bool = False


def body_of(proposal: Question | Sheet | Marked) -> Body:
    """Return a proposal as a card."""
    match proposal:
        case Question(prompt, answer, lines, reverse, ordered, quality):
            several = len(answer) > 1
            kind = CardType.LIST if several else CardType.REVERSED if reverse else CardType.BASIC
            return Body(kind, prompt, answer, lines, ordered and several, quality)
        case Sheet(pieces, lines, quality):
            numbers = iter(range(1, len(pieces) + 1))
            parts = [_mark(next(numbers), p.text) if p.hidden else _safe(p.text) for p in pieces]
            return Body(CardType.CLOZE, "".join(parts), (), lines, quality=quality)
        case Marked(prompt, "", lines, claims=claims):
            return Body(CardType.CLOZE, prompt, (), lines, claims=claims)
        case Marked(prompt, answer, lines, reverse, claims):
            kind = CardType.REVERSED if reverse else CardType.BASIC
            return Body(kind, prompt, (answer,), lines, claims=claims)


def context_of(spot: Spot, kind: CardType) -> tuple[str, ...]:
    """Return the breadcrumb of a card made at a spot, with the caption of its table.

    A row that is asked both ways is asked without its header, which then says what is paired with what.
    """
    node, context = spot.node, spot.above.breadcrumb
    if not isinstance(node, Grid):
        return context
    names = [cell.text for cell in node.header]
    paired = " ↔ ".join(names) if kind is CardType.REVERSED and all(names) else ""
    return (*context, *filter(None, (node.caption, paired)))


def draft_of(spot: Spot, rule: str, body: Body, context: tuple[str, ...], written: str) -> Draft:
    """Return a card made at a spot; what its answer holds already is no extra."""
    node = spot.node
    extra = ""
    if isinstance(node, Point) and node.extras and not body.claims:
        extra = "\n\n".join(extra.text for extra in node.extras)
    return Draft(
        type=body.type,
        prompt=body.prompt,
        answer=body.answer,
        context=context,
        lines=body.lines,
        rule=rule,
        ordered=body.ordered,
        extra="" if extra in body.answer else extra,
        quality=body.quality,
        tags=_tags(node, body.lines),
        written=written,
    )


def _tags(node: Node, lines: tuple[int, int]) -> tuple[str, ...]:
    """Return the tags of the signs of a line, or of the rows of a table that a card was made from."""
    match node:
        case Point():
            return node.line.signs
        case Grid(rows=rows):
            start = bisect_left(rows, lines[0], key=_last_of)
            mine = takewhile(lambda row: row[0].first <= lines[1], islice(rows, start, None))
            cells = [cell for row in mine for cell in row]
            return tuple(dict.fromkeys(sign for cell in cells for sign in cell.signs))
        case Break():
            return ()


def _last_of(row: tuple[Line, ...]) -> int:
    return row[-1].last


def faces_of(kind: CardType, prompt: str, answer: tuple[str, ...]) -> list[Face]:
    """Return the units of a draft as a person meets them, without their context."""
    match kind:
        case CardType.CLOZE:
            shown = [cloze.face(prompt, ord_) for ord_ in cloze.ords_of(prompt)]
            return [Face((), face.question, face.hidden) for face in shown]
        case CardType.REVERSED:
            return [Face((), prompt, answer), Face((), answer[0], (prompt,))]
        case CardType.BASIC | CardType.LIST:
            return [Face((), prompt, answer)]


def face_of_blank(line: Line, window: Range, part: Range) -> Face:
    """Return how a part of a line is asked, with the rest of its window shown."""
    before, after = line.text[window.start : part.start], line.text[part.end : window.end]
    joint = " " if after.startswith("(") else ""  # as in the mark, so that no link is read there
    return Face((), f"{before}{cloze.BLANK}{joint}{after}".strip(), (line[part],))


def can_hide(text: str) -> bool:
    """Tell whether a text can stand in a cloze mark, which the first `}}` outside of code and maths ends."""
    if "}" not in text and "::" not in text and "{" not in text:
        return bool(text.strip())
    return bool(text.strip()) and cloze.hidden(_mark(1, text)) == (text,)


def with_blanks(text: str, window: Range, parts: list[Range]) -> str:
    """Return the text of a window with its parts as blanks, numbered in reading order."""
    out: list[str] = []
    at = window.start
    for number, part in enumerate(sorted(parts), 1):
        out += [_safe(text[at : part.start]), _mark(number, text[part.start : part.end])]
        at = part.end
        if text[at : at + 1] == "(":
            out.append(" ")  # "[...](" would be read as a link
    return "".join([*out, _safe(text[at : window.end])]).strip()


def _mark(number: int, text: str) -> str:
    """Return the mark that hides `text`; its double braces are parted only where they would end it."""
    mark = cloze.write_mark(Mark(number, text, ""))
    if "}}" in text and cloze.hidden(mark) != (text,):
        return cloze.write_mark(Mark(number, text.replace("}}", "} }"), ""))
    return mark


def _safe(text: str) -> str:
    """Return `text` with no cloze mark in it: a note may speak of them."""
    return _MARK_BEGIN.sub("{ ", text) if "{{c" in text else text
