"""A deck file's bytes with only that changed which has to change.

Cards that stay keep their bytes, and so do comments, order and quoting. What comes out is read back and
compared with the deck that was meant; the loader is the judge of every edit.
"""

import contextlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from deacards.deck.card import Card, CardId
from deacards.deck.deck import Deck
from deacards.deck.deckfile import BOM, DeckFile, check_tree
from deacards.deck.emit import MEMORY_REMARK, ORDER, card_fields, deck_fields, item, memory, render_deck
from deacards.deck.entryedits import edit_mapping
from deacards.deck.judge import Said, meant_anew, meant_instead, said
from deacards.deck.spans import (
    Edit,
    apply_edits,
    break_before,
    column,
    comments,
    dash_of,
    end_of,
    gap_before,
    is_spaced,
    line_end,
    line_start,
    shifted,
    top_of,
)
from deacards.deck.yamlfaults import TreeError
from deacards.deck.yamltree import Mapping, Node, Scalar, Sequence, parse_tree
from deacards.store import digest

DECK_ORDER = ("format", "deck", "source", "tags", "order", "rules", "cards", "retired", "derived")


def splice_deck(file: DeckFile, new: Deck) -> bytes:
    """Return the bytes of `file` changed so that they hold `new`; the same bytes for the same deck."""
    return spliced_file(file, new).data


def spliced_file(file: DeckFile, new: Deck) -> DeckFile:
    """Return `file` as it reads once its bytes are changed so that they hold `new`."""
    if new == file.deck:
        return file
    text = file.text
    root = _tree(file.path, text)
    mark = BOM if file.data.startswith(BOM.encode()) else ""
    with contextlib.suppress(_DefiedError):
        changed = _Splicer(text, root, file.deck, new).result()
        if judged := _judged(file.path, mark, changed, meant_instead(root, file.deck, new), new):
            return judged
    if judged := _judged(file.path, mark, _rewritten(text, root, new), meant_anew(new), new):
        return judged
    raise AssertionError(f"{file.path}: no text was found that reads as the new deck")


def _judged(path: str, mark: str, text: str, meant: Said, new: Deck) -> DeckFile | None:
    """Return the file with this text, behind its `mark`, for the deck `new`; None if it reads as another."""
    try:
        root = _tree(path, text)
    except TreeError:
        return None
    problems, lines = check_tree(path, text, root)
    if problems or said(root) != meant:
        return None
    data = (mark + text).encode()
    return DeckFile(path, data, digest(data), new, lines)


def _tree(path: str, text: str) -> Mapping:
    root = parse_tree(text)
    if not isinstance(root, Mapping):
        raise AssertionError(f"{path} was read as a deck but is none")  # noqa: TRY004 - our own bug
    return root


class _DefiedError(Exception):
    """The file's layout does not let this change be spliced in: cards come into, or leave, brackets."""


def _rewritten(text: str, root: Mapping, new: Deck) -> str:
    """Return the deck written anew under all comments of the old text: for layouts that defy splicing."""
    remarks = comments(text, 0, len(text), root)
    return "".join(f"{remark}\n" for remark in remarks) + render_deck(new).partition("\n")[2]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a card stands in the old file: in which list, as which item, and what it says there."""

    key: str
    index: int
    node: Mapping
    card: Card


class _Splicer:
    """The edits of one file; offsets are those of the old text."""

    def __init__(self, text: str, root: Mapping, old: Deck, new: Deck) -> None:
        self._text = text
        self._root = root
        self._old = old
        self._new = {"cards": new.cards, "retired": new.retired}
        self._derived = new.derived
        self._fields = deck_fields(new)
        self._break = "\r\n" if "\r\n" in text else "\n"
        self._places = {place.card.id: place for place in self._find_cards()}
        self._staying = {card.id for card in (*new.cards, *new.retired)}

    def result(self) -> str:
        """Return the new text."""
        fields = edit_mapping(self._text, self._root, deck_fields(self._old), self._fields, DECK_ORDER)
        edits = [*fields, *self._list_edits("cards"), *self._list_edits("retired"), *self._memory_edits()]
        return apply_edits(self._text, (self._with_breaks(edit) for edit in edits))

    def _find_cards(self) -> Iterator[_Place]:
        for key, cards in (("cards", self._old.cards), ("retired", self._old.retired)):
            nodes = self._root.get(key)
            if isinstance(nodes, Sequence):
                for index, (card, node) in enumerate(zip(cards, nodes.items, strict=True)):
                    if isinstance(node, Mapping):
                        yield _Place(key, index, node, card)

    def _with_breaks(self, edit: Edit) -> Edit:
        """Return `edit` with the line breaks of the file."""
        text = edit.text.replace("\r\n", "\n").replace("\n", self._break)
        return Edit(edit.start, edit.end, text)

    def _list_edits(self, key: str) -> Iterator[Edit]:
        """Yield the edits of the list of cards under `key`."""
        nodes, new = self._root.get(key), self._new[key]
        if isinstance(nodes, Sequence) and nodes.items:
            stays = self._in_place(key, new)
            if nodes.flow and not len(stays) == len(nodes.items) == len(new):
                raise _DefiedError
            for place in self._places.values():
                if place.key == key and place.card.id in stays:
                    yield from self._card_edits(place, stays[place.card.id])
                elif place.key == key:
                    yield self._cut(nodes, place)
            yield from self._added(nodes, new, stays.keys())
            if not new:
                yield from self._emptied(key, nodes)
        elif new and self._root.flow:
            raise _DefiedError
        elif new:
            yield from self._begun(key, nodes, new)

    def _in_place(self, key: str, new: tuple[Card, ...]) -> dict[CardId, Card]:
        """Return the cards that keep their place in the list, as opposed to those that are put elsewhere."""
        stays: dict[CardId, Card] = {}
        last = -1
        for card in new:
            place = self._places.get(card.id)
            if place and place.key == key and place.index > last:
                stays[card.id] = card
                last = place.index
        return stays

    def _card_edits(self, place: _Place, new: Card) -> Iterator[Edit]:
        return edit_mapping(self._text, place.node, card_fields(place.card), card_fields(new), ORDER)

    def _cut(self, nodes: Sequence, place: _Place) -> Edit:
        """Return the edit that takes a card out; comments go only with a card that is put elsewhere."""
        end = line_end(self._text, end_of(self._text, place.node))
        if place.card.id in self._staying:
            start, remarks = top_of(self._text, nodes, place.index), ""
        else:
            start = dash_of(self._text, nodes, place.index)
            indent = "\n" + " " * column(self._text, nodes.start)
            remarks = "".join(indent + remark for remark in comments(self._text, start, end, place.node))
        # Right above the first card may be where new ones are put in.
        cut = gap_before(self._text, start, end) if place.index else break_before(self._text, start)
        return Edit(cut, end, remarks)

    def _added(self, nodes: Sequence, new: tuple[Card, ...], stays: Collection[CardId]) -> Iterator[Edit]:
        """Yield an edit for each card that comes into the list, behind the card before it."""
        at = break_before(self._text, dash_of(self._text, nodes, 0))
        gap = self._break * (2 if is_spaced(self._text, nodes) else 1)
        for card in new:
            if card.id in stays:
                at = line_end(self._text, end_of(self._text, self._places[card.id].node))
            else:
                yield Edit(at, at, gap + self._item(card, column(self._text, nodes.start)))

    def _item(self, card: Card, dashes: int) -> str:
        """Return a card as an item of a list: its own lines if this file has some, changed as needed."""
        place = self._places.get(card.id)
        nodes = self._root.get(place.key) if place else None
        if place is None or not isinstance(nodes, Sequence) or nodes.flow:
            return item(card, dashes)
        end = line_end(self._text, end_of(self._text, place.node))
        edits = self._card_edits(place, card)
        block = apply_edits(self._text, edits, top_of(self._text, nodes, place.index), end)
        return shifted(block, dashes - column(self._text, nodes.start))

    def _emptied(self, key: str, nodes: Sequence) -> Iterator[Edit]:
        """Yield the edit that says that a list has no cards any more, or takes out the empty graveyard."""
        name = self._key(key)
        colon = self._text.index(":", name.end) + 1
        start = line_start(self._text, name.start)
        if key == "retired" and start and self._text[colon : nodes.start].isspace():
            yield Edit(break_before(self._text, start), line_end(self._text, colon), "")
        else:
            yield Edit(colon, colon, " []")

    def _begun(self, key: str, nodes: Node | None, new: tuple[Card, ...]) -> Iterator[Edit]:
        """Yield the edits that put the first cards into a list that is empty or not there."""
        block = "".join("\n" + self._item(card, self._dashes()) for card in new)
        if nodes is not None:
            colon = self._text.index(":", self._key(key).end) + 1
            yield Edit(colon, nodes.end, "")
            at = line_end(self._text, nodes.end)
            yield Edit(at, at, block)
            return
        later = DECK_ORDER[DECK_ORDER.index(key) + 1 :]
        names = [name.text for name, _ in self._root.entries]
        before = next((n for n, name in enumerate(names) if n and name in later), len(names))
        at = line_end(self._text, end_of(self._text, self._root.entries[before - 1][1]))
        yield Edit(at, at, "\n" + " " * column(self._text, self._root.start) + f"{key}:{block}")

    def _memory_edits(self) -> Iterator[Edit]:
        """Yield the edit of what the deck remembers, which stands at its foot."""
        nodes, new = self._root.get("derived"), self._derived
        if new == self._old.derived:
            return
        if nodes is None:
            if self._root.flow:
                raise _DefiedError
            at = line_end(self._text, end_of(self._text, self._root.entries[-1][1]))
            edge = "\n" + " " * column(self._text, self._root.start)
            lines = [f"derived:{MEMORY_REMARK}", *memory(new)]
            yield Edit(at, at, "".join(edge + line for line in lines))
        elif isinstance(nodes, Sequence) and not nodes.flow and nodes.items and new:
            start, dashes = dash_of(self._text, nodes, 0), column(self._text, nodes.start)
            end = line_end(self._text, end_of(self._text, nodes.items[-1]))
            yield Edit(start, end, "\n".join(memory(new, dashes)))
        elif isinstance(nodes, Sequence) and not nodes.flow and nodes.items:
            start = break_before(self._text, line_start(self._text, self._key("derived").start))
            yield Edit(start, line_end(self._text, end_of(self._text, nodes.items[-1])), "")
        else:
            raise _DefiedError

    def _key(self, key: str) -> Scalar:
        """Return the node of a key that is there."""
        entry = self._root.entry(key)
        if entry is None:
            raise AssertionError(f"no key {key}")
        return entry[0]

    def _dashes(self) -> int:
        """Return the column of the file's dashes, or of those that it would have."""
        for key in self._new:
            nodes = self._root.get(key)
            if isinstance(nodes, Sequence) and nodes.items and not nodes.flow:
                return column(self._text, nodes.start)
        return column(self._text, self._root.start) + 2
