"""Code in colours: Pygments' tokens as HTML with a few classes that the style of the cards knows.

The classes are fewer than Pygments has, so that a later version of it, which may tell more kinds of names
apart, changes the cards little. This module is imported only where a card holds code with a language.
"""

from collections.abc import Sequence
from functools import lru_cache
from html import escape
from itertools import accumulate
from typing import NamedTuple

from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.token import Comment, Generic, Keyword, Name, Number, Operator, String, _TokenType
from pygments.util import ClassNotFound

# Above this, colours help nobody and a lexer may take its time.
_MOST_SIGNS = 20_000

_CLASSES = {
    Keyword: "k",
    Name.Attribute: "na",
    Name.Builtin: "nb",
    Name.Class: "nc",
    Name.Decorator: "nd",
    Name.Function: "nf",
    Name.Tag: "nt",
    Name.Variable: "nv",
    String: "s",
    Number: "m",
    Operator: "o",
    Comment: "c",
    Comment.Preproc: "cp",
    Generic.Deleted: "gd",
    Generic.Inserted: "gi",
}


class _Piece(NamedTuple):
    """A stretch of code of one class, "" for none; `start` is its place in the code."""

    start: int
    text: str
    css_class: str


class Coloured:
    """A text of code whose parts can be had as HTML."""

    def __init__(self, code: str, language: str) -> None:
        self._pieces = _pieces(code, language)

    def html(self, start: int, end: int) -> str:
        """Return the HTML of `code[start:end]`."""
        return "".join(
            _html(piece.text[max(start - piece.start, 0) : end - piece.start], piece.css_class)
            for piece in self._pieces
            if piece.start < end and start < piece.start + len(piece.text)
        )


def _html(text: str, css_class: str) -> str:
    written = escape(text, quote=False)
    return f'<span class="{css_class}">{written}</span>' if css_class else written


def _pieces(code: str, language: str) -> Sequence[_Piece]:
    """Return the pieces of `code`, neighbours of one class joined; one of no class where nothing is known."""
    lexer = _lexer(language)
    if lexer is None or len(code) > _MOST_SIGNS:
        return [_Piece(0, code, "")]
    joined: list[tuple[str, str]] = []
    for _, kind, text in lexer.get_tokens_unprocessed(code):
        css_class = _class_of(kind)
        if joined and (joined[-1][1] == css_class or text.isspace()):
            joined[-1] = (joined[-1][0] + text, joined[-1][1])
        else:
            joined.append((text, css_class))
    if "".join(text for text, _ in joined) != code:  # a lexer that leaves something out
        return [_Piece(0, code, "")]
    starts = accumulate((len(text) for text, _ in joined), initial=0)
    return [_Piece(start, text, name) for start, (text, name) in zip(starts, joined, strict=False)]


def _class_of(kind: _TokenType | None) -> str:
    """Return the class of a kind of token: its own, or that of the nearest kind above it."""
    while kind is not None:
        if kind in _CLASSES:
            return _CLASSES[kind]
        kind = kind.parent
    return ""


@lru_cache(maxsize=64)
def _lexer(language: str) -> Lexer | None:
    """Return the lexer of a language by any of its names; None for one that Pygments does not know."""
    try:
        return get_lexer_by_name(language)
    except ClassNotFound:
        return None
