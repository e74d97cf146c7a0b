"""A collection: where notes, decks, exports and reviews live, and how they are configured."""

from pathlib import Path
from typing import NamedTuple

from deacards.config import Config, ConfigError, parse_config
from deacards.locate import find_config
from deacards.problem import Problem

NOT_A_FOLDER = "DC005 not-a-folder"
NOT_A_FILE = "DC006 not-a-file"
NOT_UTF8 = "DC007 not-utf-8"


class Collection(NamedTuple):
    """A collection's root (absolute), its configuration file, and what that says."""

    root: Path
    file: Path
    config: Config

    @property
    def name(self) -> str:
        """Return the collection's name, which its package bears."""
        return self.config.collection.name

    @property
    def notes(self) -> Path:
        """Return the folder of the Markdown notes: only ever read."""
        return self.root / self.config.collection.notes

    @property
    def cards(self) -> Path:
        """Return the folder of the deck files."""
        return self.root / self.config.collection.cards

    @property
    def exports(self) -> Path:
        """Return the folder of the packages for Anki and of their ledger."""
        return self.root / self.config.collection.exports

    @property
    def reviews(self) -> Path:
        """Return the folder of the review log."""
        return self.root / self.config.collection.reviews

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


def open_collection(start: Path) -> Collection:
    """Return the collection that the folder `start` (absolute) lies in.

    Raises `UsageError` when there is none, `ConfigError` with all faults of its configuration.
    """
    file = find_config(start)
    collection = Collection(file.parent, file, parse_config(_read(file), file.name))
    if faults := _folder_faults(collection):
        raise ConfigError(faults)
    return collection


def _read(file: Path) -> str:
    """Return the text of the configuration file."""
    if file.is_dir():
        message = "is a folder; move it away and run: deacards init"
        raise ConfigError([Problem(file.name, 0, 0, NOT_A_FILE, message)])
    data = file.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        line = data.count(b"\n", 0, exc.start) + 1
        message = f"byte {data[exc.start]:#04x} is not UTF-8; save the file as UTF-8"
        raise ConfigError([Problem(file.name, line, 0, NOT_UTF8, message)]) from exc


def _folder_faults(collection: Collection) -> list[Problem]:
    """Return a problem for each configured folder that is a file."""
    table = collection.config.collection
    folders = {"notes": table.notes, "cards": table.cards, "exports": table.exports, "reviews": table.reviews}
    return [
        Problem(
            folder, 0, 0, NOT_A_FOLDER, f"is a file; move it away or set another folder for {key} in {name}"
        )
        for name in [collection.file.name]
        for key, folder in folders.items()
        if (collection.root / folder).is_file()
    ]
