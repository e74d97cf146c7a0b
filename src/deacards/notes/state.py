"""What our block rules share: markdown-it-py's state, made to tell columns and to find closing marks."""

import re
from typing import Literal

from markdown_it.rules_block import StateBlock
from markdown_it.token import Token


class NoteState(StateBlock):
    """markdown-it's state that also notes, in `meta["column"]`, where each block begins in its line."""

    column = 0

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        """Append a token and return it."""
        token = super().push(ttype, tag, nesting)
        token.meta["column"] = self.sCount[self.line] if ttype == "list_item_open" else self.column
        return token

    def push_lines(self, start: int, lines: list[str], indents: list[int]) -> None:
        """Append the lines of a paragraph, as written, each with its own indentation."""
        token = self.push("lines", "p", 0)
        token.map = [start, start + len(lines)]
        token.meta["lines"] = lines
        token.meta["indents"] = indents

    def push_heading(self, start: int, level: int, content: str) -> None:
        """Append a heading that ends before the current line."""
        token = self.push("heading", f"h{level}", 0)
        token.map = [start, self.line]
        token.content = content.strip()

    def push_code(self, start: int, content: tuple[int, int], info: str = "") -> Token:
        """Append code that ends before the current line; `content` is the range of its own lines."""
        token = self.push("fence", "code", 0)
        token.map = [start, self.line]
        token.info = info
        token.content = self.getLines(*content, self.sCount[start], keepLastLF=False)
        return token

    def first_char(self, line: int) -> str:
        """Return the first character of `line` that is no blank."""
        return self.src[self.bMarks[line] + self.tShift[line]]

    def rest(self, line: int) -> str:
        """Return what stands in `line` after its indentation."""
        return self.src[self.bMarks[line] + self.tShift[line] : self.eMarks[line]]

    def find_close(self, mark: re.Pattern[str], start: int, end: int) -> int | None:
        """Return the first line after `start` and before `end` that `mark` matches.

        Where there is none, there is none after any later line either: remembering that keeps the search
        linear in notes with many marks that are never closed.
        """
        never: dict[tuple[str, int], int] = self.env.setdefault("never", {})
        key = (mark.pattern, end)
        if never.get(key, end) <= start:
            return None
        found = next((line for line in range(start + 1, end) if mark.match(self.rest(line))), None)
        if found is None:
            never[key] = start
        return found
