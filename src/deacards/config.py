"""The configuration as a person types it: `deacards.toml`, validated, every fault with its line."""

import difflib
import re
import tomllib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, ValidationError
from pydantic_core import ErrorDetails

from deacards.patterns import pattern
from deacards.problem import Problem, ProblemsError
from deacards.scheduling import AnkiTable, DeckTable, FsrsTable, SchedulerTable, Table, array

BAD_TOML = "DC001 bad-toml"
UNKNOWN_KEY = "DC002 unknown-key"
BAD_VALUE = "DC003 bad-value"
MISSING_KEY = "DC004 missing-key"


class ConfigError(ProblemsError):
    """The configuration cannot be used (exit 2): all its faults."""

    exit_code = 2


def _inside(folder: str) -> str:
    """Refuse a folder that is not inside the collection: what is written there would surprise."""
    path = PurePosixPath(folder.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in folder:
        raise ValueError("leaves the collection; name a folder inside it")
    return str(path)


def _file_name(name: str) -> str:
    """Refuse a name that cannot be a file name everywhere: the package is named after it."""
    if re.search(r'[\x00-\x1f\x7f<>:"/\\|?*]', name) or name != name.strip(" .") or not name:
        raise ValueError('cannot be a file name; use letters, digits, spaces, "-" and "_"')
    return name


def _language(code: str) -> str:
    """Refuse what is not a language code (ISO 639)."""
    if not re.fullmatch(r"[a-z]{2,3}", code):
        raise ValueError('is no language code; write for example "en"')
    return code


def _url(address: str) -> str:
    """Refuse what is no address of a file of the collection."""
    if address and not re.match(r"https?://.*\{path\}", address):
        raise ValueError("is no address of a note; write for example https://host/notes/{path}#L{line}")
    return address


def _several(value: object) -> object:
    """Accept one key for several, and TOML's array for a tuple."""
    match value:
        case str():
            return (value,)
        case list():
            return tuple(value)
        case _:
            return value


Folder = Annotated[str, Field(min_length=1), AfterValidator(_inside)]
Count = Annotated[int, Field(ge=0, le=9999)]
Globs = Annotated[tuple[str, ...], BeforeValidator(array)]

Keys = Annotated[tuple[Annotated[str, Field(min_length=1)], ...], BeforeValidator(_several)]


class CollectionTable(Table):
    """`[collection]`: its name, its folders (relative to the root, `/` between parts), and its notes.

    `exclude` holds globs of notes to leave out, relative to the root; `language` is that of notes which do
    not name their own (`en`, `de`, ...), None to guess it.
    """

    name: Annotated[str, Field(max_length=100), AfterValidator(_file_name)]
    notes: Folder = "notes"
    cards: Folder = "cards"
    exports: Folder = "exports"
    reviews: Folder = "reviews"
    exclude: Globs = ()
    language: Annotated[str, AfterValidator(_language)] | None = None


class ReviewTable(Table):
    """`[review]`: limits per study day, the order of new and due cards, and when a study day begins."""

    new_per_day: Count = 20
    reviews_per_day: Count = 200
    order: Literal["mixed", "due-first", "new-first"] = "mixed"
    rollover_hour: Annotated[int, Field(ge=0, le=23)] = 4


class KeysTable(Table):
    """`[keys]` of the review screen: a preset, and the keys of single actions, one name or several."""

    preset: Literal["anki", "home", "passfail"] = "anki"
    show: Keys = ()
    again: Keys = ()
    hard: Keys = ()
    good: Keys = ()
    easy: Keys = ()
    undo: Keys = ()
    edit: Keys = ()
    bury: Keys = ()
    suspend: Keys = ()
    suspend_card: Keys = ()
    mark: Keys = ()
    flag: Keys = ()
    info: Keys = ()
    hint: Keys = ()
    open: Keys = ()
    help: Keys = ()
    quit: Keys = ()
    down: Keys = ()
    up: Keys = ()
    page_down: Keys = ()
    page_up: Keys = ()


class PackageTable(Table):
    """`[anki]`: how cards are told to Anki.

    `deck_prefix` goes before the names of all decks; with `type_in` short plain answers are typed.
    `source_link` says where a card's source line leads: into an editor, into an Obsidian
    vault (the collection's root), or to `url`: an address with `{path}` and maybe `{line}` in it.
    """

    deck_prefix: str = ""
    type_in: bool = False
    source_link: Literal["none", "vscode", "obsidian", "url"] = "none"
    vault: str = ""
    url: Annotated[str, AfterValidator(_url)] = ""


class Config(Table):
    """A whole configuration."""

    collection: CollectionTable
    review: ReviewTable = ReviewTable()
    keys: KeysTable = KeysTable()
    anki: PackageTable = PackageTable()
    scheduler: SchedulerTable = SchedulerTable()
    decks: Annotated[tuple[DeckTable, ...], BeforeValidator(array)] = ()


TABLES: dict[str, type[Table]] = {
    "collection": CollectionTable,
    "review": ReviewTable,
    "keys": KeysTable,
    "anki": PackageTable,
    "scheduler": SchedulerTable,
    "scheduler.anki": AnkiTable,
    "scheduler.fsrs": FsrsTable,
    "decks": DeckTable,
}


def parse_config(text: str, path: str) -> Config:
    """Return the configuration that `text` holds; `path` is the file's name, for messages.

    In a `pyproject.toml` only the `[tool.deacards]` table is read. Raises `ConfigError` with all faults.
    """
    prefix = ("tool", "deacards") if path.endswith("pyproject.toml") else ()
    try:
        value: Any = tomllib.loads(text)
    except tomllib.TOMLDecodeError as exc:
        raise ConfigError([_syntax_problem(str(exc), text, path)]) from exc
    except RecursionError as exc:
        message = "brackets within each other without end; delete those that are too many"
        raise ConfigError([Problem(path, 0, 0, BAD_TOML, message)]) from exc
    for part in prefix:
        value = value[part]
    try:
        return Config.model_validate(value)
    except ValidationError as exc:
        lines = dict(reversed(list(_key_lines(text))))  # of a key that comes twice, the first
        faults = exc.errors(include_url=False, include_context=False)
        raise ConfigError([_problem(fault, prefix, lines, path) for fault in faults]) from exc


def _syntax_problem(message: str, text: str, path: str) -> Problem:
    """Return tomllib's complaint as a problem; it names the place only in words."""
    place = re.search(r" \(at (?:line (\d+), column (\d+)|end of document)\)$", message)
    line, column = (int(place[1]), int(place[2])) if place and place[1] else (text.count("\n") + 1, 0)
    what = message[: place.start()] if place else message
    return Problem(path, line, column, BAD_TOML, f"not valid TOML: {what[:1].lower()}{what[1:]}")


_HEADER = pattern(r"^\s*\[+([^]]+)\]")
_ENTRY = pattern(r"""^\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=""")


def _key_lines(text: str) -> Iterator[tuple[tuple[str, ...], int]]:
    """Yield each table and key, as its path from the top, with its line: tomllib tells no positions."""
    table: tuple[str, ...] = ()
    for line, content in enumerate(text.splitlines(), 1):
        if header := _HEADER.match(content):
            table = _parts(header[1])
            yield table, line
        elif entry := _ENTRY.match(content):
            parts = _parts(entry[1])
            yield from (((*table, *parts[:n]), line) for n in range(1, len(parts) + 1))


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip().strip("\"'") for part in dotted.split("."))


def _problem(
    fault: ErrorDetails, prefix: tuple[str, ...], lines: dict[tuple[str, ...], int], path: str
) -> Problem:
    """Return one of Pydantic's faults as a problem, at the nearest line that the text has for it."""
    where = tuple(str(part) for part in fault["loc"])
    keys = [part for part in where if not part.isdigit()]
    full = (*prefix, *where)
    line = next((lines[full[:n]] for n in range(len(full), 0, -1) if full[:n] in lines), 0)
    match fault["type"]:
        case "extra_forbidden":
            return Problem(path, line, 0, UNKNOWN_KEY, _unknown(keys))
        case "missing":
            return Problem(path, line, 0, MISSING_KEY, _missing(keys))
        case "model_type":
            return Problem(path, line, 0, BAD_VALUE, f"{keys[-1]} is a table; write [{keys[-1]}] on a line")
        case _:
            message = fault["msg"].removeprefix("Value error, ").removeprefix("Input ")
            return Problem(path, line, 0, BAD_VALUE, f"{keys[-1]} = {_shown(fault['input'])} {message}")


def _unknown(keys: list[str]) -> str:
    """Return what to say of a key that nobody knows, with the one that was probably meant."""
    *tables, key = keys
    dotted = ".".join(tables)
    known = list((TABLES[dotted] if tables else Config).model_fields)
    homes = [name for name, table in TABLES.items() if key in table.model_fields]
    near = difflib.get_close_matches(key, known, n=1)
    if near:
        advice = f"did you mean {near[0]!r}?"
    elif homes:
        advice = f"it belongs under [{homes[0]}]"
    else:
        advice = f"it may have: {', '.join(known)}"
    return f"{f'[{dotted}]' if tables else 'the configuration'} has no key {key!r}; {advice}"


def _missing(keys: list[str]) -> str:
    if keys[-1] == "name" or keys == ["collection"]:
        return 'the collection has no name; add under [collection]: name = "my-notes"'
    return f"{'.'.join(keys)} is missing; add it"


def _shown(value: object) -> str:
    """Return a value roughly as TOML writes it, short."""
    match value:
        case bool():
            text = str(value).lower()
        case str():
            text = f'"{value}"'
        case _:
            text = str(value)
    return text if len(text) <= 40 else f"{text[:37]}..."
