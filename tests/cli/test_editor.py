"""Which command opens a file at a line."""

from pathlib import Path

import pytest

from deacards.cli.editor import editor_command, editor_of

FILE = Path("/c/cards/my deck.yaml")


@pytest.mark.parametrize(
    ("editor", "words"),
    [
        ("vim", ["vim", "+7", str(FILE)]),
        ("/usr/bin/nano -w", ["/usr/bin/nano", "-w", "+7", str(FILE)]),
        ("emacsclient -t", ["emacsclient", "-t", "+7", str(FILE)]),
        ("code", ["code", "--wait", "--goto", f"{FILE}:7"]),
        ("code --wait", ["code", "--wait", "--goto", f"{FILE}:7"]),
        ("hx", ["hx", f"{FILE}:7"]),
        ("subl", ["subl", "--wait", f"{FILE}:7"]),
        ("notepad", ["notepad", str(FILE)]),
        ("true", ["true", str(FILE)]),
        ("my-editor", ["my-editor", "+7", str(FILE)]),
        ("", ["vi", "+7", str(FILE)]),
    ],
)
def test_command(editor: str, words: list[str]) -> None:
    """Each editor is told the line as it understands it, and waited for."""
    assert editor_command(editor, FILE, 7) == words


@pytest.mark.parametrize(
    ("environ", "editor"),
    [
        ({"VISUAL": "a", "EDITOR": "b"}, "a"),
        ({"EDITOR": "b"}, "b"),
        ({"VISUAL": "", "EDITOR": "b"}, "b"),
        ({}, "vi"),
    ],
)
def test_choice(environ: dict[str, str], editor: str) -> None:
    """VISUAL before EDITOR before what every system has."""
    assert editor_of(environ) == editor
