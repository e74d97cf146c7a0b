"""Keys: what a terminal sends, as names; what each name means to the review screen, by preset and by choice.

A key's name is the sign itself, or a word: `space`, `enter`, `esc`, `tab`, `backspace`, `delete`, `up`,
`down`, `left`, `right`, `pgup`, `pgdn`, `home`, `end`, `ctrl-a` to `ctrl-z`.
"""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum

from deacards.problem import UsageError


class Action(StrEnum):
    """What a person can ask of the review screen; the values are the keys of `[keys]` in the config."""

    SHOW = "show"
    AGAIN = "again"
    HARD = "hard"
    GOOD = "good"
    EASY = "easy"
    UNDO = "undo"
    EDIT = "edit"
    BURY = "bury"
    SUSPEND = "suspend"
    SUSPEND_CARD = "suspend_card"
    MARK = "mark"
    FLAG = "flag"
    INFO = "info"
    HINT = "hint"
    OPEN = "open"
    HELP = "help"
    QUIT = "quit"
    DOWN = "down"
    UP = "up"
    PAGE_DOWN = "page_down"
    PAGE_UP = "page_up"


Keymap = Mapping[str, Action]
"""What each key means, by its name."""

RATINGS = (Action.AGAIN, Action.HARD, Action.GOOD, Action.EASY)
_Bindings = Mapping[Action, Sequence[str]]
_SHARED: _Bindings = {
    Action.SHOW: ("space", "enter"),
    Action.UNDO: ("u",),
    Action.EDIT: ("e",),
    Action.BURY: ("-",),
    Action.SUSPEND: ("@",),
    Action.SUSPEND_CARD: ("!",),
    Action.MARK: ("*",),
    Action.FLAG: ("F",),
    Action.INFO: ("i",),
    Action.HINT: ("h",),
    Action.OPEN: ("o",),
    Action.HELP: ("?",),
    Action.QUIT: ("q",),
    Action.DOWN: ("j", "down"),
    Action.UP: ("k", "up"),
    Action.PAGE_DOWN: ("pgdn",),
    Action.PAGE_UP: ("pgup",),
}
_DIGITS: _Bindings = {Action.AGAIN: ("1",), Action.HARD: ("2",), Action.GOOD: ("3",), Action.EASY: ("4",)}
PRESETS: Mapping[str, _Bindings] = {
    "anki": {**_SHARED, **_DIGITS},
    "home": {
        **_SHARED,
        Action.AGAIN: ("a", "1"),
        Action.HARD: ("s", "2"),
        Action.GOOD: ("d", "3"),
        Action.EASY: ("f", "4"),
    },
    "passfail": {**_SHARED, Action.AGAIN: ("1", "left"), Action.GOOD: ("2", "right")},
}

_NAMES = {"\r": "enter", "\n": "enter", " ": "space", "\t": "tab", "\x7f": "backspace", "\x08": "backspace"}
_SEQUENCES = {
    **dict.fromkeys(("[A", "OA"), "up"),
    **dict.fromkeys(("[B", "OB"), "down"),
    **dict.fromkeys(("[C", "OC"), "right"),
    **dict.fromkeys(("[D", "OD"), "left"),
    **dict.fromkeys(("[H", "OH", "[1~", "[7~"), "home"),
    **dict.fromkeys(("[F", "OF", "[4~", "[8~"), "end"),
    "OM": "enter",
    "[3~": "delete",
    "[5~": "pgup",
    "[6~": "pgdn",
}
_CONTROLS = tuple(f"ctrl-{chr(number + 96)}" for number in range(1, 27))
WORDS = frozenset([*_NAMES.values(), *_SEQUENCES.values(), "esc", *_CONTROLS])
_ESCAPE = re.compile(r"\x1b(O[A-Za-z]|\[[0-?]*[ -/]*[@-~])")


def keymap(preset: str, chosen: Mapping[str, Sequence[str]]) -> Keymap:
    """Return what each key means: a preset, with the keys of some actions, by their values, chosen anew.

    Raises `UsageError` for a key that nobody can press, or that would mean two things.
    """
    keys = {**PRESETS[preset], **{Action(name): names for name, names in chosen.items() if names}}
    meaning: dict[str, Action] = {}
    for action, names in keys.items():
        for name in names:
            if len(name) != 1 and name not in WORDS:
                raise UsageError(f"[keys] {action}: {name!r} is no key; write a sign or a name such as space")
            if (other := meaning.setdefault(_canonical(name), action)) is not action:
                raise UsageError(f"[keys] the key {name!r} means {other} and {action}; give one another key")
    return meaning


def key_of(keys: Keymap, action: Action) -> str:
    """Return the first key of an action, "" when it has none."""
    return next((name for name, each in keys.items() if each is action), "")


def decode(text: str) -> tuple[list[str], str]:
    """Return the keys that `text`, as it came from the terminal, begins with, and the rest: half a sequence.

    A bare escape at the end may be the key itself or half a sequence: it is rest.
    """
    keys: list[str] = []
    at = 0
    while at < len(text):
        if found := _ESCAPE.match(text, at):
            keys += [name] if (name := _SEQUENCES.get(found[1])) else []
            at = found.end()
        elif text[at] == "\x1b" and re.fullmatch(r"\x1b(\[[0-?]*[ -/]*|O)?", text[at:]):
            break
        else:
            keys.append(_name(text[at]))
            at += 1
    return [key for key in keys if key], text[at:]


def _name(sign: str) -> str:
    """Return the name of the key that sends `sign`, "" for one that has none."""
    if sign in _NAMES:
        return _NAMES[sign]
    if sign == "\x1b":
        return "esc"
    if "\x01" <= sign <= "\x1a":
        return f"ctrl-{chr(ord(sign) + 96)}"
    return sign if sign.isprintable() else ""


def _canonical(name: str) -> str:
    return _NAMES.get(name, name)
