"""The two note types of every package, as data: what Anki is told once and then holds for good.

Ids, field order and template order are frozen: with them Anki updates a type in place, and with anything
else it forks the type or refuses the notes. Names, styles and template text may change in a release.
"""

import hashlib
import json
from enum import IntEnum
from pathlib import Path
from typing import NamedTuple

CSS = Path(__file__).with_name("card.css").read_text("utf-8")
RETIRED_TAG = "deacards::retired"
FIELD_BREAK = "\x1f"
"""What parts the fields of a note in Anki's database; no field holds it."""


class Kind(IntEnum):
    """Anki's two kinds of note type; the value is what its file format says."""

    STANDARD = 0
    CLOZE = 1


class Template(NamedTuple):
    """One template: the two sides of a card."""

    name: str
    front: str
    back: str


class NoteType(NamedTuple):
    """A note type.

    `field_ids` and `template_ids` are what Anki follows when a name changes; where they are empty, they
    follow from the type's own id and their place. 0 stands for a field that has no id.
    """

    id: int
    name: str
    kind: Kind
    fields: tuple[str, ...]
    templates: tuple[Template, ...]
    css: str = CSS
    field_ids: tuple[int, ...] = ()
    template_ids: tuple[int, ...] = ()

    def digest(self) -> str:
        """Return 16 hex digits that change when anything that Anki would see changes."""
        parts = [self.id, self.name, self.kind, self.fields, self.css]
        parts += [[t.name, t.front, t.back] for t in self.templates]
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]


# Aux1 and Aux2 were spare, for a field that is added later would make Anki refuse every note. Aux1 now holds
# a mark where the answer is to be typed.
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
TYPE_IN = "Aux1"


def _typed(answer: str) -> str:
    """Return the box for a typed answer; on the back Anki shows there what differs."""
    return f"{{{{#{TYPE_IN}}}}}{_part('typed', f'{{{{type:{answer}}}}}')}{{{{/{TYPE_IN}}}}}\n"


def _part(name: str, content: str) -> str:
    """Return a part of a card, written in the direction of its own text."""
    return f'<div class="{name}" dir="auto">{content}</div>\n'


def _asks(asked: str, answer: str, *, only_if: str = "") -> tuple[str, str]:
    """Return front and back of a template that asks the field `asked`, if the field `only_if` is filled."""
    question = _ABOVE + _part("question", f"{{{{{asked}}}}}")
    front = question + _typed(answer) + _HINT
    if only_if:
        front = f"{{{{#{only_if}}}}}\n{front}{{{{/{only_if}}}}}\n"
    return front, question + _RULE + _typed(answer) + _part("answer", f"{{{{{answer}}}}}") + _BELOW


_CLOZE = _ABOVE + _part("question", "{{cloze:Text}}")
# Without a rule in it Anki would not scroll to the answer; the back of a cloze may be empty.
_CLOZE_BACK = (
    _CLOZE + _typed("cloze:Text") + "{{#Back}}" + _RULE + _part("answer", "{{Back}}") + "{{/Back}}\n" + _BELOW
)

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
    (Template("Cloze", _CLOZE + _typed("cloze:Text") + _HINT, _CLOZE_BACK),),
)
NOTE_TYPES = (BASIC, CLOZE)
