"""The Markdown of cards, set up once: which marks it knows and how each is written for a field of Anki.

HTML in a card is shown as it is written, but for a line break and the tags `sub`, `sup`, `kbd`, `mark` and
`u`. Links keep their target only where it is on the web: Anki would look for any other among its media.
Cloze marks come in as holes and leave between marks of their own, which no text holds (see `cleantext`).
"""

import re
from collections.abc import Callable, Iterator, Sequence
from html import escape
from posixpath import basename
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from typing_extensions import override

from deacards.anki import maths
from deacards.anki.cleantext import is_blank
from deacards.deck.cloze import Mark

HOLE = "\ufdd0{}\ufdd1"
MOST_BLANKS = 500  # Anki counts all numbers above as this one
OPEN, SHOWN, HINT, CLOSE = "\ufdd2", "\ufdd3", "\ufdd4", "\ufdd5"

_HOLE = re.compile("\ufdd0(\\d+)\ufdd1")
# What inline Markdown leaves as it is: none of these characters begins anything in it or needs an escape.
_PLAIN = re.compile("[^\\\\`*_\\[\\]<>&$~!\n\ufdd0]*")
_TAG = re.compile(r"<(?:br ?/?|(sub|sup|kbd|mark|u)>(.+?)</\1)>", re.DOTALL)
_WEB = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
_MATHS_BEGIN = re.compile(r"\\(?=[(\[])")
_BRACES = re.compile(r"\{(?=\{)|\}(?=\})")
_COLON = re.compile(":(?=:|$)")

Writer = Callable[[str], str]


def html_of(text: str, marks: Sequence[Mark] | None) -> str:
    """Return Markdown as HTML: inline if `text` is one line, else as blocks.

    `marks` are what the holes of `text` stand for; None in a field that is no cloze.
    """
    if _PLAIN.fullmatch(text):
        return text
    env = {"marks": marks}
    return str(_MARKDOWN.render(text, env) if "\n" in text else _MARKDOWN.renderInline(text, env))


class _FieldRenderer(RendererHTML):
    """HTML for a field: no attribute but a link's target, a cell's alignment and code's direction.

    Every method is markdown-it's: tokens and the index of the one to write; `env` holds the marks.
    """

    @override
    def text(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return _fill(tokens[idx].content, env["marks"], _prose, _nested)

    @override
    def code_inline(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        # A direction of its own keeps code out of what `dir="auto"` looks at, and right in a text that
        # runs the other way.
        return f'<code dir="ltr">{_fill(tokens[idx].content, env["marks"], _code, _code)}</code>'

    @override
    def code_block(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return f'<pre dir="ltr"><code>{_fill(tokens[idx].content, env["marks"], _code, _code)}</code></pre>\n'

    @override
    def fence(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return self.code_block(tokens, idx, options, env)

    @override
    def image(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        # Pictures do not travel yet: their words stand for them.
        words = self.renderInlineAsText(tokens[idx].children, options, env)
        words = words.strip() or basename(unquote(str(tokens[idx].attrs["src"])))
        return _fill(words, env["marks"], _prose, _nested)

    def maths_inline(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:  # noqa: ARG002
        """Return maths as MathJax finds it within a line."""
        return rf"\({_tex(tokens[idx].content, env['marks'])}\)"

    def maths_display(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:  # noqa: ARG002
        """Return maths as MathJax finds it on a line of its own."""
        return rf"\[{_tex(tokens[idx].content, env['marks'])}\]"

    def table_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:  # noqa: ARG002
        """Open a table in a box that scrolls: a table that is a block itself is none to a screen reader."""
        return '<div class="table"><table>\n'

    def table_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:  # noqa: ARG002
        """Close the table and its box."""
        return "</table></div>\n"


def _fill(text: str, marks: Sequence[Mark] | None, outside: Writer, inside: Writer) -> str:
    """Return `text` with its holes filled: `outside` writes it, `inside` what a mark hides and hints."""
    parts = _HOLE.split(text)
    parts[::2] = map(outside, parts[::2])
    parts[1::2] = [_cloze((marks or ())[int(hole)], inside) for hole in parts[1::2]]
    return "".join(parts)


def _cloze(mark: Mark, write: Writer) -> str:
    """Return a mark with all that Anki would take for its end or its hint made harmless."""
    hidden, hint = write(mark.hidden), write(mark.hint)
    if not 1 <= mark.number <= MOST_BLANKS or is_blank(hidden):
        return hidden
    return f"{OPEN}{mark.number}{SHOWN}{_COLON.sub('&#58;', hidden)}{hint and HINT + hint}{CLOSE}"


def _prose(text: str) -> str:
    r"""Return text escaped, its `\(` and `\[` split so that MathJax does not take them for maths."""
    return _MATHS_BEGIN.sub(r"\\<span></span>", _code(text))


def _nested(text: str) -> str:
    """Return the Markdown inside a mark as HTML; there are no marks within marks."""
    return html_of(text, ())


def _code(text: str) -> str:
    """Return text escaped and else as it is; MathJax leaves code alone."""
    return escape(text, quote=False)


def _tex(text: str, marks: Sequence[Mark] | None) -> str:
    """Return TeX escaped; in a cloze its doubled braces are parted, which TeX does not mind."""
    return _fill(text, marks, _code if marks is None else _parted_tex, _parted_tex)


def _parted_tex(text: str) -> str:
    """Return TeX escaped, with no two like braces side by side."""
    return _code(_BRACES.sub(r"\g<0> ", text))


def _read_tags(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature of a rule
    """Take the tag that begins here, if it is one that cards may use."""
    found = _TAG.match(state.src, state.pos, state.posMax) if state.src[state.pos] == "<" else None
    if found is None:
        return False
    if not silent and found[1]:
        end = state.posMax
        state.push("tag_open", found[1], 1)
        state.pos, state.posMax = found.span(2)
        state.md.inline.tokenize(state)
        state.push("tag_close", found[1], -1)
        state.posMax = end
    elif not silent:
        state.push("hardbreak", "br", 0)
    state.pos = found.end()
    return True


def _drop_dead_links(state: StateCore) -> None:
    """Leave of every link that does not lead to the web only its words."""
    for token in state.tokens:
        if token.children:
            token.children = list(_live(token.children))


def _live(tokens: Sequence[Token]) -> Iterator[Token]:
    """Yield the tokens of a line but for those that open and close a dead link (links never nest)."""
    is_dead = False
    for token in tokens:
        if token.type == "link_open":
            is_dead = not _WEB.match(str(token.attrs["href"]))
        if not (is_dead and token.type in {"link_open", "link_close"}):
            yield token


def _make_markdown() -> MarkdownIt:
    """Return CommonMark with tables, strike-through, maths and a few tags; without reference links.

    References are off because `[note]: text` alone on a line would vanish from a card.
    """
    md = MarkdownIt(
        "commonmark",
        {"html": False, "xhtmlOut": False, "breaks": True, "maxNesting": 100},
        renderer_cls=_FieldRenderer,
    )
    md.enable(["table", "strikethrough"]).disable("reference")
    maths.read_maths(md)
    md.inline.ruler.before("autolink", "tags", _read_tags)
    md.core.ruler.after("inline", "dead_links", _drop_dead_links)
    md.validateLink = lambda _url: True  # type: ignore[method-assign,assignment]  # `_drop_dead_links` is stricter
    return md


_MARKDOWN = _make_markdown()
