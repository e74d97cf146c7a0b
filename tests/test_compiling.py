"""A wheel can be compiled (`hatch_build.py`), and is not where nobody asks for it."""

import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
HOOK = ("tool", "hatch", "build", "targets", "wheel", "hooks", "custom")
RULES = sorted((ROOT / "src" / "deacards" / "derive" / "rules").glob("[!_]*.py"))


def test_nothing_is_compiled_unless_asked_for() -> None:
    """An ordinary installation looks for no compiler."""
    table = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    for key in HOOK:
        table = table[key]
    assert table["enable-by-default"] is False


@pytest.mark.parametrize("file", RULES, ids=lambda file: file.stem)
def test_a_rule_says_its_type(file: Path) -> None:
    """The compiler knows the type of another module's name only where it is written down."""
    assert "\nRULE = " not in file.read_text("utf-8")
