"""Derivation: the drafts of a note, deck by deck, and for every line where it went."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from deacards.deck import cloze
from deacards.derive import answer, words
from deacards.derive.choice import Choice
from deacards.derive.compose import Bench, Refused
from deacards.derive.context import Above, Scene, Spot, heading_crumb
from deacards.derive.draft import Draft, DraftDeck
from deacards.derive.gates import Seen
from deacards.derive.language import LANGUAGES, detect
from deacards.derive.line import Line
from deacards.derive.outline import Break, Grid, Node, Point
from deacards.derive.outliner import Outliner, Passed
from deacards.derive.phrases import NEUTRAL, PHRASES
from deacards.derive.reason import Reason
from deacards.derive.rulebook import GRID_RULES, POINT_RULES
from deacards.derive.scope import (
    deck_sections,
    is_left_out,
    matter_order,
    matter_tags,
    only_marked,
    tells_cards,
)
from deacards.notes.blocks import Note, Section

_MARKED = tuple(rule for rule in POINT_RULES if rule.marked)
_FIRST = Choice(rule for rule in POINT_RULES if not (rule.marked or rule.fallback))
_FALLBACKS = tuple(rule for rule in POINT_RULES if rule.fallback)
_HEADINGS = Choice(rule for rule in POINT_RULES if rule.headings and not rule.marked)
_MARKED_HEADINGS = tuple(rule for rule in POINT_RULES if rule.headings and rule.marked)
_TOLD = 7
"""Words up to which a line that is wholly an answer of the card above it needs no card of its own."""


class Trace(NamedTuple):
    """A line that was looked at, or a row of a table; `reason` is why it can have no card, None if it can.

    A `claimed` line belongs to a card that the author marked above it.
    """

    lines: tuple[int, int]
    text: str
    reason: Reason | None = None
    claimed: bool = False


class Derivation(NamedTuple):
    """What a note gave.

    `refused` are the proposals that no gate let through, `doubts` what the gates say of cards that the author
    marked. `traces` are the lines that rules were shown, `passed` those that they were not. A note that is
    `left_out` as a whole has none of them.
    """

    decks: tuple[DraftDeck, ...]
    refused: tuple[Refused, ...]
    language: str
    doubts: tuple[Refused, ...] = ()
    traces: tuple[Trace, ...] = ()
    passed: tuple[Passed, ...] = ()
    left_out: bool = False

    @property
    def drafts(self) -> Iterator[Draft]:
        """Yield the drafts of all decks."""
        for deck in self.decks:
            yield from deck.drafts


def derive_note(note: Note, usual: str | None = None) -> Derivation:
    """Return the drafts of a note.

    The language is the front matter's `lang`, else the `usual` one, else what the words tell.
    """
    if is_left_out(note):
        return Derivation((), (), usual or "en", left_out=True)
    outliner = Outliner(note.title, note.sections)
    roots = [(section, outliner.outline(section)) for section in deck_sections(note)]
    language = _language(note, [root for _, root in roots], usual)
    scene = Scene(language, PHRASES.get(language, NEUTRAL), tells_cards(note), only_marked(note))
    work = _Work(note, scene, Seen(), [], [], [], outliner.has_marks)
    decks = tuple(work.deck(section, root) for section, root in roots)
    return Derivation(
        decks,
        tuple(work.refused),
        language,
        tuple(work.doubts),
        tuple(work.traces),
        tuple(outliner.passed),
    )


def _language(note: Note, roots: Sequence[Point], usual: str | None) -> str:
    told = note.matter.get("lang") or note.matter.get("language") or usual
    if isinstance(told, str) and told[:2].lower() in LANGUAGES:
        return told[:2].lower()
    return detect(_texts(roots))


def _texts(nodes: Iterable[Node]) -> Iterator[str]:
    for node in nodes:
        match node:
            case Grid(rows=rows):
                yield from (cell.text for row in rows for cell in row)
            case Point(line=line, children=children):
                yield line.text
                yield from _texts(children)
            case Break():
                continue


@dataclass(frozen=True, slots=True)
class _Work:
    """The derivation of one note: what its decks share."""

    note: Note
    scene: Scene
    seen: Seen
    refused: list[Refused]
    doubts: list[Refused]
    traces: list[Trace]
    has_marks: bool

    def deck(self, section: Section, root: Point) -> DraftDeck:
        """Return the deck of a section."""
        note = self.note
        title = root.line.text or note.title
        bench = Bench(note, self.scene.language, title, self.seen, self.refused, self.doubts, [])
        bench.homes = (note.title, *reversed(note.path.split("/")[:-1]))
        crumbs = (heading_crumb(note.title),) if root.line.text else ()
        line = root.line if root.line.text else Line(title, root.line.first, root.line.last)
        titled = Point(line, root.children, heading=True, only_marked=root.only_marked)
        self._derive(Spot(titled, Above(crumbs, (), self.scene), 0), bench, nameless=not root.line.text)
        names = (note.title, title) if root.line.text and title != note.title else (note.title,)
        return DraftDeck(
            f"{note.path}#{section.slug}", names, matter_tags(note), tuple(bench.drafts), matter_order(note)
        )

    def _derive(self, root: Spot, bench: Bench, *, nameless: bool) -> None:
        """Take the drafts of a spot and of all below it, in the note's order."""
        told: set[tuple[int, int]] = set()
        stack = [root]
        while stack:
            here = stack.pop()
            if isinstance(here.node, Break):
                continue
            claimed = here.node.first <= bench.claimed
            if here is not root or not nameless:
                self.traces.extend(_traces(here, claimed=claimed))
            if claimed:
                stack += () if here.is_grid else reversed(here.below())
                continue
            before = len(bench.drafts)
            if here.is_grid:
                bench.take(here, () if here.scene.only_marked else GRID_RULES)
                continue
            self._take(here, bench, told)
            told |= _told(here, bench.drafts[before:])
            if here.line.waste is Reason.SKIPPED:
                self.traces.extend(Trace(lines, "", Reason.SKIPPED) for lines in _lines_below(here.point))
            else:
                stack += reversed(here.below())

    def _take(self, here: Spot, bench: Bench, told: set[tuple[int, int]]) -> None:
        """Ask the author's marks about a point, then the other rules, then those that are a last resort."""
        marked = _MARKED_HEADINGS if here.is_heading else _MARKED
        if (self.has_marks and bench.take(here, marked)) or here.scene.only_marked or here.line.waste:
            return
        if here.is_heading:
            bench.take(here, _HEADINGS.rules_for(here))
            return
        rules = _FIRST.rules_for(here)
        if (rules and bench.take(here, rules)) or here.line.lines in told:
            return
        for rule in _FALLBACKS:
            if bench.take(here, (rule,)):
                return


def _traces(spot: Spot, *, claimed: bool) -> Iterator[Trace]:
    """Yield what was looked at at a spot: its line, what hangs on it, or the rows of its table."""
    kept_out = Reason.ONLY_MARKED if spot.scene.only_marked else None
    match spot.node:
        case Grid(header, rows):
            yield _row_trace(header, Reason.HEADER, claimed=claimed)
            for row in rows:
                yield _row_trace(row, kept_out, claimed=claimed)
        case Point(line=line, children=children, extras=extras):
            placing = Reason.HEADING if spot.is_heading else Reason.LABEL if line.label and children else None
            yield Trace(line.lines, line.text, line.waste or placing or kept_out, claimed)
            for extra in extras:
                if extra.lines != line.lines:
                    yield Trace(extra.lines, "", extra.kind, claimed)
        case Break():
            return


def _lines_below(point: Point) -> Iterator[tuple[int, int]]:
    """Yield the lines of all that is nested under a point."""
    for node in point.children:
        match node:
            case Point(line=line):
                yield line.lines
                yield from (extra.lines for extra in node.extras)
                yield from _lines_below(node)
            case Grid() | Break():
                yield node.first, node.last


def _row_trace(row: tuple[Line, ...], reason: Reason | None, *, claimed: bool) -> Trace:
    return Trace(
        (row[0].first, max(cell.last for cell in row)), " | ".join(cell.text for cell in row), reason, claimed
    )


def _told(spot: Spot, drafts: list[Draft]) -> set[tuple[int, int]]:
    """Return the lines right below a spot that a card of the spot asks for as a whole."""
    if not (drafts and spot.point.children):
        return set()
    whole = {draft.answer[0] for draft in drafts if len(draft.answer) == 1}
    pieces = {item for draft in drafts for item in (*draft.answer, *cloze.hidden(draft.prompt))}
    below = [(point.line, answer.tidy(point.line.text)) for point in spot.point.points]
    return {
        line.lines
        for line, text in below
        if text in whole or (text in pieces and words.count(line.text) <= _TOLD)
    }
