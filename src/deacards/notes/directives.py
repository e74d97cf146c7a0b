"""Our own comments in a note: `<!-- deacards: skip -->`, `<!-- deacards: only-marked file -->`."""

import re
from typing import Final

from deacards.notes.blocks import Directive
from deacards.patterns import pattern

COMMENT: Final = pattern(r"<!--\s*deacards\s*:\s*(?P<said>.*?)\s*-->", re.IGNORECASE | re.DOTALL)
_KNOWN = pattern(r"(?P<verb>skip|only-marked)(?:\s+(?P<scope>block|section|file))?", re.IGNORECASE)


def read_directive(said: str, first: int, last: int) -> Directive | None:
    """Return what the inside of a comment asks for, or None where nobody knows it.

    Without a scope `skip` means the next block, `only-marked` the section that it stands in.
    """
    match = _KNOWN.fullmatch(said)
    if match is None:
        return None
    verb = match["verb"].lower()
    scope = (match["scope"] or ("block" if verb == "skip" else "section")).lower()
    return Directive(first, last, verb, scope)
