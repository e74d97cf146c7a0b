"""Where a point stands: what is above it, beside it, and what its cards must say so that they stand alone."""

import re
from typing import NamedTuple

from deacards.derive import words
from deacards.derive.line import Line
from deacards.derive.outline import Grid, Node, Point
from deacards.derive.phrases import Phrases
from deacards.derive.phrasing import is_bare_category, is_question, names_thing
from deacards.patterns import pattern

_NUMBERING = pattern(
    r"^(?:(?:chapter|kapitel|chapitre|capítulo)\s+)?(?:\d+(?:\.\d+)*[.)]?|[IVX]+[.)]|"
    r"[a-z]\))(?:\s?[-–—:：])?\s+(?=\S)",
    re.IGNORECASE,
)
_GLOSS = pattern(r"\s+[(（][^()（）]*[)）]$")
_GENERIC = frozenset(
    """overview introduction intro general basics summary notes misc miscellaneous other details
    info information background about description definition definitions concept concepts
    comparison context motivation
    settings configuration setup installation architecture design operations monitoring management
    administration theory practice terminology vocabulary glossary history tips resources references faq
    best-practices general-info security performance pricing cost costs limits examples example usage
    übersicht einführung einleitung grundlagen allgemein allgemeines zusammenfassung
    definitionen begriffe généralités résumé définition définitions introducción resumen
    keywords takeaways key-takeaways key-points key-concepts key-terms tip note warning answer answers
    correction corrections réponse réponses à-retenir exercises exercices
    general conceptos definición 概述 简介 介绍 总结 概要 はじめに まとめ""".split()  # noqa: SIM905 - a list of words reads best as words
)
_NEAR = 8
"""Siblings on either side that can be taken for a point: all of a long list would be looked at too often."""
MOST_CRUMBS = 8
"""Crumbs of a card: of a deeper line the widest one and the nearest."""
LONGEST_CRUMB = 10
"""Words of a crumb; a longer line above is shortened, it is there to place a card and not to be read."""


class Crumb(NamedTuple):
    """One step of the breadcrumb.

    `generic` (Overview, Security) cannot be a subject by itself. `rivals` are the heads of what stands beside
    it: a wider crumb that names one of them would mislead.
    """

    text: str
    generic: bool = False
    heading: bool = False
    rivals: tuple[str, ...] = ()


class Scene(NamedTuple):
    """What holds for a whole note: its language and its phrases.

    `tagged` where a tag says that the note holds cards, so that even `front::back` without spaces is one.
    With `only_marked` nothing else than marked cards is wanted.
    """

    language: str
    phrases: Phrases
    tagged: bool = False
    only_marked: bool = False


class Above:
    """What points side by side share: `crumbs` above them, widest first, and `parent`, right above.

    What is worked out of the crumbs is worked out when it is first asked for.
    """

    __slots__ = ("_breadcrumb", "_known", "_subject", "crumbs", "parent", "scene", "siblings")

    def __init__(
        self,
        crumbs: tuple[Crumb, ...],
        siblings: tuple[Node, ...],
        scene: Scene,
        parent: Point | None = None,
    ) -> None:
        self.crumbs = crumbs
        self.siblings = siblings
        self.scene = scene
        self.parent = parent
        self._subject: str | None = None
        self._breadcrumb: tuple[str, ...] | None = None
        self._known: frozenset[str] | None = None

    @property
    def subject(self) -> str:
        """Return the nearest thing above that can be asked about; empty without one."""
        if self._subject is None:
            named = [crumb.text for crumb in self.crumbs if not crumb.generic]
            self._subject = bare(named[-1]) if named else ""
        return self._subject

    @property
    def breadcrumb(self) -> tuple[str, ...]:
        """Return the context of the cards."""
        if self._breadcrumb is None:
            self._breadcrumb = breadcrumb(self.crumbs)
        return self._breadcrumb

    @property
    def known(self) -> frozenset[str]:
        """Return the stems of all words that stand above."""
        if self._known is None:
            language = self.scene.language
            self._known = frozenset([w for c in self.crumbs for w in words.content(c.text, language)])
        return self._known


_NO_LINE = Line("", 0, 0)


class Spot:
    """A point or table in its surroundings; `line` is the point's, an empty one of a table."""

    __slots__ = ("above", "index", "line", "node", "scene")

    def __init__(self, node: Node, above: Above, index: int) -> None:
        self.node = node
        self.above = above
        self.index = index
        self.scene = above.scene
        self.line = node.line if isinstance(node, Point) else _NO_LINE

    @property
    def point(self) -> Point:
        """Return the node, which must be a point."""
        if not isinstance(self.node, Point):
            raise TypeError("a table is no point")
        return self.node

    @property
    def grid(self) -> Grid:
        """Return the node, which must be a table."""
        if not isinstance(self.node, Grid):
            raise TypeError("a point is no table")
        return self.node

    @property
    def crumbs(self) -> tuple[Crumb, ...]:
        """Return what stands above, widest first."""
        return self.above.crumbs

    @property
    def siblings(self) -> tuple[Node, ...]:
        """Return the nodes side by side, this one among them."""
        return self.above.siblings

    @property
    def parent(self) -> Point | None:
        """Return the point right above."""
        return self.above.parent

    @property
    def subject(self) -> str:
        """Return the nearest thing above that can be asked about; empty without one."""
        return self.above.subject

    def tells(self, text: str) -> bool:
        """Tell whether `text` says anything that does not stand above the point anyway."""
        return not self.above.known.issuperset(words.content(text, self.scene.language))

    @property
    def previous(self) -> Point | None:
        """Return the point right above among the siblings."""
        above = self.siblings[self.index - 1] if self.index else None
        return above if isinstance(above, Point) else None

    @property
    def opens(self) -> bool:
        """Tell whether the point is the first one under something that can be asked about."""
        return self.index == 0 and bool(self.crumbs) and not self.crumbs[-1].generic

    @property
    def is_heading(self) -> bool:
        """Tell whether the point is the heading of a section."""
        return isinstance(self.node, Point) and self.node.heading

    @property
    def is_grid(self) -> bool:
        """Tell whether the node is a table."""
        return isinstance(self.node, Grid)

    def below(self) -> list["Spot"]:
        """Return the spots of the point's children."""
        point = self.point
        if not point.children:
            return []
        crumbs = (*self.crumbs, crumb_of(point, self.siblings, self.index))
        if len(crumbs) > MOST_CRUMBS:
            crumbs = (crumbs[0], *crumbs[2:])
        scene = self.scene._replace(only_marked=True) if point.only_marked else self.scene
        above = Above(crumbs, point.children, scene, point)
        return [Spot(node, above, i) for i, node in enumerate(point.children)]


def bare(name: str) -> str:
    """Return a name without the bracket that ends it: `Round Robin (RR)` -> `Round Robin`."""
    return (_GLOSS.sub("", name) or name) if name.endswith((")", "）")) else name


def heading_crumb(title: str) -> Crumb:
    """Return the crumb of a heading, without its numbering."""
    text = _NUMBERING.sub("", title).strip().rstrip(":：") or title
    return Crumb(text, is_generic(text) or is_bare_category(text), heading=True)


def crumb_of(point: Point, siblings: tuple[Node, ...], index: int) -> Crumb:
    """Return the crumb that a point is for what is nested under it: its head, shortened."""
    if point.heading:
        return heading_crumb(point.line.text)
    text = _NUMBERING.sub("", point.line.head).strip().rstrip(":：")
    shown = text.split(" ")
    if words.count(text) > LONGEST_CRUMB:
        text = " ".join(shown[:LONGEST_CRUMB]) + " …"
    near = siblings[max(0, index - _NEAR) : index + _NEAR + 1]
    rivals = tuple(
        node.line.head
        for node in near
        if isinstance(node, Point) and node is not point and words.count(node.line.head) <= 3
    )
    generic = is_generic(text) or is_bare_category(text) or is_question(text) or not names_thing(text)
    return Crumb(text, generic, rivals=rivals)


def is_generic(title: str) -> bool:
    """Tell whether a heading says nothing without the one above it (Overview, Security)."""
    return title.strip().lower().replace(" ", "-") in _GENERIC or title.strip().lower() in _GENERIC


def breadcrumb(crumbs: tuple[Crumb, ...]) -> tuple[str, ...]:
    """Return the context of a card: no crumb that a later one repeats, none that names a later one's rival.

    In `Amazon MSK > Security > Kinesis`, beside `Amazon MSK > Security > MSK`, the widest crumb misleads.
    """
    kept = [
        crumb.text
        for i, crumb in enumerate(crumbs)
        if not any(_misleads(crumb, later) for later in crumbs[i + 1 :])
    ]
    return tuple(
        text for i, text in enumerate(kept) if not any(_says(later, text) for later in kept[i + 1 :])
    )


def _misleads(crumb: Crumb, later: Crumb) -> bool:
    """Tell whether `crumb` names a rival of `later`, and not `later` itself."""
    return any(_says(crumb.text, rival) for rival in later.rivals) and not _says(crumb.text, later.text)


def _says(text: str, other: str) -> bool:
    """Tell whether `text` says all that `other` says."""
    said = words.content(other)
    return bool(said) and set(words.content(text)).issuperset(said)
