"""From what the rules propose for a spot to drafts that passed the gates, and the reasons of those that did not."""

import re
from dataclasses import dataclass, replace

from deacards.deck import cloze
from deacards.deck.card import CardType, Quality
from deacards.derive import gates, words
from deacards.derive.context import Spot, breadcrumb
from deacards.derive.draft import Draft
from deacards.derive.gates import Face, Fault, Seen
from deacards.derive.marks import Range
from deacards.derive.proposal import Blank, Question, Rule, Sheet

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


@dataclass(slots=True)
class Bench:
    """Where the drafts of one note come together."""

    language: str
    seen: Seen
    drafts: list[Draft]
    refused: list[Refused]

    def take(self, spot: Spot, rules: tuple[Rule, ...]) -> bool:
        """Ask `rules` about a spot; keep what passes. Return whether anything did."""
        before = len(self.drafts)
        blanks: list[tuple[Range, str, Quality]] = []
        for rule in rules:
            for proposal in rule.propose(spot):
                match proposal:
                    case Blank(part, quality):
                        if not any(part.touches(other) for other, _, _ in blanks):
                            blanks.append((part, rule.name, quality))
                    case Question():
                        self._keep(_question(spot, rule.name, proposal))
                    case Sheet():
                        self._keep(_sheet(spot, rule.name, proposal))
        for window, inside in _windows(spot, blanks):
            self._keep_blanks(spot, window, inside)
        return len(self.drafts) > before

    def _keep_blanks(self, spot: Spot, window: Range, blanks: list[tuple[Range, str, Quality]]) -> None:
        """Make one cloze of the blanks in a part of the line that pass the gates one by one."""
        most = MOST_BLANKS + (words.count(spot.line[window]) >= _LONG_LINE)
        picked: list[tuple[Range, str, Quality]] = []
        for blank in blanks:
            if len(picked) == most:
                break
            text = _marked(spot.line.text, window, [blank[0]])
            fault = None if text is None else self._fault(_faces(CardType.CLOZE, text, (), ()))
            if text is None:
                fault = Fault.FORM
            if fault is None:
                picked.append(blank)
            else:
                self.refused.append(Refused(blank[1], spot.line.lines, fault))
        if not picked:
            return
        text = _marked(spot.line.text, window, [part for part, _, _ in picked])
        assert text is not None
        quality = Quality.REVIEW if all(q is Quality.REVIEW for _, _, q in picked) else Quality.GOOD
        self._keep(_draft(spot, picked[0][1], CardType.CLOZE, text, (), spot.line.lines, quality=quality))

    def _keep(self, draft: Draft) -> None:
        """Take a draft in if it passes the gates, with a context that gives nothing away."""
        faces = _faces(draft.type, draft.prompt, draft.answer, ())
        fault = self._fault(faces)
        if fault is None:
            context = gates.without_leaks(draft.context, faces, self.language)
            draft = replace(draft, context=context)
            faces = [replace(face, context=context) for face in faces]
            fault = next((f for face in faces if (f := self.seen.check(face, self.language))), None)
        if fault is not None:
            self.refused.append(Refused(draft.rule, draft.lines, fault))
            return
        for face in faces:
            self.seen.add(face, self.language)
        self.drafts.append(draft)

    def _fault(self, faces: list[Face]) -> Fault | None:
        return next((f for face in faces if (f := gates.judge(face, self.language))), None)


def _question(spot: Spot, rule: str, question: Question) -> Draft:
    """Return the draft of a question."""
    kind = (
        CardType.LIST
        if len(question.answer) > 1
        else CardType.REVERSED
        if question.reverse
        else CardType.BASIC
    )
    draft = _draft(
        spot, rule, kind, question.prompt, question.answer, question.lines, quality=question.quality
    )
    return replace(draft, ordered=question.ordered and kind is CardType.LIST)


def _sheet(spot: Spot, rule: str, sheet: Sheet) -> Draft:
    """Return the draft of a sheet: each hidden piece a unit."""
    parts: list[str] = []
    number = 0
    for piece in sheet.pieces:
        number += piece.hidden
        parts.append(f"{{{{c{number}::{_safe(piece.text)}}}}}" if piece.hidden else _safe(piece.text))
    kind = CardType.CLOZE
    return _draft(spot, rule, kind, "".join(parts), (), sheet.lines, quality=sheet.quality)


def _draft(
    spot: Spot,
    rule: str,
    kind: CardType,
    prompt: str,
    answer: tuple[str, ...],
    lines: tuple[int, int],
    *,
    quality: Quality,
) -> Draft:
    point = spot.point if not spot.is_grid else None
    caption = () if point else ((spot.grid.caption,) if spot.grid.caption else ())
    return Draft(
        type=kind,
        prompt=prompt,
        answer=answer,
        context=(*breadcrumb(spot.crumbs), *caption),
        lines=lines,
        rule=rule,
        extra="\n\n".join(point.extras) if point else "",
        quality=quality,
        tags=point.line.signs if point else (),
    )


def _faces(kind: CardType, prompt: str, answer: tuple[str, ...], context: tuple[str, ...]) -> list[Face]:
    """Return the units of a draft as a person meets them."""
    if kind is CardType.CLOZE:
        shown = [cloze.face(prompt, o) for o in cloze.ords_of(prompt)]
        return [Face(context, face.question, face.hidden) for face in shown]
    faces = [Face(context, prompt, answer)]
    return [*faces, Face(context, answer[0], (prompt,))] if kind is CardType.REVERSED else faces


def _windows(
    spot: Spot, blanks: list[tuple[Range, str, Quality]]
) -> list[tuple[Range, list[tuple[Range, str, Quality]]]]:
    """Return the parts of the line to show, each with its blanks: the line, or the sentences of a long one."""
    if not blanks:
        return []
    line = spot.line
    if words.count(line.text) <= _WINDOW:
        return [(Range(0, len(line.text)), blanks)]
    ends = [
        m.end()
        for m in _SENTENCE_END.finditer(line.text)
        if not any(v.start < m.start() < v.end for v in line.verbatim)
    ]
    starts = [0, *ends]
    parts = [Range(a, b) for a, b in zip(starts, [*ends, len(line.text)], strict=True)]
    return [
        (part, inside)
        for part in parts
        if (inside := [b for b in blanks if part.start <= b[0].start and b[0].end <= part.end])
    ]


def _marked(text: str, window: Range, parts: list[Range]) -> str | None:
    """Return the text of a window with its parts as blanks in reading order, or None where marks would break."""
    out: list[str] = []
    at = window.start
    for number, part in enumerate(sorted(parts), 1):
        hidden = text[part.start : part.end]
        if "::" in hidden or "}}" in hidden or not hidden.strip():
            return None
        out += [_safe(text[at : part.start]), f"{{{{c{number}::{_safe(hidden)}}}}}"]
        at = part.end
    return "".join([*out, _safe(text[at : window.end])]).strip()


def _safe(text: str) -> str:
    """Return `text` without double braces, which would be read as cloze marks."""
    return text.replace("{{", "{ {").replace("}}", "} }")
