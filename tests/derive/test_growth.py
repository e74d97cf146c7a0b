"""Twice the note is about twice the work, whatever its shape: counted in lines run, no clock is asked."""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from deacards.derive import words
from deacards.derive.coverage import fates_of
from deacards.derive.derive import derive_note
from deacards.notes.blocks import Note
from deacards.notes.reader import read_note

pytestmark = pytest.mark.skipif(
    not (words.__file__ or "").endswith(".py"), reason="machine code runs no lines of Python"
)
SHAPES: dict[str, Callable[[int], str]] = {
    "prose": lambda i: f"Line {i} of the text depends on the value of thing {i}.\n\n",
    "one paragraph": lambda i: f"a line {i} that goes on\n",
    "definitions": lambda i: f"- term{i}: the text of item {i}\n",
    "parents": lambda i: f"- parent {i}\n  - uses child {i}\n",
    "one label": lambda i: "- label:\n" * (i == 0) + f"  - member {i}\n",
    "the same line": lambda _: "- the same line depends on itself\n",
    "sections": lambda i: f"## Part {i}\n\n- uses thing {i}\n\n",
    "one table": lambda i: "| a | b |\n|---|---|\n" * (i == 0) + f"| key {i} | value {i} |\n",
    "tables": lambda i: f"caption {i}\n\n| a | b |\n|---|---|\n| c{i} | d{i} |\n\n",
    "HTML tables": lambda i: f"<table>\n<tr><td>k{i}</td><td>v{i}</td></tr>\n</table>\n",
    "HTML lists": lambda i: f"<ul>\n<li>k{i}</li>\n\n<li>v{i}</li>\n</ul>\n",
    "unclosed HTML": lambda _: "<table>\n\n<ul>\n\n",
    "questions": lambda i: f"Q: question {i}?\nA: answer {i}\n\n",
    "questions without answers": lambda i: f"Q: question {i}?\n",
    "one long answer": lambda i: "Q: q\nA: a\n" * (i == 0) + f"- line {i}\n",
    "questions over their answers": lambda i: f"Which is thing {i}?\nanswer {i}\n",
    "titles in bold": lambda i: f"**Title of {i}**\n\nuses thing {i}\n\n",
    "a torn sentence": lambda i: f"word{i} goes on and\n",
    "turns": lambda i: f"question {i}\n?\nanswer {i}\n",
    "tags": lambda i: f"line {i} #card\nanswer {i}\n\n",
    "details": lambda i: f"<details><summary>Q {i}?</summary>a {i}</details>\n\n",
    "unclosed details": lambda _: "<details>\n\n",
    "callouts": lambda i: f"> [!question] Why {i}?\n> because {i}\n\n",
    "skips": lambda _: "<!-- deacards: skip -->\n\nline\n\n",
    "fences": lambda i: f"```\nx{i}\n```\n",
    "sides": lambda i: f"- front {i} :: back {i}\n",
    "a long line of marks": lambda i: f"word{i} (gloss) `code` **bold** ==x== y::z => w, ",
    "a long line of arrows": lambda i: f"step{i} => ",
    "a long line of brackets": lambda i: f"head{i} (gloss{i}) ",
    "a long line of clauses": lambda i: f"it uses thing{i} because cause{i} is there, ",
    "sentences": lambda i: f"The thing{i} is kept in the box{i} of a shop{i}. ",
    "a long line of openings": lambda _: "( [ ** `a ~~b ==c {{d $e ",
}


def steps(text: str) -> int:
    """Return how many lines of Python reading and deriving a note runs; each round of a loop is one."""
    for cached in vars(words).values():
        if hasattr(cached, "cache_clear"):
            cached.cache_clear()
    count = 0

    def see(frame: FrameType, event: str, arg: object) -> Callable[..., Any]:
        nonlocal count
        del frame, event, arg
        count += 1
        return see

    sys.settrace(see)
    try:
        note = read_note("n.md", f"# Title\n\n{text}\n".encode())
        assert isinstance(note, Note)
        fates_of(derive_note(note))
    finally:
        sys.settrace(None)
    return count


@pytest.mark.parametrize("shape", SHAPES)
def test_twice_the_note_is_twice_the_work(shape: str) -> None:
    """The work grows as the note does, and not with its square: a twentieth more is allowed for."""
    small, large = ("".join(map(SHAPES[shape], range(count))) for count in (120, 240))
    steps(small)  # what is worked out once, as patterns are, is no growth
    assert steps(large) <= 2.1 * steps(small)


@pytest.mark.parametrize("depth", [40, 120])
def test_deep_nesting_loses_nothing(depth: int) -> None:
    """A list nested to any depth is read to its end, and every line has its cards or a reason."""
    text = "# T\n\n" + "".join(f"{'  ' * level}- line number {level} of the list\n" for level in range(depth))
    note = read_note("n.md", text.encode())
    assert isinstance(note, Note)
    told = {line for fate in fates_of(derive_note(note)) for line in range(fate.lines[0], fate.lines[1] + 1)}
    assert told >= set(range(3, depth + 3))
