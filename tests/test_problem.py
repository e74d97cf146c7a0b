"""Laws of problems: their form on a line, their order, and that every code is explained."""

import re
from pathlib import Path

from deacards.problem import Problem, ProblemsError, Severity

ROOT = Path(__file__).parent.parent
CODE = re.compile(r'"(DC\d{3} [a-z0-9-]+)"')


def test_a_problem_is_one_line_that_editors_understand() -> None:
    """`path:line:column: CODE name  message`, without what is not known; a warning says so."""
    assert str(Problem("cards/a.yaml", 14, 3, "DC012 missing-back", "no answer")) == (
        "cards/a.yaml:14:3: DC012 missing-back  no answer"
    )
    assert str(Problem("a.md", 0, 0, "DC100 x", "y", Severity.WARNING)) == "a.md: warning: DC100 x  y"


def test_problems_are_sorted_by_place() -> None:
    """By path, then line as a number."""
    problems = [Problem(path, line, 0, "DC100 x", "y") for path, line in [("b", 1), ("a", 10), ("a", 9)]]
    places = [str(problem).split(": ")[0] for problem in ProblemsError(problems).problems]
    assert places == ["a:9", "a:10", "b:1"]


def test_every_code_is_explained_and_means_one_thing() -> None:
    """A code in the program stands in docs/problems.md with the same name, and nothing else does."""
    sources = (ROOT / "src").rglob("*.py")
    used = {code for file in sources for code in CODE.findall(file.read_text("utf-8"))}
    explained = re.findall(
        r"^\| (DC\d{3} \S+) \|", (ROOT / "docs/problems.md").read_text("utf-8"), re.MULTILINE
    )
    assert sorted(explained) == sorted(used)
    assert len({code.split()[0] for code in used}) == len(used)
