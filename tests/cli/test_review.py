"""`deacards review` as a program: piped keys, signals, kills, and what is on the disk after each."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

CARDS = "".join(f'  - {{id: {card}, front: "{card}?", back: "{card}!"}}\n' for card in "abcdef")
CONFIG = '[collection]\nname = "c"\n[review]\nnew_per_day = 3\n'
SIGNALS = [(signal.SIGINT, 130), (signal.SIGTERM, 143)]


@pytest.fixture
def study(folder: Path) -> Path:
    """Return a collection of six cards, three of which are new a day."""
    (folder / "deacards.toml").write_text(CONFIG)
    (folder / "cards").mkdir()
    (folder / "cards" / "d.yaml").write_text(f"format: 1\ndeck: Deck\ncards:\n{CARDS}")
    return folder


def environment(study: Path) -> dict[str, str]:
    """Return the surroundings of a run: its state in a folder of its own."""
    return {**os.environ, "XDG_STATE_HOME": str(study.parent / "state")}


def start(study: Path, *options: str) -> subprocess.Popen[str]:
    """Start a review that waits for keys."""
    return subprocess.Popen(
        [sys.executable, "-m", "deacards", "review", "--plain", *options],
        cwd=study,
        env=environment(study),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def review(study: Path, keys: str, *options: str) -> tuple[int, str, str]:
    """Run a review on piped keys, `~` being a bare Enter; return its exit code and both outputs."""
    with start(study, *options) as process:
        out, err = process.communicate("".join(f"{key}\n" for key in keys).replace("~", ""), timeout=60)
    return process.returncode, out, err


def logged(study: Path) -> list[tuple[str, str, int]]:
    """Return the kind, unit and rating of every line of the log, in the order of their ids."""
    lines = [line for file in study.glob("reviews/*/*.jsonl") for line in file.read_text().splitlines()]
    events = sorted((json.loads(line) for line in lines), key=lambda event: event["id"])
    return [(event["k"], event.get("card", ""), event.get("g", 0)) for event in events]


def read_until(process: subprocess.Popen[str], prompt: str) -> Iterator[str]:
    """Yield what the program prints, sign by sign, until it has printed `prompt`."""
    assert process.stdout
    seen = ""
    while not seen.endswith(prompt):
        sign = process.stdout.read(1)
        assert sign, f"ended before {prompt!r}: {seen!r}"
        seen += sign
        yield sign


def type_keys(process: subprocess.Popen[str], keys: str) -> None:
    """Type keys one by one, waiting for each prompt before."""
    assert process.stdin
    for key in keys:
        list(read_until(process, "> "))
        process.stdin.write("\n" if key == "~" else f"{key}\n")
        process.stdin.flush()


def test_session_through_a_pipe(study: Path) -> None:
    """Answers, an undo and a drill in one session: all logged, nothing but the dialogue on stdout."""
    code, out, err = review(study, "~3~1u~4~2~3~")
    assert (code, err) == (0, "")
    assert logged(study) == [
        ("review", "a/0", 3),
        ("review", "b/0", 1),
        ("undo", "", 0),
        ("review", "b/0", 4),
        ("review", "c/0", 2),
        ("review", "c/0", 3),
    ]
    assert out.endswith("Due tomorrow: 3.\nNext: deacards status\n")


def test_limits_and_drills_survive_a_restart(study: Path) -> None:
    """After a quit the day goes on where it was: what was answered counts, what was failed comes back."""
    review(study, "~1~3q")
    code, out, _ = review(study, "~3~3~")
    assert code == 0
    assert logged(study)[2:] == [("review", "c/0", 3), ("review", "a/0", 3)]
    assert "Nothing is due now." in review(study, "")[1]
    assert out.count("Answer> ") == 2


def test_killed_program_loses_no_answer(study: Path) -> None:
    """SIGKILL while the next question stands there: every answer before it is in the log."""
    for answered in range(1, 4):
        with start(study) as process:
            type_keys(process, "~3")
            list(read_until(process, "> "))
            process.kill()
        assert len(logged(study)) == answered


@pytest.mark.parametrize(("number", "code"), SIGNALS)
def test_signals_keep_all_and_sum_up(study: Path, number: signal.Signals, code: int) -> None:
    """Ctrl-C and SIGTERM end with the summary and the shell's code; the answers are kept."""
    with start(study) as process:
        type_keys(process, "~3~")
        list(read_until(process, "Rating> "))
        process.send_signal(number)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (code, "")
    assert "1 card in" in out
    assert logged(study) == [("review", "a/0", 3)]


@pytest.mark.parametrize(("number", "code"), SIGNALS)
def test_signals_leave_the_next_session_prepared(study: Path, number: signal.Signals, code: int) -> None:
    """What a review begins with is kept anew after the last answer, also when a signal ends the session."""
    with start(study) as process:
        type_keys(process, "~3~")
        list(read_until(process, "Rating> "))
        [kept] = Path(os.environ["XDG_CACHE_HOME"]).glob("deacards/*/prepared.cache")
        before = kept.read_bytes()
        process.send_signal(number)
        process.communicate(timeout=60)
    assert process.returncode == code
    assert kept.read_bytes() != before


def test_torn_log_is_told_and_goes_on(study: Path) -> None:
    """After a line torn by a crash, study goes on with a warning, and the next answer is whole."""
    review(study, "~3~3q")
    file = next(study.glob("reviews/*/*.jsonl"))
    file.write_bytes(file.read_bytes()[:-20])
    code, _, err = review(study, "~3q")
    assert code == 0
    assert f"{file.relative_to(study).as_posix()}:2: warning: DC501 damaged-line" in err
    file.write_text(
        "".join(line for line in file.read_text().splitlines(keepends=True) if line.endswith("}\n"))
    )
    assert logged(study) == [("review", "a/0", 3), ("review", "b/0", 3)]


def test_two_devices_are_one_history(study: Path) -> None:
    """What was answered on another machine is not asked again."""
    review(study, "~3q", "--device", "desktop")
    review(study, "~3q", "--device", "laptop")
    assert {file.parent.name for file in study.glob("reviews/*/*")} == {"desktop", "laptop"}
    assert [unit for _, unit, _ in logged(study)] == ["a/0", "b/0"]


def test_device_is_kept_outside_of_the_collection(study: Path) -> None:
    """The device's name stands in the user's state folder, and names the log's folder."""
    review(study, "~3q")
    name = (study.parent / "state" / "deacards" / "device").read_text().strip()
    assert [folder.name for folder in study.glob("reviews/*")] == [name]


def test_cram_leaves_the_schedule(study: Path) -> None:
    """A card crammed is as new afterwards as before."""
    review(study, "~3q", "--cram", "--limit", "1")
    assert [kind for kind, _, _ in logged(study)] == ["cram"]
    assert "[3 new, 0 learning, 0 due]" in review(study, "q")[1]


def test_keys_that_are_no_text(study: Path) -> None:
    """Bytes that are no text are an unknown key like any other."""
    run = subprocess.run(
        [sys.executable, "-m", "deacards", "review"],
        cwd=study,
        env=environment(study),
        input=b"\xff\xfe\n\n3\nq\n",
        capture_output=True,
        check=False,
    )
    assert (run.returncode, run.stderr) == (0, b"")
    assert logged(study) == [("review", "a/0", 3)]


@pytest.mark.parametrize(
    ("options", "code", "message"),
    [
        (["nope"], 2, "no deck is called like 'nope'; there are: Deck"),
        (["--device", "../x"], 2, "--device '../x' must be"),
        (["--cram", "--ahead", "2"], 2, "--cram and --ahead exclude each other"),
        (["--limit", "0"], 2, "--limit"),
    ],
)
def test_wrong_use_is_told(study: Path, options: list[str], code: int, message: str) -> None:
    """A wrong option is named, and nothing is written."""
    got, _, err = review(study, "~3", *options)
    assert got == code
    assert message in err
    assert not (study / "reviews").exists()


def test_faulty_deck_is_told_and_the_rest_studied(study: Path) -> None:
    """A deck that cannot be read takes part in the exit code, not in the session."""
    (study / "cards" / "e.yaml").write_text("format: 1\ndeck: E\ncards:\n  - {id: z, front: z}\n")
    code, _, err = review(study, "~3q")
    assert code == 1
    assert err.startswith("cards/e.yaml:4:")
    assert logged(study) == [("review", "a/0", 3)]


def test_collection_without_cards(study: Path) -> None:
    """Without cards the next step is named."""
    (study / "cards" / "d.yaml").unlink()
    assert review(study, "") == (0, "", "There are no cards to study. Next: deacards build\n")


def test_log_that_cannot_be_written(study: Path) -> None:
    """A reviews folder that is a file is named, without a traceback."""
    (study / "reviews").write_text("")
    code, _, err = review(study, "~3")
    assert code == 2
    assert "reviews" in err
    assert "Traceback" not in err
