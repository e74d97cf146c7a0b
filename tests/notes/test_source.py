"""From bytes to lines: line ends, invisible characters, front matter, and what is told of broken files."""

import pytest

from deacards.notes.source import Source, read_source


def read(data: bytes) -> Source:
    """Return the source of a readable file."""
    source = read_source("notes/a.md", data)
    assert isinstance(source, Source)
    return source


def test_all_line_ends_part_lines() -> None:
    """LF, CRLF and CR, even mixed in one file, each end one line."""
    assert read(b"a\nb\r\nc\rd").lines == ("a", "b", "c", "d")


def test_invisible_characters_go_and_odd_blanks_are_spaces() -> None:
    """The byte-order mark, NUL, zero-width characters go; no-break spaces and controls become spaces."""
    text = "\ufeffa\x00b\u200bc\u00adde\u00a0f\x0bg\u2028h"
    assert read(text.encode()).lines == ("abcde f g h",)


def test_joiners_of_scripts_and_emoji_stay() -> None:
    """Zero-width joiners carry meaning in Persian and in emoji."""
    assert read("👩\u200d👧 می\u200cروم".encode()).lines == ("👩\u200d👧 می\u200cروم",)


@pytest.mark.parametrize("end", ["---", "..."])
def test_front_matter_becomes_a_mapping_and_its_lines_blank(end: str) -> None:
    """Later lines keep their numbers."""
    source = read(f"---\na: [1, 2]\n1: x\n{end}\ntext".encode())
    assert source.matter == {"a": [1, 2], "1": "x"}
    assert source.lines == ("", "", "", "", "text")


@pytest.mark.parametrize(
    "text", ["---\n- a\n---\nb", "---\na\n---\nb", "---\na: 1\nb", "text\n---\na: 1\n---"]
)
def test_rulers_are_not_front_matter(text: str) -> None:
    """Only a mapping between two rulers, at the very top, is front matter."""
    source = read(text.encode())
    assert (source.matter, source.lines) == ({}, tuple(text.split("\n")))


@pytest.mark.parametrize(
    ("body", "line", "words"),
    [
        ("a: 1\nb: [", 4, "the front matter is not valid YAML"),
        ("a: 2024-13-45", 1, "month must be in 1..12"),
        ("a: " + "[" * 500 + "]" * 500, 1, "nested too deeply"),
        ("a: &x [1]\nb: *x", 1, "holds an alias"),
        ("a: !!python/object/apply:os.system [ls]", 2, "could not determine a constructor"),
    ],
)
def test_broken_front_matter_is_told_and_passed_over(body: str, line: int, words: str) -> None:
    """The note is still read; the warning names the line and what to do."""
    source = read(f"---\n{body}\n---\ntext".encode())
    (problem,) = source.problems
    assert (source.matter, source.lines[-1]) == ({}, "text")
    assert (problem.line, problem.code) == (line, "DC201 front-matter")
    assert words in problem.message
    assert problem.message.endswith("correct it or remove it")


def test_brackets_without_end_are_text() -> None:
    """TOML that Python cannot read for its depth is no front matter, and no crash."""
    assert read(("---\na = " + "[" * 50_000 + "\n---\n").encode()).lines[0] == "---"


def test_front_matter_of_hashcards_is_toml() -> None:
    """`name = "x"` between the rulers is the note's title; what only looks like TOML is text."""
    source = read_source("n.md", b'---\nname = "Medicine"\n---\n\nC: a [cloze]')
    assert isinstance(source, Source)
    assert (source.matter, source.lines[3:]) == (
        {"title": "Medicine", "name": "Medicine"},
        ("", "C: a [cloze]"),
    )
    text = b"---\na = b c\n---\n"
    source = read_source("n.md", text)
    assert isinstance(source, Source)
    assert (source.matter, source.lines) == ({}, ("---", "a = b c", "---", ""))
