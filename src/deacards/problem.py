"""Faults as values: in a person's data (`Problem`) and work that cannot go on (`DeacardsError`)."""

from enum import StrEnum
from typing import NamedTuple


class Severity(StrEnum):
    """How a problem is taken: an error stops the work on its file, a warning is only told."""

    ERROR = "error"
    WARNING = "warning"


class Problem(NamedTuple):
    """One fault in a person's file, at a place.

    `path` is relative to the collection's root, with forward slashes. `line` and `column` count from 1;
    0 means the whole file, or the whole line. `code` is a number and a name, such as `DC012 missing-back`;
    every code stands in `docs/problems.md`. `message` says what was found, then what to do.
    """

    path: str
    line: int
    column: int
    code: str
    message: str
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        """Return `path:line:column: CODE  message`, without the parts that are not known.

        A warning says so before its code, as compilers do, so that editors still find the place.
        """
        place = ":".join([self.path, *(str(n) for n in (self.line, self.column) if n)])
        mark = "warning: " if self.severity is Severity.WARNING else ""
        return f"{place}: {mark}{self.code}  {self.message}"


class DeacardsError(Exception):
    """Work that cannot go on. `str()` names the file, the place, what was found and what to do."""

    exit_code = 1


class UsageError(DeacardsError):
    """The command, the configuration or the surroundings do not allow the work (exit 2)."""

    exit_code = 2


class RefusedError(DeacardsError):
    """The work is possible but was refused for safety; the message says how to go on (exit 3)."""

    exit_code = 3


class ProblemsError(DeacardsError):
    """Faults in a person's files that stop the work: all of them, sorted."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = sorted(problems)
        super().__init__("\n".join(map(str, self.problems)))
