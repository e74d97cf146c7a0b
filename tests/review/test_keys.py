"""Keys: what a terminal sends, and what it means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deacards.config import KeysTable
from deacards.problem import UsageError
from deacards.review.keys import PRESETS, Action, decode, key_of, keymap


@pytest.mark.parametrize(
    ("sent", "keys", "rest"),
    [
        ("a1 é", ["a", "1", "space", "é"], ""),
        ("\r\n\t\x7f", ["enter", "enter", "tab", "backspace"], ""),
        ("\x1b[A\x1bOB\x1b[5~\x1b[6~\x1b[H\x1b[3~", ["up", "down", "pgup", "pgdn", "home", "delete"], ""),
        ("\x01\x15", ["ctrl-a", "ctrl-u"], ""),
        ("x\x1b", ["x"], "\x1b"),
        ("x\x1b[1;5", ["x"], "\x1b[1;5"),
        ("\x1b[1;5Cx", ["x"], ""),
        ("\x1bx", ["esc", "x"], ""),
        ("\x00", [], ""),
    ],
)
def test_decode(sent: str, keys: list[str], rest: str) -> None:
    """Sequences are one key each, unknown ones none; half a sequence waits for its end."""
    assert decode(sent) == (keys, rest)


@given(
    st.text(st.sampled_from("\x1b[OABCD015~;a ") | st.characters(exclude_categories=["Cs"])),
    st.integers(0, 9),
)
def test_decoding_in_parts(sent: str, cut: int) -> None:
    """In whatever parts keys arrive, they are the same; only a lone escape may wait."""
    keys, rest = decode(sent)
    first, waiting = decode(sent[:cut])
    second, left = decode(waiting + sent[cut:])
    assert (first + second, left) == (keys, rest)


@pytest.mark.parametrize("preset", PRESETS)
def test_presets_agree_with_themselves(preset: str) -> None:
    """No key of a preset means two things, and one can show, pass, fail, undo, ask for help and leave."""
    keys = keymap(preset, {})
    needed = {Action.SHOW, Action.AGAIN, Action.GOOD, Action.UNDO, Action.HELP, Action.QUIT}
    assert needed <= set(keys.values())


def test_keys_of_ones_own() -> None:
    """Chosen keys replace those of the preset, and the first of them is shown."""
    keys = keymap("anki", {"again": ("x", "left"), "quit": ("Q",), "hard": ()})
    assert (keys["x"], keys["left"], keys["2"]) == (Action.AGAIN, Action.AGAIN, Action.HARD)
    assert "1" not in keys
    assert key_of(keys, Action.QUIT) == "Q"
    assert key_of(keymap("passfail", {}), Action.EASY) == ""


@pytest.mark.parametrize(
    ("chosen", "message"),
    [
        ({"again": ("u",)}, "the key 'u' means undo and again"),
        ({"again": ("enterr",)}, "again: 'enterr' is no key"),
    ],
)
def test_impossible_keys_are_told(chosen: dict[str, tuple[str, ...]], message: str) -> None:
    """A key that means two things, or that nobody can press, is a usage error."""
    with pytest.raises(UsageError) as raised:
        keymap("anki", chosen)
    assert message in str(raised.value)


def test_configuration_knows_every_action() -> None:
    """The keys of `[keys]` are the actions and the preset."""
    assert set(KeysTable.model_fields) == {*Action, "preset"}
