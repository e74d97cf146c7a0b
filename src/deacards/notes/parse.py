"""From the lines of a note to its blocks, in order, with headings between them."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from markdown_it.token import Token

from deacards.notes.blocks import Block, Break, Code, Html, Maths, Paragraph, Text
from deacards.notes.details import CLOSING, OPENING, DetailsMark
from deacards.notes.directives import COMMENT, read_directive
from deacards.notes.inline import fold_label
from deacards.notes.lines import Reader, wrap_width
from deacards.notes.nesting import Entry, OpenItem, OpenQuote, Placed, close
from deacards.notes.rules import block_tokens
from deacards.notes.source import Source
from deacards.notes.tables import read_table, split_tables
from deacards.patterns import pattern
from deacards.problem import Problem, Severity

_DEFINITION = pattern(
    r"""\s{0,3}\[([^\]^][^\]]*)\]:\s*(?:<([^<>]+)>|(\S+))(?:\s+(?:"[^"]*"|'[^']*'|\([^()]*\)))?\s*$"""
)
_HTML_HEADING = pattern(r"\s*<h([1-6])\b[^>]*>(.*?)</h\1>\s*$", re.IGNORECASE | re.DOTALL)
_COMMENT_LEAD = pattern(r"\s*(<!--(?:(?!-->).)*-->)[ \t]*(?=[^\s<])", re.DOTALL)
_CALLOUT = pattern(r"\s*\[!([\w-]+)(?:\|[^\]]*)?\][+-]?[ \t]*(.*)$")
_TASK = pattern(r"\s*\[([ xX])\](?:\s+|$)")
_ADMONITION = pattern(
    r"\{(admonition|attention|caution|danger|error|hint|important|note|seealso|tip|warning|topic)\}\s*(.*)$"
)
_FENCES_DEEP = 3  # admonitions within admonitions that are read as such; deeper ones stay code


class Heading(NamedTuple):
    """A heading among the blocks of a note."""

    line: int
    level: int
    text: Text


def parse_blocks(path: str, source: Source) -> tuple[list[Block | Heading], list[Problem]]:
    """Return the blocks and headings of a note at its top level, and what had to be repaired."""
    tokens = block_tokens("\n".join(source.lines))
    parser = _Parser(path, Reader(wrap_width(source.lines), _definitions(tokens)))
    blocks: list[Block | Heading] = []
    for part in parser.read(tokens, 1):
        if isinstance(part, Heading):
            blocks.append(part)
        else:
            blocks.extend(close(part))
    return blocks, parser.problems


def _definitions(tokens: Sequence[Token]) -> dict[str, str]:
    lines = (line for token in tokens for line in token.meta.get("lines", ()))
    found = [match for match in map(_definition, lines) if match]
    return {fold_label(match[1]): match[2] or match[3] for match in reversed(found)}  # the first one counts


def _definition(line: str) -> re.Match[str] | None:
    match = _DEFINITION.match(line)
    return match if match and re.search(r"[/.#:]", match[2] or match[3]) else None


class _Parser:
    """Reads block tokens into entries; `problems` tells what was repaired on the way."""

    def __init__(self, path: str, reader: Reader) -> None:
        self.path = path
        self.reader = reader
        self.problems: list[Problem] = []
        self._fences = 0

    def read(self, tokens: Sequence[Token], first: int) -> Iterator[Heading | list[Entry]]:
        """Yield the top-level headings and, between them, the entries; `tokens` start at line `first`."""
        top: list[Entry] = []
        open_: list[OpenItem | OpenQuote] = []
        for token in tokens:
            if token.type.endswith(("list_open", "list_close")):
                continue
            entries = open_[-1].entries if open_ else top
            if token.nesting < 0:
                open_.pop()
            elif token.nesting > 0:
                opened = _opened(token, first)
                entries.append(opened)
                open_.append(opened)
            elif not open_ and (heading := self._heading(token, first)):
                yield top
                top = []
                yield heading
            else:
                self._add(token, first, open_[-1] if open_ else None, entries)
        yield top

    def _heading(self, token: Token, first: int) -> Heading | None:
        line = first + _map(token)[0]
        if token.type == "heading":
            return Heading(line, int(token.tag[1]), self.reader.text(line, token.content))
        if token.type == "html_block" and (match := _HTML_HEADING.match(token.content)):
            return Heading(line, int(match[1]), self.reader.text(line, match[2]))
        return None

    def _add(
        self, token: Token, first: int, inside: OpenItem | OpenQuote | None, entries: list[Entry]
    ) -> None:
        """Append what `token`, a leaf, holds to `entries`, or to its item or callout."""
        column: int = token.meta["column"]
        if token.type not in {"lines", "heading"}:
            entries.extend(self._leaf(token, first))
            return
        start = _map(token)[0] + first
        lines = list(token.meta.get("lines", [token.content]))  # a heading in here is only a line
        fresh = inside is not None and not entries and not _has_text(inside)
        if fresh and isinstance(inside, OpenQuote) and (match := _CALLOUT.match(lines[0])):
            inside.kind, inside.title = match[1].lower(), match[2].strip()
            lines[0] = ""
        if fresh and isinstance(inside, OpenItem) and (match := _TASK.match(lines[0])):
            inside.task = match[1] != " "
            lines[0] = lines[0][match.end() :]
        blocks = self._blocks(start, lines, token.meta.get("indents", (0,)))
        if fresh and isinstance(inside, OpenItem) and blocks and isinstance(blocks[0], Paragraph):
            inside.texts = blocks[0].texts
            blocks = blocks[1:]
        entries.extend(Placed(column, block) for block in blocks)

    def _blocks(self, first: int, lines: list[str], indents: Sequence[int]) -> list[Block]:
        """Return the paragraphs and tables among a run of lines."""
        lines = ["" if _definition(line) or not line.strip(": ") else line for line in lines]
        blocks: list[Block] = []
        for piece in split_tables(lines):
            line = first + piece.start
            if piece.delimiter is not None:
                own = indents[piece.start : piece.start + len(piece.lines)]
                table, fault = read_table(piece, line, own, self.reader)
                blocks.append(table)
                if fault:
                    columns = len(table.header.cells)
                    message = f"{fault}: read as a table of {columns} columns; correct it to be sure"
                    self._warn(line, "DC202 table-repaired", message)
            elif texts := self.reader.texts(line, piece.lines):
                blocks.append(Paragraph(texts))
        return blocks

    def _leaf(self, token: Token, first: int) -> Iterator[Entry]:
        begin, end = _map(token)
        column: int = token.meta["column"]
        start, last = begin + first, end + first - 1
        match token.type:
            case "fence":
                if not token.meta.get("closed", True):
                    message = f"the fence is never closed: lines {start} to {last} are read as code; close it"
                    self._warn(start, "DC203 fence-unclosed", message)
                admonition = _ADMONITION.match(token.info)
                if admonition and self._fences < _FENCES_DEEP:
                    yield self._admonition(token, admonition, first)
                else:
                    yield Placed(column, Code(start, last, token.info, token.content.rstrip("\n")))
            case "maths":
                yield Placed(column, Maths(start, last, token.content))
            case "hr":
                yield Placed(column, Break(start, last))
            case _:
                yield from self._html(column, start, token.content.rstrip())

    def _html(self, column: int, first: int, text: str) -> Iterator[Entry]:
        """Yield what a block of HTML holds: a table, a list, `<details>`, a comment for us, or itself."""
        last = first + text.count("\n")
        if (lead := _COMMENT_LEAD.match(text)) and self._fences < _FENCES_DEEP:
            end = first + text.count("\n", 0, lead.end())
            yield from self._html(column, first, lead[1])
            yield from self._inside(text[lead.end() :], end)
        elif (opening := OPENING.match(text)) and self._fences < _FENCES_DEEP:
            yield from self._details(column, first, text, opening)
        elif CLOSING.match(text):
            yield Placed(column, DetailsMark(first, last, closes=True))
        elif comment := COMMENT.fullmatch(text.strip()):
            directive = read_directive(comment["said"], first, last)
            if directive is None:
                message = (
                    f"deacards knows no {comment['said']!r}; write skip or only-marked, "
                    "then block, section or file"
                )
                self._warn(first, "DC206 unknown-directive", message)
            yield Placed(column, directive or Html(first, last, text))
        else:
            yield from (Placed(column, block) for block in self._markup(first, last, text))

    def _markup(self, first: int, last: int, text: str) -> Sequence[Block]:
        """Return the tables or lists that a block of HTML holds, itself where it holds none."""
        # Few notes hold any, and these need Python's parser of HTML.
        from deacards.notes.html_lists import read_html_list  # noqa: PLC0415
        from deacards.notes.html_tables import read_html_table  # noqa: PLC0415

        found = read_html_table(text, first, self.reader) or read_html_list(text, first, self.reader)
        return found or (Html(first, last, text),)

    def _details(self, column: int, first: int, text: str, opening: re.Match[str]) -> Iterator[Entry]:
        """Yield the marks of a `<details>` and, between them, what stands in the same block of HTML."""
        line = first + text.count("\n", 0, opening.end())
        inside = text[opening.end() :]
        closing = re.search(r"</details>\s*$", inside, re.IGNORECASE)
        title = self.reader.text(first, " ".join((opening["title"] or "").split())).text
        yield Placed(column, DetailsMark(first, line, title))
        yield from self._inside(inside[: closing.start()] if closing else inside, line)
        if closing:
            last = first + text.count("\n")
            yield Placed(column, DetailsMark(last, last, closes=True))

    def _admonition(self, token: Token, match: re.Match[str], first: int) -> OpenQuote:
        begin, end = _map(token)
        quote = OpenQuote(token.meta["column"], first + begin, first + end - 1, match[1], match[2])
        quote.entries.extend(self._inside(token.content, first + begin + 1))
        return quote

    def _inside(self, text: str, first: int) -> Iterator[Entry]:
        """Yield what Markdown within another block holds; a heading in there is only a line."""
        self._fences += 1
        for part in self.read(block_tokens(text), first):
            if isinstance(part, Heading):
                yield Placed(0, Paragraph((part.text,)))
            else:
                yield from part
        self._fences -= 1

    def _warn(self, line: int, code: str, message: str) -> None:
        self.problems.append(Problem(self.path, line, 0, code, message, Severity.WARNING))


def _opened(token: Token, first: int) -> OpenItem | OpenQuote:
    column: int = token.meta["column"]
    begin, end = _map(token)
    match token.type:
        case "list_item_open":
            return OpenItem(column, token.markup, bool(token.info))
        case "directive_open":
            return OpenQuote(column, begin + first, end + first - 1, token.info, token.content.strip())
        case _:
            return OpenQuote(column, begin + first, end + first - 1)


def _map(token: Token) -> tuple[int, int]:
    """Return the lines of `token`, counted from 0, the end exclusive."""
    begin, end = token.map or (0, 0)
    return begin, end


def _has_text(container: OpenItem | OpenQuote) -> bool:
    return isinstance(container, OpenItem) and bool(container.texts)
