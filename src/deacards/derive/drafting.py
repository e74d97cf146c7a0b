"""What a rule proposed, written as a draft, and how a person meets it: one face for each unit."""

import re
from bisect import bisect_left
from dataclasses import replace
from itertools import islice, takewhile

from deacards.deck import cloze
from deacards.deck.card import Quality
from deacards.deck.cardtype import CardType
from deacards.deck.cloze import Mark
from deacards.derive.context import Spot, breadcrumb
from deacards.derive.draft import Draft
from deacards.derive.gates import Face
from deacards.derive.line import Line
from deacards.derive.marks import Range
from deacards.derive.outline import Break, Grid, Node, Point
from deacards.derive.proposal import Blank, Marked, Proposal, Question, Sheet

_MARK_BEGIN = re.compile(r"\{(?=\{c\d+::)")


def draft_of(spot: Spot, rule: str, proposal: Proposal) -> Draft:
    """Return the draft of a question or a sheet."""
    match proposal:
        case Question(prompt, answer, lines, reverse, ordered, quality):
            several = len(answer) > 1
            kind = CardType.LIST if several else CardType.REVERSED if reverse else CardType.BASIC
            draft = cloze_draft(spot, rule, prompt, lines, quality)
            extra = "" if draft.extra in answer else draft.extra
            return replace(draft, type=kind, answer=answer, ordered=ordered and several, extra=extra)
        case Sheet(pieces, lines, quality):
            numbers = iter(range(1, len(pieces) + 1))
            parts = [_mark(next(numbers), p.text) if p.hidden else _safe(p.text) for p in pieces]
            return cloze_draft(spot, rule, "".join(parts), lines, quality)
        case Blank() | Marked():
            raise TypeError(f"{proposal} is composed elsewhere")


def marked_draft(spot: Spot, rule: str, marked: Marked) -> Draft:
    """Return the draft of a card that the author marked; what its answer holds already is no extra."""
    draft = cloze_draft(spot, rule, marked.prompt, marked.lines, Quality.GOOD)
    draft = replace(draft, extra="" if marked.claims else draft.extra)
    if not marked.answer:
        return draft
    kind = CardType.REVERSED if marked.reverse else CardType.BASIC
    return replace(draft, type=kind, answer=(marked.answer,))


def cloze_draft(spot: Spot, rule: str, text: str, lines: tuple[int, int], quality: Quality) -> Draft:
    """Return a cloze draft in the surroundings of a spot."""
    node, context = spot.node, breadcrumb(spot.crumbs)
    if isinstance(node, Grid) and node.caption:
        context = (*context, node.caption)
    return Draft(
        type=CardType.CLOZE,
        prompt=text,
        answer=(),
        context=context,
        lines=lines,
        rule=rule,
        extra="\n\n".join(extra.text for extra in node.extras) if isinstance(node, Point) else "",
        quality=quality,
        tags=_tags(node, lines),
    )


def _tags(node: Node, lines: tuple[int, int]) -> tuple[str, ...]:
    """Return the tags of the signs of a line, or of the rows of a table that a card was made from."""
    match node:
        case Point(line=line):
            return line.signs
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
    return _MARK_BEGIN.sub("{ ", text)
