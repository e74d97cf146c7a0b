"""Block rules for what stands between an opening and a closing mark: code, maths, directives, HTML."""

import re

from markdown_it.rules_block import html_block

from deacards.notes.state import NoteState
from deacards.patterns import pattern

_FENCE = pattern(r"(`{3,})([^`]*)$|(~{3,})(.*)$")
_MATHS = pattern(r".*\$\$")
_DIRECTIVE = pattern(r"(:{3,})[ \t]*\{?\.?([A-Za-z][\w-]*)\}?[ \t]*(.*)$")
_HTML_WHOLE = pattern(r"<(table|ul|ol|dl)\b", re.IGNORECASE)
_OPTION = pattern(r":(?:class|name|open|color|icon|animate|label|width|align):(?:\s|$)")


def fence(state: NoteState, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's shape
    """Read fenced code; it ends at its closing mark wherever that stands, else with its list item."""
    match = _FENCE.match(state.rest(start))
    if match is None or silent:
        return match is not None
    mark, info = match[1] or match[3], match[2] or match[4] or ""
    last = state.find_close(pattern(f"{mark}{mark[0]}*[ \t]*$"), start, end)
    stop = _dedent(state, start, end) if last is None else last
    state.line = stop if last is None else stop + 1
    state.push_code(start, (start + 1, stop), info.strip()).meta["closed"] = last is not None
    return True


def _dedent(state: NoteState, start: int, end: int) -> int:
    """Return the first line after `start` that has less indentation than its list item, else `end`."""
    lines = range(start + 1, end)
    return next((n for n in lines if not state.isEmpty(n) and state.sCount[n] < state.blkIndent), end)


def maths(state: NoteState, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's shape
    """Read display mathematics that begins and ends a line, on one line or several."""
    text = state.rest(start).rstrip()
    if not text.startswith("$$"):
        return False
    last: int | None = start
    if not (len(text) > 4 and text.endswith("$$")):
        last = None if "$$" in text[2:] else state.find_close(_MATHS, start, end)
    if last is None or not state.rest(last).rstrip().endswith("$$"):
        return False
    if not silent:
        state.line = last + 1
        token = state.push("maths", "math", 0)
        token.map = [start, state.line]
        content = state.getLines(start, last + 1, state.sCount[start], keepLastLF=False).strip()
        token.content = content.removeprefix("$$").removesuffix("$$").strip("\n")
    return True


def directive(state: NoteState, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - theirs
    """Read a directive between colons (`:::{note} Title`), its content as Markdown, if it is closed."""
    match = _DIRECTIVE.match(state.rest(start))
    last = match and state.find_close(pattern(f"{match[1]}[ \t]*$"), start, end)
    if match is None or last is None or silent:
        return last is not None
    token = state.push("directive_open", "div", 1)
    token.info = match[2].lower()
    token.content = match[3]
    token.map = [start, last + 1]
    first = next((n for n in range(start + 1, last) if not _OPTION.match(state.rest(n))), last)
    old, state.lineMax, state.line = state.lineMax, last, first
    state.md.block.tokenize(state, first, last)
    state.lineMax = old
    state.push("directive_close", "div", -1)
    if state.line >= last:  # else a line with less indentation has ended the list item around it
        state.line = last + 1
    return True


def html(state: NoteState, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - theirs
    """Read a block of HTML; a table or list goes on over empty lines to its closing tag."""
    opening = _HTML_WHOLE.match(state.rest(start))
    if opening is None:
        return html_block(state, start, end, silent)
    mark = pattern(rf".*</{opening[1].lower()}>[ \t]*$", re.IGNORECASE)
    last = start if mark.match(state.rest(start)) else state.find_close(mark, start, end)
    if last is None or silent:
        return html_block(state, start, end, silent)
    state.line = last + 1
    token = state.push("html_block", "", 0)
    token.map = [start, last + 1]
    token.content = state.getLines(start, last + 1, state.blkIndent, keepLastLF=True)
    return True
