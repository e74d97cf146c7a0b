"""What Anki was told once about the note types, and must be told for good."""

import re

import pytest

from deacards.anki.notetypes import BASIC, CLOZE, CSS, NOTE_TYPES, RETIRED_TAG, Kind

REST = (
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


def test_what_is_frozen() -> None:
    """Ids, kinds, fields and templates as released: a change here makes Anki refuse or double every note."""
    assert (BASIC.id, BASIC.name, BASIC.kind) == (1_795_201_001, "deacards Basic", Kind.STANDARD)
    assert (CLOZE.id, CLOZE.name, CLOZE.kind) == (1_795_201_002, "deacards Cloze", Kind.CLOZE)
    assert BASIC.fields == ("Front", *REST)
    assert CLOZE.fields == ("Text", *REST)
    assert [t.name for t in BASIC.templates] == ["Card 1", "Card 2"]
    assert [t.name for t in CLOZE.templates] == ["Cloze"]
    assert RETIRED_TAG == "deacards::retired"


def test_templates_name_only_fields_that_are() -> None:
    """Every field that a template shows exists, and every guard that is opened is closed."""
    for notetype in NOTE_TYPES:
        for side in (side for t in notetype.templates for side in (t.front, t.back)):
            marks = re.findall(r"\{\{([#^/]?)(?:type:)?(?:cloze:|hint:)?(\w+)\}\}", side)
            assert len(marks) == side.count("{{")
            assert {name for _, name in marks} <= set(notetype.fields)
            assert sorted(n for kind, n in marks if kind in ("#", "^") and kind) == sorted(
                n for kind, n in marks if kind == "/"
            )


def test_cards_run_no_script_and_load_nothing() -> None:
    """Neither templates nor style reach for a script, a picture or the net."""
    told = CSS + "".join(t.front + t.back for n in NOTE_TYPES for t in n.templates)
    assert not re.search(r"<script|javascript:|url\(|@import|https?://", told)


CODE = (
    "text",
    "keyword",
    "string",
    "number",
    "comment",
    "macro",
    "class",
    "attribute",
    "function",
    "added",
    "removed",
)


def luminance(colour: str) -> float:
    """Return the relative luminance of `#rrggbb` (WCAG 2.2)."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("mode", [0, 1])
@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ("text", "ground"),
        ("text", "panel"),
        ("text", "mark"),
        ("dim", "ground"),
        ("dim", "panel"),
        ("accent", "ground"),
        ("accent", "panel"),
        *((name, "code") for name in CODE),
    ],
)
def test_every_text_can_be_read(mode: int, text: str, ground: str) -> None:
    """The contrast is at least 5:1 by the formula of WCAG 2.2, in the light and in the dark."""
    found = re.findall(r"--(\w+): (#[0-9a-f]{6});", CSS)
    half = len(found) // 2
    colours = dict(found[mode * half : (mode + 1) * half])
    light, dark = sorted((luminance(colours[text]), luminance(colours[ground])), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 5


def test_digest_changes_with_what_anki_sees() -> None:
    """The two types differ, and the digest is the same in every process."""
    assert BASIC.digest() != CLOZE.digest()
    assert re.fullmatch(r"[0-9a-f]{16}", BASIC.digest())
