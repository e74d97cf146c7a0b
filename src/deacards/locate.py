"""Where a collection is: its configuration file, found from any folder inside it.

This module imports nothing heavy: a build with nothing to do needs it and no more.
"""

import re
from pathlib import Path

from deacards.patterns import pattern
from deacards.problem import UsageError

CONFIG = "deacards.toml"
PYPROJECT = "pyproject.toml"
_TABLE = pattern(r"^[ \t]*\[[ \t]*tool[ \t]*\.[ \t]*deacards[ \t]*[].]", re.MULTILINE)


def find_config(start: Path) -> Path:
    """Return the nearest configuration file in `start` (absolute) or a folder above it.

    That is `deacards.toml`, or a `pyproject.toml` with a `[tool.deacards]` table; beside each other the
    former wins. Its folder is the collection's root. Raises `UsageError` when there is none.
    """
    for folder in (start, *start.parents):
        own = folder / CONFIG
        if own.exists():
            return own
        pyproject = folder / PYPROJECT
        if pyproject.is_file() and _TABLE.search(pyproject.read_text("utf-8", errors="replace")):
            return pyproject
    raise UsageError(f"no {CONFIG} here or above; run: deacards init")
