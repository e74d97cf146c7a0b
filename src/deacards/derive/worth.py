"""How well an object of a sentence serves as an answer: what is named, and told by a telling word."""

from deacards.derive import words
from deacards.derive.grammar import Kind
from deacards.derive.sentence import CAPITAL, LY, Word, is_participle
from deacards.patterns import pattern

NAME = pattern(r"\d|[A-Z]{2,}|`|[a-z][A-Z]|\$")
"""What only a name, a number, code or a formula has."""
LIGHT = frozenset(
    """file files part parts work time times task tasks stage stages job jobs plan plans list lists end
    field fields value values top front way ways case cases thing place point side number amount kind
    sort line use middle bottom back purpose nature reason reasons kinds types sorts sense example examples
    need appropriate done risk fall fälle weise art teil teile zeit mal anzahl punkt ziel grund beispiel
    cas manière façon fois exemple sorte temps but caso casos manera forma formas modo vez veces parte partes
    tipo tipos ejemplo momento lugar conjunto cosa cosas resultado modi volta volte parti esempio
    vezes maneira exemplo""".split()  # noqa: SIM905 - a list of words reads best as words
)
"""Nouns that are no answer by themselves: what is of them is (`in front of [the gate]`)."""
STRONG, _WEAK = 2.0, 0.0
_PLAIN = 1.0
"""What a single common noun behind a loose preposition is worth less: any other might stand there."""
OF_INFINITIVE, OF_VERB = 2.5, 4
"""What an infinitive takes off the worth of an object, and one without an object of its own besides."""


def worth_of(said: list[Word], at: int, first: int, last: int, language: str) -> float:
    """Return how well an object serves: named, at the end of its sentence, opened by a telling word."""
    opener, text = said[at], said[first].text
    closes = last + 1 == len(said) or said[last + 1].sentence > said[last].sentence
    worth = 0.5 * closes + bool(NAME.search(" ".join(word.text for word in said[first : last + 1])))
    told = opener.kind in (Kind.VERB, Kind.COPULA, Kind.OF) or _is_bound(said, at, language)
    worth += STRONG if told else STRONG / 2 if opener.kind is None else _WEAK
    worth -= 3 * (at == 0 or opener.broken) * (opener.kind is Kind.PREPOSITION and not closes)
    if first == last:
        worth -= 3 * (said[first - 1].kind is Kind.ADVERB and not NAME.search(text))
        weak = is_participle(text, language) or LY.fullmatch(text) or text.isdigit()
        worth -= 3 * (not closes and not said[last + 1].broken and said[last + 1].text in ("a", "an"))
        worth -= 4 * bool(weak) + 1.5 * (opener.kind is Kind.COPULA and not CAPITAL.match(text))
        worth -= 6 * (text.lower() in LIGHT)
        worth -= _PLAIN * (not told and opener.kind is Kind.PREPOSITION and text.isalpha() and text.islower())
    return worth


def _is_bound(said: list[Word], at: int, language: str) -> bool:
    """Tell whether a preposition belongs to the participle before it: `based on`, `used for`."""
    bound = said[at].kind is Kind.PREPOSITION and at > 0 and not said[at].broken
    return bound and (said[at - 1].kind is Kind.VERB or is_participle(said[at - 1].text, language))


def worth_of_length(text: str) -> float:
    """Return what the length of an answer adds to its worth: the shorter, the better recalled."""
    n = words.count(text)
    return 3.0 if n <= 3 else 2.0 if n <= 5 else 1.0
