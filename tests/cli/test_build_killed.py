"""A build that is killed, at any point: every deck is either old or new, and the next build mends all."""

import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]

# Kills itself before its n-th deed on the disk: whatever is opened for writing, renamed, removed or made.
KILLED = """
import os, signal, sys
left = int(sys.argv.pop(1))
def watch(event, args):
    global left
    writes = event == "open" and isinstance(args[2], int) and args[2] & (os.O_WRONLY | os.O_RDWR)
    if not (writes or event in ("os.rename", "os.remove", "os.mkdir")) or "__pycache__" in str(args[0]):
        return
    if not str(args[0]).startswith(os.getcwd()):
        return
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(watch)
from deacards.cli.main import main
sys.exit(main())
"""

OLD = {
    "a.md": "# A\n\n## One\n\n- index: finds rows fast\n- shard: a part\n\n## Two\n\n- view: a query\n",
    "b.md": "# B\n\n- cache: keeps answers\n- queue: keeps messages\n",
}
NEW = {
    "a.md": "# A\n\n## One\n\n- index: finds rows very fast\n\n## Two\n\n- view: a query\n- shard: a part\n",
    "b.md": "# B\n\n- cache: keeps answers\n- queue: keeps messages in order\n",
    "c.md": "# C\n\n- topic: a named stream\n",
}


def write_notes(root: Path, notes: dict[str, str]) -> None:
    """Put the notes in place."""
    for name, text in notes.items():
        (root / "notes" / name).write_text(text)


def decks(root: Path) -> dict[str, bytes]:
    """Return the bytes of all decks."""
    return {str(path.relative_to(root)): path.read_bytes() for path in (root / "cards").rglob("*.yaml")}


def hidden(root: Path) -> list[Path]:
    """Return the temporary files that are left."""
    return list(root.rglob(".deacards-*"))


@pytest.fixture
def before(deacards: Run, folder: Path) -> Path:
    """Return a collection that is built, with edited notes that wait for the next build."""
    (folder / "deacards.toml").write_text('[collection]\nname = "x"\n')
    (folder / "notes").mkdir()
    write_notes(folder, OLD)
    assert deacards("build").code == 0
    write_notes(folder, NEW)
    return folder


@pytest.fixture
def new(before: Path, deacards: Run, tmp_path: Path) -> dict[str, bytes]:
    """Return the decks as a build leaves them that nobody kills."""
    kept = tmp_path / "kept"
    shutil.copytree(before, kept)
    assert deacards("build").code == 0
    after = decks(before)
    shutil.rmtree(before)
    shutil.copytree(kept, before)
    return after


def check(root: Path, old: dict[str, bytes], new: dict[str, bytes], deacards: Run) -> None:
    """See that each deck is old or new, and that a build brings all to the new state, without rubbish."""
    for path, data in decks(root).items():
        assert data in (old.get(path), new.get(path)), path
    assert old.keys() <= decks(root).keys()
    assert deacards("build").code == 0
    assert decks(root) == new
    assert hidden(root) == []


def killed(root: Path, deed: int) -> bool:
    """Run a build that is killed before a deed; return whether it came that far."""
    code = subprocess.run(
        [sys.executable, "-c", KILLED, str(deed), "build"], cwd=root, capture_output=True, check=False
    ).returncode
    assert code in (0, -signal.SIGKILL)
    return code != 0


def test_killed_before_any_deed_all_decks_are_old_or_new(
    before: Path, new: dict[str, bytes], deacards: Run, tmp_path: Path
) -> None:
    """Law: at each of the first fifteen deeds on the disk, and at the end, nothing is half done."""
    old, kept = decks(before), tmp_path / "again"
    shutil.copytree(before, kept)
    kills = 0
    for deed in range(1, 16):
        kills += killed(before, deed)
        check(before, old, new, deacards)
        shutil.rmtree(before)
        shutil.copytree(kept, before)
    assert kills == 15


@pytest.mark.soak
def test_killed_at_any_time_all_decks_are_old_or_new(
    before: Path, new: dict[str, bytes], deacards: Run, tmp_path: Path
) -> None:
    """Law: three hundred kills at random times of real builds."""
    old, kept, rng = decks(before), tmp_path / "again", random.Random(1)
    shutil.copytree(before, kept)
    for _ in range(300):
        build = subprocess.Popen(
            [sys.executable, "-m", "deacards", "build"], cwd=before, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        time.sleep(rng.uniform(0.1, 1.0))
        build.kill()
        build.wait()
        check(before, old, new, deacards)
        shutil.rmtree(before)
        shutil.copytree(kept, before)
