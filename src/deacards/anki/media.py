"""Pictures and sounds that cards show: found where a card means them, named after their content.

Anki has one flat folder for all media and never looks at a name twice, so that a name carries a digest: a
changed picture has a new name, the card that shows it has changed, and Anki takes both.
"""

import hashlib
import posixpath
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from deacards.anki import codes
from deacards.patterns import pattern
from deacards.store import StoreError, find_files, read_file

PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif", ".bmp", ".ico", ".tif", ".tiff")
SOUNDS = (
    *(".mp3", ".ogg", ".oga", ".opus", ".wav", ".m4a", ".flac", ".aac", ".3gp"),
    *(".mp4", ".webm", ".mkv", ".mov", ".mpg", ".mpeg"),
)
"""Sounds and films: Anki plays both by the same mark."""

_MEDIA = (*PICTURES, *SOUNDS)
_STEM_BYTES = 60  # Anki cuts names of more than 120 bytes
_UNSAFE = pattern(r"[^\w.-]+|\.{2,}")
_ELSEWHERE = pattern(r"[a-z][a-z0-9+.-]+:|//", re.IGNORECASE)


class Shelf:
    """The media of one package, read from the collection at `root` (absolute), each file once.

    `folders` (relative to the root) are searched for a bare name that is not where a card says, as programs
    for notes do that keep all pictures in one place.
    """

    def __init__(self, root: Path, folders: Sequence[str]) -> None:
        self._root = root
        self._folders = folders
        self._names: dict[str, str] = {}
        self._paths: dict[str, str] = {}
        self._looked_at: set[str] = set()

    @property
    def paths(self) -> Mapping[str, str]:
        """Return the path of every file that a card shows, relative to the root, by its name in Anki."""
        return self._paths

    @property
    def looked_at(self) -> frozenset[str]:
        """Return every path that was looked for, there or not: while they stay, so do the packages' media."""
        return frozenset(self._looked_at)

    def data(self, name: str) -> bytes:
        """Return the bytes of a file on the shelf. Raises `StoreError` where it cannot be read any more."""
        return read_file(self._root, self._paths[name])

    def read(self, path: str) -> bytes | None:
        """Return the bytes of a file of the collection by its path, None where it cannot be read."""
        self._looked_at.add(path)
        try:
            return read_file(self._root, path)
        except StoreError:
            return None

    def find(self, target: str, homes: Sequence[str]) -> str:
        """Return the name in Anki of the file that `target` means, looked for in the folders `homes`.

        Raises `MissingMediaError` where there is none, or where it lies outside of the collection.
        """
        paths = list(self._candidates(target, homes))
        for path in paths:
            if path.startswith("../"):
                continue
            self._looked_at.add(path)
            if path in self._names:
                return self._names[path]
            if (self._root / path).is_file():
                return self._take(path)
        if paths[0].startswith("../"):
            raise MissingMediaError(codes.MEDIA_OUTSIDE, f"{target} leads out of the collection")
        raise MissingMediaError(codes.MISSING_MEDIA, f"there is no file {target}")

    def _candidates(self, target: str, homes: Sequence[str]) -> Iterator[str]:
        """Yield the paths that `target` may mean, the likeliest first."""
        plain = unquote(target)
        spellings = (target, plain, re.split(r"[?#]", plain)[0])
        for spelling in dict.fromkeys(spelling.replace("\\", "/") for spelling in spellings):
            for home in (*homes, "") if not spelling.startswith("/") else ("",):
                yield posixpath.normpath(posixpath.join(home, spelling.lstrip("/")))
            if "/" not in spelling and (found := self._by_name.get(spelling.casefold())):
                yield found

    @cached_property
    def _by_name(self) -> Mapping[str, str]:
        """Return the first file of each name under the folders."""
        found: dict[str, str] = {}
        for folder in self._folders:
            for path in find_files(self._root, folder, _MEDIA):
                found.setdefault(posixpath.basename(path).casefold(), path)
        return found

    def _take(self, path: str) -> str:
        """Put a file on the shelf and return its name."""
        try:
            data = read_file(self._root, path)
        except StoreError as exc:
            raise MissingMediaError(codes.MEDIA_OUTSIDE, str(exc)) from exc
        name = media_name(path, data)
        self._names[path] = name
        self._paths.setdefault(name, path)
        return name


class MissingMediaError(Exception):
    """A file that a card shows is not to be had; `code` and `reason` say why."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


class Asked(NamedTuple):
    """What a card asked for: a `target`, looked for in the folders `homes`, and the `name` that it got."""

    target: str
    homes: tuple[str, ...]
    name: str

    def stands(self, shelf: Shelf | None) -> bool:
        """Return whether it would get the same name now."""
        return CardMedia(shelf, self.homes).name_of(self.target) == self.name


class CardMedia:
    """The media of one card: names for its fields, what it `asked` for, and what could not be found."""

    def __init__(self, shelf: Shelf | None, homes: tuple[str, ...]) -> None:
        self._shelf = shelf
        self._homes = homes
        self.asked: list[Asked] = []
        self.faults: list[tuple[str, str]] = []

    def name_of(self, target: str) -> str:
        """Return the name in Anki of the file that `target` means; "" for one that cannot travel."""
        if not is_media(target):
            return ""
        name = self._find(target)
        self.asked.append(Asked(target, self._homes, name))
        return name

    def _find(self, target: str) -> str:
        if self._shelf is None:
            return ""
        try:
            return self._shelf.find(target, self._homes)
        except MissingMediaError as exc:
            self.faults.append((exc.code, f"{exc.reason}; its words stand for it on the card"))
            return ""


def is_media(target: str) -> bool:
    """Tell whether `target` means a file of a kind that Anki shows or plays, and one of this machine."""
    return not _ELSEWHERE.match(target) and _extension(target) in _MEDIA


def is_sound(name: str) -> bool:
    """Tell whether a file is played rather than shown."""
    return _extension(name) in SOUNDS


def media_name(path: str, data: bytes) -> str:
    """Return the name that a file has in Anki: its own, made harmless, and a digest of its content."""
    stem, extension = posixpath.splitext(posixpath.basename(path))
    stem = _UNSAFE.sub("-", unicodedata.normalize("NFC", stem)).strip("-_.")
    stem = stem.encode()[:_STEM_BYTES].decode(errors="ignore")
    mark = hashlib.sha256(data).hexdigest()[:12]
    return f"{stem}-{mark}{extension.lower()}" if stem else f"{mark}{extension.lower()}"


def _extension(target: str) -> str:
    return posixpath.splitext(re.split(r"[?#]", target.lower())[0])[1]
