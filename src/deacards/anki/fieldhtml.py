"""Card Markdown as HTML for one Anki field: safe, and free of all that Anki would take for its own marks.

A text of one line is inline Markdown, so that `# of shards?` keeps its mark; a text of several lines may
hold lists, tables, code and displayed maths.
"""

import re
from dataclasses import dataclass
from html import unescape

from deacards.anki.cleantext import clean, is_blank
from deacards.anki.markdown import CLOSE, HINT, HOLE, OPEN, PLAY, SHOWN, MediaNames, html_of, is_plain
from deacards.deck.cloze import Mark, replace_marks

_PICTURE = re.compile(r"<img [^>]*>")
_TAG = re.compile(r"<[^>]*>")
# `[$]`, `[latex]`, `[sound:` and `[anki:` are read by Anki in every field.
_ANKI_BRACKET = re.compile(r"\[(?=/?\$|/?latex\]|sound:|anki:)", re.IGNORECASE)
# Anki brings fields into NFC, and there the end of a tag and this stroke would become one character.
_STROKE_AFTER_TAG = re.compile(">\u0338")
_BRACE_PAIR = re.compile(rf"\{{(?=[{{{OPEN}])|\}}(?=[}}{CLOSE}])")
_CLOZE_NUMBER = re.compile(rf"{OPEN}(\d+){SHOWN}")
_ENTITY_OF_BRACE = {"{": "&#123;", "}": "&#125;"}
_CLOZE_MARKS = str.maketrans({OPEN: "{{c", SHOWN: "::", HINT: "::", CLOSE: "}}"})


@dataclass(frozen=True, slots=True)
class ClozeHtml:
    """A cloze field, and the ords of the cards that Anki makes of it, ascending."""

    html: str
    ords: tuple[int, ...]


def no_media(_target: str) -> str:
    """Return "": no picture travels, and its words stand for it."""
    return ""


def field_html(markdown: str, media: MediaNames = no_media) -> str:
    """Return card Markdown as HTML; "" when nothing of it would be seen, so that Anki finds it blank too.

    `media` names the pictures and sounds.
    """
    text = clean(markdown).strip()
    if is_plain(text):
        return "" if is_blank(text) else text
    return _finish(html_of(text, None, media))


def cloze_html(markdown: str, media: MediaNames = no_media) -> ClozeHtml:
    """Return cloze Markdown as HTML with its `{{c1::hidden::hint}}` marks, and their ords.

    Marks are rendered where they stand: as code inside code, as maths inside maths. A mark that hides
    nothing, or that stands where nothing is shown (a link's target), is no blank.
    """
    marks: list[Mark] = []

    def hold(mark: Mark) -> str:
        marks.append(mark)
        return HOLE.format(len(marks) - 1)

    text = replace_marks(clean(markdown).strip(), hold)
    html = _finish(html_of(text, marks, media))
    html = _BRACE_PAIR.sub(lambda brace: _ENTITY_OF_BRACE[brace[0]], html)
    ords = tuple(sorted({int(number) - 1 for number in _CLOZE_NUMBER.findall(html)}))
    return ClozeHtml(html.translate(_CLOZE_MARKS), ords)


def _finish(html: str) -> str:
    """Return `html` without what Anki would read as its own, or "" when nothing of it can be seen."""
    # What begins with a letter is seen: no need to take it apart.
    if not html[:1].isalnum() and is_blank(unescape(_TAG.sub("", _PICTURE.sub("x", html)))):
        return ""
    harmless = _STROKE_AFTER_TAG.sub(">&#824;", _ANKI_BRACKET.sub("&#91;", html.strip()))
    return harmless.replace(PLAY, "[sound:")
