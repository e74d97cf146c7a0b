"""Weights into a configuration: one line changes, whatever else the file holds."""

from pathlib import Path

import pytest

from deacards.collection import open_collection
from deacards.config import parse_config
from deacards.problem import UsageError
from deacards.study.fit import with_weights, write_weights
from deacards_scheduler.fsrs import DEFAULT_WEIGHTS

NAME = '[collection]\nname = "c"\n'
LINE = f"weights = {list(DEFAULT_WEIGHTS)}\n"
CASES = {
    "no table": (NAME, f"{NAME}\n[scheduler.fsrs]\n{LINE}"),
    "a table": (
        f"{NAME}[scheduler.fsrs]\nretention = 0.8 # low\n",
        f"{NAME}[scheduler.fsrs]\n{LINE}retention = 0.8 # low\n",
    ),
    "weights of one line": (
        f"{NAME}[scheduler.fsrs]\nretention = 0.8\nweights = [1] # old\n[review]\n",
        f"{NAME}[scheduler.fsrs]\nretention = 0.8\n{LINE}[review]\n",
    ),
    "weights of several lines": (
        f"{NAME}[scheduler.fsrs]\nweights = [\n 1,\n 2,\n]\n\n[review]\n",
        f"{NAME}[scheduler.fsrs]\n{LINE}\n[review]\n",
    ),
    "a table at the end of the file": (f"{NAME}[scheduler.fsrs]", f"{NAME}[scheduler.fsrs]\n{LINE}"),
}


@pytest.mark.parametrize("case", CASES)
def test_weights_are_put_in(case: str) -> None:
    """The table gets them, and every other line stays."""
    text, expected = CASES[case]
    got = with_weights(text, "scheduler.fsrs", DEFAULT_WEIGHTS)
    assert got == expected
    assert parse_config(got, "deacards.toml").scheduler.fsrs.weights == DEFAULT_WEIGHTS


def test_written_to_either_file(tmp_path: Path) -> None:
    """A pyproject.toml has them in the table of its own."""
    file = tmp_path / "pyproject.toml"
    file.write_text('[tool.deacards.collection]\nname = "c"\n')
    write_weights(open_collection(tmp_path), DEFAULT_WEIGHTS)
    assert file.read_text().endswith(f"\n[tool.deacards.scheduler.fsrs]\n{LINE}")
    assert open_collection(tmp_path).config.scheduler.fsrs.weights == DEFAULT_WEIGHTS


def test_a_file_that_would_not_be_read_again_is_left(tmp_path: Path) -> None:
    """An inline table is a person's own work: the message says what to write, and nothing is changed."""
    file = tmp_path / "deacards.toml"
    file.write_text(f"scheduler = {{ fsrs = {{ retention = 0.8 }} }}\n{NAME}")
    before = file.read_bytes()
    with pytest.raises(UsageError, match=r"deacards\.toml: the weights cannot be put in by a program"):
        write_weights(open_collection(tmp_path), DEFAULT_WEIGHTS)
    assert file.read_bytes() == before
