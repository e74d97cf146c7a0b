"""A procedure: hide one step at a time, its neighbours shown."""

import re
from collections.abc import Iterator

from deacards.derive import words
from deacards.derive.answer import fit
from deacards.derive.context import Spot
from deacards.derive.proposal import Piece, Proposal, Rule, Sheet
from deacards.derive.traits import Trait
from deacards.patterns import pattern

_PROCEDURE = pattern(
    r"\b(?:steps?|how to|procedure|process|workflow|solution|algorithm|phases?|stages?|pipeline|"
    r"order|sequence|"
    r"schritte?|ablauf|vorgehen|phasen|étapes?|procédure|pasos?|proceso|fases|步骤|流程|手順)\b",
    re.IGNORECASE,
)
_ACTS = pattern(
    r"^(?:\w+ing\b|(?:add|create|make|set|run|use|open|close|write|read|send|get|put|call|find|"
    r"choose|select|define|start|stop|build|check|compute|calculate|remove|delete|install|"
    r"configure|the\s|then\b|first\b|next\b|finally\b))",
    re.IGNORECASE,
)
_WITH_OBJECT = pattern(r"[a-z]+\s(?:the|an?|le|la|les|l'|un|une|el|los|las|una)\s")
_COUNT = range(3, 11)


def is_procedure(spot: Spot) -> bool:
    """Tell whether a point's children are steps: it names a procedure, and they are numbered or acts."""
    line, children = spot.line, spot.point.points
    if len(children) not in _COUNT or line.definition or line.text.lower().startswith("how"):
        return False
    if not (line.label or words.count(line.text) <= 6):
        return False
    if not _PROCEDURE.search(line.text):
        return False
    acts = sum(bool(_ACTS.match(p.line.text) or _WITH_OBJECT.match(p.line.text)) for p in children)
    return spot.point.ordered or acts * 2 > len(children)


def propose(spot: Spot) -> Iterator[Proposal]:
    """Yield a sheet for each step."""
    if not is_procedure(spot):
        return
    children = spot.point.points
    texts = [fit(p.line.head) for p in children]
    label = spot.line.label or spot.line.text
    for i, text in enumerate(texts):
        if text is None:
            continue
        pieces = [Piece(f"{label}: ")]
        for j in (i - 1, i, i + 1):
            if 0 <= j < len(texts) and (j == i or texts[j]):
                pieces += [Piece("; ")] * (len(pieces) > 1) + [
                    Piece(f"{j + 1}. "),
                    Piece(texts[j] or "", hidden=j == i),
                ]
        yield Sheet(tuple(pieces), (children[i].line.first, children[i].line.last))


RULE: Rule = Rule("steps", propose, needs=Trait.CHILDREN, headings=True)
