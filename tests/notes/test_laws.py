"""Laws of reading: nothing raises, nothing is lost, lines are in order, hostile notes stay cheap."""

import os
import re
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deacards.notes.blocks import (
    Block,
    Code,
    Html,
    ItemList,
    Maths,
    Note,
    Quote,
    Section,
    Table,
    section_texts,
)
from deacards.notes.parse import parse_blocks
from deacards.notes.reader import read_note
from deacards.notes.source import Source, read_source
from deacards.problem import Problem

GOLDEN = "\n".join(
    file.read_text("utf-8") for file in sorted((Path(__file__).parent / "golden").glob("*.txt"))
)
SNIPPETS = [
    *[
        "- ",
        "* ",
        "1. ",
        "2. ",
        "> ",
        "# ",
        "## ",
        "#",
        "```",
        "~~~",
        "$$",
        "$",
        ":::",
        ":::{note}",
        "---",
        "===",
    ],
    *[
        "\n",
        "\n\n",
        "\n  ",
        "\n    ",
        "    ",
        "\t",
        "  \n",
        "\\\n",
        "**",
        "_",
        "`",
        "==",
        "[",
        "](",
        ")",
        "![",
    ],
    *[
        "| a | b |",
        "|---|---|",
        "|",
        "[[",
        "]]",
        "<!--",
        "-->",
        "<br>",
        "<b>",
        "<div>",
        "&amp;",
        "https://a.b/c",
    ],
    *[
        "word",
        "two words",
        "x = 1;",
        "é",
        "日本",
        "\u00a0",
        "\u200b",
        "\r\n",
        "[x]: /u",
        "[^1]",
        "[ ] ",
        "\\",
    ],
]


def distinct(snippets: list[str]) -> str:
    """Join snippets, each "word" made another one, so that the loss of any can be seen."""
    return "".join(
        s.replace("word", f"word{chr(97 + n // 26)}{chr(97 + n % 26)}") for n, s in enumerate(snippets)
    )


NOTES = st.lists(st.sampled_from(SNIPPETS), min_size=12, max_size=60).map(distinct)
LINES = st.lists(st.sampled_from(GOLDEN.split("\n")), min_size=8, max_size=30).map("\n".join)


NO_WORDS = r"""
    <!--.*?-->|</?[A-Za-z][^<>]*>           # comments and tags within a line
    |&\w+;                                  # entities
    |^[>\s]*:(?:class|name):[^\n]*$          # options of a directive
    |^[>\s\-*.\d]*\[[^\]\n]+\]:\s*\S+        # link definitions
    |\s(?:"[^"\n]*"|'[^'\n]*')(?=\)|\s*$)   # titles of links
    |\[\^\S+?\]                             # references to footnotes
    |\[[xX]\]                               # done
"""


def read(source: str) -> Note:
    """Return the note in `source`, which is always readable."""
    note = read_note("note.md", source.encode("utf-8", "surrogatepass"))
    assert isinstance(note, Note)
    return note


def strings(note: Note) -> Iterator[str]:
    """Yield everything that was kept of a note."""
    yield note.title
    yield from (problem.message for problem in note.problems)
    yield from _sections(note.sections)
    for text in section_texts(note.sections):
        yield text.text
        yield from (f"{link.words} {link.target}" for link in text.links)
        yield from (f"{image.alt} {image.target}" for image in text.images)


def _sections(sections: Iterable[Section]) -> Iterator[str]:
    for section in sections:
        yield section.title
        for block in section.blocks:
            yield from _opaque(block)
        yield from _sections(section.sections)


def _opaque(block: Block) -> Iterator[str]:
    """Yield what stands in blocks that have no texts."""
    match block:
        case Code(info=info, text=text):
            yield f"{info} {text}"
        case Html(text=text) | Maths(text=text):
            yield text
        case Quote(kind=kind, title=title, blocks=blocks):
            yield f"{kind} {title}"
            for inner in blocks:
                yield from _opaque(inner)
        case ItemList(items):
            for item in items:
                for child in item.children:
                    yield from _opaque(child)
        case _:
            return


def lost(source: str) -> set[str]:
    """Return the words of a note's text that are nowhere in what was read.

    Not words: HTML tags, comments within a line, options of directives, titles of links.
    """
    lines = read_source("note.md", source.encode())
    assert not isinstance(lines, Problem)
    text = "\n".join(lines.lines)
    text = re.sub(NO_WORDS, " ", text, flags=re.DOTALL | re.MULTILINE | re.VERBOSE)
    kept = "\n".join(strings(read(source))).casefold()
    return {word for word in re.findall(r"[^\W\d_]+", text.casefold()) if word not in kept}


@given(NOTES | LINES | st.text(max_size=200))
def test_any_text_is_read_and_no_word_is_lost(source: str) -> None:
    """Whatever a note holds, reading it never raises and keeps every word."""
    source = source.encode("utf-8", "ignore").decode()
    assert lost(source) == set()


@given(st.binary(max_size=100))
def test_any_bytes_give_a_note_or_a_problem(data: bytes) -> None:
    """Bytes that are no text are told, with a place in the file."""
    note = read_note("note.md", data)
    if isinstance(note, Problem):
        assert 0 <= note.line <= data.count(b"\n") + 1


@given(NOTES | LINES)
def test_line_numbers_are_the_files_own_and_in_order(source: str) -> None:
    """Each text lies within the file, and the texts come in the order of their lines."""
    last = len(re.split(r"\r\n?|\n", source))
    texts = list(section_texts(read(source).sections))
    assert all(1 <= text.first <= text.last <= last for text in texts)
    assert texts == sorted(texts, key=lambda text: (text.first, text.last))


@given(NOTES | LINES)
def test_rows_are_as_long_as_their_header(source: str) -> None:
    """A table is rectangular, however ragged it was written."""
    parts, _ = parse_blocks("note.md", _source(source))
    for part in parts:
        if isinstance(part, Table):
            assert {len(row.cells) for row in part.rows} <= {len(part.header.cells)}


@given(NOTES | LINES)
def test_line_ends_make_no_difference(source: str) -> None:
    """A file saved on another system reads the same."""
    source = source.replace("\r\n", "\n").replace("\r", "\n")
    assert read(source) == read(source.replace("\n", "\r\n")) == read(source.replace("\n", "\r"))


@given(NOTES | LINES)
def test_slugs_are_unique(source: str) -> None:
    """No two sections of a note have the same anchor."""
    slugs = list(_slugs(read(source).sections))
    assert len(slugs) == len(set(slugs))


def _slugs(sections: Iterable[Section]) -> Iterator[str]:
    for section in sections:
        yield section.slug
        yield from _slugs(section.sections)


def _source(text: str) -> Source:
    source = read_source("note.md", text.encode())
    assert not isinstance(source, Problem)
    return source


@pytest.mark.parametrize("depth", [10, 25, 100, 300])
def test_no_text_is_lost_below_any_depth(depth: int) -> None:
    """markdown-it-py drops what is nested deeper than its limit; here it stays."""
    nested = "\n".join(f"{'  ' * level}- level{'x' * level}" for level in range(depth))
    assert lost(nested) == set()
    assert lost("> " * depth + "deepest") == set()
    assert lost("1. " * depth + "deepest") == set()


@pytest.mark.parametrize("depth", [2, 20, 40])
def test_lists_keep_their_depth(depth: int) -> None:
    """Nesting is not flattened within what a person writes."""
    blocks = read("\n".join(f"{'  ' * level}- a" for level in range(depth))).sections[0].blocks
    for _ in range(depth):
        (block,) = blocks
        assert isinstance(block, ItemList)
        (item,) = block.items
        blocks = item.children
    assert blocks == ()


HOSTILE = {
    "quotes": "> " * 5000,
    "quotes without spaces": ">" * 5000,
    "bullets": "- " * 5000,
    "brackets": "[" * 5000,
    "links": "[a](" * 2000,
    "backticks": " ".join("`" * n for n in range(150)),
    "dollars": "$a " * 3000,
    "stars": "**a " * 3000,
    "escaped brackets": r"\( " * 3000,
    "directives": ":::{note}\n" * 2000,
    "one-space nesting": "\n".join(" " * n + "- a" for n in range(300)),
    "a wide table": "|a" * 2000 + "\n" + "|-" * 2000,
    "a ragged table": "|a|b|\n|-|-|\n" + "|1" * 2000 + "\n" + "|1|2|\n" * 2000,
    "open brackets on every line": "(\n" * 3000,
    "front matter": "---\na: " + "[" * 3000 + "\n---\n",
}


@pytest.mark.parametrize("source", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_notes_stay_cheap(source: str) -> None:
    """No note of a few kilobytes takes seconds; the bound is far above what is needed (.3 s)."""
    start = time.process_time()
    read(source)
    assert time.process_time() - start < 5


@pytest.mark.skipif("DEACARDS_CORPUS" not in os.environ, reason="DEACARDS_CORPUS names no folder of notes")
def test_no_word_of_real_notes_is_lost() -> None:
    """Every word of every note in the folder that DEACARDS_CORPUS names is kept."""
    files = [file for file in Path(os.environ["DEACARDS_CORPUS"]).rglob("*.md") if file.is_file()]
    assert {file.name: words for file in files if (words := lost(file.read_text("utf-8")))} == {}
