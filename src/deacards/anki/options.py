"""What a person may choose about the notes in Anki."""

from html import escape, unescape
from typing import NamedTuple
from urllib.parse import quote

from deacards.patterns import pattern

# Longer answers are not typed but read.
_MOST_TYPED = 40
_PLAIN_ANSWER = pattern(r"[^`*_$~=<>\[\]!\n\\]+")


class Options(NamedTuple):
    """How cards are told to Anki.

    With `type_in` a short plain answer is typed. `source_link` is the address behind a card's source line,
    with `{path}` and `{line}` for its place in the collection; "" for none.
    """

    type_in: bool = False
    source_link: str = ""

    def asks_to_type(self, answer: str) -> bool:
        """Tell whether the answer is typed: only one that a person could type letter by letter."""
        return self.type_in and len(answer) <= _MOST_TYPED and _PLAIN_ANSWER.fullmatch(answer) is not None

    def source_url(self, source: str) -> str:
        """Return the address of `notes/x.md:12`, given as HTML and returned as such; "" for none."""
        if not self.source_link or not source:
            return ""
        path, _, line = unescape(source).rpartition(":")
        return escape(self.source_link.replace("{path}", quote(path)).replace("{line}", line))
