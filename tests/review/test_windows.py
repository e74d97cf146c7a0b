"""The Windows driver on a console that is played by the test: its logic runs everywhere."""

from collections import deque

import pytest

from deacards.review.cells import line_of
from deacards.review.screenport import RESIZED, Ended
from deacards.review.windows import WindowsTerminal


class Tape:
    """A console with keys to come; whenever it is waited for, the next size is taken."""

    def __init__(self, keys: str, sizes: list[tuple[int, int]] | None = None) -> None:
        self.keys, self.sizes, self.written = deque(keys), deque(sizes or []), ""
        self._size = (80, 24)

    def has_key(self) -> bool:
        """Return whether there is a key."""
        return bool(self.keys) and not self.sizes

    def sign(self) -> str:
        """Return the next sign."""
        return self.keys.popleft()

    def wait(self, seconds: float) -> None:
        """Let the window change."""
        assert seconds > 0
        self._size = self.sizes.popleft()

    def write(self, text: str) -> None:
        """Keep what is written."""
        self.written += text

    def size(self) -> tuple[int, int]:
        """Return the size."""
        return self._size


@pytest.mark.parametrize(
    ("signs", "key"),
    [
        ("a", "a"),
        (" ", "space"),
        ("\r", "enter"),
        ("\x08", "backspace"),
        ("\x1b", "esc"),
        ("\xe0H", "up"),
        ("\x00P", "down"),
        ("\xe0Q", "pgdn"),
        ("\xe0\x86x", "x"),
        ("é", "é"),
        ("\ud83d\udc4d", "👍"),
    ],
)
def test_keys(signs: str, key: str) -> None:
    """Signs and the two-part codes of the special keys have the names that they have everywhere."""
    assert WindowsTerminal(Tape(signs), colour=True).read() == key


def test_ctrl_c() -> None:
    """Ctrl-C ends the session as a signal does elsewhere."""
    with pytest.raises(Ended) as raised:
        WindowsTerminal(Tape("\x03"), colour=True).read()
    assert raised.value.code == 130


def test_a_new_size_is_noticed() -> None:
    """While no key comes the size is watched."""
    terminal = WindowsTerminal(Tape("a", [(80, 24), (40, 12)]), colour=True)
    assert terminal.read() == RESIZED
    assert terminal.size() == (40, 12)
    assert terminal.read() == "a"


def test_the_console_is_given_back() -> None:
    """Around everything, and around another program, the console is left and taken again."""
    tape = Tape("")
    with WindowsTerminal(tape, colour=False) as terminal:
        terminal.paint((line_of("red", "31"),))
        with terminal.lend():
            assert tape.written.endswith("\x1b[?1049l")
        terminal.paint((line_of("red", "31"),))
    assert tape.written.count("\x1b[1;1Hred\x1b[K") == 2
    assert tape.written.count("\x1b[?1049h") == tape.written.count("\x1b[?1049l") == 2
