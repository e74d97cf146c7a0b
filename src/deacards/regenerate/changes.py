"""What kind of change leads from one wording to another: small ones that leave a line the same line."""

from deacards.regenerate.wording import NEGATIONS, Words, unpaired

_ORDERED = 0.75
"""Of the same words more than this share must stand in the same order for them to say the same."""


def is_part(one: Words, other: Words) -> bool:
    """Return whether all words of the shorter text stand in the longer one, in their order."""
    short, long = sorted((_small(one), _small(other)), key=len)
    rest = iter(long)
    return len(short) < len(long) and all(word in rest for word in short)


def is_shuffled(mine: Words, theirs: Words) -> bool:
    """Return whether two texts say other things by the same words: `p T: F` and `p F: T`."""
    ours, others = _small(mine), _small(theirs)
    return sorted(ours) == sorted(others) and _in_order(ours, others) <= _ORDERED * len(ours)


def _in_order(one: Words, other: Words) -> int:
    """Return how many words at most stand in both texts in one order."""
    most = [0] * (len(other) + 1)
    for word in one:
        above = most
        most = [0]
        for n, each in enumerate(other):
            most.append(above[n] + 1 if word == each else max(most[n], above[n + 1]))
    return most[-1]


def is_turned(mine: Words, theirs: Words) -> bool:
    """Return whether one text says what the other one does, with a `not` more or less."""
    words = {word for some in unpaired(mine, theirs) for word in some}
    return bool(words) and words <= NEGATIONS


def exchanged(mine: Words, theirs: Words) -> tuple[str, str] | None:
    """Return the one word that stands in place of another wherever that stood, and that other one first.

    None if anything else differs as well.
    """
    if len(mine) != len(theirs):
        return None
    pairs = {(a, b) for a, b in zip(_small(mine), _small(theirs), strict=True) if a != b}
    return pairs.pop() if len(pairs) == 1 else None


def _small(words: Words) -> Words:
    return tuple(word.casefold() for word in words)
