"""Pictures on a terminal that says by its environment how it takes them; everything here is a function.

What a picture holds is never looked into but for its kind and its size: the terminal decodes it.
"""

from base64 import b64encode
from collections.abc import Mapping
from enum import Enum
from functools import lru_cache
from math import ceil
from typing import NamedTuple

from deacards.review.paint import Overlay
from deacards.review.screenport import CELL

MOST_BYTES = 4 * 1024 * 1024
"""Larger files are not sent: some terminals would not answer for seconds."""

_CHUNK = 4096  # what kitty takes at once
_FRAMES = frozenset({0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF})


class Protocol(Enum):
    """How a terminal takes pictures."""

    KITTY = "kitty"
    ITERM = "iterm"
    SIXEL = "sixel"


class Picture(NamedTuple):
    """A picture file: its kind, its size in pixels, and all its bytes."""

    kind: str
    width: int
    height: int
    data: bytes


def protocol_of(environ: Mapping[str, str]) -> Protocol | None:
    """Return how the terminal takes pictures, None where that is not known, or another program is between."""
    if environ.get("TMUX") or environ.get("STY"):
        return None
    program = environ.get("TERM_PROGRAM", "").casefold()
    if environ.get("KITTY_WINDOW_ID") or environ.get("TERM") == "xterm-kitty" or program == "ghostty":
        return Protocol.KITTY
    return Protocol.ITERM if program in ("iterm.app", "wezterm") else None


def picture_of(data: bytes, protocol: Protocol) -> Picture | None:
    """Return the picture that `data` holds; None where it is none, or not one that the terminal takes."""
    found = _size(data)
    if found is None or len(data) > MOST_BYTES or (protocol is Protocol.KITTY and found[0] != "png"):
        return None
    kind, width, height = found
    return Picture(kind, width, height, data) if width and height else None


def cells_of(picture: Picture, width: int, height: int) -> tuple[int, int]:
    """Return the columns and rows of a picture that has to fit into so many, its shape kept."""
    columns, rows = picture.width / CELL[0], picture.height / CELL[1]  # in larger cells it is larger
    scale = min(1, width / columns, height / rows)
    return max(1, min(width, ceil(columns * scale))), max(1, min(height, ceil(rows * scale)))


@lru_cache(maxsize=2)
def overlay(
    protocol: Protocol,
    picture: Picture,
    place: tuple[int, int],
    cells: tuple[int, int],
    cell: tuple[int, int] = CELL,
) -> Overlay:
    """Return what shows a picture at a `place` (row and column, from 1), in so many columns and rows.

    `cell` is the size of one in pixels.
    """
    to_place = f"\x1b[{place[0]};{place[1]}H"
    match protocol:
        case Protocol.KITTY:
            return Overlay(to_place + _kitty(_text(picture), *cells), "\x1b_Ga=d,d=A,q=2\x1b\\")
        case Protocol.ITERM:
            facts = f"inline=1;size={len(picture.data)};width={cells[0]};height={cells[1]}"
            return Overlay(f"{to_place}\x1b]1337;File={facts};preserveAspectRatio=1:{_text(picture)}\x07", "")
        case Protocol.SIXEL:
            from deacards.review.sixel import sixels_of  # noqa: PLC0415 - it needs an extra

            drawn = sixels_of(picture.data, cells[0] * cell[0], cells[1] * cell[1])
            return Overlay(to_place + drawn if drawn else "", "")


def _text(picture: Picture) -> str:
    return b64encode(picture.data).decode("ascii")


def _kitty(text: str, columns: int, rows: int) -> str:
    """Return the sequences of kitty's protocol: a PNG in pieces; no answer is sent, no cursor moved."""
    chunks = [text[at : at + _CHUNK] for at in range(0, len(text), _CHUNK)]
    first = f"a=T,f=100,t=d,q=2,C=1,c={columns},r={rows},"
    return "".join(
        f"\x1b_G{first if number == 0 else ''}m={int(number < len(chunks) - 1)};{chunk}\x1b\\"
        for number, chunk in enumerate(chunks)
    )


def _size(data: bytes) -> tuple[str, int, int] | None:
    """Return the kind of a picture with its width and height; None for what is no picture."""
    if data[:8] == b"\x89PNG\r\n\x1a\n" and data[12:16] == b"IHDR":
        return "png", int.from_bytes(data[16:20]), int.from_bytes(data[20:24])
    if data[:6] in (b"GIF87a", b"GIF89a"):
        return "gif", int.from_bytes(data[6:8], "little"), int.from_bytes(data[8:10], "little")
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return _webp_size(data)
    return _jpeg_size(data) if data[:2] == b"\xff\xd8" else None


def _webp_size(data: bytes) -> tuple[str, int, int] | None:
    """Return the size of a WebP picture in one of its three forms."""
    if data[12:16] == b"VP8X":
        return "webp", int.from_bytes(data[24:27], "little") + 1, int.from_bytes(data[27:30], "little") + 1
    if data[12:16] == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        return "webp", (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if data[12:16] == b"VP8 ":
        width, height = int.from_bytes(data[26:28], "little"), int.from_bytes(data[28:30], "little")
        return "webp", width & 0x3FFF, height & 0x3FFF
    return None


def _jpeg_size(data: bytes) -> tuple[str, int, int] | None:
    """Return the size of a JPEG picture, which stands in the first segment that begins a frame."""
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        if data[at + 1] in _FRAMES:
            return "jpeg", int.from_bytes(data[at + 7 : at + 9]), int.from_bytes(data[at + 5 : at + 7])
        at += 2 + max(2, int.from_bytes(data[at + 2 : at + 4]))
    return None
