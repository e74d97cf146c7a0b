"""A collection: where notes, decks, exports and reviews live, and how they are configured."""

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from deacards.cache import Cache, key_of
from deacards.locate import find_config
from deacards.problem import Problem

if TYPE_CHECKING:
    from deacards.config import Config

NOT_A_FOLDER = "DC005 not-a-folder"
NOT_A_FILE = "DC006 not-a-file"
NOT_UTF8 = "DC007 not-utf-8"
_KIND = "settings"


class Layout(NamedTuple):
    """What a configuration says of the collection itself, as `config.CollectionTable` explains it."""

    name: str
    notes: str
    cards: str
    exports: str
    reviews: str
    exclude: tuple[str, ...]
    language: str | None


class Export(NamedTuple):
    """What a configuration says of the package, as `config.AnkiTable` explains it, and when a day begins."""

    type_in: bool
    deck_prefix: str
    source_link: Literal["none", "vscode", "obsidian", "url"]
    vault: str
    url: str
    rollover_hour: int


class Collection:
    """A collection's root (absolute), its configuration file, and what the `text` of that says.

    `layout` and `export` are all that a build needs of it.
    """

    def __init__(self, root: Path, file: Path, text: str, known: tuple[Layout, Export] | None = None) -> None:
        self.root = root
        self.file = file
        self._text = text
        self.layout, self.export = known or (_layout_of(self.config), _export_of(self.config))

    @cached_property
    def config(self) -> "Config":
        """Return the whole configuration, read when it is asked for. Raises `ConfigError` with all faults."""
        # Only here: its models take longer to load than a build takes, which needs few of its settings.
        from deacards.config import parse_config  # noqa: PLC0415

        return parse_config(self._text, self.file.name)

    @property
    def name(self) -> str:
        """Return the collection's name, which its package bears."""
        return self.layout.name

    @property
    def notes(self) -> Path:
        """Return the folder of the Markdown notes: only ever read."""
        return self.root / self.layout.notes

    @property
    def cards(self) -> Path:
        """Return the folder of the deck files."""
        return self.root / self.layout.cards

    @property
    def exports(self) -> Path:
        """Return the folder of the packages for Anki and of their ledger."""
        return self.root / self.layout.exports

    @property
    def reviews(self) -> Path:
        """Return the folder of the review log."""
        return self.root / self.layout.reviews

    @property
    def package(self) -> Path:
        """Return where the package of the whole collection is written."""
        return self.exports / f"{self.name}.apkg"

    @property
    def ledger(self) -> Path:
        """Return the file that keeps what Anki was last told."""
        return self.exports / "ledger.json"

    @property
    def foreign(self) -> Path:
        """Return the file on notes that came from Anki."""
        return self.exports / "foreign.json"

    def relative(self, path: Path) -> str:
        """Return `path`, which is inside the collection, relative to the root with forward slashes."""
        return path.relative_to(self.root).as_posix()


def open_collection(start: Path, cache: Cache | None = None) -> Collection:
    """Return the collection that the folder `start` (absolute) lies in.

    What a faultless configuration says of the collection is kept in `cache`: then the same text need not be
    validated again. Raises `UsageError` when there is no collection, `ConfigError` with all that is wrong.
    """
    file = find_config(start)
    text = _read(file)
    key = key_of(text)
    row = cache.recall_plain(_KIND, file.name, key) if cache else None
    known = (Layout(*row[0]), Export(*row[1])) if row else None
    collection = Collection(file.parent, file, text, known)
    if cache and not row:
        cache.keep_plain(_KIND, file.name, key, (tuple(collection.layout), tuple(collection.export)))
    if faults := _folder_faults(collection):
        raise _error(faults)
    return collection


def _layout_of(config: "Config") -> Layout:
    table = config.collection
    return Layout(
        table.name, table.notes, table.cards, table.exports, table.reviews, table.exclude, table.language
    )


def _export_of(config: "Config") -> Export:
    table = config.anki
    return Export(
        table.type_in,
        table.deck_prefix,
        table.source_link,
        table.vault,
        table.url,
        config.review.rollover_hour,
    )


def _error(faults: list[Problem]) -> Exception:
    from deacards.config import ConfigError  # noqa: PLC0415 - as above

    return ConfigError(faults)


def _read(file: Path) -> str:
    """Return the text of the configuration file."""
    if file.is_dir():
        message = "is a folder; move it away and run: deacards init"
        raise _error([Problem(file.name, 0, 0, NOT_A_FILE, message)])
    data = file.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        line = data.count(b"\n", 0, exc.start) + 1
        message = f"byte {data[exc.start]:#04x} is not UTF-8; save the file as UTF-8"
        raise _error([Problem(file.name, line, 0, NOT_UTF8, message)]) from exc


def _folder_faults(collection: Collection) -> list[Problem]:
    """Return a problem for each configured folder that is a file."""
    table = collection.layout
    folders = {"notes": table.notes, "cards": table.cards, "exports": table.exports, "reviews": table.reviews}
    return [
        Problem(
            folder, 0, 0, NOT_A_FOLDER, f"is a file; move it away or set another folder for {key} in {name}"
        )
        for name in [collection.file.name]
        for key, folder in folders.items()
        if (collection.root / folder).is_file()
    ]
