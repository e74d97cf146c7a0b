"""Card ids: short, readable aloud, and made from what they name."""

import hashlib

# No vowel but a and e (words), none of i l o 0 1 (look-alikes). A letter first: no number, nor any other
# value that YAML would read into it.
_LETTERS = "abcdefghjkmnpqrstvwxyz"
_SIGNS = _LETTERS + "23456789"
_LENGTH = 10


def card_id(*parts: str) -> str:
    """Return the id for these texts: ten signs, a letter first, the same ones each time.

    There are 4·10¹⁴ of them: in a collection of 100,000 cards the chance of a clash is one in 80,000.
    """
    number = int.from_bytes(hashlib.sha256("\0".join(parts).encode()).digest())
    number, first = divmod(number, len(_LETTERS))
    signs = [_LETTERS[first]]
    for _ in range(_LENGTH - 1):
        number, sign = divmod(number, len(_SIGNS))
        signs.append(_SIGNS[sign])
    return "".join(signs)
