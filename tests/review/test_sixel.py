"""Pictures as sixels: what a terminal would draw from them is the picture."""

import io
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from deacards.review import sixel
from deacards.review.sixel import encode, sixels_of

COMMAND = re.compile(r"#(\d+)(?:;2;(\d+);(\d+);(\d+))?|!(\d+)([?-~])|([?-~])|([$-])")
Pixels = dict[tuple[int, int], tuple[int, ...]]


def draw(text: str) -> tuple[tuple[int, int], Pixels]:
    """Return the size that sixels tell, and the colour of each pixel in percent."""
    head = re.match(r'\x1bP0;1q"1;1;(\d+);(\d+)', text)
    assert head
    assert text.endswith("\x1b\\")
    palette: dict[int, tuple[int, ...]] = {}
    pixels: Pixels = {}
    x = y = colour = 0
    body = text[head.end() : -2]
    assert COMMAND.sub("", body) == ""
    for found in COMMAND.finditer(body):
        if found[1]:
            colour = int(found[1])
            if found[2]:
                palette[colour] = tuple(int(found[part]) for part in (2, 3, 4))
        elif found[8]:
            x, y = 0, y + 6 * (found[8] == "-")
        else:
            bits, end = ord(found[6] or found[7]) - 63, x + int(found[5] or 1)
            rows = [y + row for row in range(6) if bits >> row & 1]
            pixels |= {(column, row): palette[colour] for column in range(x, end) for row in rows}
            x = end
    return (int(head[1]), int(head[2])), pixels


def indexed(width: int, height: int, pixels: bytes) -> Image.Image:
    """Return a picture with a palette of greys, index 7 being 7/255 of white."""
    picture = Image.frombytes("P", (width, height), pixels)
    picture.putpalette([part for grey in range(256) for part in (grey, grey, grey)])
    return picture


@settings(max_examples=60)
@given(st.data())
def test_terminal_draws_the_picture(data: st.DataObject) -> None:
    """Each pixel has its colour, in whole percents; those of the last index are left as they were."""
    width, height = data.draw(st.integers(1, 12)), data.draw(st.integers(1, 14))
    some = st.lists(st.sampled_from([0, 1, 99, 254, 255]), min_size=width * height, max_size=width * height)
    pixels = bytes(data.draw(some))
    size, drawn = draw(encode(indexed(width, height, pixels)))
    assert size == (width, height)
    assert drawn == {
        (at % width, at // width): (round(grey * 100 / 255),) * 3
        for at, grey in enumerate(pixels)
        if grey != 255
    }


def test_runs_are_short() -> None:
    """What is repeated is sent once, with its number."""
    assert encode(indexed(300, 6, bytes(1800))) == '\x1bP0;1q"1;1;300;6#0;2;0;0;0#0!300~\x1b\\'


def saved(picture: Image.Image, kind: str) -> bytes:
    """Return a picture as a file."""
    stream = io.BytesIO()
    picture.save(stream, kind)
    return stream.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "GIF", "JPEG", "WEBP"])
def test_every_kind(kind: str) -> None:
    """A red picture of any kind is red, and smaller if it has to be, in its own shape."""
    size, drawn = draw(sixels_of(saved(Image.new("RGB", (400, 200), "red"), kind), 100, 100))
    assert size == (100, 50)
    assert len(drawn) == 100 * 50
    assert all(red > 95 and green < 5 and blue < 5 for red, green, blue in drawn.values())


def test_never_enlarged_and_seen_through() -> None:
    """A small picture stays small; what can be seen through is not drawn."""
    picture = Image.new("RGBA", (4, 2), (0, 0, 255, 255))
    picture.putpixel((1, 0), (0, 0, 0, 0))
    size, drawn = draw(sixels_of(saved(picture, "PNG"), 500, 500))
    assert size == (4, 2)
    assert drawn.keys() == {(x, y) for x in range(4) for y in range(2)} - {(1, 0)}
    assert set(drawn.values()) == {(0, 0, 100)}


def test_what_is_no_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    """A broken file, a cut one, and one that would unpack into too much draw nothing."""
    whole = saved(Image.effect_noise((60, 60), 50), "PNG")
    assert not sixels_of(b"no picture", 10, 10)
    assert not sixels_of(whole[: len(whole) // 2], 10, 10)
    assert sixels_of(whole, 10, 10)
    monkeypatch.setattr(sixel, "MOST_PIXELS", 3599)
    assert not sixels_of(whole, 10, 10)
