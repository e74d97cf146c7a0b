"""Cloze marks `{{c1::hidden::hint}}`: which units a text has, what each shows and what it hides."""

import re
from collections.abc import Callable
from typing import NamedTuple

from deacards.deck import cardtype
from deacards.patterns import pattern

BLANK = cardtype.BLANK

# Code and maths (with braces in pairs) inside a mark keep their `}}` and `::`. A mark holds no other mark.
_CODE = r"`(?:(?!\{\{c\d)[^`])+`"
_TEX = r"(?:[^{}$]|\{(?:[^{}$]|\{(?:[^{}$]|\{[^{}$]*\})*\})*\})+"
_VERBATIM = rf"{_CODE}|\$\${_TEX}\$\$|\$(?![\s$]){_TEX}(?<!\s)\$(?!\d)"
_MARK = pattern(
    # Atomic: taking back a piece of code or maths would cost a time that doubles with each of them.
    rf"\{{\{{c(\d{{1,3}})::((?>{_VERBATIM}|(?!\{{\{{c\d+::).)*?)(?:::(?!:)((?:(?!\}}\}}|::).)*))?\}}\}}",
    re.DOTALL,
)


class Face(NamedTuple):
    """One unit of a cloze: the text with its blank shown, and the hidden spans in order."""

    question: str
    hidden: tuple[str, ...]


class Mark(NamedTuple):
    """One mark of a text: its number (from 1), the text it hides and its hint ("" for none)."""

    number: int
    hidden: str
    hint: str


def write_mark(mark: Mark) -> str:
    """Return the text of a mark, in which `::` or `}` at the end of what it hides stays part of that."""
    hint = f"::{mark.hint}" if mark.hint or "::" in mark.hidden or mark.hidden.endswith("}") else ""
    return f"{{{{c{mark.number}::{mark.hidden}{hint}}}}}"


def replace_marks(text: str, show: Callable[[Mark], str]) -> str:
    """Return `text` with every mark, from left to right, replaced by what `show` makes of it."""
    return _MARK.sub(lambda mark: show(Mark(int(mark[1]), mark[2], mark[3] or "")), text)


def ords_of(text: str) -> tuple[int, ...]:
    """Return the ords that `text` asks for (number - 1), ascending and each once; empty without a mark."""
    return tuple(sorted({int(m[1]) - 1 for m in _MARK.finditer(text) if int(m[1]) > 0 and m[2].strip()}))


def face(text: str, ord_: int) -> Face:
    """Return what unit `ord_` shows (`[...]`, or `[hint]`) and hides; other marks show their text."""
    hidden: list[str] = []

    def show(mark: re.Match[str]) -> str:
        if int(mark[1]) - 1 != ord_:
            return mark[2]
        hidden.append(mark[2])
        return f"[{mark[3]}]" if mark[3] else BLANK

    return Face(_MARK.sub(show, text), tuple(hidden))


def plain(text: str) -> str:
    """Return `text` with every mark replaced by what it hides."""
    return _MARK.sub(lambda mark: mark[2], text)


def hidden(text: str) -> tuple[str, ...]:
    """Return what every mark of `text` hides, in reading order."""
    return tuple([mark[2] for mark in _MARK.finditer(text)]) if "{{c" in text else ()
