"""Block rules of ours for markdown-it-py: structure as authors mean it where CommonMark reads otherwise.

Each rule is a plain function in one table, `RULES`. What they change: lists nest by indentation and may start
anywhere, headings may lack the space, fences close at their own mark wherever it stands, maths and directives
are blocks, and nothing is lost however deep it is nested.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from typing import Any, Literal

from markdown_it import MarkdownIt
from markdown_it.ruler import Ruler
from markdown_it.rules_block import StateBlock, blockquote, hr, html_block, list_block
from markdown_it.token import Token

MAX_LEVEL = (
    100  # markdown-it's levels, two per list: what is deeper comes as plain lines (Python's stack is finite)
)

_ATX = re.compile(r"(#{1,6})(?:[ \t]+(.*))?$")
_ATX_TIGHT = re.compile(r"(#{2,6})(?=[^\s#!])(.*)|(#)(?=[A-ZÀ-Þ一-鿿])([^#]*)$")
_ATX_TAIL = re.compile(r"(?:^|[ \t])[#=]+[ \t]*$|[ \t]+$")
_UNDERLINE = re.compile(r"(?:={2,}|-{2,})[ \t]*$")
_FENCE = re.compile(r"(`{3,})([^`]*)$|(~{3,})(.*)$")
_DIRECTIVE = re.compile(r"(:{3,})[ \t]*\{?\.?([A-Za-z][\w-]*)\}?[ \t]*(.*)$")
_OPTION = re.compile(r":(?:class|name|open|color|icon|animate|label|width|align):(?:\s|$)")
_CODE_LINE = re.compile(
    r"[;{}]\s*$|^\s*(?:[$#>]|//|/\*|<\w|\w+\(|(?:sudo|import|from|def|class|return|if|for|while|var|let|const|"
    r"int|void|public|function|SELECT|INSERT|CREATE|UPDATE)\b)|[=!<>+-]=|\w\s=\s|\w\(.*\)"
)
_MARKS = frozenset("`~$:>-*+_#<0123456789")  # what any rule but the paragraph's begins with: a short cut
_SMALL_NUMBER = re.compile(r"\d{1,2}[.)][ \t]")


class NoteState(StateBlock):
    """markdown-it's state that also notes, in `meta["column"]`, where each block begins in its line."""

    column = 0
    _colons: defaultdict[str, list[int]] | None = None

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        """Append a token and return it."""
        token = super().push(ttype, tag, nesting)
        token.meta["column"] = self.sCount[self.line] if ttype == "list_item_open" else self.column
        return token

    def closing_colons(self, colons: str, line: int) -> int | None:
        """Return the line after `line` that holds nothing but `colons`, the end of a directive."""
        if self._colons is None:
            self._colons = defaultdict(list)
            for number, text in enumerate(self.src.split("\n")):
                if text.endswith(":::") and (bare := text.lstrip("> \t")) == ":" * len(bare):
                    self._colons[bare].append(number)
        lines = self._colons[colons]
        place = bisect_right(lines, line)
        return lines[place] if place < len(lines) else None

    def first_char(self, line: int) -> str:
        """Return the first character of `line` that is no blank, the end of the line where there is none."""
        return self.src[self.bMarks[line] + self.tShift[line]]

    def rest(self, line: int) -> str:
        """Return what stands in `line` after its indentation."""
        return self.src[self.bMarks[line] + self.tShift[line] : self.eMarks[line]]


def block_tokens(src: str) -> tuple[Token, ...]:
    """Return the block tokens of `src`; their `map` counts lines from 0, inline content is as written."""
    if not src.strip():
        return ()
    state = NoteState(src, _PARSER, {}, [])
    _PARSER.block.tokenize(state, 0, state.lineMax)
    return tuple(state.tokens)


def _begin(state: NoteState, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's shape
    """Note the block's column and take the short cut for prose.

    At the deepest level take the rest as plain lines, so that none is lost.
    """
    state.column = state.sCount[start]
    if state.level < MAX_LEVEL:
        return state.first_char(start) not in _MARKS and _paragraph(state, start, end, silent)
    lines = range(start, end)
    state.line = end
    _push_lines(state, start, [state.rest(line) for line in lines], [0 for _ in lines])
    return True


def _push_lines(state: NoteState, start: int, lines: list[str], indents: list[int]) -> None:
    token = state.push("lines", "p", 0)
    token.map = [start, start + len(lines)]
    token.meta["lines"] = lines
    token.meta["indents"] = indents


def _push_heading(state: NoteState, start: int, level: int, content: str) -> None:
    token = state.push("heading", f"h{level}", 0)
    token.map = [start, state.line]
    token.content = content.strip()


def _heading(state: NoteState, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's shape
    del end
    if state.sCount[start] - state.blkIndent >= 4:
        return False
    text = state.rest(start)
    if not text.startswith("#"):
        return False
    match = _ATX.match(text)
    if match is None:
        match = _ATX_TIGHT.match(text)
        stands_alone = not silent and (state.isEmpty(start + 1) or state.rest(start + 1).startswith("#"))
        if match is None or (match[3] and not stands_alone):
            return False
    if not silent:
        state.line = start + 1
        content = match[2] or match[4] if match.re is _ATX_TIGHT else match[2] or ""
        _push_heading(state, start, len(match[1] or match[3]), _ATX_TAIL.sub("", content or ""))
    return True


def _fence(state: NoteState, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's shape
    match = _FENCE.match(state.rest(start))
    if match is None:
        return False
    if silent:
        return True
    mark, info = match[1] or match[3], match[2] or match[4] or ""
    close = re.compile(re.escape(mark) + re.escape(mark[0]) + r"*[ \t]*$")
    last = next((line for line in range(start + 1, end) if close.match(state.rest(line))), None)
    stop = last if last is not None else _dedent(state, start, end)
    state.line = stop + 1 if last is not None else stop
    token = state.push("fence", "code", 0)
    token.map = [start, state.line]
    token.info = info.strip()
    token.content = state.getLines(start + 1, stop, state.sCount[start], True)  # noqa: FBT003 - markdown-it's
    token.meta["closed"] = last is not None
    return True


def _dedent(state: NoteState, start: int, end: int) -> int:
    """Return the first line after `start` that has less indentation than its list item, else `end`."""
    lines = range(start + 1, end)
    return next((n for n in lines if not state.isEmpty(n) and state.sCount[n] < state.blkIndent), end)


def _maths(state: NoteState, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's shape
    text = state.rest(start).rstrip()
    if not text.startswith("$$"):
        return False
    if len(text) > 4 and text.endswith("$$"):
        last = start
    elif "$$" in text[2:]:
        return False
    else:
        last = next((n for n in range(start + 1, end) if "$$" in state.rest(n)), end)
    if last == end or not state.rest(last).rstrip().endswith("$$"):
        return False
    if not silent:
        state.line = last + 1
        token = state.push("maths", "math", 0)
        token.map = [start, state.line]
        content = state.getLines(start, last + 1, state.sCount[start], False).strip()  # noqa: FBT003 - theirs
        token.content = content.removeprefix("$$").removesuffix("$$").strip("\n")
    return True


def _directive(state: NoteState, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - theirs
    match = _DIRECTIVE.match(state.rest(start))
    if match is None:
        return False
    last = state.closing_colons(match[1], start)
    if last is None or last >= end:
        return False
    if silent:
        return True
    token = state.push("directive_open", "div", 1)
    token.info = match[2].lower()
    token.content = match[3]
    token.map = [start, last + 1]
    first = next((n for n in range(start + 1, last) if not _OPTION.match(state.rest(n))), last)
    old, state.lineMax = state.lineMax, last
    state.md.block.tokenize(state, first, last)
    state.lineMax = old
    state.push("directive_close", "div", -1)
    state.line = last + 1
    return True


def _list(state: NoteState, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - theirs
    """Let a list begin at any depth of indentation and, within a list, at any small number."""
    outer, parent = state.listIndent, state.parentType
    state.listIndent = -1
    if silent and outer >= 0 and _SMALL_NUMBER.match(state.rest(start)):
        state.parentType = "list"
    found = list_block(state, start, end, silent)
    state.listIndent, state.parentType = outer, parent
    return found


def _paragraph(state: NoteState, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - theirs
    del silent
    if _is_code(state, start):
        return _push_code(state, start, end)
    outer, state.parentType = state.parentType, "paragraph"
    line, underlined = start + 1, False
    while line < state.lineMax and not state.isEmpty(line):
        lazy = state.sCount[line] < 0  # markdown-it's sign that the quote rule has checked this line
        if not lazy and _underlines(state, start, line):
            underlined = True
            break
        if not lazy and _interrupted(state, line, end):
            break
        line += 1
    state.parentType = outer
    texts = [state.src[state.bMarks[n] : state.eMarks[n]] for n in range(start, line)]
    texts[0] = state.rest(start)
    indents = [state.sCount[n] - state.blkIndent for n in range(start, line)]
    state.line = line
    if not underlined:
        _push_lines(state, start, texts, indents)
        return True
    if len(texts) > 1:
        _push_lines(state, start, texts[:-1], indents[:-1])
    state.line = line + 1
    _push_heading(state, line - 1, 1 if state.rest(line).startswith("=") else 2, texts[-1])
    return True


def _interrupted(state: NoteState, line: int, end: int) -> bool:
    if state.first_char(line) not in _MARKS:
        return False
    rules = state.md.block.ruler.getRules("paragraph")
    return any(rule(state, line, end, True) for rule in rules)  # noqa: FBT003 - markdown-it's shape


def _underlines(state: NoteState, start: int, line: int) -> bool:
    """Tell whether `line` makes a heading of the one before. Dashes under a sentence are a ruler."""
    text = state.rest(line)
    if text[:1] not in {"=", "-"} or not _UNDERLINE.match(text) or state.sCount[line] < state.blkIndent:
        return False
    before = state.rest(line - 1).rstrip()
    return text[0] == "=" or (line - 1 == start and not before.endswith((".", ",", ";", ":")))


def _is_code(state: NoteState, line: int) -> bool:
    """Tell whether `line` begins an indented block of code: deep enough, and it reads like code."""
    shift = state.src[state.bMarks[line] : state.bMarks[line] + state.tShift[line]]
    deep = state.sCount[line] - state.blkIndent >= 4 and not shift.strip()
    return deep and bool(_CODE_LINE.search(state.rest(line))) and "|" not in state.rest(line)


def _push_code(state: NoteState, start: int, end: int) -> bool:
    line = last = start
    while line < end and (state.isEmpty(line) or state.sCount[line] - state.blkIndent >= 4):
        last = last if state.isEmpty(line) else line
        line += 1
    state.line = last + 1
    token = state.push("fence", "code", 0)
    token.map = [start, state.line]
    token.content = state.getLines(start, last + 1, state.sCount[start], False)  # noqa: FBT003 - theirs
    token.meta["closed"] = True
    return True


_PARAGRAPH, _QUOTE, _LIST = "paragraph", "blockquote", "list"
RULES = (
    ("begin", _begin, ()),
    ("fence", _fence, (_PARAGRAPH, _QUOTE, _LIST)),
    ("maths", _maths, (_PARAGRAPH, _QUOTE, _LIST)),
    ("directive", _directive, (_PARAGRAPH, _QUOTE, _LIST)),
    ("blockquote", blockquote, (_PARAGRAPH, _QUOTE, _LIST)),
    ("hr", hr, (_PARAGRAPH, _QUOTE, _LIST)),
    ("list", _list, (_PARAGRAPH, _QUOTE)),
    ("html_block", html_block, (_PARAGRAPH, _QUOTE)),
    ("heading", _heading, (_PARAGRAPH, _QUOTE)),
    ("paragraph", _paragraph, ()),
)


def _parser() -> MarkdownIt:
    parser = MarkdownIt("zero", {"html": True, "maxNesting": 10 * MAX_LEVEL})
    parser.block.ruler = ruler = Ruler[Any]()  # an empty chain: all its rules are in RULES
    for name, rule, interrupts in RULES:
        ruler.push(name, rule, {"alt": list(interrupts)})
    return parser


_PARSER = _parser()
