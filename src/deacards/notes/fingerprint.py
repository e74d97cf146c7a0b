"""The fingerprint of a line: by it a line is found again wherever it went, in whatever form it is set."""

import hashlib
import unicodedata

from deacards.patterns import pattern

_LEAD = pattern(r"\A(?:\s*(?:[-*+>]|\d+[.)]|#{1,6})(?=\s))+(?:\s*\[[ xX]\](?=\s))?")
_SIGN = pattern(r"[^\W_]+|[^\w\s*_|:;,.`\"'#\u2013\u2014-]")
"""A word, or a sign that means something: not one of emphasis, lists, tables, and not a pause."""


def fingerprint(line: str) -> str:
    """Return six hex digits for the words and signs of a line.

    Case, spacing, punctuation, list markers and emphasis make no difference, nor does the step from a list
    to a table; signs such as `>` and brackets do. An empty line has no fingerprint.
    """
    text = unicodedata.normalize("NFKC", line).casefold()
    words = _SIGN.findall(_LEAD.sub("", text, count=1)) or text.split()
    return hashlib.sha256(" ".join(words).encode()).hexdigest()[:6] if words else ""


def fingerprints(text: str) -> frozenset[str]:
    """Return the fingerprints of all lines of a text."""
    return frozenset(map(fingerprint, text.splitlines())) - {""}
