"""Whether two words are one, misspelt: a library for it takes longer to load than most builds ask it for."""


def is_misspelt(one: str, other: str) -> bool:
    """Return whether two words are one, with a typing error or another ending.

    Digits are never misspelt, and of a short word nothing can be said.
    """
    short, long = sorted((len(one), len(other)))
    if short < 3 or long < 4 or long - short > 3:
        return False
    both = one + other
    if not both.isalpha() and any(map(str.isdigit, both)):
        return False
    if one.startswith(other) or other.startswith(one):
        return True
    most = 1 if short < 8 else 2
    return long - short <= most and is_within(one, other, most)


def is_within(one: str, other: str, most: int) -> bool:
    """Return whether so many typing errors at `most` make one word of the other.

    An error is a letter too many, one too few, another one, or two that changed places: the distance of
    Damerau and Levenshtein in which no piece is changed twice (optimal string alignment).
    """
    same = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        same += 1
    one, other = one[same:], other[same:]
    if not (most and one and other):
        return max(len(one), len(other)) <= most
    left = most - 1
    return (
        is_within(one[1:], other[1:], left)
        or is_within(one[1:], other, left)
        or is_within(one, other[1:], left)
        or (one[:2] == other[1::-1] and is_within(one[2:], other[2:], left))
    )
