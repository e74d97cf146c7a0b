"""Links from note to note: which file and heading they mean, however carelessly they are written."""

import posixpath
import re
from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import unquote

from deacards.notes.blocks import Link, Note, section_texts
from deacards.notes.paths import EXTENSIONS
from deacards.patterns import pattern
from deacards.problem import Problem, Severity

_SCHEME = pattern(r"[A-Za-z][A-Za-z0-9+.-]+:|//|#|www\.|[\w.+-]+@")


class NoteLink(NamedTuple):
    """A place in a note: its path, and the slug of a heading (empty for the whole note)."""

    path: str
    slug: str


class NotePaths:
    """The paths of all notes of a collection, to be found in any case and without their extension."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._by_name: dict[str, str] = {}
        self._by_tail: dict[str, str] = {}
        for path in sorted(paths):
            key = _key(path)
            self._by_name.setdefault(key, path)
            for slash in re.finditer("/", key):
                self._by_tail.setdefault(key[slash.end() :], path)

    def resolve(self, target: str, source: str) -> NoteLink | None:
        """Return the note that `target`, written in the note `source`, means, or None where there is none.

        The target may lack its extension, be in any case, and name a folder that holds a README or index.
        One that does not begin with a dot, as in a wikilink, is looked for in every folder.
        """
        place, slug = split_target(target)
        key = _key(_joined(source, place))
        found = next(filter(None, map(self._by_name.get, (key, f"{key}/readme", f"{key}/index"))), None)
        if found is None and not place.startswith("."):
            found = self._by_tail.get(_key(place))
        return NoteLink(found, slug) if found else None


def _joined(source: str, place: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(source), place))


def _key(path: str) -> str:
    folded = path.casefold()
    for extension in EXTENSIONS:
        folded = folded.removesuffix(extension)
    return folded


def split_target(target: str) -> tuple[str, str]:
    """Return the path and the heading's slug of a link target."""
    place, _, slug = unquote(target).strip().partition("#")
    return place.strip(), slug.strip().lower().replace(" ", "-")


def is_note_target(target: str) -> bool:
    """Tell whether a link target is meant as a note: no address, and no other kind of file."""
    if not target or _SCHEME.match(target):
        return False
    name = posixpath.basename(split_target(target)[0].rstrip("/"))
    extension = posixpath.splitext(name)[1].lower()
    return extension in EXTENSIONS or not re.fullmatch(r"\.[a-z0-9]{1,6}", extension)


def links_of(note: Note) -> tuple[tuple[int, Link], ...]:
    """Return the links of a note, each with its line, in order."""
    return tuple((text.first, link) for text in section_texts(note.sections) for link in text.links)


def missing_targets(
    path: str, links: Iterable[tuple[int, Link]], paths: NotePaths, folder: str
) -> list[Problem]:
    """Return a warning for each of `links`, of the note `path`, to a note below `folder` that is missing.

    A bare name without extension is not missed: people link to notes that they mean to write one day.
    """
    return [
        Problem(
            path,
            line,
            0,
            "DC204 missing-note",
            f"the link [{link.words}]({link.target}) leads to no note; write that note or correct the link",
            Severity.WARNING,
        )
        for line, link in links
        if _is_missing(link.target, path, paths, folder)
    ]


def _is_missing(target: str, source: str, paths: NotePaths, folder: str) -> bool:
    place, _ = split_target(target)
    if not is_note_target(target) or not ("/" in place or place.lower().endswith(EXTENSIONS)):
        return False
    inside = f"{_joined(source, place)}/".startswith(f"{posixpath.normpath(folder)}/")
    return (inside or folder == ".") and paths.resolve(target, source) is None
