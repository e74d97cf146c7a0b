"""Card Markdown as HTML for one Anki field: safe, and free of all that Anki would take for its own marks.

A text of one line is inline Markdown, so that `# of shards?` keeps its mark; a text of several lines may
hold lists, tables, code and displayed maths.
"""

import re
from html import unescape
from typing import NamedTuple

from deacards.anki.cleantext import clean, is_blank
from deacards.anki.markdown import CLOSE, HINT, HOLE, MARKUP, OPEN, PLAY, SHOWN, MediaNames, html_of
from deacards.deck.cloze import Mark, replace_marks
from deacards.patterns import pattern

_PICTURE = pattern(r"<img [^>]*>")
_TAG = pattern(r"<[^>]*>")
# `[$]`, `[latex]`, `[sound:` and `[anki:` are read by Anki in every field.
_ANKI_BRACKET = pattern(r"\[(?=/?\$|/?latex\]|sound:|anki:)", re.IGNORECASE)
# Anki brings fields into NFC, and there the end of a tag and this stroke would become one character.
_STROKE_AFTER_TAG = pattern(">\u0338")
_BRACE_PAIR = pattern(rf"\{{(?=[{{{OPEN}])|\}}(?=[}}{CLOSE}])")
_CLOZE_NUMBER = pattern(rf"{OPEN}(\d+){SHOWN}")
# A cloze that is its own HTML: without Markdown, its marks hide a word or more, and no braces and colons are
# in their way.
_FREE = rf"[^{MARKUP}>{{}}]"
_HIDDEN = rf"[^{MARKUP}>{{}}:]"
_PLAIN_CLOZE = pattern(rf"(?:{_FREE}++|\{{\{{c[1-9][0-9]?::[^\W_]{_HIDDEN}*+(?:::{_HIDDEN}++)?\}}\}})*+")
_PLAIN_NUMBER = pattern(r"\{\{c([0-9]+)")
_ENTITY_OF_BRACE = {"{": "&#123;", "}": "&#125;"}
_CLOZE_MARKS = str.maketrans({OPEN: "{{c", SHOWN: "::", HINT: "::", CLOSE: "}}"})


class ClozeHtml(NamedTuple):
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
    return _finish(html_of(clean(markdown).strip(), None, media)) if markdown else ""


def cloze_html(markdown: str, media: MediaNames = no_media) -> ClozeHtml:
    """Return cloze Markdown as HTML with its `{{c1::hidden::hint}}` marks, and their ords.

    Marks are rendered where they stand: as code inside code, as maths inside maths. A mark that hides
    nothing, or that stands where nothing is shown (a link's target), is no blank.
    """
    text = clean(markdown).strip()
    if "{{" in text and "==" not in text and _PLAIN_CLOZE.fullmatch(text):
        return ClozeHtml(text, _ords(_PLAIN_NUMBER, text))
    marks: list[Mark] = []

    def hold(mark: Mark) -> str:
        marks.append(mark)
        return HOLE.format(len(marks) - 1)

    html = _finish(html_of(replace_marks(text, hold), marks, media))
    html = _BRACE_PAIR.sub(lambda brace: _ENTITY_OF_BRACE[brace[0]], html)
    return ClozeHtml(html.translate(_CLOZE_MARKS), _ords(_CLOZE_NUMBER, html))


def _ords(number: re.Pattern[str], text: str) -> tuple[int, ...]:
    """Return the ords of the marks in `text`, whose numbers the pattern finds."""
    return tuple(sorted({int(found) - 1 for found in number.findall(text)}))


def _finish(html: str) -> str:
    """Return `html` without what Anki would read as its own, or "" when nothing of it can be seen."""
    # What begins with a letter is seen: no need to take it apart.
    if not html[:1].isalnum() and is_blank(unescape(_TAG.sub("", _PICTURE.sub("x", html)))):
        return ""
    harmless = _STROKE_AFTER_TAG.sub(">&#824;", _ANKI_BRACKET.sub("&#91;", html.strip()))
    return harmless.replace(PLAY, "[sound:")
