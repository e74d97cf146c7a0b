"""`deacards init`: a collection that works, with a note to try it on."""

import re
import shlex
from importlib import resources
from pathlib import Path

import click

from deacards.cli import output
from deacards.locate import CONFIG
from deacards.problem import RefusedError, UsageError
from deacards.store import ANY, Write, write_files

EXAMPLE = "notes/welcome.md"
IGNORED = b"exports/*.apkg"


@click.command
@click.argument("folder", metavar="[DIR]", default=".", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Overwrite the files of a collection that is already there.")
def command(folder: Path, *, force: bool) -> None:
    """Begin a collection, with a configuration and an example note.

    DIR is made if need be; without it the collection begins in the current folder. A folder that has notes
    already gets no example.
    """
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder}: is a file; name a folder for the collection")
    texts = _texts(folder)
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
    output.say(f"Next: {'' if folder == Path() else f'cd {shlex.quote(str(folder))} && '}deacards build")


def _texts(folder: Path) -> dict[str, bytes]:
    """Return the files that `folder` needs to be a collection, by their names."""
    templates = resources.files("deacards.cli") / "templates"
    config = (templates / CONFIG).read_text("utf-8")
    texts = {CONFIG: config.replace("NAME", _name(folder.resolve().name)).encode()}
    if not any((folder / "notes").rglob("*.md")):
        texts[EXAMPLE] = (templates / "welcome.md").read_bytes()
    ignore = folder / ".gitignore"
    lines = ignore.read_bytes().splitlines() if ignore.is_file() else []
    if IGNORED not in lines:
        texts[".gitignore"] = b"".join(line + b"\n" for line in [*lines, IGNORED])
    return texts


def _name(folder: str) -> str:
    """Return a name for the collection in `folder`: one that can be a file name everywhere."""
    return re.sub(r'[\x00-\x1f\x7f<>:"/\\|?*]+', "-", folder).strip(" .-")[:100].strip() or "notes"
