"""Block rules of ours for markdown-it-py: structure as authors mean it where CommonMark reads otherwise.

Each rule is a plain function in one table, `RULES`. What they change: lists nest by indentation and may start
anywhere, headings may lack the space, fences close at their own mark wherever it stands, maths and directives
are blocks, and nothing is lost however deep it is nested.
"""

from typing import Any

from markdown_it import MarkdownIt
from markdown_it.ruler import Ruler
from markdown_it.rules_block import blockquote, hr, list_block
from markdown_it.token import Token

from deacards.notes.fences import directive, fence, html, maths
from deacards.notes.state import NoteState
from deacards.patterns import pattern

# markdown-it's levels, two per list. Python's stack is finite: what is deeper comes as plain lines.
MAX_LEVEL = 100

_MARKS = frozenset("`~$:>-*+_#<0123456789")  # what any rule but the paragraph's begins with
_SMALL_NUMBER = pattern(r"\d{1,2}[.)][ \t]")
_HEADING = pattern(r"(#{1,6})(?:[ \t]+(.*))?$")
_TIGHT_HEADING = pattern(r"(#{2,6})(?=[^\s#!])(.*)$|(#)(?=[A-ZÀ-Þ一-鿿])([^#]*)$")
_HEADING_TAIL = pattern(r"(?:^|[ \t])[#=]+[ \t]*$|[ \t]+$")
_UNDERLINE = pattern(r"(?:={2,}|-{2,})[ \t]*$")
_CODE_LINE = pattern(
    r"[;{}]\s*$|^\s*(?:[$#>]|//|/\*|<\w|\w+\(|(?:sudo|import|from|def|class|return|if|for|while|var|let|const|"
    r"int|void|public|function|SELECT|INSERT|CREATE|UPDATE)\b)|[=!<>+-]=|\w\s=\s|\w\(.*\)"
)


def block_tokens(src: str) -> tuple[Token, ...]:
    """Return the block tokens of `src`; their `map` counts lines from 0, inline content is as written."""
    if not src.strip():
        return ()
    state = NoteState(src, _PARSER, {}, [])
    _PARSER.block.tokenize(state, 0, state.lineMax)
    return tuple(state.tokens)


def _begin(state: NoteState, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's shape
    """Note the block's column; read prose at once, and what is too deep as plain lines."""
    state.column = state.sCount[start]
    if state.level < MAX_LEVEL:
        return state.first_char(start) not in _MARKS and _paragraph(state, start, end, silent)
    state.line = end
    state.push_lines(start, [state.rest(line) for line in range(start, end)], [0] * (end - start))
    return True


def _heading(state: NoteState, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's shape
    del end
    if state.sCount[start] - state.blkIndent >= 4:
        return False
    text = state.rest(start)
    spaced = _HEADING.match(text)
    match = spaced or _TIGHT_HEADING.match(text)
    if match is None or (not spaced and match[3] and (silent or not _stands_alone(state, start))):
        return False
    if not silent:
        marks, *content = filter(None, match.groups())
        state.line = start + 1
        state.push_heading(start, len(marks), _HEADING_TAIL.sub("", "".join(content)))
    return True


def _stands_alone(state: NoteState, line: int) -> bool:
    """Tell whether `#Word` in `line` can be a heading, not a tag or a line of unfenced code."""
    return state.isEmpty(line + 1) or state.rest(line + 1).startswith("#")


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
    """Read lines up to a blank one or another block; an underline makes a heading of the last of them."""
    del silent
    if _is_code(state, start):
        return _code(state, start, end)
    stop, underlined = _paragraph_end(state, start, end)
    texts = [state.src[state.bMarks[n] : state.eMarks[n]] for n in range(start, stop)]
    texts[0] = state.rest(start)
    indents = [state.sCount[n] - state.blkIndent for n in range(start, stop)]
    state.line = stop
    prose = len(texts) - underlined
    if prose:
        state.push_lines(start, texts[:prose], indents[:prose])
    if underlined:
        state.line = stop + 1
        state.push_heading(stop - 1, 1 if state.first_char(stop) == "=" else 2, texts[-1])
    return True


def _paragraph_end(state: NoteState, start: int, end: int) -> tuple[int, bool]:
    """Return the line after the paragraph that begins at `start`, and whether that line underlines it."""
    outer, state.parentType = state.parentType, "paragraph"
    line, underlined = start + 1, False
    while line < state.lineMax and not state.isEmpty(line):
        if state.sCount[line] >= 0:  # below 0 is markdown-it's sign that the quote rule has checked the line
            underlined = _underlines(state, start, line)
            if underlined or _interrupts(state, line, end):
                break
        line += 1
    state.parentType = outer
    return line, underlined


def _interrupts(state: NoteState, line: int, end: int) -> bool:
    if state.first_char(line) not in _MARKS:
        return False
    rules = state.md.block.ruler.getRules("paragraph")
    return any(rule(state, line, end, True) for rule in rules)  # noqa: FBT003 - markdown-it's shape


def _underlines(state: NoteState, start: int, line: int) -> bool:
    """Tell whether `line` makes a heading of the one before. Dashes under a sentence are a ruler."""
    text = state.rest(line)
    if text[0] not in "=-" or not _UNDERLINE.match(text) or state.sCount[line] < state.blkIndent:
        return False
    before = state.rest(line - 1).rstrip()
    return text[0] == "=" or (line - 1 == start and not before.endswith((".", ",", ";", ":")))


def _is_code(state: NoteState, line: int) -> bool:
    """Tell whether `line` begins an indented block of code: deep enough, and it reads like code."""
    shift = state.src[state.bMarks[line] : state.bMarks[line] + state.tShift[line]]
    deep = state.sCount[line] - state.blkIndent >= 4 and not shift.strip()
    return deep and bool(_CODE_LINE.search(state.rest(line))) and "|" not in state.rest(line)


def _code(state: NoteState, start: int, end: int) -> bool:
    line = last = start
    while line < end and (state.isEmpty(line) or state.sCount[line] - state.blkIndent >= 4):
        last = last if state.isEmpty(line) else line
        line += 1
    state.line = last + 1
    state.push_code(start, (start, last + 1))
    return True


_PARAGRAPH, _QUOTE, _LIST = "paragraph", "blockquote", "list"
# Name, rule, and what it may interrupt.
RULES = (
    ("begin", _begin, ()),
    ("fence", fence, (_PARAGRAPH, _QUOTE, _LIST)),
    ("maths", maths, (_PARAGRAPH, _QUOTE, _LIST)),
    ("directive", directive, (_PARAGRAPH, _QUOTE, _LIST)),
    ("blockquote", blockquote, (_PARAGRAPH, _QUOTE, _LIST)),
    ("hr", hr, (_PARAGRAPH, _QUOTE, _LIST)),
    ("list", _list, (_PARAGRAPH, _QUOTE)),
    ("html", html, (_PARAGRAPH, _QUOTE)),
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
