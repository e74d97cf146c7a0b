"""Every import contract of pyproject.toml holds, and is seen to fail on an import that breaks it."""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CONTRACTS = [
    contract["id"]
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
]
# For each contract: a module of the project, and an import that it must not have.
PLANTS = {
    "layers": ("src/deacards/derive/draft.py", "import deacards.regenerate"),
    "pure": ("src/deacards/derive/draft.py", "import time"),
    "scheduler": ("scheduler/deacards_scheduler/__init__.py", "import typing_extensions"),
    "parser": ("src/deacards/deck/deck.py", "import markdown_it"),
    "yaml": ("src/deacards/cli/main.py", "import yaml"),
    "models": ("src/deacards/regenerate/merge.py", "import pydantic"),
    "genanki": ("src/deacards/cli/main.py", "import genanki"),
    "light": ("src/deacards/locate.py", "import pydantic"),
}
MORE_PLANTS = {
    "siblings": ("layers", "src/deacards/deck/deck.py", "import deacards.notes"),
    "a new module without a layer": ("layers", "src/deacards/helpers.py", ""),
    "the scheduler below all": ("scheduler", "scheduler/deacards_scheduler/__init__.py", "import deacards"),
    "hidden in a function": ("pure", "src/deacards/deck/card.py", "def f() -> None:\n    import os"),
}


def lint(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run import-linter on the tree in `root`."""
    return subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache", "--no-logo", *arguments],
        cwd=root,
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(root / "src"), str(root / "scheduler")])},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """Return a copy of the project's code and contracts."""
    for folder in ("src", "scheduler"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_all_contracts_are_kept() -> None:
    """The code as it stands breaks no contract."""
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout


def test_every_contract_has_its_plant() -> None:
    """A contract that is added here is tried too."""
    assert sorted(PLANTS) == sorted(CONTRACTS)


@pytest.mark.parametrize(
    ("contract", "module", "line"),
    [
        *((contract, *plant) for contract, plant in PLANTS.items()),
        *(pytest.param(*plant, id=name) for name, plant in MORE_PLANTS.items()),
    ],
)
def test_a_planted_import_breaks_its_contract(tree: Path, contract: str, module: str, line: str) -> None:
    """The contract alone fails, on the planted line and not for another reason."""
    assert lint(tree, "--contract", contract).returncode == 0
    with (tree / module).open("a") as file:
        file.write(f"\n{line}\n")
    done = lint(tree, "--contract", contract)
    assert done.returncode == 1, done.stdout
    assert "0 kept, 1 broken" in done.stdout
    assert Path(module).stem.removeprefix("__init__") in done.stdout
