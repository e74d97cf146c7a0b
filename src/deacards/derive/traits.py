"""What a line has that rules look for, read once: a rule is asked only where it may apply."""

from enum import IntFlag, auto

from deacards.derive.context import Spot
from deacards.patterns import pattern

_DIGIT = pattern(r"\d")
_PLAIN_DIGIT = pattern("[0-9]")
_TWO_WAY_SIGNS = pattern("[↔⇔⟺]")


class Trait(IntFlag):
    """Something about a point that can be told without reading its sentences."""

    CHILDREN = auto()
    """Something is nested under it."""
    EXTRAS = auto()
    """Code, a formula or a picture hangs on it."""
    OPENS = auto()
    """It is the first one under something that can be asked about."""
    TERM = auto()
    """A separator parts a term from its text."""
    BRACKET = auto()
    """It has a bracket behind a word."""
    ARROW = auto()
    """Arrows part its steps, or it begins with one."""
    TWO_WAY = auto()
    """It may have an arrow that points both ways."""
    STRONG = auto()
    """Something in it is bold or highlighted."""
    ASKS = auto()
    """It has a question mark."""
    DIGIT = auto()
    """It has a digit."""
    SOUNDS = auto()
    """Slashes may stand around letters of phonetics."""


ALWAYS = Trait(0)
"""What a rule needs that is asked of every line."""


def traits_of(spot: Spot) -> int:  # noqa: C901 - a question for each trait
    """Return the traits of a point, as a plain number: members of an enum are slow to join."""
    point, line, text = spot.point, spot.line, spot.line.text
    found = 0
    if point.children:
        found |= _CHILDREN
    if point.extras:
        found |= _EXTRAS
    if spot.index == 0 and spot.opens:
        found |= _OPENS
    if line.term:
        found |= _TERM
    if line.brackets:
        found |= _BRACKET
    if line.steps or line.leads:
        found |= _ARROW
    if line.strong:
        found |= _STRONG
    if "?" in text or "？" in text:
        found |= _ASKS
    plain = text.isascii()
    if (_PLAIN_DIGIT if plain else _DIGIT).search(text):
        found |= _DIGITS
    if not plain and text.count("/") > 1:
        found |= _SOUNDS
    if "<" in text or (not plain and _TWO_WAY_SIGNS.search(text)):
        found |= _TWO_WAY
    return found


_CHILDREN, _EXTRAS, _OPENS, _TERM, _BRACKET, _ARROW, _TWO_WAY, _STRONG, _ASKS, _DIGITS, _SOUNDS = (
    int(trait) for trait in Trait
)
