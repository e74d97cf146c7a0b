"""A typed answer beside the right one: what differs, and the rating that this suggests."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from deacards.review.comparison import Comparison, Piece
from deacards_scheduler.rating import Rating

NEAR = 0.8
"""Texts that are at least this alike differ by a slip of the fingers."""


def compare(typed: str, answer: Sequence[str]) -> Comparison:
    """Return how `typed` differs from `answer`; several items may be typed in any order, with commas between.

    Capitals, Markdown marks, spaces and a full stop at the end make no difference. Nothing right is Again,
    a slip or half of the items is Hard, all right is Good.
    """
    if len(answer) > 1:
        return _compare_items([part for part in re.split(r"[,;\n]", typed) if part.strip()], answer)
    expected = _bare(" ".join(answer))
    typed = _bare(typed)
    if _key(typed) == _key(expected):
        return Comparison((Piece(expected),), Rating.GOOD)
    ratio = SequenceMatcher(None, _key(typed), _key(expected), autojunk=False).ratio()
    return Comparison(tuple(_difference(typed, expected)), Rating.HARD if ratio >= NEAR else Rating.AGAIN)


def marked(pieces: Sequence[Piece]) -> str:
    """Return pieces as text that reads without colours: `[-wrong-]` and `[+missing+]`."""
    signs = {"right": ("", ""), "wrong": ("[-", "-]"), "missing": ("[+", "+]")}
    return "".join(f"{signs[piece.kind][0]}{piece.text}{signs[piece.kind][1]}" for piece in pieces)


def _compare_items(typed: Sequence[str], answer: Sequence[str]) -> Comparison:
    """Return which items were typed, which were not, and what was typed beside them."""
    waiting = {_key(_bare(item)): _bare(item) for item in typed}
    pieces: list[Piece] = []
    right = 0
    for item in map(_bare, answer):
        near = _nearest(_key(item), waiting)
        right += near is not None
        waiting.pop(near or "", None)
        pieces += [Piece(item, "missing" if near is None else "right"), Piece(", ")]
    for wrong in waiting.values():
        pieces += [Piece(wrong, "wrong"), Piece(", ")]
    share = right / len(answer)
    rating = Rating.GOOD if share == 1 and not waiting else Rating.HARD if share >= 0.5 else Rating.AGAIN
    return Comparison(tuple(pieces[:-1]), rating)


def _nearest(key: str, waiting: dict[str, str]) -> str | None:
    """Return the key of `waiting` that means `key`, None when there is none."""
    if key in waiting:
        return key
    ratios = {each: SequenceMatcher(None, each, key, autojunk=False).ratio() for each in waiting}
    best = max(ratios, key=lambda each: ratios[each], default=None)
    return best if best is not None and ratios[best] >= NEAR else None


def _difference(typed: str, expected: str) -> Iterator[Piece]:
    """Yield the pieces of two single answers: sign by sign where they are alike, else word by word."""
    matcher = SequenceMatcher(None, typed.casefold(), expected.casefold(), autojunk=False)
    same_length = len(typed.casefold()) == len(typed) and len(expected.casefold()) == len(expected)
    if same_length and matcher.ratio() >= NEAR:
        yield from _pieces(typed, expected, matcher)
    else:
        one, other = re.findall(r"\S+\s*", typed), re.findall(r"\S+\s*", expected)
        keys = [_key(word) for word in one], [_key(word) for word in other]
        yield from _pieces(one, other, SequenceMatcher(None, *keys, autojunk=False))


def _pieces(one: Sequence[str], other: Sequence[str], matcher: "SequenceMatcher[str]") -> Iterator[Piece]:
    """Yield what stays of `one` and what comes from `other`."""
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            yield Piece("".join(other[c:d]))
            continue
        for text, what in (("".join(one[a:b]), "wrong"), ("".join(other[c:d]), "missing")):
            if text:
                yield Piece(text.rstrip(), what)
                yield from [Piece(" ")] if text != text.rstrip() else []


def _bare(text: str) -> str:
    """Return `text` in one line, without the marks of Markdown that nobody types."""
    return " ".join(re.sub(r"\*\*|__|`", "", text).split()).rstrip(".")


def _key(text: str) -> str:
    """Return what two answers that mean the same have in common."""
    return " ".join(text.casefold().replace("-", " ").split())
