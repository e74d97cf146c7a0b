"""Card text made safe to print: no control characters, no escape sequences."""

import re

_SEQUENCES = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"  # CSI: colours, cursor
    r"|(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)"  # OSC, DCS ...: strings
    r"|\x1b[ -/]*[0-~]"  # two-character escapes and charset choices
)
# C0 and C1 without tab and newline; and what turns the direction of all that follows on a line.
_CONTROLS = re.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\u202a-\u202e\u2066-\u2069]")


def printable(text: str) -> str:
    """Return `text` without escape sequences, C0/C1 controls and those of direction; newlines and tabs stay.

    A sequence goes as a whole; of a string that has no end only its beginning goes, so that no text is lost.
    """
    return _CONTROLS.sub("", _SEQUENCES.sub("", text))
