"""Titles that are set in bold instead of as headings, and questions: what follows belongs under them."""

import re
from collections.abc import Iterable
from itertools import pairwise, takewhile

from deacards.derive import words
from deacards.derive.context import is_generic
from deacards.derive.line import Line
from deacards.derive.outline import Break, Node, Point
from deacards.derive.phrasing import names_thing
from deacards.patterns import pattern

_NAME = 4
"""Words of a name that stands alone on the first line of an item."""
_FORMULA = pattern(r"[=\\&]|^[+(]")
"""What stands in no name."""
SENTENCE_END = pattern(r"[.!?。！？;；,，]\s*$")
"""What ends a sentence, and so no title."""
_ASIDE = pattern(
    r"(?:memory |exam |pro |quick )?(?:tips?|tricks?|hints?)|solutions?|problems?|exceptions?|exercises?|"
    r"questions?|steps? \d+|page \d+|lösung(?:en)?|aufgaben?|beispiele?|ausnahmen?|problèmes?|exemples?|"
    r"astuces?|soluci[oó]n(?:es)?|ejemplos?|ejercicios?|excepci[oó]n(?:es)?|problemas?|esempi?o?|esercizi?o?|"
    r"soluzion[ei]",
    re.IGNORECASE,
)
"""What a bold line says that is no title: the lines after it are about what stands above it."""


def under_titles(nodes: list[Node]) -> list[Node]:
    """Return nodes side by side, with what goes on with the paragraph of a title or a question under it.

    Where each is followed by one block, that is under it too: elsewhere it may be a remark, and what comes
    after it speaks of something else.
    """
    if len(nodes) < 2:
        return nodes
    starts = [
        at
        for at, node in enumerate(nodes)
        if asks(node) or (_is_title(node) and not (at and asks(nodes[at - 1])))
    ]
    if not starts:
        return nodes
    runs = [nodes[a:b] for a, b in pairwise([*starts, len(nodes)])]
    in_turn = len(runs) > 1 and all(_is_one_block(below) for _, *below in runs)
    out = nodes[: starts[0]]
    for title, *below in runs:
        taken = below if in_turn else list(takewhile(_goes_on, below))
        if isinstance(title, Point):
            title.children = (*title.children, *taken)
        out += [title, *below[len(taken) :]]
    return out


def is_short(text: str) -> bool:
    """Tell whether a text has no more words than a name that stands alone."""
    return words.count(text) <= _NAME


def names_what_follows(node: Node) -> bool:
    """Tell whether the first line of an item is only a name: its further lines say what that is."""
    if not isinstance(node, Point) or node.line.term or node.line.label:
        return False
    text = node.line.text
    return is_short(text) and not _FORMULA.search(text) and _names_thing(node.line, text)


def _is_title(node: Node) -> bool:
    """Tell whether a line of a paragraph is all bold and names a thing: its author means a heading."""
    if not isinstance(node, Point) or not node.prose or not node.line.strong or node.line.definition:
        return False
    name = node.line.label or node.line.text
    whole = any(part.end - part.start >= len(name) for part in node.line.strong)
    return whole and _names_thing(node.line, name)


def _names_thing(line: Line, name: str) -> bool:
    """Tell whether a line is a name and no more, and what it names is what its note tells of."""
    if line.waste or line.markup or SENTENCE_END.search(line.text) or _ASIDE.fullmatch(name):
        return False
    return names_thing(name) and not is_generic(name)


def asks(node: Node) -> bool:
    """Tell whether a line is a question and no more, with nothing under it yet."""
    if not isinstance(node, Point) or not words.asks(node.line.text):
        return False
    return not (node.children or node.heading or node.line.waste or node.line.definition)


def _is_one_block(nodes: Iterable[Node]) -> bool:
    """Tell whether nodes are one paragraph or table, or the rest of a title's own paragraph."""
    blocks = 0
    for at, node in enumerate(nodes):
        if isinstance(node, Break):
            return False
        blocks += at == 0 or not (isinstance(node, Point) and node.goes_on)
    return blocks == 1


def _goes_on(node: Node) -> bool:
    """Tell whether a line goes on with a paragraph, and begins with no term and no mark of its own."""
    if not isinstance(node, Point) or not node.goes_on or node.line.markup:
        return False
    line = node.line
    leads = bool(line.strong) and line.strong[0].start == 0
    return not (leads and (line.definition or line.label))
