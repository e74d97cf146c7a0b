"""`deacards init`: a collection that works, around the notes that are there or with a note to try it on."""

import json
import re
import shlex
from collections.abc import Sequence
from importlib import resources
from pathlib import Path
from typing import NamedTuple

import click

from deacards.cli import output
from deacards.locate import CONFIG
from deacards.notes.paths import note_paths
from deacards.problem import RefusedError, UsageError
from deacards.store import ANY, Write, write_files

EXAMPLE = "notes/welcome.md"
IGNORED = b"exports/*.apkg"
_NOTES = "notes"
_NO_NOTES = frozenset({"readme", "license", "changelog", "contributing", "code_of_conduct", "security"})
"""Markdown files in the folder of a collection that speak of the folder: they are no notes."""


class _Notes(NamedTuple):
    """The notes that are there: in which folder, how many, and the files beside them that are none."""

    folder: str = _NOTES
    files: int = 0
    left_out: tuple[str, ...] = ()


@click.command
@click.argument("folder", metavar="[DIR]", default=".", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Overwrite the files of a collection that is already there.")
def command(folder: Path, *, force: bool) -> None:
    """Begin a collection, around your notes or with an example note.

    DIR is made if need be; without it the collection begins in the current folder. Markdown files that are
    there are your notes: those in the folder `notes`, else all of them, whatever their folders.
    """
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder}: is a file; name a folder for the collection")
    notes = _own_notes(folder)
    texts = _texts(folder, notes)
    taken = [name for name in texts if (folder / name).exists() and name != ".gitignore"]
    if taken and not force:
        raise RefusedError(
            f"{' and '.join(taken)} would be overwritten; add --force if that is what you want"
        )
    folder.mkdir(parents=True, exist_ok=True)
    write_files(folder, [Write(name, data, ANY) for name, data in texts.items()])
    output.say(f"Made {', '.join(texts)}.")
    if EXAMPLE in texts:
        output.say("Write your own notes beside it, or name another folder for them in deacards.toml.")
    else:
        where = "here" if notes.folder == "." else f"in {notes.folder}"
        without = f" without {' and '.join(notes.left_out)}" if notes.left_out else ""
        files = output.counted(notes.files, "Markdown file")
        output.say(f"Your notes: {files} {where}{without}. To leave out more, see deacards.toml.")
    output.say(f"Next: {'' if folder == Path() else f'cd {shlex.quote(str(folder))} && '}deacards build")


def _own_notes(folder: Path) -> _Notes:
    """Return the notes that are there: those in `notes`, else in the one folder that holds all, else all."""
    try:
        if (folder / _NOTES).is_dir() and (there := note_paths(folder, _NOTES)):
            return _Notes(files=len(there))
        there = note_paths(folder, ".") if folder.is_dir() else []
    except UsageError:  # a folder that cannot be listed, somewhere below
        return _Notes()
    left_out = tuple(path for path in there if path.partition(".")[0].lower() in _NO_NOTES)
    notes = [path for path in there if path not in left_out]
    homes = {path.rpartition("/")[0].partition("/")[0] or "." for path in notes}
    if not notes:
        return _Notes()
    if len(homes) == 1 and "." not in homes and not any(":" in home for home in homes):
        return _Notes(homes.pop(), len(notes))
    return _Notes(".", len(notes), left_out)


def _texts(folder: Path, notes: _Notes) -> dict[str, bytes]:
    """Return the files that `folder` needs to be a collection of its notes, by their names."""
    templates = resources.files("deacards.cli") / "templates"
    config = (templates / CONFIG).read_text("utf-8").replace("NAME", _name(folder.resolve().name))
    if notes.folder != _NOTES:
        config = config.replace('# notes = "notes"', f"notes = {_toml(notes.folder)}")
    if notes.left_out:
        config = config.replace('# exclude = ["notes/drafts/**"]', f"exclude = {_toml(notes.left_out)}")
    texts = {CONFIG: config.encode()}
    if not notes.files:
        texts[EXAMPLE] = (templates / "welcome.md").read_bytes()
    ignore = folder / ".gitignore"
    lines = ignore.read_bytes().splitlines() if ignore.is_file() else []
    if IGNORED not in lines:
        texts[".gitignore"] = b"".join(line + b"\n" for line in [*lines, IGNORED])
    return texts


def _toml(value: str | Sequence[str]) -> str:
    """Return a text, or several, as TOML writes them: as JSON does."""
    return json.dumps(value, ensure_ascii=False)


def _name(folder: str) -> str:
    """Return a name for the collection in `folder`: one that can be a file name everywhere."""
    return re.sub(r'[\x00-\x1f\x7f<>:"/\\|?*]+', "-", folder).strip(" .-")[:100].strip() or "notes"
