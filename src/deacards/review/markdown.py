"""Card Markdown in lines, drawn by Rich: tables, code with its colours, lists, links.

The import costs more than a first frame may: the screen shows its first card by `inline` and warms this up.
"""

from collections.abc import Iterator
from functools import lru_cache
from io import StringIO

from markdown_it import MarkdownIt
from markdown_it.token import Token
from rich.color import ColorSystem
from rich.console import Console
from rich.markdown import Markdown
from rich.segment import Segment
from rich.style import Style
from rich.theme import Theme

from deacards.review.cells import Line, Span
from deacards.review.maths import readable_maths

# As in Anki's fields: a line break is one, HTML is text, and no level of a list is lost.
_PARSER = MarkdownIt("commonmark", {"html": False, "breaks": True, "maxNesting": 100}).enable(
    ["table", "strikethrough"]
)
_THEME = Theme(
    {
        "markdown.code": "cyan",
        "markdown.code_block": "none",
        "markdown.link": "underline",
        "markdown.link_url": "dim",
        "markdown.h1": "bold",
        "markdown.h2": "bold",
        "markdown.item.bullet": "dim",
        "markdown.item.number": "dim",
        "markdown.hr": "dim",
        "markdown.block_quote": "italic",
        "markdown.table.border": "dim",
        "markdown.table.header": "bold",
    }
)


class _Card(Markdown):
    """Rich's Markdown of tokens that our own parser made."""

    def __init__(self, tokens: list[Token]) -> None:
        super().__init__("", code_theme="ansi_dark", hyperlinks=False)
        self.parsed = tokens


@lru_cache(maxsize=256)
def markdown_lines(text: str, width: int) -> tuple[Line, ...]:
    """Return `text` as lines of about `width` cells: what cannot be broken may be wider."""
    console = Console(
        file=StringIO(), width=width, color_system="standard", legacy_windows=False, theme=_THEME, emoji=False
    )
    tokens = _tokens(readable_maths(text, escaped=True))
    rendered = console.render_lines(_Card(tokens), console.options.update(height=None), pad=False)
    lines = [_line(segments) for segments in rendered]
    while lines and not lines[0]:
        lines.pop(0)
    while lines and not lines[-1]:
        lines.pop()
    return tuple(lines)


def _tokens(text: str) -> list[Token]:
    """Return the tokens of `text`; one line is inline Markdown, so that `# of shards?` keeps its mark."""
    tokens = _PARSER.parse(text) if "\n" in text.strip() else _paragraph(text.strip())
    for token in tokens:
        for child in token.children or ():
            if child.type == "softbreak":
                child.type = "hardbreak"
            elif child.type == "image":  # Rich puts an emoji there, which not every font has
                child.type, child.content = "text", f"[picture: {child.content or 'without a name'}]"
    return tokens


def _paragraph(text: str) -> list[Token]:
    """Return one line as the tokens of a paragraph."""
    [inline] = _PARSER.parseInline(text)
    return [
        Token("paragraph_open", "p", 1, block=True),
        inline,
        Token("paragraph_close", "p", -1, block=True),
    ]


def _line(segments: list[Segment]) -> Line:
    """Return what Rich drew as a line, without gaps at its end."""
    spans = [span for segment in segments for span in _spans(segment)]
    while spans and not spans[-1].text.strip() and "7" not in spans[-1].style.split(";"):
        spans.pop()
    if spans:
        spans[-1] = Span(spans[-1].text.rstrip(), spans[-1].style)
    return tuple(spans)


def _spans(segment: Segment) -> Iterator[Span]:
    if segment.text and not segment.control:
        yield Span(segment.text, _sgr(segment.style) if segment.style else "")


@lru_cache(maxsize=256)
def _sgr(style: Style) -> str:
    """Return the SGR parameters of a style: what stands before an `x` that is drawn in it."""
    drawn = style.render("x", color_system=ColorSystem.STANDARD)
    return drawn[2 : drawn.index("m")] if drawn.startswith("\x1b[") else ""
