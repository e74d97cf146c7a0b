"""From what the rules propose for a spot to drafts that passed the gates; the rest with its reason."""

from bisect import bisect, insort
from dataclasses import dataclass
from typing import NamedTuple

from deacards.deck.cardtype import CardType, Quality
from deacards.derive import gates, words
from deacards.derive.context import Spot
from deacards.derive.draft import Draft
from deacards.derive.drafting import (
    Body,
    body_of,
    can_hide,
    context_of,
    draft_of,
    face_of_blank,
    faces_of,
    with_blanks,
)
from deacards.derive.gates import Entry, Face, Fault, Seen
from deacards.derive.grammar import KINDS, SPEAKERS, Kind
from deacards.derive.line import Line
from deacards.derive.marks import Range
from deacards.derive.proposal import Blank, Marked, Question, Rule, Sheet
from deacards.derive.stops import stops
from deacards.notes.blocks import Note
from deacards.patterns import pattern

MOST_BLANKS = 3
"""Units that one line may give as a cloze; a long line may give one more."""
_LONG_LINE = 16
_WINDOW = 30
"""Words from which a line is shown sentence by sentence."""
_OTHER_END = pattern(r"[。！？；](?=\S)|;(?=\s)")
"""The end of a sentence that is no full stop with a space behind it."""


class Refused(NamedTuple):
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
    """Where the drafts of one deck of a note come together. `seen`, `refused` and `doubts` are the note's.

    `title` is the deck section's: a prompt that says nothing beyond it cannot be answered. `doubts` are what
    the gates say of cards that the author marked, which are kept all the same. `claimed` is the last line
    that belongs to such a card. `homes` name the note and its folder, nearest first: where all that stands
    above a card would give it away, one of them places it.
    """

    note: Note
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
                match proposal:
                    case Marked():
                        self._keep_marked(spot, rule.name, proposal)
                        self.claimed = proposal.lines[1] if proposal.claims else self.claimed
                        return True
                    case Blank(part, quality):
                        if _is_free(part, taken):
                            insort(taken, part)
                            hidden.append(_Hidden(part, rule.name, quality))
                    case Question() | Sheet():
                        self._keep(spot, rule.name, body_of(proposal))
        if hidden:
            for window, inside in _windows(spot.line, hidden, self.language):
                self._keep_blanks(spot, window, inside)
        return len(self.drafts) > before

    def _keep_blanks(self, spot: Spot, window: Range, hidden: list[_Hidden]) -> None:
        """Make one cloze of the blanks in a part of the line that pass the gates one by one."""
        line = spot.line
        length = words.count(line[window])
        most = MOST_BLANKS + (length >= _LONG_LINE)
        picked: list[_Hidden] = []
        faces: list[Face] = []
        for blank in hidden:
            if len(picked) == most:
                break
            if length - words.count(line[blank.part]) > gates.LONGEST_PROMPT:
                self._refuse(blank.rule, line.lines, Fault.LONG)
                continue
            face = face_of_blank(line, window, blank.part)
            if fault := self._fault_of_blank(face):
                self._refuse(blank.rule, line.lines, fault)
            else:
                picked.append(blank)
                faces.append(face)
        if picked:
            text = with_blanks(line.text, window, [blank.part for blank in picked])
            poor = all(blank.quality is Quality.REVIEW for blank in picked)
            quality = Quality.REVIEW if poor else Quality.GOOD
            body = Body(CardType.CLOZE, text, (), line.lines, quality=quality)
            self._place(spot, picked[0].rule, body, faces)

    def _fault_of_blank(self, face: Face) -> Fault | None:
        """Return why a part of a line is no blank, or None."""
        return gates.judge(face, self.language) if can_hide(face.answers[0]) else Fault.FORM

    def _keep(self, spot: Spot, rule: str, body: Body) -> None:
        """Take a card in if it passes the gates."""
        faces = faces_of(body.type, body.prompt, body.answer)
        for face in faces:
            if fault := gates.judge(face, self.language):
                self._refuse(rule, body.lines, fault)
                return
        self._place(spot, rule, body, faces)

    def _place(self, spot: Spot, rule: str, body: Body, faces: list[Face]) -> None:
        """Take a card of sound faces in, with a context that gives nothing away, if none is like it."""
        context = gates.without_leaks(context_of(spot, body.type), faces, self.language)
        entries: list[Entry] = []
        for face in faces:
            placed = Face(context, face.prompt, face.answers)
            entry = gates.entry_of(placed, self.language)
            cue = gates.has_cue(placed, self.title, self.language)
            if fault := self.seen.check(entry) if cue else Fault.CUE:
                self._refuse(rule, body.lines, fault)
                return
            entries.append(entry)
        self._add(spot, rule, body, context or self._home(faces), entries)

    def _home(self, faces: list[Face]) -> tuple[str, ...]:
        """Return the first of the names of where the note is at home that gives none of the faces away."""
        for name in self.homes:
            if gates.without_leaks((name,), faces, self.language):
                return (name,)
        return ()

    def _keep_marked(self, spot: Spot, rule: str, marked: Marked) -> None:
        """Take in a card that the author marked, unless it is there already; note what is doubtful in it."""
        body = body_of(marked)
        faces = faces_of(body.type, body.prompt, body.answer)
        context = gates.without_leaks(context_of(spot, body.type), faces, self.language)
        faces = [face._replace(context=context) for face in faces]
        entries = [gates.entry_of(face, self.language) for face in faces]
        faults = [self._doubt(face, entry) for face, entry in zip(faces, entries, strict=True)]
        doubts = [Refused(rule, body.lines, fault) for fault in dict.fromkeys(faults) if fault]
        if Fault.TWICE in faults:
            self.refused += doubts
            return
        self.doubts += doubts
        self._add(spot, rule, body, context, entries)

    def _doubt(self, face: Face, entry: Entry) -> Fault | None:
        """Return what an author should know about a card of theirs; its length and form are their will."""
        if gates.shown((face.prompt,), face.answers, self.language) >= gates.LEAK:
            return Fault.LEAK
        if not any(words.content(text, self.language) for text in (*face.context, face.prompt)):
            return Fault.CUE
        return self.seen.check(entry)

    def _add(self, spot: Spot, rule: str, body: Body, context: tuple[str, ...], entries: list[Entry]) -> None:
        for entry in entries:
            self.seen.add(entry)
        self.drafts.append(draft_of(spot, rule, body, context, self.note.line(body.lines[0])))

    def _refuse(self, rule: str, lines: tuple[int, int], fault: Fault) -> None:
        self.refused.append(Refused(rule, lines, fault))


def _windows(line: Line, hidden: list[_Hidden], language: str) -> list[tuple[Range, list[_Hidden]]]:
    """Return the parts of the line to show with their blanks: all of it, or the sentences of a long one.

    A sentence that speaks of the one before it (`This keeps ...`) is shown with that one.
    """
    if words.count(line.text) <= _WINDOW:
        return [(Range(0, len(line.text)), hidden)]
    found = sorted([*stops(line.text), *(match.start() for match in _OTHER_END.finditer(line.text))])
    ends = [at + 1 for at in found if not any(v.start < at < v.end for v in line.verbatim)]
    windows: list[tuple[Range, list[_Hidden]]] = []
    before = 0
    for start, end in zip([0, *ends], [*ends, len(line.text)], strict=True):
        if inside := [h for h in hidden if start <= h.part.start and h.part.end <= end]:
            refers = start > before and _refers_back(line.text[start:end], language)
            both = Range(before, end)
            shown = both if refers and words.count(line[both]) <= gates.LONGEST_PROMPT else Range(start, end)
            windows.append((shown, inside))
        before = start
    return windows


def _refers_back(sentence: str, language: str) -> bool:
    """Tell whether a sentence begins with a word for what was said before it."""
    first = sentence.split(maxsplit=1)[0].lower() if sentence.strip() else ""
    return KINDS.get(language, {}).get(first) is Kind.PRONOUN and first not in SPEAKERS


def _is_free(part: Range, taken: list[Range]) -> bool:
    """Tell whether a part shares no character with those taken, which are in order and stand apart."""
    at = bisect(taken, part)
    return not any(part.touches(other) for other in taken[max(0, at - 1) : at + 1])
