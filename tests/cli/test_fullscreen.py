"""The whole screen as a program in a pseudo-terminal: every key, each signal, resize, the editor."""

import contextlib
import fcntl
import json
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image

CARDS = """\
format: 1
deck: Deck
source: notes/n.md#top
cards:
  - {id: aaaa, front: "First?", back: "one", hint: "a number",
     from: {line: 2, rule: gloss, made: 000000-000000-000000}}
  - {id: bbbb, front: "Second?", back: "two", reverse: true}
  - {id: cccc, front: "Third?", back: "three"}
  - {id: dddd, front: "Fourth?", back: "four"}
"""
OTHER = "format: 1\ndeck: Other::Things\ncards:\n  - {id: eeee, front: Fifth?, back: five}\n"
CONFIG = '[collection]\nname = "c"\n'
SECONDS = 20
"""No wait of a test takes longer; nearly all end in milliseconds."""

_SEQUENCE = re.compile(r"\x1b\[(\??)([0-9;]*)([A-Za-z])")


class Screen:
    """What a terminal of so many rows shows of what it is sent, by the few sequences that we send."""

    def __init__(self, height: int) -> None:
        self.rows = [""] * height
        self.is_alternate = self.is_cursor_hidden = self.was_alternate = False
        self._row = 0

    def feed(self, text: str) -> None:
        """Take what the program sent."""
        at = 0
        for found in _SEQUENCE.finditer(text):
            self._print(text[at : found.start()])
            self._control(*found.groups())
            at = found.end()
        self._print(text[at:])

    def _print(self, text: str) -> None:
        if self.is_alternate and text and self._row < len(self.rows):
            self.rows[self._row] += text

    def _control(self, private: str, numbers: str, final: str) -> None:
        match private, numbers, final:
            case "?", "1049", _:
                self.is_alternate = final == "h"
                self.was_alternate = True
            case "?", "25", _:
                self.is_cursor_hidden = final == "l"
            case "", "2", "J":
                self.rows = [""] * len(self.rows)
            case "", _, "H":
                self._row = int(numbers.partition(";")[0] or 1) - 1
                if self._row < len(self.rows):
                    self.rows[self._row] = ""
            case _:
                pass


class Program:
    """A program in a terminal of its own; `deacards review` if no other command is given."""

    def __init__(
        self,
        folder: Path,
        *options: str,
        command: tuple[str, ...] = (sys.executable, "-m", "deacards", "review"),
        **environment: str,
    ) -> None:
        self._main, self.inner = pty.openpty()
        self.resize(80, 24)
        self.screen = Screen(24)
        self.raw = ""
        self.modes = termios.tcgetattr(self.inner)
        state = {"XDG_STATE_HOME": str(folder.parent / "state"), "TERM": "xterm-256color"}
        self.process = subprocess.Popen(
            [*command, *options],
            cwd=folder,
            env={**os.environ, **state, **environment},
            stdin=self.inner,
            stdout=self.inner,
            stderr=self.inner,
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # noqa: PLW1509 - there is no thread
        )

    def resize(self, width: int, height: int) -> None:
        """Give the terminal another size; the kernel tells the program."""
        fcntl.ioctl(self._main, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))

    def press(self, *keys: str) -> None:
        """Press keys."""
        for key in keys:
            os.write(self._main, key.encode())

    def see(self, text: str) -> str:
        """Wait until the screen shows `text`; return all of it."""
        end = time.monotonic() + SECONDS
        while text not in self.shown:
            assert self._read(end), f"{text!r} never came:\n{self.shown}\n{self.raw[-500:]!r}"
        return self.shown

    def hear(self, text: str) -> None:
        """Wait until the program has sent `text`, wherever it shows it."""
        end = time.monotonic() + SECONDS
        while text not in self.raw:
            assert self._read(end), f"{text!r} never came: {self.raw[-500:]!r}"

    @property
    def shown(self) -> str:
        """Return the screen as text."""
        return "\n".join(row.rstrip() for row in self.screen.rows)

    def end(self) -> int:
        """Wait for the end, see that the terminal is as it was, and return the exit code."""
        end = time.monotonic() + SECONDS
        while self.process.poll() is None:
            self._read(min(end, time.monotonic() + 0.05))
            assert time.monotonic() < end, self.shown
        while self._read(time.monotonic()):
            pass
        assert not self.screen.is_alternate
        assert not self.screen.is_cursor_hidden
        assert termios.tcgetattr(self.inner) == self.modes
        self.close()
        return self.process.returncode

    def close(self) -> None:
        """Close the terminal, as closing its window does."""
        for each in (self._main, self.inner):
            with contextlib.suppress(OSError):
                os.close(each)

    def _read(self, end: float) -> bool:
        """Take what comes before `end`; return whether anything did."""
        ready, _, _ = select.select([self._main], [], [], max(0, end - time.monotonic()))
        if not ready:
            return False
        try:
            text = os.read(self._main, 65536).decode("utf-8", "replace")
        except OSError:  # the last one on the other side has gone
            return False
        self.raw += text
        self.screen.feed(text)
        return bool(text)


Start = Callable[..., Program]


@pytest.fixture
def study(folder: Path) -> Path:
    """Return a collection of four cards of one note."""
    (folder / "deacards.toml").write_text(CONFIG)
    (folder / "notes").mkdir()
    (folder / "notes" / "n.md").write_text("# top\n- first (one)\n")
    (folder / "cards").mkdir()
    (folder / "cards" / "d.yaml").write_text(CARDS)
    return folder


@pytest.fixture
def start(study: Path) -> Iterator[Start]:
    """Return what starts a review there; what is left of it at the end is killed."""
    started: list[Program] = []

    def begin(*options: str, **environment: str) -> Program:
        started.append(Program(study, *options, **environment))
        return started[-1]

    yield begin
    for program in started:
        if program.process.poll() is None:
            program.process.kill()
            program.process.wait()
        program.close()


def logged(study: Path) -> list[tuple[str, str, int]]:
    """Return the kind, unit and rating of every line of the log, in order."""
    lines = [line for file in study.glob("reviews/*/*.jsonl") for line in file.read_text().splitlines()]
    events = sorted((json.loads(line) for line in lines), key=lambda event: event["id"])
    return [(event["k"], event.get("card", ""), event.get("g", 0)) for event in events]


def test_answers_undo_and_summary(start: Start, study: Path) -> None:
    """Show, rate, undo as often as wanted, rate again; each answer is in the log before the next card."""
    program = start()
    program.see("First?")
    program.press("1")
    program.see("Show the answer first.")
    program.press(" ")
    assert "4 Easy" in program.see("one")
    program.press("4")
    program.see("Second?")
    assert logged(study) == [("review", "aaaa/0", 4)]
    program.press("\r", "\r")
    program.see("Third?")
    program.press("u")
    program.see("Second?")
    program.press("u")
    program.see("First?")
    program.press("u")
    program.see("nothing to undo")
    program.press(" ", "2")
    program.see("Second?")
    program.press("q")
    assert program.end() == 0
    assert [kind for kind, *_ in logged(study)] == ["review", "review", "undo", "undo", "review"]
    assert "1 card in" in program.raw
    assert "Next: deacards review" in program.raw


def test_end_of_the_session(start: Start, study: Path) -> None:
    """What is not known comes back; at the end the last answer can be taken back, then Enter ends."""
    program = start("--limit", "1")
    program.see("First?")
    program.press(" ", "1", " ", "3")
    program.see("That was all for now.")
    program.press("u")
    program.see("First?")
    program.press(" ", " ")
    program.see("That was all for now.")
    program.press("\r")
    assert program.end() == 0
    assert [grade for _, _, grade in logged(study)] == [1, 3, 0, 3]


def test_looks_at_a_card(start: Start) -> None:
    """Help, info and hint cover the card or stand under it; any key leads back."""
    program = start()
    program.see("First?")
    program.press("h")
    program.see("Hint: a number")
    program.press("?")
    program.see("undo, as often as you like")
    program.press("x")
    program.see("First?")
    program.press("i")
    info = program.see("Never answered.")
    assert "notes/n.md:2, rule gloss" in info
    assert "    2 - first (one)" in info
    program.press("\x1b")
    program.see("First?")
    program.press("~")
    program.see("? shows what the keys do.")
    program.press("q")
    assert program.end() == 0


def test_takes_cards_away(start: Start, study: Path) -> None:
    """Bury, suspend, suspend the whole card: each is an event, and each can be undone."""
    program = start()
    program.see("First?")
    program.press("-")
    program.see("Put off until tomorrow.")
    program.press("!")
    program.see("with all questions of its card")
    program.press("@")
    program.see("Suspended.")
    program.press("u")
    program.see("Third?")
    program.press("q")
    assert program.end() == 0
    assert logged(study) == [
        ("bury", "aaaa/0", 0),
        ("suspend", "bbbb/1", 0),
        ("suspend", "bbbb/0", 0),
        ("suspend", "cccc/0", 0),
        ("undo", "", 0),
    ]


def test_marks_stand_in_the_deck(start: Start, study: Path) -> None:
    """A mark and a flag are tags in the YAML, and go again; nothing else of the file changes."""
    program = start()
    program.see("First?")
    program.press("*")
    program.see("Now marked.")
    program.press("F")
    assert "★ ⚑" in program.see("Now flagged.")
    text = (study / "cards" / "d.yaml").read_text()
    assert "tags: [marked, flagged]" in text
    program.press("*", "F")
    program.see("No longer flagged.")
    assert (study / "cards" / "d.yaml").read_text() == CARDS
    program.press("q")
    assert program.end() == 0


def editor(folder: Path, script: str) -> str:
    """Return an editor that notes its arguments and does what `script` says."""
    file = folder.parent / "editor.sh"
    file.write_text(f'#!/bin/sh\necho "$@" > {folder.parent}/arguments\n{script}\n')
    file.chmod(0o755)
    return str(file)


def test_edits_the_card(start: Start, study: Path) -> None:
    """`e` opens the deck at the card's line; the same card is shown as it is then, answer and all."""
    change = editor(study, 'sed -i "s/First?/Premier?/" "$2"')
    program = start(EDITOR=change)
    program.see("First?")
    program.press(" ")
    program.see("4 Easy")
    program.press("e")
    assert "4 Easy" in program.see("Premier?")
    assert (study.parent / "arguments").read_text() == f"+5 {study}/cards/d.yaml\n"
    program.press("3")
    program.see("Second?")
    program.press("q")
    assert program.end() == 0


def test_a_broken_edit_is_told(start: Start, study: Path) -> None:
    """The fault is shown with its place, and the card is asked as it was until it is mended."""
    program = start(EDITOR=editor(study, 'sed -i "s/back: .one., //" "$2"'))
    program.see("First?")
    program.press("e")
    assert "cards/d.yaml:5" in program.see("missing-back")
    program.press(" ")
    program.see("one")
    program.press("3")
    program.see("Second?")
    program.press("q")
    assert program.end() == 0


def test_an_editor_that_is_not_there(start: Start) -> None:
    """What is wrong is said in a line, and study goes on."""
    program = start(EDITOR="/no/such/editor")
    program.see("First?")
    program.press("e")
    program.see("/no/such/editor: No such file")
    program.press("o")
    program.see("set EDITOR")
    program.press("q")
    assert program.end() == 0


def test_types_answers(start: Start, study: Path) -> None:
    """What was typed stands beside the answer, and Enter takes the rating that is suggested."""
    program = start("--type")
    program.see("First?")
    program.press("q", "n", "\x7f", "\x7f", "xyz", "\r")
    assert "→ Again" in program.see("[+one+]")
    program.press("\r")
    program.see("Second?")
    program.press("two\r")
    program.see("→ Good")
    program.press("\r")
    program.see("Third?")
    program.press("\x1b")
    program.see("q: quit")
    program.press("q")
    assert program.end() == 0
    assert logged(study) == [("review", "aaaa/0", 1), ("review", "bbbb/0", 3)]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_signals_end_it_tidily(start: Start, study: Path, number: int) -> None:
    """The terminal is as it was, the answers are saved, the summary is told, the code tells the signal."""
    program = start()
    program.see("First?")
    program.press(" ", "3")
    program.see("Second?")
    program.process.send_signal(number)
    assert program.end() == 128 + number
    assert logged(study) == [("review", "aaaa/0", 3)]
    assert "1 card in" in program.raw


def test_ctrl_c_as_a_key(start: Start) -> None:
    """Ctrl-C typed at the terminal is the signal."""
    program = start()
    program.see("First?")
    program.press("\x03")
    assert program.end() == 130


def test_closed_terminal(start: Start, study: Path) -> None:
    """When the window is closed the program ends, without a word and with all answers kept."""
    program = start()
    program.see("First?")
    program.press(" ", "3")
    program.see("Second?")
    program.close()
    assert program.process.wait(SECONDS) == 129
    assert logged(study) == [("review", "aaaa/0", 3)]


def test_stop_and_go_on(start: Start) -> None:
    """Stopped and continued the terminal is ours again, and the frame is drawn anew."""
    program = start()
    program.see("First?")
    program.process.send_signal(signal.SIGSTOP)
    os.waitpid(program.process.pid, os.WUNTRACED)
    program.screen.rows = [""] * 24
    program.process.send_signal(signal.SIGCONT)
    program.see("First?")
    program.press("q")
    assert program.end() == 0


@pytest.mark.skipif(not Path("/bin/bash").exists(), reason="a shell with jobs is needed")
def test_ctrl_z_and_fg(study: Path) -> None:
    """In a shell with jobs, Ctrl-Z gives the shell its screen back, and `fg` the card."""
    shell = ("/bin/bash", "--norc", "--noprofile", "-i")
    program = Program(study, command=shell, PS1="ready> ", PYTHON=sys.executable)
    try:
        program.hear("ready> ")
        program.press('"$PYTHON" -m deacards review\n')
        program.see("First?")
        program.press("\x1a")
        program.hear("Stopped")
        assert not program.screen.is_alternate
        program.screen.rows = [""] * 24
        program.press("fg\n")
        program.see("First?")
        program.press("q")
        program.hear("No card was answered.")
        assert not program.screen.is_alternate
        program.press("exit\n")
        assert program.process.wait(SECONDS) == 0
    finally:
        program.process.kill()
        program.process.wait()
        program.close()


def test_resize_repaints(start: Start) -> None:
    """A new size is taken at once."""
    program = start()
    program.see("q: quit")
    program.screen = Screen(8)
    program.screen.is_alternate = True
    program.resize(30, 8)
    program.see("First?")
    program.screen = Screen(4)
    program.screen.is_alternate = True
    program.resize(10, 4)
    program.see("Too small")
    program.press("q")
    assert program.end() == 0


def test_picks_a_deck(start: Start, study: Path) -> None:
    """With several decks a list with counts comes first; typing narrows it, Enter studies."""
    (study / "cards" / "e.yaml").write_text(OTHER)
    program = start()
    assert "All decks" in program.see("Other › Things")
    program.press("thin")
    program.see("Study which deck? thin")
    program.press("\r")
    program.see("Fifth?")
    program.press(" ", "3")
    program.see("That was all")
    program.press("q")
    assert program.end() == 0
    assert logged(study) == [("review", "eeee/0", 3)]


def test_escape_leaves_the_list_of_decks(start: Start, study: Path) -> None:
    """Nothing was chosen, so nothing is studied."""
    (study / "cards" / "e.yaml").write_text(OTHER)
    program = start()
    program.see("Study which deck?")
    program.press("\x1b")
    assert program.end() == 0
    assert logged(study) == []


def test_no_colour(start: Start) -> None:
    """With NO_COLOR no sequence selects a colour."""
    program = start(NO_COLOR="1")
    program.see("First?")
    program.press(" ")
    program.see("4 Easy")
    program.press("q")
    assert program.end() == 0
    selected = {code for codes in re.findall(r"\x1b\[([0-9;]*)m", program.raw) for code in codes.split(";")}
    assert selected <= {"", "0", "1", "2", "3", "4", "7", "9"}


@pytest.mark.parametrize("is_known", [True, False])
def test_shows_pictures(start: Start, study: Path, is_known: bool) -> None:  # noqa: FBT001 - a case
    """A terminal that takes pictures gets that of the answer with the answer, and is told to take it away."""
    data = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + (80).to_bytes(4) + (64).to_bytes(4) + bytes(9)
    (study / "notes" / "p.png").write_bytes(data)
    deck = study / "cards" / "d.yaml"
    deck.write_text(CARDS.replace('"one"', '"![the plan](../notes/p.png)"'))
    program = start(KITTY_WINDOW_ID="1" if is_known else "", TERM_PROGRAM="", TMUX="", STY="")
    program.see("First?")
    program.press("?")
    program.see("any key: back")
    assert "\x1b_G" not in program.raw
    program.press("?", " ")
    program.see("4 Easy")
    if is_known:
        program.hear("c=10,r=4,m=0;iVBOR")
        assert program.raw.count("a=T") == 1
    program.press("3")
    program.see("Second?")
    if is_known:
        program.hear("\x1b_Ga=d")
    program.press("q")
    assert program.end() == 0
    assert ("\x1b_G" in program.raw) is is_known


@pytest.mark.parametrize("answer", ["\x1b[?62;4;22c", "\x1b[?62;22c"])
def test_asks_for_sixels(start: Start, study: Path, answer: str) -> None:
    """An unknown terminal is asked once there is a picture, and gets what it says it takes."""
    Image.new("RGB", (80, 64), "red").save(study / "notes" / "p.png")
    deck = study / "cards" / "d.yaml"
    deck.write_text(CARDS.replace('"one"', '"![the plan](../notes/p.png)"'))
    program = start(KITTY_WINDOW_ID="", TERM_PROGRAM="", TMUX="", STY="")
    program.see("First?")
    assert "\x1b[c" not in program.raw
    program.press(" ")
    program.hear("\x1b[c")
    program.press(answer)
    if ";4;" in answer:
        program.hear('\x1bP0;1q"1;1;80;64#')
    program.press("3")
    program.see("Second?")
    program.press("q")
    assert program.end() == 0
    assert ("\x1bP" in program.raw) is (";4;" in answer)
    assert logged(study) == [("review", "aaaa/0", 3)]


def test_dumb_terminal_gets_lines(start: Start) -> None:
    """A terminal that can do nothing is asked line by line, without an escape byte."""
    program = start(TERM="dumb")
    program.hear("Answer> ")
    program.press("\n")
    program.hear("Rating> ")
    program.press("q\n")
    assert program.end() == 0
    assert "\x1b" not in program.raw
    assert not program.screen.was_alternate


def test_keys_and_tags_of_the_person(start: Start, study: Path) -> None:
    """Keys of one's own hold, and an unknown tag is a usage error that names those there are."""
    (study / "deacards.toml").write_text(f'{CONFIG}[keys]\npreset = "home"\nquit = ["x", "q"]\n')
    program = start()
    program.see("First?")
    program.press(" ")
    program.see("a Again")
    program.press("d")
    program.see("Second?")
    program.press("x")
    assert program.end() == 0
    assert logged(study) == [("review", "aaaa/0", 3)]
    refused = start("--tag", "none")
    assert refused.end() == 2
    assert "no card here has the tag" in refused.raw


def test_two_sessions_at_once(start: Start, study: Path) -> None:
    """Two terminals that ask the same card spoil nothing: each answer is logged, the card is learned once."""
    one, other = start(), start()
    for program in (one, other):
        program.see("First?")
    for program in (one, other):
        program.press(" ", "3")
        program.see("Second?")
    for program in (one, other):
        program.press("q")
        assert program.end() == 0
    assert logged(study) == [("review", "aaaa/0", 3)] * 2
    after = start()
    assert "[3]" in after.see("Second?")
    after.press("q")
    assert after.end() == 0
