"""The scheduler stands alone: the standard library is all it needs, and it touches nothing."""

import ast
import sys
from pathlib import Path

import deacards_scheduler

FORBIDDEN = {"os", "sys", "time", "random", "pathlib", "io", "socket", "subprocess", "logging"}


def test_imports_are_pure_and_standard() -> None:
    """No module imports a third-party package, the rest of the program, or a door to the outside."""
    for file in Path(deacards_scheduler.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            match node:
                case ast.Import(names=names):
                    modules = {name.name.partition(".")[0] for name in names}
                case ast.ImportFrom(module=str(module)):
                    modules = {module.partition(".")[0]}
                case _:
                    continue
            assert modules <= (sys.stdlib_module_names - FORBIDDEN) | {"deacards_scheduler"}, file.name
