"""Sentences that tell no fact: what is only assumed (`Let x be ...`), and what the writer did."""

from deacards.derive import words
from deacards.derive.sentence import Word

_IN_ENGLISH = frozenset({"let", "suppose", "i'm", "i've", "i'll", "i'd"})
_ASSUMPTIONS: dict[str, frozenset[str]] = {
    "en": _IN_ENGLISH,
    "de": _IN_ENGLISH | {"sei", "seien", "ich"},
    "fr": _IN_ENGLISH | {"soit", "soient", "je"},
    "es": _IN_ENGLISH | {"sea", "sean", "supongamos"},
    "it": _IN_ENGLISH | {"sia", "siano"},
    "pt": _IN_ENGLISH | {"seja", "sejam"},
}
"""Words that begin a sentence in which something is only assumed, or done by who writes: it tells no fact."""
_ASSUMING: dict[str, frozenset[str]] = {
    language: frozenset(word.partition("'")[0] for word in begin) for language, begin in _ASSUMPTIONS.items()
}
"""The same as `words.tokens` tells them."""


def assumed_sentences(said: list[Word], text: str, language: str) -> set[int]:
    """Return the sentences among the words of a text that tell no fact by their first words."""
    if _ASSUMING[language].isdisjoint(words.tokens(text)):
        return set()
    begin = [at for at, word in enumerate(said) if at == 0 or word.sentence != said[at - 1].sentence]
    second = {at: "" if said[at + 1].broken else said[at + 1].text for at in begin if at + 1 < len(said)}
    return {said[at].sentence for at in begin if assumes(said[at].text, second.get(at, ""), language)}


def assumes(first: str, second: str, language: str) -> bool:
    """Tell whether a sentence of these first words only assumes something, or tells what its writer did."""
    if first == "I":
        return second.islower()
    told = _ASSUMPTIONS.get(language)
    return told is not None and first.lower().replace("’", "'") in told
