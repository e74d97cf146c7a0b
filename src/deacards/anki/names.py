"""The names that Anki goes by: decks (which it matches by name, whatever their id) and tags."""

import hashlib
import re
from collections.abc import Iterable

from deacards.anki.cleantext import clean, is_blank

SEPARATOR = "::"
NOTE_TAG = "deacards::note"

_FIRST_DECK_ID = 10**12


class DeckNames:
    """The names of the decks of one package, spelled as Anki will have them.

    Anki finds decks without regard to case, at every level: of two spellings the first one stands for both.
    """

    def __init__(self) -> None:
        self._spellings: dict[str, str] = {}

    def settle(self, name: str) -> str:
        """Return `name` without empty levels and outer spaces, as spelled before; "" if nothing is left."""
        settled = ""
        for part in _parts(name):
            longer = f"{settled}{SEPARATOR}{part}" if settled else part
            settled = self._spellings.setdefault(longer.casefold(), longer)
        return settled


def deck_id(name: str, taken: Iterable[int]) -> int:
    """Return an id for the deck `name` that is none of `taken`: the same name, the same id."""
    number = int.from_bytes(hashlib.sha256(name.casefold().encode()).digest()[:5])
    while (candidate := _FIRST_DECK_ID + number) in taken:
        number += 1
    return candidate


def tidy_tags(tags: Iterable[str]) -> tuple[str, ...]:
    """Return tags as Anki holds them, sorted: no spaces, no empty levels, each once whatever its case."""
    tidy: dict[str, str] = {}
    for tag in tags:
        name = SEPARATOR.join(re.sub(r"\s+", "-", part) for part in _parts(tag))
        if name:
            tidy.setdefault(name.casefold(), name)
    return tuple(sorted(tidy.values()))


def source_tag(source: str) -> str:
    """Return the tag of a note's section: `notes/aws.md#s3` gives `deacards::note::notes::aws::s3`.

    It stands under a level of its own, so that no folder's name can make it `deacards::retired`.
    """
    path, _, section = source.partition("#")
    return SEPARATOR.join([NOTE_TAG, *path.removesuffix(".md").split("/"), section])


def _parts(name: str) -> list[str]:
    """Return the levels of a name without the empty ones, without outer spaces and colons, as Anki does."""
    parts = (" ".join(clean(part).split()).strip(": ") for part in name.split(SEPARATOR))
    return [part for part in parts if not is_blank(part)]
