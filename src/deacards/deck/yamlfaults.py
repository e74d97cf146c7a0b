"""What keeps a text from being read as YAML, with a place and with what to do about it."""

import re
from bisect import bisect_right
from functools import cached_property
from typing import Any

import yaml

from deacards.deck import codes
from deacards.patterns import pattern
from deacards.problem import Problem

_CONFLICT = pattern(r"^(?:<{7}|>{7}|\|{7}) ", re.MULTILINE)
# What libyaml refuses to read, looked for here to say where it is.
_CONTROL = pattern(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")


class TreeError(Exception):
    """A text that gives no tree: `code`, `offset` of the character, and a `message` with what to do."""

    def __init__(self, code: str, offset: int, message: str) -> None:
        self.code = code
        self.offset = offset
        self.message = message
        super().__init__(message)

    def problem(self, path: str, text: str) -> Problem:
        """Return the error as a problem of the file `path`, which holds `text`."""
        return Problem(path, *Places(text).at(self.offset), self.code, self.message)


class Places:
    """The places of a text's characters: line and column, both from 1."""

    def __init__(self, text: str) -> None:
        self._text = text

    def at(self, offset: int) -> tuple[int, int]:
        """Return the place of a character."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    @cached_property
    def _starts(self) -> list[int]:
        """Return where each line starts; a file without faults is never asked."""
        return [0, *(found.end() for found in re.finditer("\n", self._text))]


def refuse_unreadable(text: str) -> None:
    """Raise `TreeError` for what YAML would only misunderstand."""
    if found := _CONFLICT.search(text):
        raise TreeError(
            codes.MERGE_CONFLICT,
            found.start(),
            "git left both sides of a merge conflict here; keep the lines you want and delete the lines "
            "that begin with <<<<<<<, ======= and >>>>>>>",
        )
    if found := _CONTROL.search(text):
        raise TreeError(
            codes.CONTROL_CHARACTER,
            found.start(),
            f"the invisible character U+{ord(found[0]):04X} cannot stand in YAML; delete it",
        )


_ADVICE = {
    "mapping values are not allowed": "a text that holds `: ` needs double quotes around it",
    "could not find expected ':'": "a key needs `: ` after it; check the indentation of the line above too",
    "did not find expected key": "check indentation; a text that begins with a quote must end with it",
    "did not find expected '-'": "the items of a list must begin in the same column",
    "did not find expected ',' or": "a list in brackets is not closed, or an item in it needs double quotes",
    "found unexpected end of stream": "a quote or a bracket is not closed",
    "cannot start any token": "a text that begins with this character needs double quotes",
    "unknown escape character": "write the backslash twice in double quotes; single quotes take it as is",
    "alphabetic or numeric character": "a text that begins with `&`, `*` or `!` needs double quotes",
    "while increasing flow level": "if it is text, put it in double quotes",
}


def syntax_error(text: str, exc: yaml.MarkedYAMLError) -> TreeError:
    """Return libyaml's complaint with a place and with what to do."""
    unclosed = "end of stream" in str(exc.problem) or "expected ',' or" in str(exc.problem)
    offset = offset_of(exc.context_mark if unclosed and exc.context_mark else exc.problem_mark)
    line = text[text.rfind("\n", 0, offset) + 1 :].partition("\n")[0]
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return TreeError(codes.TAB, offset, "the line is indented with a tab; YAML wants spaces")
    said = ", ".join(part for part in (exc.context, exc.problem) if part)
    advice = next((text for key, text in _ADVICE.items() if key in said), "check indentation and quotes")
    code = codes.TOO_DEEP if "nesting depth" in said else codes.YAML_SYNTAX
    return TreeError(code, offset, f"not valid YAML ({said}); {advice}")


def offset_of(mark: Any) -> int:  # noqa: ANN401 - libyaml's own class of marks, which has no stub
    """Return the character offset of a mark."""
    return int(mark.index)
