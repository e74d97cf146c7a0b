"""Names of new deck files: from the note and the section, fit for every file system."""

import re
import unicodedata
from collections.abc import Collection, Mapping

from deacards.deck.ids import card_id
from deacards.patterns import pattern

_RESERVED = pattern(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
_FORBIDDEN = pattern(r'[\x00-\x1f\x7f<>:"/\\|?*]+')
_LONGEST = 80
"""Characters of one part of a path: with four bytes each they still go below the usual 255."""


def deck_paths(
    new: Collection[str], several: Collection[str], folder: str, notes: str, taken: Collection[str]
) -> Mapping[str, str]:
    """Return the path of a deck file for each source in `new` (`notes/data-eng.md#athena`).

    A note among `several` has more than one deck: they get `folder/data-eng/athena.yaml`; else the deck gets
    `folder/data-eng.yaml`. No path differs from another one, or from those in `taken`, by case alone.
    """
    used = {path.casefold() for path in taken}
    paths: dict[str, str] = {}
    for source in sorted(new):
        note, _, slug = source.partition("#")
        path = _path(note, slug if note in several else "", folder, notes)
        if path.casefold() in used:
            path = f"{path.removesuffix('.yaml')}-{card_id(source)[:4]}.yaml"
        used.add(path.casefold())
        paths[source] = path
    return paths


def _path(note: str, slug: str, folder: str, notes: str) -> str:
    inside = note.removeprefix(f"{notes}/")
    *parents, name = inside.split("/")
    stem = name.rpartition(".")[0] or name
    parts = [*parents, stem, *([slug] if slug else [])]
    return "/".join([folder, *map(_portable, parts)]) + ".yaml"


def _portable(name: str) -> str:
    """Return a file name without its ending, as any file system takes it."""
    name = _FORBIDDEN.sub("-", unicodedata.normalize("NFC", name)).strip(" .-") or "deck"
    if _RESERVED.match(name):
        name = f"deck-{name}"
    if len(name) > _LONGEST:
        name = f"{name[: _LONGEST - 5].rstrip(' .-')}-{card_id(name)[:4]}"
    return name
