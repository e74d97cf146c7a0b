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
