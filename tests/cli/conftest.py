"""The program as a person runs it, in this process: arguments in, exit code and both streams out."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from deacards.cli.main import main


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one run of the program gave."""

    code: int
    out: str
    err: str


Run = Callable[..., Outcome]

NOTE = """\
# AWS

## Athena

- query service
- workgroup: a group of queries with its own limits
- partition projection: values computed from the configuration

## Glue

- managed ETL service
- crawler: a program that infers schemas
- bookmark: the record of what was processed
"""


@pytest.fixture(autouse=True)
def _no_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep caches out of the home directory, and colours out of the output."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
    monkeypatch.setenv("NO_COLOR", "1")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty working directory."""
    empty = tmp_path / "work"
    empty.mkdir()
    monkeypatch.chdir(empty)
    return empty


@pytest.fixture
def deacards(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs `deacards ARGUMENTS` in `folder`."""

    def run(*arguments: str | Path) -> Outcome:
        monkeypatch.chdir(folder)
        monkeypatch.setattr(sys, "argv", ["deacards", *map(str, arguments)])
        capsys.readouterr()
        code = main()
        return Outcome(code, *capsys.readouterr())

    return run


@pytest.fixture
def collection(folder: Path) -> Path:
    """Return a collection with one small note and nothing built."""
    (folder / "deacards.toml").write_text('[collection]\nname = "aws"\n')
    (folder / "notes").mkdir()
    (folder / "notes/aws.md").write_text(NOTE)
    return folder


@pytest.fixture
def tree(folder: Path) -> Callable[[], dict[str, tuple[int, bytes]]]:
    """Return a function that gives the time and content of every file in `folder`."""

    def look() -> dict[str, tuple[int, bytes]]:
        files = (path for path in folder.rglob("*") if path.is_file())
        return {str(path.relative_to(folder)): (path.stat().st_mtime_ns, path.read_bytes()) for path in files}

    return look
