"""The words of a face, what two of them have in common, and whether one names another thing."""

from collections import Counter
from collections.abc import Callable
from itertools import chain
from typing import NamedTuple

from deacards.deck import cloze
from deacards.derive.words import STOP_WORDS
from deacards.patterns import pattern
from deacards.regenerate.face import Face
from deacards.regenerate.misspelling import is_misspelt

Words = tuple[str, ...]

_TOKEN = pattern(
    r"[\u3005-\u3007\u3041-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W_]+"
    r"|[<>≤≥=≠±+^]|(?<!\w)[-\u2212](?=[\d\\])|(?<=['\u2019)}\]])[-\u2212](?=\w)"
)
"""A word; of a script without spaces, each character; a sign that makes another statement, or number."""

_ASCII_TOKEN = pattern(r"[^\W_]+|[<>=+^]|(?<!\w)-(?=[\d\\])|(?<=[')}\]])-(?=\w)")
"""The same in a text of ASCII alone: a fortieth of the time to compile."""

_COUNT = pattern(r"\s*[(（]\d+[)）]\s*$")
"""How many answers a list has, at the end of its question."""

PLAIN = frozenset(chain.from_iterable(STOP_WORDS.values()))
"""Words that say nothing by themselves, in all languages that are known."""

NEGATIONS = frozenset(
    """not no never none nor neither without cannot nicht nie ohne kein keine keinen keiner pas jamais sans
    aucun aucune non senza mai nunca sin ninguno ninguna não nem sem niet geen zonder не нет без""".split()  # noqa: SIM905 - a list of words reads best as words
)
"""Words that turn a statement into its opposite."""


class Wording(NamedTuple):
    """The words of a face in order, as written: of its question, its answer, and both.

    A cloze asks with the words around its blanks, and answers with those in them.
    """

    question: Words
    answer: Words
    all: Words

    @property
    def head(self) -> Words:
        """Return the first word that says something, as a tuple that is empty without one."""
        return next(((word,) for word in self.all if word.casefold() not in PLAIN), ())


def wording_of(face: Face) -> Wording:
    """Return the words of a face; where a text has none, its signs stand for them."""
    if face.is_cloze:
        around = cloze.replace_marks(face.prompt, lambda _: " ")
        hidden = " ".join(cloze.hidden(face.prompt))
        return Wording(words_of(around), words_of(hidden), words_of(cloze.plain(face.prompt)))
    question, answer = words_of(_COUNT.sub("", face.prompt)), words_of(" ".join(face.answer))
    return Wording(question, answer, question + answer)


def words_of(text: str) -> Words:
    """Return the words of a text in order; its signs where it has none."""
    token = _ASCII_TOKEN if text.isascii() else _TOKEN
    return tuple(token.findall(text)) or tuple(text.split())


def common(mine: Words, theirs: Words, weight: Callable[[str], float]) -> float:
    """Return from 0 to 1 how much of the weight of two texts stands in both, misspelt words included."""
    one, other = unpaired(mine, theirs)
    total = sum(weight(word) for word in (*mine, *theirs))
    lost = sum(weight(word) for word in (*one, *other))
    return 1 - lost / total if total else 1.0


def unpaired(mine: Words, theirs: Words) -> tuple[list[str], list[str]]:
    """Return the words that only one of two texts has; in capitals, `COUNTIF` and `COUNTIFS` are two."""
    ours = Counter(word.casefold() for word in mine)
    others = Counter(word.casefold() for word in theirs)
    one = list((ours - others).elements())
    other = list((others - ours).elements())
    loud = {word.casefold() for word in (*mine, *theirs) if word.isupper()}
    for word in list(one):
        near = (each for each in other if not {word, each} <= loud and is_misspelt(word, each))
        match = next(near, None)
        if match is not None:
            one.remove(word)
            other.remove(match)
    return one, other


def is_respelt(mine: Wording, theirs: Wording) -> bool:
    """Return whether two texts are the same but for errors of typing."""
    return unpaired(mine.all, theirs.all) == ([], [])


def is_renamed(mine: Wording, theirs: Wording) -> bool:
    """Return whether what one is about has another name in the other: `SLE` and `ALE`, `IPv4` and `IPv6`.

    That is so where a name goes from the question and another comes, one of them at least with a digit or
    with capitals inside; or where the first word is another one and at least one is written like a name.
    """
    ours, others = _other_names(mine, theirs)
    if ours and others and any(map(is_name, (*ours, *others))):
        return True
    return has_other_head(mine, theirs) and any(
        word[:1].isupper() or is_name(word) for word in (*mine.head, *theirs.head)
    )


def _other_names(mine: Wording, theirs: Wording) -> tuple[list[str], list[str]]:
    """Return the names that only one question has.

    If all that two texts have in common stands in one order, a name may have gone from what is asked to what
    is answered: then it is the same text, asked in another way.
    """
    one, other = unpaired(mine.question, theirs.question)
    ours, others = _capitals(mine.question, one), _capitals(theirs.question, other)
    if not (ours and others):
        return [], []
    if stand_in_order(mine.all, theirs.all):
        mine_only, theirs_only = unpaired(mine.all, theirs.all)
        ours = [name for name in ours if name.casefold() in mine_only]
        others = [name for name in others if name.casefold() in theirs_only]
    return ours, others


def stand_in_order(mine: Words, theirs: Words) -> bool:
    """Return whether the words that two texts share stand in both in one order."""
    both = {word.casefold() for word in mine} & {word.casefold() for word in theirs}
    ours, others = (
        [word.casefold() for word in words if word.casefold() in both] for words in (mine, theirs)
    )
    return ours == others


def tells_apart(mine: Wording, theirs: Wording) -> bool:
    """Return whether two lines tell of two things: another name, another sign, a `not` more or less."""
    whole, asked = unpaired(mine.all, theirs.all), unpaired(mine.question, theirs.question)
    signs = [any(not word.isalnum() for word in words) for words in whole]
    turned = [
        any(word in NEGATIONS and word in words for word in some)
        for words, some in zip(whole, asked, strict=True)
    ]
    return all(signs) or turned[0] != turned[1] or is_renamed(mine, theirs)


def have_other_names(mine: Wording, theirs: Wording) -> bool:
    """Return whether each names something that the other does not, whatever the words around it."""
    one, other = (
        {word.casefold() for word in wording.all if is_name(word) and not word.isdigit()}
        for wording in (mine, theirs)
    )
    return bool(one - other and other - one)


def has_other_head(mine: Wording, theirs: Wording) -> bool:
    """Return whether each begins with a word that the other has not."""
    one, other = unpaired(mine.all, theirs.all)
    return any(word.casefold() in one for word in mine.head) and any(
        word.casefold() in other for word in theirs.head
    )


def _capitals(words: Words, only: list[str]) -> list[str]:
    """Return those words of `only`, given in small letters, that are written like names."""
    some = [word for word in words if word.casefold() in only]
    return [word for word in some if is_name(word) or (word[:1].isupper() and word.casefold() not in PLAIN)]


def is_name(word: str) -> bool:
    """Return whether a word names something whatever the language: `S3`, `EMR`, `IPv6`, `DynamoDB`."""
    return any(sign.isdigit() for sign in word) or any(sign.isupper() for sign in word[1:])


def is_symbol(word: str) -> bool:
    """Return whether a word is a number, or a single letter as in formulas; `a` and `I` are words."""
    return word.isdigit() or (len(word) == 1 and word.isascii() and word not in "aI")


def telling(words: Words) -> Words:
    """Return the words that say something in any text, in small letters and sorted."""
    return tuple(sorted(word.casefold() for word in words if word.casefold() not in PLAIN))
