"""The README tells the truth: its tour is run as it stands, and its commands and links exist."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from deacards.cli.main import SUMMARIES

Run = Callable[..., Any]
ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(console|markdown)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def steps() -> list[tuple[str, str]]:
    """Return each `$ deacards` command of the README with the output that it shows."""
    console = "".join(text for kind, text in BLOCKS if kind == "console")
    parts = re.split(r"^\$ ", console, flags=re.MULTILINE)[1:]
    pairs = (part.strip().partition("\n") for part in parts)
    return [(command, shown.strip()) for command, _, shown in pairs if command.startswith("deacards ")]


def pattern(shown: str) -> re.Pattern[str]:
    """Return what matches an output like the shown one: `...` is anything, sizes are not looked at."""
    text = re.escape(re.sub(r"\(\d+ kB\)", "SIZE", shown))
    return re.compile(text.replace("SIZE", r"\(\d+ kB\)").replace(r"\.\.\.", r".*"), re.DOTALL)


def test_the_tour_is_true(deacards: Run, folder: Path) -> None:
    """Each command of the tour prints what the README says, in order, in one collection."""
    note = folder / "notes/aws.md"
    assert len(steps()) == 4
    for command, shown in steps():
        if command == "deacards diff":
            note.write_text(note.read_text().replace("with its own limits", "that share settings"))
        outcome = deacards(*command.split()[1:])
        printed = (outcome.out + outcome.err).replace("exports/work.apkg", "exports/tour.apkg")
        assert pattern(shown).fullmatch(printed.strip())
        if command == "deacards init":
            (folder / "notes/welcome.md").unlink()
            note.write_text(next(text for kind, text in BLOCKS if kind == "markdown"))


def test_every_command_that_is_named_exists() -> None:
    """`deacards X` in running text is a command, unless it stands among what is not there yet."""
    told, _, missing = README.partition("## What is not there yet")
    named = set(re.findall(r"deacards ([a-z]+)", re.sub(r"```.*?```", "", told, flags=re.DOTALL)))
    assert {name for name in named if f"`deacards {name}" in told} <= SUMMARIES.keys()
    assert missing


def test_every_link_leads_somewhere() -> None:
    """Relative links of the README and of docs/ lead to files of the project."""
    for file in (ROOT / "README.md", *(ROOT / "docs").glob("*.md")):
        for target in re.findall(r"\]\(([^)#]+)\)", file.read_text("utf-8")):
            assert ":" in target or (file.parent / target).exists(), f"{file.name}: {target}"
