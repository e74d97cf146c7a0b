"""The Markdown of cards, set up once: which marks it knows and how each is written for a field of Anki.

HTML in a card is shown as it is written, but for a line break and the tags `sub`, `sup`, `kbd`, `mark` and
`u`. Links keep their target only where it is on the web: Anki would look for any other among its media.
Cloze marks come in as holes and leave between marks of their own, which no text holds (see `cleantext`).
"""

from collections.abc import Callable, Sequence
from html import escape
from itertools import zip_longest
from posixpath import basename
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from deacards.anki import inlinerules, maths
from deacards.anki.cleantext import is_blank
from deacards.anki.media import is_sound
from deacards.deck.cloze import Mark
from deacards.patterns import pattern

HOLE = "\ufdd0{}\ufdd1"
MOST_BLANKS = 500  # Anki counts all numbers above as this one
OPEN, SHOWN, HINT, CLOSE, PLAY = "\ufdd2", "\ufdd3", "\ufdd4", "\ufdd5", "\ufdd6"

_HOLE = pattern("\ufdd0(\\d+)\ufdd1")
MARKUP = "\\\\`*_\\[\\]<&$~!\n\ufdd0"
"""The characters that may begin something in inline Markdown, as in a pattern's brackets. So may `==`."""

_PLAIN = pattern(f"[^{MARKUP}]*")
_LANGUAGE = pattern(r"\s*\{?\.?([\w+#-]+)")
_MATHS_BEGIN = pattern(r"\\(?=[(\[])")
_BRACES = pattern(r"\{(?=\{)|\}(?=\})")
_COLON = pattern(":(?=:|$)")

Writer = Callable[[str], str]
MediaNames = Callable[[str], str]
"""From what a card calls a picture or a sound to its name in Anki, "" where it does not travel."""


def html_of(text: str, marks: Sequence[Mark] | None, media: MediaNames) -> str:
    """Return Markdown as HTML: inline if `text` is one line, else as blocks.

    `marks` are what the holes of `text` stand for; None in a field that is no cloze.
    """
    if is_plain(text):
        return escape(text, quote=False)
    env = {"marks": marks, "media": media}
    if is_plain(_HOLE.sub("", text)):
        return _fill(text, env, _code, _nested(env))
    return str(_MARKDOWN.render(text, env) if "\n" in text else _MARKDOWN.renderInline(text, env))


def is_plain(text: str) -> bool:
    """Tell whether a text holds no Markdown: it is its own HTML once it is escaped."""
    return _PLAIN.fullmatch(text) is not None and "==" not in text


class _FieldRenderer(RendererHTML):
    """HTML for a field: no attribute but a link's target, a cell's alignment and code's direction.

    Every method is markdown-it's: tokens and the index of the one to write; `env` holds the marks.
    """

    def text(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:  # noqa: ARG002
        return _fill(tokens[idx].content, env, _prose, _nested(env))

    def code_inline(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:  # noqa: ARG002
        # A direction of its own keeps code out of what `dir="auto"` looks at, and right in a text that
        # runs the other way.
        return f'<code dir="ltr">{_fill(tokens[idx].content, env, _code, _code)}</code>'

    def code_block(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:  # noqa: ARG002
        return f'<pre dir="ltr"><code>{_fill(tokens[idx].content, env, _code, _code)}</code></pre>\n'

    def fence(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        language = _LANGUAGE.match(tokens[idx].info)
        if language is None:
            return self.code_block(tokens, idx, options, env)
        html = _coloured(tokens[idx].content, env, language[1].lower())
        return f'<pre dir="ltr"><code class="language-{language[1].lower()}">{html}</code></pre>\n'

    def image(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        target = str(tokens[idx].attrs["src"])
        words = self.renderInlineAsText(tokens[idx].children, options, env).strip()
        name = env["media"](target)
        if name and is_sound(name):
            return f"{PLAY}{name}]"
        if name:
            return f'<img src="{name}" alt="{escape(_shown(words, env))}">'
        words = _fill(words or basename(unquote(target)), env, _prose, _nested(env))
        # A picture on the web stays there: a card should not call on somebody's server to be asked.
        return f'<a href="{escape(target)}">{words}</a>' if inlinerules.is_web(target) else words

    def maths_inline(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:  # noqa: ARG002
        """Return maths as MathJax finds it within a line."""
        return rf"\({_tex(tokens[idx].content, env)}\)"

    def maths_display(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:  # noqa: ARG002
        """Return maths as MathJax finds it on a line of its own."""
        return rf"\[{_tex(tokens[idx].content, env)}\]"

    def table_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:  # noqa: ARG002
        """Open a table in a box that scrolls: a table that is a block itself is none to a screen reader."""
        return '<div class="table"><table>\n'

    def table_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:  # noqa: ARG002
        """Close the table and its box."""
        return "</table></div>\n"


def _fill(text: str, env: EnvType, outside: Writer, inside: Writer) -> str:
    """Return `text` with its holes filled: `outside` writes it, `inside` what a mark hides and hints."""
    parts = _HOLE.split(text)
    parts[::2] = map(outside, parts[::2])
    parts[1::2] = [_cloze(mark, inside(mark.hidden), inside(mark.hint)) for mark in _marks(parts, env)]
    return "".join(parts)


def _marks(parts: Sequence[str], env: EnvType) -> list[Mark]:
    """Return what the holes stand for that are every second one of `parts`."""
    marks = env["marks"] or ()
    return [marks[int(hole)] for hole in parts[1::2]]


def _shown(text: str, env: EnvType) -> str:
    """Return `text` with what its holes hide, for a place where nothing can be hidden."""
    parts = _HOLE.split(text)
    parts[1::2] = [mark.hidden for mark in _marks(parts, env)]
    return "".join(parts)


def _coloured(text: str, env: EnvType, language: str) -> str:
    """Return code in the colours of its language; what a mark hides is read as part of it."""
    from deacards.anki.highlight import Coloured  # noqa: PLC0415 - Pygments is not for every card

    code = Coloured(_shown(text, env), language)
    parts = _HOLE.split(text)
    marks = _marks(parts, env)
    at, written = 0, []
    for outside, mark in zip_longest(parts[::2], marks):
        written.append(code.html(at, at + len(outside)))
        at += len(outside)
        if mark is not None:
            written.append(_cloze(mark, code.html(at, at + len(mark.hidden)), _code(mark.hint)))
            at += len(mark.hidden)
    return "".join(written)


def _cloze(mark: Mark, hidden: str, hint: str) -> str:
    """Return a mark that hides HTML, with all that Anki would take for its end or hint made harmless."""
    if not 1 <= mark.number <= MOST_BLANKS or is_blank(hidden):
        return hidden
    return f"{OPEN}{mark.number}{SHOWN}{_COLON.sub('&#58;', hidden)}{hint and HINT + hint}{CLOSE}"


def _prose(text: str) -> str:
    r"""Return text escaped, its `\(` and `\[` split so that MathJax does not take them for maths."""
    return _MATHS_BEGIN.sub(r"\\<span></span>", _code(text))


def _nested(env: EnvType) -> Writer:
    """Return the writer of the Markdown inside a mark; there are no marks within marks."""
    return lambda text: html_of(text, (), env["media"])


def _code(text: str) -> str:
    """Return text escaped and else as it is; MathJax leaves code alone."""
    return escape(text, quote=False)


def _tex(text: str, env: EnvType) -> str:
    """Return TeX escaped; in a cloze its doubled braces are parted, which TeX does not mind."""
    return _fill(text, env, _code if env["marks"] is None else _parted_tex, _parted_tex)


def _parted_tex(text: str) -> str:
    """Return TeX escaped, with no two like braces side by side."""
    return _code(_BRACES.sub(r"\g<0> ", text))


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
    inlinerules.read_more(md)
    return md


_MARKDOWN = _make_markdown()
