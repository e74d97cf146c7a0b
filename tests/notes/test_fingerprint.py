"""The fingerprint of a line: what it says counts, not how it is set."""

import re

import pytest

from deacards.notes.fingerprint import fingerprint

SAME = [
    "- Glue: a managed ETL",
    "* **Glue** : a managed  ETL",
    "  3. glue — a managed ETL.",
    "- [x] Glue: a managed ETL",
    "> - Glue: a _managed_ ETL",
    "| Glue | a managed ETL |",
    "### Glue, a managed ETL",
]


@pytest.mark.parametrize("line", SAME)
def test_looks_make_no_difference(line: str) -> None:
    """Law: case, marks, spacing, list or table are one line."""
    assert fingerprint(line) == fingerprint("Glue: a managed ETL")


def test_words_and_numbers_do_and_signs_where_there_is_nothing_else() -> None:
    """Law: another word or number is another line; an empty line has no fingerprint."""
    lines = ["- port 23", "- port 24", "- ports 23", "- 23", "- → ∞", "- → 0", "- 日本"]
    lines += ["- f(x) * k", "- f(x * k)", "- pH > 5", "- pH ≤ 5"]
    marks = [fingerprint(line) for line in lines]
    assert len(set(marks)) == len(lines)
    assert all(re.fullmatch("[0-9a-f]{6}", mark) for mark in marks)
    assert fingerprint(" \t") == ""
