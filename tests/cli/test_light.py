"""What a command imports before its first word: no library but click, as long as caches are warm."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = ("asyncio", "genanki", "importlib.metadata", "markdown_it", "pydantic", "rich", "yaml")
OURS = ("deacards.cli.openstudy", "deacards.study.states", "deacards_scheduler.event")
"""What reads the decks and the log: not before the first card, if all is as it was."""
DECK = "format: 1\ndeck: D\ncards:\n" + "".join(f"  - {{id: c{n}, front: {n}?, back: x}}\n" for n in range(9))
STATUS = """
import sys
from deacards.cli import remember
remember._TICK_NS = -(10**12)  # files that the test has just written count as old
from deacards.cli.main import main
sys.argv = ["deacards", *sys.argv[1:]]
code = main()
print([name for name in HEAVY if name in sys.modules], code)
"""
PLAIN = STATUS.replace("*sys.argv[1:]", "'review', '--plain'")
REVIEW = """
import sys
from deacards.cli import remember
remember._TICK_NS = -(10**12)
from deacards.cli import fullscreen, review
def warm_up():
    from deacards.review.screenport import Ended
    sys.stderr.write(repr([name for name in HEAVY + OURS if name in sys.modules]))
    raise Ended(7)
class Terminal:
    def __enter__(self): return self
    def __exit__(self, *_): pass
    def size(self): return 80, 24
    def paint(self, frame): print("painted", "1?" in str(frame) or "0?" in str(frame))
fullscreen._warm_up, fullscreen._terminal, review._has_screen = warm_up, Terminal, lambda: True
from deacards.cli.main import main
sys.argv = ["deacards", "review"]
sys.exit(main())
"""


@pytest.fixture
def study(folder: Path) -> Path:
    """Return a collection of one deck."""
    (folder / "deacards.toml").write_text('[collection]\nname = "c"\n')
    (folder / "cards").mkdir()
    (folder / "cards" / "d.yaml").write_text(DECK)
    return folder


def run(study: Path, script: str, *arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    """Run a script in the collection, with caches of its own."""
    return subprocess.run(
        [sys.executable, "-c", f"HEAVY, OURS = {HEAVY}, {OURS}\n{script}", *arguments],
        cwd=study,
        env={**os.environ, "XDG_STATE_HOME": str(study.parent / "state")},
        input=typed,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("arguments", [["status"], ["status", "--short"], ["status", "--json"]])
def test_status_is_light(study: Path, arguments: list[str]) -> None:
    """The second status reads no deck and imports no library, and says the same."""
    first, second = run(study, STATUS, *arguments), run(study, STATUS, *arguments)
    assert "pydantic" in first.stdout
    assert second.stdout.endswith("[] 0\n"), second.stdout + second.stderr
    assert first.stdout.splitlines()[:-1] == second.stdout.splitlines()[:-1]


def test_first_card_is_light(study: Path) -> None:
    """With the decks as they were, the first frame is on the screen before any library is imported."""
    run(study, REVIEW)
    second = run(study, REVIEW)
    assert second.stdout.startswith("painted True"), second.stdout + second.stderr
    assert second.stderr == "[]"
    assert second.returncode == 7


def test_next_session_is_light(study: Path) -> None:
    """A session that took answers leaves behind what the next one begins with: the card after them."""
    first = run(study, PLAIN, typed="\n3\nq\n")
    assert "1 card in" in first.stdout, first.stderr
    second = run(study, REVIEW)
    assert second.stdout.startswith("painted True"), second.stdout + second.stderr
    assert second.stderr == "[]"


BUILD = """
import sys
from deacards.cli.main import main
sys.argv = ["deacards", "build", "--no-export"]
code = main()
print([name for name in UNNEEDED if name in sys.modules], code)
"""
UNNEEDED = (
    *("deacards.config", "deacards.cli.planview", "deacards.deck.faults", "deacards.regenerate.describe"),
    *("asyncio", "difflib", "genanki", "rich", "zstandard"),
)


def test_a_build_after_an_edit_is_light(study: Path) -> None:
    """It loads what reading and deriving one note needs: no configuration, no plan to show, no package."""
    note = study / "notes" / "n.md"
    note.parent.mkdir()
    note.write_text("# Topic\n\n- queue: what waits for a worker\n")
    script = f"UNNEEDED = {UNNEEDED}\n{BUILD}"
    first = run(study, script)
    assert "1 new" in first.stdout, first.stderr
    note.write_text("# Topic\n\n- queue: what wants a worker\n")
    second = run(study, script)
    assert "1 edited" in second.stdout, second.stderr
    assert second.stdout.endswith("[] 0\n")


def test_a_package_is_light(study: Path) -> None:
    """What exports a package loads neither asyncio nor what else a library of genanki's would bring."""
    unneeded = (
        "asyncio",
        "cached_property",
        "deacards.config",
        "importlib.resources",
        "pydantic",
    )
    script = f"UNNEEDED = {unneeded}\n{BUILD}".replace(', "--no-export"', "")
    note = study / "notes" / "n.md"
    note.parent.mkdir()
    note.write_text("# Topic\n\n- queue: what waits for a worker\n")
    run(study, script)
    note.write_text("# Topic\n\n- queue: what wants a worker\n")
    second = run(study, script)
    assert "Wrote exports/c.apkg" in second.stdout, second.stderr
    assert second.stdout.endswith("[] 0\n")
