"""A deck file's bytes as a deck, with every fault in them at its line and column."""

from collections.abc import Mapping as Dict
from types import MappingProxyType
from typing import NamedTuple

from deacards.deck import codes
from deacards.deck.card import CardId
from deacards.deck.deck import Deck
from deacards.deck.values import value_of
from deacards.deck.yamlfaults import Places, TreeError
from deacards.deck.yamltree import Mapping, Node, Scalar, Sequence, duplicate_keys, parse_tree
from deacards.problem import Problem
from deacards.store import digest

BOM = "\ufeff"


class DeckFile(NamedTuple):
    """A deck as it stands on disk. `path` is relative to the collection; `digest` is that of `data`.

    `lines` gives the line, from 1, on which each card begins, by its id.
    """

    path: str
    data: bytes
    digest: str
    deck: Deck
    lines: Dict[CardId, int]

    @property
    def text(self) -> str:
        """Return the file's text, without a byte order mark."""
        return self.data.decode("utf-8-sig")


class Reading(NamedTuple):
    """What reading a deck file gave: a `file`, or None where one of its `problems` forbids it.

    `lines` holds the ids of its cards with their lines; of a faulty file, as far as it could be read.
    """

    file: DeckFile | None
    problems: tuple[Problem, ...]
    lines: Dict[CardId, int]


def read_deck(path: str, data: bytes) -> Reading:
    """Return the deck in `data`, or all that is wrong with it. `path` is only told, not opened."""
    try:
        text = _decode(data)
        root = parse_tree(text)
        if not isinstance(root, Mapping):
            raise _no_deck(root)
    except TreeError as exc:
        shown = data.decode(errors="replace").removeprefix(BOM)
        return Reading(None, (exc.problem(path, shown),), MappingProxyType({}))
    problems, lines = check_tree(path, text, root)
    deck, faults = _validate(path, text, root)
    if deck is None or problems:
        return Reading(None, tuple(sorted({*problems, *faults})), lines)
    return Reading(DeckFile(path, data, digest(data), deck, lines), (), lines)


def _decode(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        before = len(data[: exc.start].decode("utf-8-sig"))
        message = f"byte 0x{data[exc.start]:02X} is not UTF-8; save the file as UTF-8"
        raise TreeError(codes.NOT_UTF8, before, message) from exc


def _no_deck(root: Node | None) -> TreeError:
    """Return why a tree without keys is no deck."""
    start = "begin with `format: 1` and `deck: NAME`, then `cards:`"
    match root:
        case None:
            return TreeError(codes.EMPTY_DECK, 0, f"the file holds no deck; {start}, or delete the file")
        case Sequence():
            message = f"the file is a bare list; {start}, and put the list under it"
            return TreeError(codes.WRONG_SHAPE, root.start, message)
        case _:
            return TreeError(codes.WRONG_SHAPE, root.start, f"the file is a bare text; {start}")


def check_tree(path: str, text: str, root: Mapping) -> tuple[list[Problem], Dict[CardId, int]]:
    """Return equal keys and equal ids, which the models can't see, and the line of each id."""
    problems = []
    places = Places(text)
    for key, first in duplicate_keys(root):
        line, _ = places.at(first.start)
        message = f"`{key.text}` stands here a second time, after line {line}; delete one of them"
        problems.append(Problem(path, *places.at(key.start), codes.DUPLICATE_KEY, message))
    lines: dict[CardId, int] = {}
    line, before = 1, 0
    for node in sorted(_id_nodes(root), key=lambda node: node.start):
        line += text.count("\n", before, node.start)
        before = node.start
        if node.text in lines:
            message = duplicate_id(node.text, f"line {lines[node.text]}")
            problems.append(Problem(path, *places.at(node.start), codes.DUPLICATE_ID, message))
        lines.setdefault(node.text, line)
    return problems, MappingProxyType(lines)


def duplicate_id(identity: CardId, where: str) -> str:
    """Return the message for an id that another card, at `where`, already has."""
    return (
        f"card {identity} has the id of the card at {where}; an id belongs to one card for life: "
        "change the id of the copy"
    )


def _id_nodes(root: Mapping) -> list[Scalar]:
    """Return the ids of all cards, in the file's order, as nodes."""
    found = []
    for key in ("cards", "retired"):
        cards = root.get(key)
        for card in cards.items if isinstance(cards, Sequence) else ():
            identity = card.get("id") if isinstance(card, Mapping) else None
            if isinstance(identity, Scalar) and not identity.is_null:
                found.append(identity)
    return found


def _validate(path: str, text: str, root: Mapping) -> tuple[Deck | None, list[Problem]]:
    """Return the deck, or None and what the models have to say."""
    # Most decks that are asked for are known, and then the models are not needed.
    from pydantic import ValidationError  # noqa: PLC0415

    from deacards.deck.models import deck_of  # noqa: PLC0415

    try:
        return deck_of(value_of(root)), []
    except ValidationError as exc:
        from deacards.deck.faults import explain  # noqa: PLC0415 - and most have none

        places = Places(text)
        return None, [
            Problem(path, *places.at(fault.offset), fault.code, fault.message) for fault in explain(exc, root)
        ]
