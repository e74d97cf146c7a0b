"""Pictures as sixels, for terminals that take nothing else. Needs the extra `sixel`: Pillow reads the files.

A sixel is six pixels below each other, one sign. A band of six rows is sent colour by colour, each over the
one before. Source: DEC, VT330/VT340 Programmer Reference Manual, chapter 14.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from io import BytesIO

from PIL import Image

MOST_PIXELS = 40_000_000
"""Larger pictures are not unpacked: a small file may hold a very large one."""

_COLOURS = 255
_CLEAR = 255  # the index of what lets the background through
_FAULTS = (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError)
"""What Pillow may raise of a file that is broken, or too large."""

_RUN = re.compile(rb"(.)\1{3,}", re.DOTALL)


def sixels_of(data: bytes, width: int, height: int) -> str:
    """Return what draws a picture file at the cursor, at most so many pixels large; "" if nothing can.

    It keeps its shape, is never enlarged, and shows the first frame of what moves.
    """
    try:
        with Image.open(BytesIO(data)) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                return ""
            picture.draft("RGB", (width, height))
            small = picture.convert("RGBA")
    except _FAULTS:
        return ""
    small.thumbnail((width, height))
    return encode(_indexed(small))


def encode(picture: Image.Image) -> str:
    """Return the sixels of a picture with a palette; the last index of 256 is left as it was."""
    width, height = picture.size
    pixels, palette = picture.tobytes(), picture.getpalette() or []
    rows = [pixels[at : at + width] for at in range(0, len(pixels), width)]
    used = sorted(set(pixels) - {_CLEAR})
    colours = "".join(f"#{each};2;{_percents(palette[3 * each : 3 * each + 3])}" for each in used)
    bands = "-".join(_band(rows[at : at + 6]) for at in range(0, height, 6))
    return f'\x1bP0;1q"1;1;{width};{height}{colours}{bands}\x1b\\'


def _indexed(picture: Image.Image) -> Image.Image:
    """Return a picture with a palette of 255 colours; what can be seen through has the last index."""
    see_through = picture.getchannel("A").point(lambda alpha: 255 * (alpha < 128))
    indexed = picture.convert("RGB").quantize(_COLOURS)
    indexed.paste(_CLEAR, mask=see_through)
    return indexed


def _band(rows: Sequence[bytes]) -> str:
    """Return six rows, or fewer, colour by colour."""
    used = sorted(set(b"".join(rows)) - {_CLEAR})
    return "$".join(f"#{colour}{''.join(_runs(_signs(rows, colour)))}" for colour in used)


def _signs(rows: Sequence[bytes], colour: int) -> bytes:
    """Return the sixels of one colour: bit n of a sign is the pixel in row n."""
    bits = 0
    for number, row in enumerate(rows):  # all columns at once, as the bytes of one number
        bits |= int.from_bytes(row.translate(_table(colour, number)))
    return bits.to_bytes(len(rows[0])).translate(_SIGNS).rstrip(b"?")


def _runs(signs: bytes) -> Iterator[str]:
    """Yield the signs, what is repeated more than thrice as its number."""
    at = 0
    for run in _RUN.finditer(signs):
        yield signs[at : run.start()].decode("ascii")
        yield f"!{run.end() - run.start()}{run[1].decode('ascii')}"
        at = run.end()
    yield signs[at:].decode("ascii")


@cache
def _table(colour: int, row: int) -> bytes:
    """Return the table that makes a row's bit of a colour, and nothing of all others."""
    return bytes(1 << row if index == colour else 0 for index in range(256))


_SIGNS = bytes(index + 63 if index < 64 else 0 for index in range(256))


def _percents(colour: Sequence[int]) -> str:
    return ";".join(str(round(part * 100 / 255)) for part in colour)
