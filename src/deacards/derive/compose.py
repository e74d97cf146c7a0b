"""From what the rules propose for a spot to drafts that passed the gates; the rest with its reason."""

import re
from bisect import bisect, bisect_left, insort
from dataclasses import dataclass, replace
from itertools import islice, takewhile
from typing import NamedTuple

from deacards.deck import cloze
from deacards.deck.card import Quality
from deacards.deck.cardtype import CardType
from deacards.deck.cloze import Mark
from deacards.derive import gates, words
from deacards.derive.context import Spot, breadcrumb
from deacards.derive.draft import Draft
from deacards.derive.gates import Face, Fault, Seen
from deacards.derive.line import Line
from deacards.derive.marks import Range
from deacards.derive.outline import Break, Grid, Node, Point
from deacards.derive.proposal import Blank, Marked, Proposal, Question, Rule, Sheet

_MARK_BEGIN = re.compile(r"\{(?=\{c\d+::)")
MOST_BLANKS = 3
"""Units that one line may give as a cloze; a long line may give one more."""
_LONG_LINE = 16
_WINDOW = 30
"""Words from which a line is shown sentence by sentence."""
_SENTENCE_END = re.compile(r"(?<=[^\s.A-Z])[.!?](?=\s+\S)|[。！？；](?=\S)|;(?=\s)")


@dataclass(frozen=True, slots=True)
class Refused:
    """A proposal that is no card, and why."""

    rule: str
    lines: tuple[int, int]
    fault: Fault


class _Hidden(NamedTuple):
    """A blank and the rule that proposed it."""

    part: Range
    rule: str
    quality: Quality


@dataclass(slots=True)
class Bench:
    """Where the drafts of one deck come together. `seen`, `refused` and `doubts` are the note's.

    `title` is the deck section's: a prompt that says nothing beyond it cannot be answered. `doubts` are what
    the gates say of cards that the author marked, which are kept all the same. `claimed` is the last line
    that belongs to such a card.
    """

    language: str
    title: str
    seen: Seen
    refused: list[Refused]
    doubts: list[Refused]
    drafts: list[Draft]
    claimed: int = 0

    def take(self, spot: Spot, rules: tuple[Rule, ...]) -> bool:
        """Ask `rules` about a spot; keep what passes. Return whether anything did, or is marked as a card.

        The first rule that knows the author's marks is the last one that is asked.
        """
        before = len(self.drafts)
        hidden: list[_Hidden] = []
        taken: list[Range] = []
        for rule in rules:
            for proposal in rule.propose(spot):
                if isinstance(proposal, Marked):
                    self._keep_marked(_marked_draft(spot, rule.name, proposal))
                    self.claimed = proposal.lines[1] if proposal.claims else self.claimed
                    return True
                if not isinstance(proposal, Blank):
                    self._keep(_draft(spot, rule.name, proposal))
                elif _is_free(proposal.part, taken):
                    insort(taken, proposal.part)
                    hidden.append(_Hidden(proposal.part, rule.name, proposal.quality))
        for window, inside in _windows(spot.line, hidden) if hidden else ():
            self._keep_blanks(spot, window, inside)
        return len(self.drafts) > before

    def _keep_blanks(self, spot: Spot, window: Range, hidden: list[_Hidden]) -> None:
        """Make one cloze of the blanks in a part of the line that pass the gates one by one."""
        length = words.count(spot.line[window])
        most = MOST_BLANKS + (length >= _LONG_LINE)
        picked: list[_Hidden] = []
        faces: list[Face] = []
        for blank in hidden:
            if len(picked) == most:
                break
            if length - words.count(spot.line[blank.part]) > gates.LONGEST_PROMPT:
                self.refused.append(Refused(blank.rule, spot.line.lines, Fault.LONG))
                continue
            face = _face_of_blank(spot.line, window, blank.part)
            if fault := self._fault_of_blank(face):
                self.refused.append(Refused(blank.rule, spot.line.lines, fault))
            else:
                picked.append(blank)
                faces.append(face)
        if picked:
            text = _marked(spot.line.text, window, [blank.part for blank in picked])
            poor = all(blank.quality is Quality.REVIEW for blank in picked)
            quality = Quality.REVIEW if poor else Quality.GOOD
            self._place(_cloze(spot, picked[0].rule, text, spot.line.lines, quality), faces)

    def _fault_of_blank(self, face: Face) -> Fault | None:
        """Return why a part of a line is no blank, or None."""
        return gates.judge(face, self.language) if _can_hide(face.answers[0]) else Fault.FORM

    def _keep(self, draft: Draft) -> None:
        """Take a draft in if it passes the gates."""
        faces = faces_of(draft.type, draft.prompt, draft.answer)
        if fault := self._fault(faces):
            self.refused.append(Refused(draft.rule, draft.lines, fault))
        else:
            self._place(draft, faces)

    def _place(self, draft: Draft, faces: list[Face]) -> None:
        """Take a draft of sound faces in, with a context that gives nothing away, if none is like it."""
        context = gates.without_leaks(draft.context, faces, self.language)
        faces = [Face(context, face.prompt, face.answers) for face in faces]
        if fault := self._fault_among_others(faces):
            self.refused.append(Refused(draft.rule, draft.lines, fault))
            return
        for face in faces:
            self.seen.add(face, self.language)
        self.drafts.append(replace(draft, context=context))

    def _keep_marked(self, draft: Draft) -> None:
        """Take in a card that the author marked, unless it is there already; note what is doubtful in it."""
        faces = faces_of(draft.type, draft.prompt, draft.answer)
        context = gates.without_leaks(draft.context, faces, self.language)
        faces = [face._replace(context=context) for face in faces]
        faults = [fault for face in faces if (fault := self._doubt(face))]
        doubts = [Refused(draft.rule, draft.lines, fault) for fault in dict.fromkeys(faults)]
        if Fault.TWICE in faults:
            self.refused += doubts
            return
        self.doubts += doubts
        for face in faces:
            self.seen.add(face, self.language)
        self.drafts.append(replace(draft, context=context))

    def _doubt(self, face: Face) -> Fault | None:
        """Return what an author should know about a card of theirs; its length and form are their will."""
        if gates.shown((face.prompt,), face.answers, self.language) >= gates.LEAK:
            return Fault.LEAK
        if not any(words.content(text, self.language) for text in (*face.context, face.prompt)):
            return Fault.CUE
        return self.seen.check(face, self.language)

    def _fault(self, faces: list[Face]) -> Fault | None:
        return next((f for face in faces if (f := gates.judge(face, self.language))), None)

    def _fault_among_others(self, faces: list[Face]) -> Fault | None:
        """Return why faces cannot join the cards so far: no cue of their own, or asked already."""
        for face in faces:
            if not gates.has_cue(face, self.title, self.language):
                return Fault.CUE
            if fault := self.seen.check(face, self.language):
                return fault
        return None


def _draft(spot: Spot, rule: str, proposal: Proposal) -> Draft:
    """Return the draft of a question or a sheet."""
    match proposal:
        case Question(prompt, answer, lines, reverse, ordered, quality):
            several = len(answer) > 1
            kind = CardType.LIST if several else CardType.REVERSED if reverse else CardType.BASIC
            draft = _cloze(spot, rule, prompt, lines, quality)
            extra = "" if draft.extra in answer else draft.extra
            return replace(draft, type=kind, answer=answer, ordered=ordered and several, extra=extra)
        case Sheet(pieces, lines, quality):
            numbers = iter(range(1, len(pieces) + 1))
            parts = [_mark(next(numbers), p.text) if p.hidden else _safe(p.text) for p in pieces]
            return _cloze(spot, rule, "".join(parts), lines, quality)
        case Blank() | Marked():
            raise TypeError(f"{proposal} is composed elsewhere")


def _marked_draft(spot: Spot, rule: str, marked: Marked) -> Draft:
    """Return the draft of a card that the author marked; what its answer holds already is no extra."""
    draft = _cloze(spot, rule, marked.prompt, marked.lines, Quality.GOOD)
    draft = replace(draft, extra="" if marked.claims else draft.extra)
    if not marked.answer:
        return draft
    kind = CardType.REVERSED if marked.reverse else CardType.BASIC
    return replace(draft, type=kind, answer=(marked.answer,))


def _cloze(spot: Spot, rule: str, text: str, lines: tuple[int, int], quality: Quality) -> Draft:
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


def _face_of_blank(line: Line, window: Range, part: Range) -> Face:
    """Return how a part of a line is asked, with the rest of its window shown."""
    before, after = line.text[window.start : part.start], line.text[part.end : window.end]
    joint = " " if after.startswith("(") else ""  # as in the mark, so that no link is read there
    return Face((), f"{before}{cloze.BLANK}{joint}{after}".strip(), (line[part],))


def _windows(line: Line, hidden: list[_Hidden]) -> list[tuple[Range, list[_Hidden]]]:
    """Return the parts of the line to show with their blanks: all of it, or the sentences of a long one."""
    if words.count(line.text) <= _WINDOW:
        return [(Range(0, len(line.text)), hidden)]
    found = (match.span() for match in _SENTENCE_END.finditer(line.text))
    ends = [end for at, end in found if not any(v.start < at < v.end for v in line.verbatim)]
    parts = [Range(a, b) for a, b in zip([0, *ends], [*ends, len(line.text)], strict=True)]
    return [
        (part, inside)
        for part in parts
        if (inside := [h for h in hidden if part.start <= h.part.start and h.part.end <= part.end])
    ]


def _is_free(part: Range, taken: list[Range]) -> bool:
    """Tell whether a part shares no character with those taken, which are in order and stand apart."""
    at = bisect(taken, part)
    return not any(part.touches(other) for other in taken[max(0, at - 1) : at + 1])


def _can_hide(text: str) -> bool:
    """Tell whether a text can stand in a cloze mark, which the first `}}` outside of code and maths ends."""
    if "}" not in text and "::" not in text and "{" not in text:
        return bool(text.strip())
    return bool(text.strip()) and cloze.hidden(_mark(1, text)) == (text,)


def _marked(text: str, window: Range, parts: list[Range]) -> str:
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
