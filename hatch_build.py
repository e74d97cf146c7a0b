"""Compiles what reads notes and derives cards to machine code, for a wheel that is asked to be compiled.

Off unless the environment says `HATCH_BUILD_HOOKS_ENABLE=1`; it needs a C compiler. The sources stay as they
are and go into the wheel too: each compiled module stands beside its `.py`, and Python prefers it.
"""

import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from mypyc.build import mypycify
from setuptools import Distribution

SOURCE = Path("src")
MODULES = ("derive/**/*.py", "notes/**/*.py", "deck/cloze.py")
"""The modules of `deacards` that are worth it: they work on text and call one another."""


class Compiler(BuildHookInterface[Any]):
    """Puts compiled modules into a wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, and tell the wheel what there is and that it is of one platform now."""
        if version == "editable":
            return
        self.made = tempfile.TemporaryDirectory()
        built = compiled(Path(self.made.name))
        build_data["force_include"] |= {str(file): file.relative_to(self.made.name) for file in built}
        build_data["pure_python"] = False
        build_data["infer_tag"] = True

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Forget what the wheel holds by now."""
        del build_data, artifact_path
        if version != "editable":
            self.made.cleanup()


def compiled(folder: Path) -> list[Path]:
    """Return the libraries made of the sources, below `folder`, where they would stand in the wheel."""
    files = [
        str(file)
        for pattern in MODULES
        for file in sorted((SOURCE / "deacards").glob(pattern))
        if file.name != "__init__.py"
    ]
    with tempfile.TemporaryDirectory() as scratch:
        modules = mypycify(
            ["--cache-dir", scratch, *files],
            opt_level="1",  # more makes nothing faster, and takes twice as long
            debug_level="0",
            target_dir=scratch,
            group_name="deacards.compiled",
        )
        command = Distribution({"name": "deacards", "ext_modules": modules}).get_command_obj("build_ext")
        command.build_lib, command.build_temp = str(folder), scratch
        command.ensure_finalized()
        command.run()
    return sorted(file for file in folder.rglob("*") if file.is_file())
