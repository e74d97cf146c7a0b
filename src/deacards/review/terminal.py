"""The terminal of a POSIX system: keys and signals in, frames out, and everything as it was at the end.

No signal raises anything here: its handler does nothing, Python writes its number into a pipe, and `read`
returns what it means. So nothing is ever torn apart half-way, and the terminal is always put back.
"""

import codecs
import contextlib
import fcntl
import os
import re
import select
import signal
import struct
import sys
import termios
from collections import deque
from collections.abc import Collection, Iterator, Sequence
from types import FrameType
from typing import Self

from deacards.review.cells import Line
from deacards.review.keys import decode
from deacards.review.paint import ENTER, LEAVE, NOTHING, Overlay, draw_all
from deacards.review.screenport import CELL, HANGUP, RESIZED, Ended

assert sys.platform != "win32"  # noqa: S101 - by this mypy knows that Windows has none of the below

_ANSWER = re.compile(r"\x1b\[\?([0-9;]*)c")
_ESCAPE_SECONDS = 0.05
"""How long the rest of a key's sequence may be in coming, before an escape is the key of that name."""


class PosixTerminal:
    """A terminal behind two file descriptors."""

    def __init__(self, reader: int, writer: int, *, colour: bool) -> None:
        self._reader = reader
        self._writer = writer
        self._colour = colour
        self._keys: deque[str] = deque()
        self._rest = ""
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._frame: Sequence[Line] = ()
        self._overlay = NOTHING
        self._features: frozenset[int] | None = None

    def __enter__(self) -> Self:
        """Take the terminal over. Raises `Ended` when it is gone."""
        self._wake, self._woken = os.pipe()
        os.set_blocking(self._woken, False)
        os.set_blocking(self._wake, False)
        self._old_wakeup = signal.set_wakeup_fd(self._woken, warn_on_full_buffer=False)
        self._old_handlers = {number: signal.signal(number, _ignore) for number in _SIGNALS}
        try:
            self._attributes = termios.tcgetattr(self._reader)
        except termios.error as exc:
            raise Ended(HANGUP) from exc
        self._take()
        return self

    def __exit__(self, *_: object) -> None:
        """Leave the terminal as it was, as far as it is still there."""
        self._give_back()
        signal.set_wakeup_fd(self._old_wakeup)
        for number, handler in self._old_handlers.items():
            signal.signal(number, handler)
        os.close(self._wake)
        os.close(self._woken)

    def size(self) -> tuple[int, int]:
        """Return the width and the height in cells; 80 x 24 for a terminal that does not know."""
        try:
            width, height = os.get_terminal_size(self._writer)
        except OSError:
            return 80, 24
        return width or 80, height or 24

    def cell(self) -> tuple[int, int]:
        """Return the size of a cell in pixels, that of a usual one if the terminal does not tell."""
        try:
            told = fcntl.ioctl(self._writer, termios.TIOCGWINSZ, bytes(8))
        except OSError:
            return CELL
        rows, columns, width, height = struct.unpack("HHHH", told)
        return (width // columns, height // rows) if rows and columns and width and height else CELL

    def features(self) -> Collection[int]:
        """Return what the terminal has said it can do; the first call asks."""
        if self._features is None:
            self._features = frozenset()
            self._send("\x1b[c")
        return self._features

    def read(self) -> str:
        """Return the next key by its name, or `RESIZED`. Raises `Ended`."""
        while not self._keys:
            is_key = self._rest and not self._rest.startswith("\x1b[?")  # no key begins like an answer
            patience = _ESCAPE_SECONDS if is_key else None
            ready, _, _ = select.select([self._wake, self._reader], [], [], patience)
            if self._wake in ready:
                self._heed(os.read(self._wake, 1024))
            elif self._reader in ready:
                self._decode(self._receive())
            else:  # nothing follows: the escape was the key
                self._keys.append("esc")
                self._rest = ""
        return self._keys.popleft()

    def paint(self, frame: Sequence[Line], overlay: Overlay = NOTHING) -> None:
        """Show a frame. Raises `Ended` when the terminal is gone."""
        self._send(draw_all((self._frame, self._overlay), (frame, overlay), colour=self._colour))
        self._frame, self._overlay = frame, overlay

    @contextlib.contextmanager
    def lend(self) -> Iterator[None]:
        """Give another program the terminal for a while; signals of the keyboard are for that one."""
        self._give_back()
        handlers = {
            number: signal.signal(number, action)
            for number, action in ((signal.SIGTSTP, signal.SIG_DFL), (signal.SIGINT, signal.SIG_IGN))
        }
        try:
            yield
        finally:
            for number, handler in handlers.items():
                signal.signal(number, handler)
            self._take()

    def _take(self) -> None:
        """Switch to our screen and to keys without Enter; the frame has to be drawn anew."""
        mode = termios.tcgetattr(self._reader)
        mode[0] &= ~(termios.IXON | termios.ICRNL)
        mode[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN)
        termios.tcsetattr(self._reader, termios.TCSADRAIN, mode)
        self._frame = ()
        self._send(ENTER)

    def _give_back(self) -> None:
        """Put the screen and the modes back; a terminal that is gone needs nothing."""
        with contextlib.suppress(Ended):
            self._send(LEAVE)
        with contextlib.suppress(termios.error):
            termios.tcsetattr(self._reader, termios.TCSADRAIN, self._attributes)

    def _heed(self, numbers: bytes) -> None:
        """Do what signals ask for."""
        for number in set(numbers):
            match number:
                case signal.SIGWINCH:
                    self._frame = ()
                    self._send("\x1b[2J")
                case signal.SIGTSTP:
                    self._stop()
                case signal.SIGCONT:  # stopped in a way that nobody can notice before
                    self._take()
                case _:
                    raise Ended(128 + number)
        self._keys.append(RESIZED)

    def _stop(self) -> None:
        """Stop this process as Ctrl-Z does, and take the terminal again when it goes on."""
        self._give_back()
        signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGTSTP)
        signal.signal(signal.SIGTSTP, _ignore)
        self._take()

    def _receive(self) -> bytes:
        try:
            data = os.read(self._reader, 4096)
        except OSError as exc:
            raise Ended(HANGUP) from exc
        if not data:
            raise Ended(HANGUP)
        return data

    def _decode(self, data: bytes) -> None:
        keys, self._rest = decode(_ANSWER.sub(self._note, self._rest + self._decoder.decode(data)))
        self._keys.extend(keys)

    def _note(self, answer: re.Match[str]) -> str:
        """Note what the terminal can do; it is no key."""
        self._features = frozenset(map(int, filter(None, answer[1].split(";"))))
        self._keys.append(RESIZED)
        return ""

    def _send(self, text: str) -> None:
        data = text.encode("utf-8", "replace")
        try:
            while data:
                data = data[os.write(self._writer, data) :]
        except OSError as exc:
            raise Ended(HANGUP) from exc


_SIGNALS = (
    signal.SIGINT,
    signal.SIGTERM,
    signal.SIGHUP,
    signal.SIGWINCH,
    signal.SIGTSTP,
    signal.SIGCONT,
)


def _ignore(_number: int, _frame: FrameType | None) -> None:
    """Do nothing: what there is to do is done when the number is read from the pipe."""
