"""From what the rules propose for a spot to drafts that passed the gates; the rest with its reason."""

import re
from bisect import bisect, insort
from dataclasses import dataclass, replace
from typing import NamedTuple

from deacards.deck.card import Quality
from deacards.derive import gates, words
from deacards.derive.context import Spot
from deacards.derive.draft import Draft
from deacards.derive.drafting import (
    can_hide,
    cloze_draft,
    draft_of,
    face_of_blank,
    faces_of,
    marked_draft,
    with_blanks,
)
from deacards.derive.gates import Face, Fault, Seen
from deacards.derive.line import Line
from deacards.derive.marks import Range
from deacards.derive.proposal import Blank, Marked, Rule

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
    that belongs to such a card. `homes` name the note and its folder, nearest first: where all that stands
    above a card would give it away, one of them places it.
    """

    language: str
    title: str
    seen: Seen
    refused: list[Refused]
    doubts: list[Refused]
    drafts: list[Draft]
    claimed: int = 0
    homes: tuple[str, ...] = ()

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
                    self._keep_marked(marked_draft(spot, rule.name, proposal))
                    self.claimed = proposal.lines[1] if proposal.claims else self.claimed
                    return True
                if not isinstance(proposal, Blank):
                    self._keep(draft_of(spot, rule.name, proposal))
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
            face = face_of_blank(spot.line, window, blank.part)
            if fault := self._fault_of_blank(face):
                self.refused.append(Refused(blank.rule, spot.line.lines, fault))
            else:
                picked.append(blank)
                faces.append(face)
        if picked:
            text = with_blanks(spot.line.text, window, [blank.part for blank in picked])
            poor = all(blank.quality is Quality.REVIEW for blank in picked)
            quality = Quality.REVIEW if poor else Quality.GOOD
            self._place(cloze_draft(spot, picked[0].rule, text, spot.line.lines, quality), faces)

    def _fault_of_blank(self, face: Face) -> Fault | None:
        """Return why a part of a line is no blank, or None."""
        return gates.judge(face, self.language) if can_hide(face.answers[0]) else Fault.FORM

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
        self.drafts.append(replace(draft, context=context or self._home(faces)))

    def _home(self, faces: list[Face]) -> tuple[str, ...]:
        """Return the first of the names of where the note is at home that gives none of the faces away."""
        return next(((n,) for n in self.homes if gates.without_leaks((n,), faces, self.language)), ())

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
