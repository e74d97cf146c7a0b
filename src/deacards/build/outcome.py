"""What a build came to, as plain values: printed, kept beside the manifest, and told again."""

from collections.abc import Mapping
from typing import Any, NamedTuple, Self

from deacards.problem import Problem, Severity


class Packaged(NamedTuple):
    """A package: its `path` relative to the root, what is in it, its size.

    `retired` counts its notes that left the decks; `retired_search` finds them in Anki's browser.
    """

    path: str
    notes: int
    cards: int
    bytes: int
    media: int = 0
    retired: int = 0
    retired_search: str = ""

    def __str__(self) -> str:
        """Return what is in the package, in Anki's words, and how large it is."""
        size = f"{self.bytes / 1000:,.0f} kB" if self.bytes < 999_500 else f"{self.bytes / 1e6:,.1f} MB"
        notes = f"{self.notes:,} Anki note{'' if self.notes == 1 else 's'}"
        cards = f"{self.cards:,} Anki card{'' if self.cards == 1 else 's'}"
        media = f", {self.media:,} media file{'' if self.media == 1 else 's'}" if self.media else ""
        return f"{self.path}: {notes}, {cards}{media} ({size})"


class Outcome(NamedTuple):
    """The figures of a build.

    `notes` and `cards` count what there is afterwards; the others count the cards that the build changed:
    `added`, `edited`, `moved`, `revived`, `retired`, `dismissed` (deleted by hand), and `conflicts`, where a
    hand edit stands against a new wording. `reviews_of_retired` counts the answers that the retired ones have
    had. `written` are the files that changed; `package` is None where none was asked for. Of the lines of the
    notes that were looked at `facts` may hold one, and `carded` of those gave cards.

    `problems` stand until someone mends them; `notices` are told once, by the build that had the cause.
    """

    notes: int
    cards: int
    added: int = 0
    edited: int = 0
    moved: int = 0
    revived: int = 0
    retired: int = 0
    dismissed: int = 0
    conflicts: int = 0
    reviews_of_retired: int = 0
    written: tuple[str, ...] = ()
    package: Packaged | None = None
    facts: int = 0
    carded: int = 0
    problems: tuple[Problem, ...] = ()
    notices: tuple[Problem, ...] = ()

    def settled(self) -> Self:
        """Return what the next build will tell if nothing changes until then."""
        return self._replace(
            added=0,
            edited=0,
            moved=0,
            revived=0,
            retired=0,
            dismissed=0,
            reviews_of_retired=0,
            written=(),
            notices=(),
        )

    def as_plain(self) -> dict[str, object]:
        """Return the outcome as JSON and a cache know it; `from_plain` reads it back."""
        plain: dict[str, object] = {
            "package": self.package._asdict() if self.package else None,
            "problems": [_plain(problem) for problem in self.problems],
            "notices": [_plain(notice) for notice in self.notices],
        }
        return self._asdict() | plain

    @classmethod
    def from_plain(cls, value: Mapping[str, Any]) -> Self:
        """Return the outcome that `as_plain` gave, after a trip through JSON or not."""
        package = value["package"]
        known = {
            "written": tuple(value["written"]),
            "package": Packaged(**package) if package else None,
            "problems": tuple(map(_problem, value["problems"])),
            "notices": tuple(map(_problem, value["notices"])),
        }
        return cls(**(dict(value) | known))


def _plain(problem: Problem) -> dict[str, object]:
    return problem._asdict() | {"severity": problem.severity.value}


def _problem(value: Mapping[str, Any]) -> Problem:
    return Problem(**(dict(value) | {"severity": Severity(value["severity"])}))
