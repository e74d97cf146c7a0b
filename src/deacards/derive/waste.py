"""Which lines hold no knowledge: links to elsewhere, tasks, what is still to be done or was struck out."""

import re

from deacards.derive import words
from deacards.derive.marks import unmark, verbatim_spans
from deacards.derive.markup import Markup
from deacards.derive.reason import Reason
from deacards.notes.blocks import Text
from deacards.patterns import pattern

_SEE = pattern(
    r"^(?:see(?: also)?|siehe(?: auch)?|voir(?: aussi)?|ver(?: también)?|source|sources|link|"
    r"links|ref|refs|references?|read more|more info)\b\s*[:：-]?",
    re.IGNORECASE,
)
_READ_ON = pattern(
    r"\b(?:back|to|see|also|next|previous|prev|up|home|top|related|and|index|contents|more|on|or|the|here|for|in|"
    r"this|details?|information|please|check|out|refer|read|about|it|"
    r"zurück|weiter|siehe|auch|mehr|dazu|hier|für|retour|suivant|précédent|voir|aussi|ici|pour|plus|de|détails|"
    r"volver|siguiente|anterior|ver|también|aquí|para|más|información)\b",
    re.IGNORECASE,
)
"""Words that say no more than where to go: `Back to [the list](x.md). For more details see [this](y.md).`"""
_MATTER = pattern(
    r"(?:dates?|authors?|created|modified|(?:last )?updated|tags|aliases|versions?|datum|autor(?:en)?|"
    r"auteurs?|fecha|autores|course|class|lecturer|professor|semester|teacher|日期|作者)\s?[:：]\s?\S",
    re.IGNORECASE,
)
_TOP = 12
"""Lines at the top of a note in which `Author: …` speaks of the note."""
_TODOS = ("TODO", "FIXME", "TBD", "WIP", "XXX")
_TODO = pattern(rf"\b(?:{'|'.join(_TODOS)})\b")
_PADDING = pattern(r"[\s,;:|/·•&+\-–—.()\[\]]+|\b(?:and|or|und|et|y|o)\b")


def waste_of(source: Text, text: str, markup: Markup | None, *, task: bool) -> Reason | None:
    """Return why a line is no knowledge, or None; `text` is the line without its marks."""
    if markup and markup.skipped:
        return Reason.SKIPPED
    if markup and markup.card.endswith(("spaced", "reminder")):
        return Reason.REMINDER
    if task:
        return Reason.TASK
    if markup and markup.card and not markup.text:
        return Reason.TAG
    return _waste_of_text(source, text)


def _waste_of_text(source: Text, text: str) -> Reason | None:
    """Return why the words of a line are no knowledge, or None."""
    if not words.LETTER.search(text):
        return Reason.IMAGE if source.images else Reason.EMPTY
    if any(map(text.__contains__, _TODOS)) and _TODO.search(text):
        return Reason.TODO
    if text.startswith("~~") and not words.LETTER.search(_without_struck(text)):
        return Reason.STRUCK
    if source.first <= _TOP and _MATTER.match(text):
        return Reason.METADATA
    return Reason.NAVIGATION if source.links and _leads_away(source, text) else None


def _without_struck(text: str) -> str:
    """Return a line without the words that are struck out."""
    out, done = [], 0
    for span in verbatim_spans(text):
        if text.startswith("~~", span.start):
            out.append(text[done : span.start])
            done = span.end
    return "".join([*out, text[done:]])


def _leads_away(source: Text, text: str) -> bool:
    """Tell whether a line says nothing but where to read on."""
    rest = text
    for link in source.links:
        rest = rest.replace(unmark(link.words).text, " ", 1)
    rest = _READ_ON.sub(" ", _SEE.sub("", rest.strip()))
    return bool(_SEE.match(text)) or not _PADDING.sub("", rest)
