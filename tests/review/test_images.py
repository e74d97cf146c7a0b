"""Pictures on a terminal: what is known of it, what a file holds, what is sent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deacards.review.images import MOST_BYTES, Picture, Protocol, cells_of, overlay, picture_of, protocol_of

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + (640).to_bytes(4) + (320).to_bytes(4) + bytes(5)
GIF = b"GIF89a" + (640).to_bytes(2, "little") + (320).to_bytes(2, "little")
JPEG = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc2\x00\x11\x08" + (320).to_bytes(2) + (640).to_bytes(2) + bytes(9)
WEBP = {
    "VP8X": bytes(8) + (639).to_bytes(3, "little") + (319).to_bytes(3, "little"),
    "VP8L": bytes(4) + b"\x2f" + (639 | 319 << 14).to_bytes(4, "little"),
    "VP8 ": bytes(10) + (640).to_bytes(2, "little") + (320).to_bytes(2, "little"),
}
RIFFS = [b"RIFF____WEBP" + name.encode() + body for name, body in WEBP.items()]


@pytest.mark.parametrize(
    ("environ", "protocol"),
    [
        ({}, None),
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, None),
        ({"TERM": "xterm-kitty"}, Protocol.KITTY),
        ({"KITTY_WINDOW_ID": "1", "TERM": "xterm"}, Protocol.KITTY),
        ({"TERM_PROGRAM": "ghostty"}, Protocol.KITTY),
        ({"TERM_PROGRAM": "iTerm.app"}, Protocol.ITERM),
        ({"TERM_PROGRAM": "WezTerm"}, Protocol.ITERM),
        ({"TERM_PROGRAM": "Apple_Terminal"}, None),
        ({"KITTY_WINDOW_ID": "1", "TMUX": "socket,1,0"}, None),
        ({"TERM_PROGRAM": "iTerm.app", "STY": "1.pts-0"}, None),
    ],
)
def test_only_what_a_terminal_says(environ: dict[str, str], protocol: Protocol | None) -> None:
    """A terminal takes pictures if its environment names one that does, and nothing stands between."""
    assert protocol_of(environ) is protocol


@pytest.mark.parametrize("data", [PNG, GIF, JPEG, *RIFFS])
def test_size_of_a_picture(data: bytes) -> None:
    """Each kind tells its width and height; kitty takes PNG only."""
    found = picture_of(data, Protocol.ITERM)
    assert found
    assert (found.width, found.height) == (640, 320)
    assert (picture_of(data, Protocol.KITTY) is None) is (data is not PNG)


@given(
    st.binary(max_size=60), st.sampled_from([b"", PNG[:9], GIF[:6], JPEG[:2], *(riff[:16] for riff in RIFFS)])
)
def test_no_file_does_harm(data: bytes, start: bytes) -> None:
    """Whatever a file holds, it is a picture with a size, or none."""
    found = picture_of(start + data, Protocol.ITERM)
    assert found is None or (found.width > 0 and found.height > 0)


def test_too_large_a_file() -> None:
    """A file above the bound is not sent."""
    assert picture_of(PNG + bytes(MOST_BYTES), Protocol.KITTY) is None


@given(*[st.integers(1, 10**6)] * 2, *[st.integers(1, 200)] * 2)
def test_a_picture_fits(width: int, height: int, columns: int, rows: int) -> None:
    """It has at least a cell, and no more of them than there are."""
    found = cells_of(Picture("png", width, height, b""), columns, rows)
    assert 1 <= found[0] <= columns
    assert 1 <= found[1] <= rows


def test_kitty() -> None:
    """The sequences of kitty: placed, in pieces of 4,096 letters, without an answer or a moved cursor."""
    shown, wipe = overlay(Protocol.KITTY, Picture("png", 8, 16, bytes(4001)), (4, 3), (10, 5))
    pieces = shown.split("\x1b\\")
    assert pieces[0] == "\x1b[4;3H\x1b_Ga=T,f=100,t=d,q=2,C=1,c=10,r=5,m=1;" + "A" * 4096
    assert pieces[1] == "\x1b_Gm=0;" + "A" * 1239 + "="
    assert pieces[2:] == [""]
    assert wipe == "\x1b_Ga=d,d=A,q=2\x1b\\"


def test_iterm() -> None:
    """The sequence of iTerm2: placed, and as large as was said."""
    shown, wipe = overlay(Protocol.ITERM, Picture("gif", 8, 16, b"abc"), (4, 3), (10, 5))
    assert shown == "\x1b[4;3H\x1b]1337;File=inline=1;size=3;width=10;height=5;preserveAspectRatio=1:YWJj\x07"
    assert not wipe
