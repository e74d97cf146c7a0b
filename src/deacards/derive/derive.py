"""Derivation: the drafts of a note, deck by deck, and for every line where it went."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from deacards.deck import cloze
from deacards.derive import answer, words
from deacards.derive.compose import Bench, Refused
from deacards.derive.context import Scene, Spot, heading_crumb
from deacards.derive.draft import Draft, DraftDeck
from deacards.derive.gates import Seen
from deacards.derive.language import LANGUAGES, detect
from deacards.derive.line import Line
from deacards.derive.outline import Grid, Node, Point, outline, skips
from deacards.derive.phrases import NEUTRAL, PHRASES
from deacards.derive.rulebook import GRID_RULES, POINT_RULES
from deacards.notes.blocks import Note, Section

_FIRST = tuple(rule for rule in POINT_RULES if not rule.fallback)
_FALLBACKS = tuple(rule for rule in POINT_RULES if rule.fallback)
_HEADINGS = tuple(rule for rule in POINT_RULES if rule.headings)
_TOLD = 7
"""Words up to which a line that is wholly an answer of the card above it needs no card of its own."""


@dataclass(frozen=True, slots=True)
class Derivation:
    """What a note gave. `refused` are the proposals that no gate let through."""

    decks: tuple[DraftDeck, ...]
    refused: tuple[Refused, ...]
    language: str


def derive_note(note: Note, language: str | None = None) -> Derivation:
    """Return the drafts of a note.

    The language is `language`, else the front matter's `lang`, else what the words tell.
    """
    roots = [(section, _heading(section)) for section in note.sections if not skips(section.blocks, "file")]
    if len(roots) < len(note.sections) or note.matter.get("deacards") is False:
        return Derivation((), (), language or "en")
    language = _language(note, roots, language)
    scene = Scene(language, PHRASES.get(language, NEUTRAL))
    seen = Seen()
    decks: list[DraftDeck] = []
    refused: list[Refused] = []
    for section, root in roots:
        title = section.title or note.title
        bench = Bench(language, title, seen, refused, [])
        crumbs = (heading_crumb(note.title),) if section.title else ()
        titled = replace(root, line=replace(root.line, text=title))
        _derive(Spot(titled, crumbs, (), 0, scene), bench)
        decks.append(_deck(note, section, bench.drafts))
    return Derivation(tuple(decks), tuple(refused), language)


def _language(note: Note, roots: list[tuple[Section, Point]], language: str | None) -> str:
    told = language or note.matter.get("lang") or note.matter.get("language")
    if isinstance(told, str) and told[:2].lower() in LANGUAGES:
        return told[:2].lower()
    return detect(_texts(root for _, root in roots))


def _texts(nodes: Iterator[Point] | tuple[Node, ...]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, Grid):
            yield from (cell.text for row in node.rows for cell in row)
        else:
            yield node.line.text
            yield from _texts(node.children)


def _heading(section: Section) -> Point:
    """Return a section as a point: its heading, with its lines and its sub-sections under it."""
    line = Line(section.title, section.line, section.line)
    children = (*outline(section), *(_heading(inner) for inner in section.sections))
    return Point(line, children, heading=True)


def _derive(spot: Spot, bench: Bench) -> None:
    """Take the drafts of a spot and of all below it."""
    told: set[tuple[int, int]] = set()
    stack = [spot]
    while stack:
        here = stack.pop()
        before = len(bench.drafts)
        if here.is_grid:
            bench.take(here, GRID_RULES)
            continue
        if here.is_heading:
            bench.take(here, _HEADINGS)
        elif not bench.take(here, _FIRST) and here.line.lines not in told:
            any(bench.take(here, (rule,)) for rule in _FALLBACKS)
        told |= _told(here, bench.drafts[before:])
        stack += reversed(here.below())


def _told(spot: Spot, drafts: list[Draft]) -> set[tuple[int, int]]:
    """Return the lines right below a spot that a card of the spot asks for as a whole."""
    whole = {draft.answer[0] for draft in drafts if len(draft.answer) == 1}
    pieces = {item for draft in drafts for item in (*draft.answer, *cloze.hidden(draft.prompt))}
    below = [(point.line, answer.tidy(point.line.text)) for point in spot.point.points]
    return {
        line.lines
        for line, text in below
        if text in whole or (text in pieces and words.count(line.text) <= _TOLD)
    }


def _deck(note: Note, section: Section, drafts: list[Draft]) -> DraftDeck:
    names = (note.title, section.title) if section.title and section.title != note.title else (note.title,)
    return DraftDeck(f"{note.path}#{section.slug}", names, (), tuple(drafts))
