"""Text as Anki stores it: one form of each character, one kind of line end, nothing that breaks an import."""

import unicodedata

from deacards.patterns import pattern

# Control characters (U+001F parts the fields of a note: inside a field it stops the whole import), halves of
# surrogate pairs, which no file can hold, byte order marks, and the noncharacters that `fieldhtml` needs.
_UNWANTED = pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff]")
_LINE_END = pattern("\r\n?|\x85|\u2028|\u2029")


def clean(text: str) -> str:
    """Return `text` in NFC, with LF line ends and without control characters (tabs stay)."""
    if text.isascii() and text.isprintable():
        return text
    return unicodedata.normalize("NFC", _UNWANTED.sub("", _LINE_END.sub("\n", text)))


def is_blank(text: str) -> bool:
    """Tell whether nothing of `text` can be seen: spaces of any kind and invisible characters only."""
    if text[:1].isalnum():
        return False
    return all(c.isspace() or unicodedata.category(c) in {"Cf", "Cc"} for c in text)
