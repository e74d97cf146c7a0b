"""The two note types of every package, as data: what Anki is told once and then holds for good.

Ids, field order and template order are frozen: with them Anki updates a type in place, and with anything
else it forks the type or refuses the notes. Names, styles and template text may change in a release.
"""

import hashlib
import json
from dataclasses import dataclass
from enum import IntEnum
from importlib.resources import files

CSS = files("deacards.anki").joinpath("card.css").read_text(encoding="utf-8")
RETIRED_TAG = "deacards::retired"


class Kind(IntEnum):
    """Anki's two kinds of note type; the value is what its file format says."""

    STANDARD = 0
    CLOZE = 1


@dataclass(frozen=True, slots=True)
class Template:
    """One template: the two sides of a card."""

    name: str
    front: str
    back: str


@dataclass(frozen=True, slots=True)
class NoteType:
    """A note type. The ids of its fields and templates follow from its own and their place."""

    id: int
    name: str
    kind: Kind
    fields: tuple[str, ...]
    templates: tuple[Template, ...]
    css: str = CSS

    def digest(self) -> str:
        """Return 16 hex digits that change when anything that Anki would see changes."""
        parts = [self.id, self.name, self.kind, self.fields, self.css]
        parts += [[t.name, t.front, t.back] for t in self.templates]
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]


# Aux1 and Aux2 are spare: a field that is added later would make Anki refuse every note.
_SHARED_FIELDS = (
    "Back",
    "Context",
    "Hint",
    "Extra",
    "Breadcrumb",
    "Source",
    "SourceURL",
    "CardId",
    "Reverse",
    "Aux1",
    "Aux2",
)

_ABOVE = (
    '{{#Breadcrumb}}<div class="breadcrumb" dir="auto">{{Breadcrumb}}</div>{{/Breadcrumb}}\n'
    '{{#Context}}<div class="context" dir="auto">{{Context}}</div>{{/Context}}\n'
)
_HINT = '{{#Hint}}<div class="hint" dir="auto">{{hint:Hint}}</div>{{/Hint}}\n'
_BELOW = (
    '{{#Extra}}<div class="extra" dir="auto">{{Extra}}</div>{{/Extra}}\n'
    '{{#Source}}<div class="source">'
    '{{#SourceURL}}<a href="{{SourceURL}}">{{Source}}</a>{{/SourceURL}}'
    "{{^SourceURL}}{{Source}}{{/SourceURL}}</div>{{/Source}}\n"
)
_RULE = "<hr id=answer>\n"


def _part(name: str, content: str) -> str:
    """Return a part of a card, written in the direction of its own text."""
    return f'<div class="{name}" dir="auto">{content}</div>\n'


def _asks(asked: str, answer: str, *, only_if: str = "") -> tuple[str, str]:
    """Return front and back of a template that asks the field `asked`, if the field `only_if` is filled."""
    question = _ABOVE + _part("question", f"{{{{{asked}}}}}")
    front = question + _HINT
    if only_if:
        front = f"{{{{#{only_if}}}}}\n{front}{{{{/{only_if}}}}}\n"
    return front, question + _RULE + _part("answer", f"{{{{{answer}}}}}") + _BELOW


_CLOZE = _ABOVE + _part("question", "{{cloze:Text}}")
# Without a rule in it Anki would not scroll to the answer; the back of a cloze may be empty.
_CLOZE_BACK = _CLOZE + "{{#Back}}" + _RULE + _part("answer", "{{Back}}") + "{{/Back}}\n" + _BELOW

BASIC = NoteType(
    1_795_201_001,
    "deacards Basic",
    Kind.STANDARD,
    ("Front", *_SHARED_FIELDS),
    (
        Template("Card 1", *_asks("Front", "Back")),
        Template("Card 2", *_asks("Back", "Front", only_if="Reverse")),
    ),
)
CLOZE = NoteType(
    1_795_201_002,
    "deacards Cloze",
    Kind.CLOZE,
    ("Text", *_SHARED_FIELDS),
    (Template("Cloze", _CLOZE + _HINT, _CLOZE_BACK),),
)
NOTE_TYPES = (BASIC, CLOZE)
