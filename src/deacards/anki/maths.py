r"""Maths for markdown-it: `$…$` and `\(…\)` inline, `$$…$$` and `\[…\]` displayed, as tokens of their own.

A dollar sign opens maths as in pandoc: no space after it, no space before the closing one and no digit
after that, so that prices stay prices. `[$]` and `[/$]` are the marks of LaTeX in Anki, and no maths here.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from deacards.patterns import pattern

INLINE = "maths_inline"
DISPLAY = "maths_display"

_RULES = (
    (DISPLAY, pattern(r"\$\$((?:[^$\\]|\\.)+)\$\$", re.DOTALL)),
    (
        INLINE,
        pattern(r"(?!(?:(?<=\[)|(?<=\[/))\$\])\$(?![\s$])((?:[^$\\]|\\.)+)(?<!\s)\$(?!\d)", re.DOTALL),
    ),
    (DISPLAY, pattern(r"\\\[((?:[^\\]|\\(?!\]).)+)\\\]", re.DOTALL)),
    (INLINE, pattern(r"\\\(((?:[^\\]|\\(?!\)).)+)\\\)", re.DOTALL)),
)


def read_maths(md: MarkdownIt) -> None:
    """Teach `md` the tokens `maths_inline` and `maths_display`; their content is the bare TeX."""
    md.inline.ruler.before("escape", "maths", _inline)
    md.block.ruler.before("fence", "maths", _block, {"alt": ["paragraph", "blockquote", "list"]})


def _inline(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature of a rule
    """Take the maths that begins here, if any."""
    if state.src[state.pos] not in "$\\":
        return False
    for kind, form in _RULES:
        if found := form.match(state.src, state.pos, state.posMax):
            if not silent:
                state.push(kind, "", 0).content = found[1]
            state.pos = found.end()
            return True
    return False


def _block(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - as above
    """Take `$$` … `$$` over whole lines, whatever Markdown would make of the lines between."""
    if state.is_code_block(start) or not _line(state, start).startswith("$$"):
        return False
    last = next((n for n in range(start, end) if _closes(_line(state, n), opens=n == start)), None)
    if last is None:
        return False
    text = state.getLines(start, last + 1, state.tShift[start], False).strip()  # noqa: FBT003 - positional there
    content = text[2:-2]
    if "$$" in content or not content.strip():
        return False
    if not silent:
        state.push(DISPLAY, "", 0).content = content
        state.line = last + 1
    return True


def _line(state: StateBlock, number: int) -> str:
    """Return a line without the indentation that its block has."""
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


def _closes(line: str, *, opens: bool) -> bool:
    """Tell whether `line` ends displayed maths; the line that `opens` it has two dollars of its own."""
    return line.rstrip().endswith("$$") and (len(line.rstrip()) > 4 or not opens)
