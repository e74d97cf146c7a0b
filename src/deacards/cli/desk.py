"""The desk of a collection: what the review screen may do to files and with other programs."""

import os
import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from deacards.cli.editor import editor_command, editor_of
from deacards.problem import DeacardsError
from deacards.review.desk import Deckchange
from deacards.review.images import MOST_BYTES
from deacards.study.unit import Unit
from deacards_scheduler.event import Event

_PICTURE = re.compile(r"!\[[^]]*\]\(<?([^)>\s]+)>?[^)]*\)|<img[^>]+src=[\"']?([^\"'>\s]+)|!\[\[([^]|]+)")
_LINK = re.compile(r"https?://[^\s<>()\"'`]+")


class FileDesk:
    """The desk of the collection at `root`, its review log in `reviews`."""

    def __init__(self, root: Path, reviews: Path) -> None:
        self._root = root
        self._reviews = reviews
        self._faults: dict[str, int] = {}

    def edit(self, unit: Unit) -> Deckchange:
        """Open the deck in the person's editor; return what it holds when that is closed.

        It is opened at the card, or at the fault that the last edit left there.
        """
        path = unit.deck_path
        if fault := self._edit(self._root / path, self._faults.pop(path, unit.deck_line)):
            return Deckchange(None, fault)
        from deacards.study.edits import FaultyDeckError, reread_deck

        try:
            return Deckchange(reread_deck(self._root, path))
        except FaultyDeckError as exc:
            self._faults[path] = exc.line
            return Deckchange(None, f"{exc} - the card is asked as it was; edit again to mend it")
        except DeacardsError as exc:
            return Deckchange(None, str(exc))

    def toggle_tag(self, unit: Unit, tag: str) -> Deckchange:
        """Give the card a tag, or take it away."""
        from deacards.study.edits import toggle_tag

        try:
            return Deckchange(toggle_tag(self._root, unit.deck_path, unit.card, tag))
        except DeacardsError as exc:
            return Deckchange(None, str(exc))

    def picture(self, unit: Unit, texts: Sequence[str]) -> bytes:
        """Return the file of the first picture in `texts`, as far as a terminal might be sent it."""
        file = self._picture(unit, texts)
        try:
            if file is None or file.stat().st_size > MOST_BYTES:
                return b""
            return file.read_bytes()
        except OSError:
            return b""

    def needs_terminal(self, unit: Unit) -> bool:
        """Return whether there is nothing to show but the note."""
        return not self._target(unit)

    def open(self, unit: Unit) -> str:
        """Open the card's first picture or link, else its note or deck in the editor."""
        if target := self._target(unit):
            return _show(target)
        place = self.placed(unit).places[0]
        path, _, line = place.rpartition(":")
        return self._edit(self._root / path, int(line)) or f"{place} was opened."

    def placed(self, unit: Unit) -> Unit:
        """Return the unit with the lines of its card as they are in the note now."""
        from deacards.study.whereabouts import placed

        return placed(self._root, [unit])[0]

    def source(self, unit: Unit) -> Sequence[str]:
        """Return the lines of the note at those of the unit; none when they cannot be read."""
        if unit.lines is None:
            return []
        first, last = unit.lines
        try:
            text = (self._root / unit.note).read_text("utf-8-sig", errors="replace")
        except OSError:
            return []
        return text.splitlines()[first - 1 : last]

    def history(self, unit: Unit) -> Sequence[Event]:
        """Return the unit's events that count, the oldest first; none when the log cannot be read."""
        from deacards.study.log import LogError, read_about
        from deacards_scheduler.replay import live_events

        try:
            events = live_events(read_about(self._root, self._reviews, unit.id).events)
        except LogError:
            return []
        return [event for event in events if getattr(event, "unit", None) == unit.id]

    def _edit(self, file: Path, line: int) -> str:
        """Run the editor and wait for it; return why that failed, "" if it did not."""
        import subprocess

        command = editor_command(editor_of(os.environ), file, line)
        try:
            code = subprocess.run(command, check=False).returncode  # noqa: S603 - the person's own editor
        except OSError as exc:
            return f"{command[0]}: {exc.strerror}; set EDITOR to an editor that is there"
        return f"{command[0]} ended with {code}" if code else ""

    def _target(self, unit: Unit) -> str:
        """Return the first picture, or else link, of the card that there is."""
        texts = [unit.prompt, *unit.answer, unit.extra]
        if file := self._picture(unit, texts):
            return str(file)
        links = (found[0].rstrip(".,;:") for text in texts for found in _LINK.finditer(text))
        return next(links, "")

    def _picture(self, unit: Unit, texts: Iterable[str]) -> Path | None:
        """Return the first picture that the texts name, beside the note or the deck, if it is there."""
        folders = [self._root / unit.note, self._root / unit.deck_path]
        for text in texts:
            for found in _PICTURE.finditer(text):
                name = found[1] or found[2] or found[3]
                if file := _first_file((folder.parent / name for folder in folders), self._root):
                    return file
        return None


def _first_file(candidates: Iterable[Path], root: Path) -> Path | None:
    """Return the first candidate that is a file inside of `root`."""
    return next((each for each in candidates if each.is_file() and each.resolve().is_relative_to(root)), None)


def _show(target: str) -> str:
    """Open a file or a link with the program that the system has for it; say what was opened."""
    if sys.platform == "win32":
        os.startfile(target)  # noqa: S606 - what a double click does
        return f"{target} was opened."
    import shutil
    import subprocess

    opener = "open" if sys.platform == "darwin" else "xdg-open"
    if shutil.which(opener) is None:
        return f"There is no {opener} here; look at {target}"
    # The shell leaves it running, whatever becomes of the review.
    script = '"$0" "$1" </dev/null >/dev/null 2>&1 &'
    subprocess.run(["/bin/sh", "-c", script, opener, target], check=False)  # noqa: S603 - the system's opener
    return f"{target} was opened."
