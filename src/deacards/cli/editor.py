"""A person's editor: which command opens a file at a line."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

_COLON = ("hx", "helix", "subl", "sublime_text", "zed", "lapce")
_GOTO = ("code", "code-insiders", "codium", "cursor", "windsurf")
_FILE_ONLY = ("notepad", "open", "xdg-open", "ed", "cat", "true", "false")


def editor_of(environ: Mapping[str, str]) -> str:
    """Return the command of the person's editor, as they would type it."""
    return environ.get("VISUAL") or environ.get("EDITOR") or ("notepad" if sys.platform == "win32" else "vi")


def editor_command(editor: str, file: Path, line: int) -> list[str]:
    """Return the words of the command that opens `file` at `line` and waits until it is closed.

    Editors that are not known get `+LINE FILE`, which nearly all of them understand.
    """
    import shlex

    words = shlex.split(editor, posix=os.name == "posix") or ["vi"]
    name = Path(words[0]).stem.lower()
    if name in _FILE_ONLY:
        return [*words, str(file)]
    if name in _COLON:
        wait = ["--wait"] if name in ("subl", "sublime_text", "zed") and "--wait" not in words else []
        return [*words, *wait, f"{file}:{line}"]
    if name in _GOTO:
        return [*words, *([] if {"--wait", "-w"} & set(words) else ["--wait"]), "--goto", f"{file}:{line}"]
    return [*words, f"+{line}", str(file)]
