"""The fingerprint of a line: by it a line is found again wherever it went, in whatever form it is set."""

import hashlib
import re
import unicodedata

_LEAD = re.compile(r"\A(?:\s*(?:[-*+>]|\d+[.)]|#{1,6})(?=\s))+(?:\s*\[[ xX]\](?=\s))?")
_WORD = re.compile(r"\w+")


def fingerprint(line: str) -> str:
    """Return six hex digits for the words of a line.

    Case, spacing, punctuation, list markers and emphasis make no difference, nor does the step from a list
    to a table. A line without words has its signs instead; an empty one has no fingerprint.
    """
    text = unicodedata.normalize("NFKC", line).casefold()
    words = _WORD.findall(_LEAD.sub("", text, count=1).replace("_", " ")) or text.split()
    return hashlib.sha256(" ".join(words).encode()).hexdigest()[:6] if words else ""
