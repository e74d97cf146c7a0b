"""`deacards init`: a collection that works, around the notes that are there or with a note to try it on."""

import json
import re
import shlex
from importlib import resources
from pathlib import Path

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
"""Markdown files in the folder of a collection that speak of the folder: they alone are no notes."""


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
    notes, count = _own_notes(folder)
    texts = _texts(folder, notes, example=not count)
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
        where = "here" if notes == "." else f"in {notes}"
        files = output.counted(count, "Markdown file")
        output.say(f"Your notes: {files} {where}. What to leave out, or another folder: deacards.toml.")
    output.say(f"Next: {'' if folder == Path() else f'cd {shlex.quote(str(folder))} && '}deacards build")


def _own_notes(folder: Path) -> tuple[str, int]:
    """Return the folder of the notes that are there already, in `folder`, and how many they are.

    It is `notes`, else the one folder that holds them all, else `.`, which is all of `folder`.
    """
    try:
        if (folder / _NOTES).is_dir() and (there := note_paths(folder, _NOTES)):
            return _NOTES, len(there)
        there = note_paths(folder, ".") if folder.is_dir() else []
    except UsageError:  # a folder that cannot be listed, somewhere below
        return _NOTES, 0
    notes = [path for path in there if "/" in path or path.partition(".")[0].lower() not in _NO_NOTES]
    homes = {path.partition("/")[0] if "/" in path else "." for path in notes}
    home = homes.pop() if len(homes) == 1 else "."
    if not notes:
        return _NOTES, 0
    return (".", len(there)) if home == "." or ":" in home else (home, len(notes))


def _texts(folder: Path, notes: str, *, example: bool) -> dict[str, bytes]:
    """Return the files that `folder` needs to be a collection with its notes in `notes`, by their names."""
    templates = resources.files("deacards.cli") / "templates"
    config = (templates / CONFIG).read_text("utf-8").replace("NAME", _name(folder.resolve().name))
    if notes != _NOTES:
        config = config.replace('# notes = "notes"', f"notes = {json.dumps(notes, ensure_ascii=False)}")
    texts = {CONFIG: config.encode()}
    if example:
        texts[EXAMPLE] = (templates / "welcome.md").read_bytes()
    ignore = folder / ".gitignore"
    lines = ignore.read_bytes().splitlines() if ignore.is_file() else []
    if IGNORED not in lines:
        texts[".gitignore"] = b"".join(line + b"\n" for line in [*lines, IGNORED])
    return texts


def _name(folder: str) -> str:
    """Return a name for the collection in `folder`: one that can be a file name everywhere."""
    return re.sub(r'[\x00-\x1f\x7f<>:"/\\|?*]+', "-", folder).strip(" .-")[:100].strip() or "notes"
