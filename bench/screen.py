"""The review on its screen, in a pseudo-terminal: how long until the first card, and from a key to its frame.

python -m bench.screen first FOLDER    seconds from the start of the program to its first frame
python -m bench.screen bare            the same for a process that only imports click, sqlite3 and Rich
python -m bench.screen key FOLDER      the median seconds from a key to what it changes
"""

import fcntl
import os
import pty
import select
import signal
import statistics
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Sequence

from bench.frame import DEACARDS, PYTHON

BARE = "import click, sqlite3, rich.console; print('ready', flush=True)"
LAST_ROW = b"\x1b[24;1H"
KEYS = b" 3" * 20
PATIENCE = 30.0


class Terminal:
    """A program in a terminal of 80 x 24 cells."""

    def __init__(self, command: Sequence[str], folder: str) -> None:
        self._main, inner = pty.openpty()
        fcntl.ioctl(self._main, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.began = time.perf_counter()
        self._process = subprocess.Popen(
            command,
            cwd=folder,
            env=os.environ | {"TERM": "xterm"},
            stdin=inner,
            stdout=inner,
            stderr=inner,
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # noqa: PLW1509 - there is no thread
        )
        os.close(inner)

    def wait_for(self, text: bytes) -> float:
        """Return the seconds since the start when the program has sent `text`."""
        seen = b""
        while text not in seen:
            seen += self.read(PATIENCE)
        return time.perf_counter() - self.began

    def read(self, seconds: float) -> bytes:
        """Return what comes within some seconds, nothing if nothing does."""
        ready, _, _ = select.select([self._main], [], [], seconds)
        try:
            return os.read(self._main, 65536) if ready else b""
        except OSError:  # the program has gone
            return b""

    def press(self, key: int) -> float:
        """Return the seconds from a key to what the program sends then."""
        pressed = time.perf_counter()
        os.write(self._main, bytes([key]))
        self.read(PATIENCE)
        took = time.perf_counter() - pressed
        while self.read(0.02):
            pass
        return took

    def end(self) -> None:
        """End the program."""
        self._process.send_signal(signal.SIGTERM)
        while self.read(1):
            pass
        self._process.wait(PATIENCE)
        os.close(self._main)


def main(what: str, folder: str = ".") -> None:
    """Measure, and print the seconds."""
    if what == "bare":
        terminal = Terminal([PYTHON, "-c", BARE], folder)
        seconds = terminal.wait_for(b"ready")
    else:
        terminal = Terminal(
            [DEACARDS, "review", "--cram", "--limit", "200"] if what == "key" else [DEACARDS, "review"],
            folder,
        )
        seconds = terminal.wait_for(LAST_ROW)
    if what == "key":
        terminal.read(1)
        seconds = statistics.median(terminal.press(key) for key in KEYS)
    terminal.end()
    print(seconds)


if __name__ == "__main__":
    main(*sys.argv[1:])
