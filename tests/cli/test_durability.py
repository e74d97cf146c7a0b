"""What is on the disk after SIGKILL, on a full disk, and in a folder that cannot be written to."""

import ctypes
import json
import os
import random
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

CARDS = "".join(f'  - {{id: card{n:04}, front: "{n}?", back: "{n}!"}}\n' for n in range(300))
CONFIG = '[collection]\nname = "c"\n[review]\nnew_per_day = 9999\nreviews_per_day = 9999\n'
KEYS = "\n3\n\n1\n\n4\nu\n\n3\n-\n\n2\n" * 60
DROP_BOUND_CAPABILITY = 24  # prctl's PR_CAPBSET_DROP
WRITE_ANYWHERE, READ_ANYWHERE = 1, 2  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH


@pytest.fixture
def study(folder: Path) -> Path:
    """Return a collection of three hundred new cards, all of which may be learned today."""
    (folder / "deacards.toml").write_text(CONFIG)
    (folder / "cards").mkdir()
    (folder / "cards" / "d.yaml").write_text(f"format: 1\ndeck: Deck\ncards:\n{CARDS}")
    return folder


def start(study: Path, prepare: Callable[[], None] | None = None) -> subprocess.Popen[bytes]:
    """Start a review whose keys come through a pipe; `prepare` runs in it before the program does."""
    return subprocess.Popen(
        [sys.executable, "-m", "deacards", "review", "--plain"],
        cwd=study,
        env={**os.environ, "XDG_STATE_HOME": str(study.parent / "state")},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=prepare,  # noqa: PLW1509 - there are no threads here
    )


def run(study: Path, keys: str, prepare: Callable[[], None] | None = None) -> tuple[int, str, str]:
    """Run a review on `keys` to its end."""
    with start(study, prepare) as process:
        out, err = process.communicate(keys.encode(), timeout=60)
    return process.returncode, out.decode(), err.decode()


def logged(study: Path) -> Iterator[bytes]:
    """Yield the lines of the log."""
    for file in study.glob("reviews/*/*.jsonl"):
        yield from file.read_bytes().split(b"\n")


def steps(study: Path) -> int:
    """Return how many events the log holds; every line of it must be whole."""
    return sum(bool(json.loads(line)) for line in logged(study) if line)


def kill_sessions(study: Path, kills: int, seed: int) -> int:
    """Kill sessions, each after it has printed a random amount; return how many steps had been acknowledged.

    A step is acknowledged when something is asked after it. No acknowledged one may be missing.
    """
    rng = random.Random(seed)
    acknowledged = 0
    for _ in range(kills):
        before = steps(study)
        with start(study) as process:
            assert process.stdin
            assert process.stdout
            process.stdin.write(KEYS.encode())
            process.stdin.flush()
            out = process.stdout.read(rng.choice([rng.randrange(400), rng.randrange(400, 30_000)]))
            process.kill()
            process.stdin.close()
        # Every turn asks a question of the card, and only a step leads to the next turn.
        turns = out.count(b" due] ")
        done = steps(study) - before
        assert done >= turns - 1, (turns, done)
        acknowledged += max(turns - 1, 0)
    code, _, err = run(study, "q\n")
    assert (code, err) == (0, "")
    return acknowledged


def test_killed_sessions_lose_nothing(study: Path) -> None:
    """SIGKILL at any point: every acknowledged step is in the log, and the log is whole."""
    assert kill_sessions(study, kills=12, seed=1) > 50


@pytest.mark.soak
def test_many_killed_sessions_lose_nothing(study: Path) -> None:
    """The same over 25 logs, each begun with all cards new; the count is printed."""
    acknowledged = 0
    for seed in range(25):
        acknowledged += kill_sessions(study, kills=10, seed=seed)
        shutil.rmtree(study / "reviews")
    print(f"250 kills, {acknowledged} acknowledged steps, none lost")  # noqa: T201
    assert acknowledged > 2500


@pytest.mark.parametrize("room", [0, 130, 700, 701, 702, 703])
def test_a_full_disk_keeps_what_was_saved(study: Path, room: int) -> None:
    """The session ends with what is wrong; all answers but the last are there, and study goes on later."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    run(study, "q\n")  # the device has its name
    code, out, err = run(study, KEYS, limit)
    assert code == 1
    assert "Traceback" not in err
    assert "the review log cannot be written" in err
    assert "All answers before are saved" in err
    whole = [line for line in logged(study) if line.endswith(b"}")]
    assert len(whole) >= out.count(" due] ") - 1
    code, out, err = run(study, "\n3\nq\n")
    assert code == 0
    assert "1 card in" in out
    assert len([line for line in logged(study) if line.endswith(b"}")]) == len(whole) + 1


def without_privileges() -> None:
    """Give up root's right to write where its own permissions forbid it; others have none."""
    for capability in (WRITE_ANYWHERE, READ_ANYWHERE):
        ctypes.CDLL(None).prctl(DROP_BOUND_CAPABILITY, capability, 0, 0, 0)


@pytest.mark.skipif(sys.platform != "linux", reason="capabilities are Linux's")
@pytest.mark.parametrize("place", ["reviews", "reviews/dev", "reviews/dev/old.jsonl"])
def test_a_read_only_place_is_named(study: Path, place: str) -> None:
    """What cannot be written is told with its path, without a traceback; what was there stays."""
    log = study / "reviews" / "dev" / "old.jsonl"
    log.parent.mkdir(parents=True)
    log.write_text("")
    (study.parent / "state" / "deacards").mkdir(parents=True)
    (study.parent / "state" / "deacards" / "device").write_text("dev\n" if "dev" in place else "other\n")
    target = study / place
    if target.is_file():
        run(study, "\n3\nq\n")
        target = next(file for file in study.glob("reviews/dev/*.jsonl") if file != log)
    before = list(logged(study))
    target.chmod(0o444 if target.is_file() else 0o555)
    try:
        code, _, err = run(study, "\n3\n", without_privileges)
    finally:
        target.chmod(0o755)
    assert code == 1
    assert "the review log cannot be written: Permission denied" in err
    assert str(target) in err
    assert "Traceback" not in err
    assert list(logged(study)) == before


@pytest.mark.skipif(sys.platform != "linux", reason="capabilities are Linux's")
@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("notes/sub", "notes/sub: the folder can't be listed (Permission denied); correct its permissions"),
        (
            "notes/sub/b.md",
            "notes/sub/b.md: DC205 unreadable-note  the note can't be read",
        ),
    ],
)
def test_a_place_that_cannot_be_read_is_named(folder: Path, place: str, words: str) -> None:
    """A build tells which folder or note it may not read, and what to do."""
    (folder / "deacards.toml").write_text(CONFIG)
    (folder / "notes" / "sub").mkdir(parents=True)
    (folder / "notes" / "sub" / "b.md").write_text("# T\n\n- term: what it is\n")
    (folder / place).chmod(0)
    try:
        built = subprocess.run(
            [sys.executable, "-m", "deacards", "build"],
            cwd=folder,
            capture_output=True,
            text=True,
            preexec_fn=without_privileges,
            check=False,
        )
    finally:
        (folder / place).chmod(0o755)
    assert built.returncode in {1, 2}
    assert words in built.stderr
