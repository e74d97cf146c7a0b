"""What the nodes of a deck file mean: the deck's own keys decide, not YAML's guesses.

A text is what stands there: `yes`, `017`, `12:30:45` and `1e5` are answers as good as any. Only the keys
named here hold numbers or truth values. Nothing, `~` and `null` are a missing value.
"""

from deacards.deck.yamltree import Mapping, Node, Scalar, Sequence

NUMBERS = frozenset({"format", "order", "rules", "line", "last", "blanks"})
SWITCHES = frozenset({"ordered", "reverse", "kept"})
NEEDED = frozenset({"id", "deck", "front", "back", "cloze", "list", "made", "rule"})

_TRUTH = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}


def value_of(node: Node, key: str = "") -> object:
    """Return what `node` means as the value of `key`: text, number, truth value, list, dict or None.

    Keys without a value are left out, unless a card cannot be without them: then the value is None.
    """
    match node:
        case Scalar():
            return None if node.is_null else _scalar(node.text, key)
        case Sequence():
            return [value_of(item) for item in node.items]
        case Mapping():
            return {
                name.text: value
                for name, child in node.entries
                if (value := value_of(child, name.text)) is not None or name.text in NEEDED
            }


def _scalar(text: str, key: str) -> str | int | bool | None:
    """Return the value of one scalar; what does not fit its key stays text, for validation to name it."""
    if key in NUMBERS and text.isascii() and text.isdigit():
        return int(text)
    if key in SWITCHES:
        value = _TRUTH.get(text.lower(), text)
        return None if value is False else value  # switched off is the same as not there
    return text
