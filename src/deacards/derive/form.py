"""What a text is by its form: a thing that "What is X?" asks for, an act, a statement, a value."""

import re
from enum import Enum, auto
from functools import lru_cache

from deacards.derive import words
from deacards.derive.grammar import KINDS, Kind
from deacards.patterns import pattern


class Form(Enum):
    """What a text is, as far as its function words tell."""

    THING = auto()
    """A noun phrase: `the unit of capacity in a stream`."""
    USE = auto()
    """`used for backups`."""
    ACT = auto()
    """What something does: `stores the records`."""
    ORDER = auto()
    """What to do: `store the records`."""
    STATEMENT = auto()
    """A whole sentence: `the leader is elected by the members`."""
    CIRCUMSTANCE = auto()
    """How, when or under which condition: `only after a restart`."""
    QUESTION = auto()
    """It ends in a question mark."""
    VALUE = auto()
    """An amount, a formula or code: it tells an attribute and not what a thing is."""


_USED = pattern(r"used\s+(?:for|to|in|by|as)\b", re.IGNORECASE)
_VERB = pattern(
    r"^(?:allow|enable|ensure|provide|support|use|keep|update|store|contain|include|require|need|help|let|"
    r"make|create|define|describe|manage|automate|coordinate|facilitate|adjust|run|send|receive|return|read|"
    r"write|convert|transform|deliver|detect|determine|identif(?:y|ie)|protect|prevent|reduce|increase|"
    r"improve|replace|remove|add|give|take|show|control|monitor|check|validate|verif(?:y|ie)|encrypt|decrypt|copie|"
    r"compress|connect|integrate|generate|handle|perform|process(?=es\b)|represent|specif(?:y|ie)|split|merge|"
    r"copy|move|scale)(?:s|es)?\b(?!-)",
    re.IGNORECASE,
)
_NO_OBJECT = pattern(r"\s*(?:$|[,;/)(&]|(?:of|in|per|on|at|and|or|for)\b)")
_WORD = pattern(r"[^\s,;:()（），；：。]+|[,;:()（），；：。]")
_AMOUNT = pattern(r"[~≈<>≤≥±]?\s?[$€£]?\d+(?:[.,'’]\d+)*(?![-\w])")
_VERDICT = pattern(r"(?:yes|no|true|false|ja|nein|oui|non|sí)(?:$|[.,;:!])", re.IGNORECASE)
_LETTER = pattern(r"[^\W\d_]{2}")
_VERBATIM = pattern(r"`[^`]*`|\$[^$]*\$")
_PARTICIPLE = pattern(
    r"(?:[a-z]+ed|known|drawn|made|built|given|taken|written|sent|held|found|chosen|seen|done|set)$",
    re.IGNORECASE,
)
_VERBS = (Kind.COPULA, Kind.AUXILIARY)
_NO_START = (
    Kind.PREPOSITION,
    Kind.INFINITIVE,
    Kind.CONDITION,
    Kind.ADVERB,
    Kind.AUXILIARY,
    Kind.COPULA,
    Kind.RELATIVE,
    Kind.PRONOUN,
)
_NOUNS_TOO = frozenset(
    """use uses using used need needs support supporting supports means mean return returns replace works acts
    causes states exploits measures monitors looks controls stores offers increases improves decreases handles
    executes stays named called including containing providing requiring equals known""".split()  # noqa: SIM905 - a list of words reads best as words
)
"""Verbs that are nouns or parts of a noun phrase as well, and so tell nothing by themselves."""
_DETERMINERS = frozenset("some any all every each no these those this that there such".split())  # noqa: SIM905 - a list of words reads best as words


def acts(text: str) -> bool:
    """Tell whether a text begins with a verb of what something does (contains, supports).

    A word that might be a verb is a noun where no object follows: `copies of the key`, `stops, starts`.
    """
    verb = _VERB.match(text)
    return bool(verb) and not _NO_OBJECT.match(text, verb.end() if verb else 0)


@lru_cache(maxsize=1 << 10)
def form_of(text: str, language: str) -> Form:
    """Return what a text is by its form; of a language without a grammar, a thing unless it is a value."""
    if words.asks(text.rstrip()):
        return Form.QUESTION
    bare = _VERBATIM.sub("", text)
    if (
        _AMOUNT.match(bare)
        or _VERDICT.match(text)
        or (not _LETTER.search(bare) and not ("\u3040" <= text[:1] <= "\u9fff"))
    ):
        return Form.VALUE
    if _USED.match(text):
        return Form.USE
    if language not in KINDS:
        return Form.THING
    return _form_of_words(text, KINDS[language], language)


def _form_of_words(text: str, kinds: dict[str, Kind], language: str) -> Form:
    """Return the form of a text by its words, up to the first that begins a clause of its own."""
    found = _WORD.findall(text)
    first = kinds.get(found[0].lower()) if found else None
    follower = kinds.get(found[1].lower()) if len(found) > 1 else None
    if language == "en" and follower not in _VERBS and (acts(text) or _takes_object(found, first, follower)):
        return Form.ACT if found[0].endswith("s") else Form.ORDER
    if found and found[0].lower() in _DETERMINERS:
        return Form.STATEMENT
    goes_on = follower is Kind.PREPOSITION or found[1:2] == [","]
    participle = bool(found) and _PARTICIPLE.match(found[0]) and goes_on
    if first in _NO_START or participle:
        return Form.CIRCUMSTANCE if first is not Kind.PRONOUN else Form.STATEMENT
    for word in found[1:]:
        kind = kinds.get(word.lower())
        if kind in (Kind.RELATIVE, Kind.CONDITION) or word in ",;:()（），；：。":
            return Form.THING
        if kind in _VERBS or (kind is Kind.VERB and word.lower() not in _NOUNS_TOO):
            return Form.STATEMENT
    return Form.THING


def _takes_object(found: list[str], first: Kind | None, follower: Kind | None) -> bool:
    """Tell whether a text begins with an English verb by what follows it: `carries the weft`."""
    if first is Kind.VERB:
        return found[0].lower() not in _NOUNS_TOO and not found[0].endswith(("ed", "ing"))
    return first is None and follower is Kind.ARTICLE and len(found[0]) > 2


def is_name(text: str, language: str) -> bool:
    """Tell whether a short text names a thing: no sentence, no condition, no number, nothing left open."""
    form = form_of(text, language)
    return form is Form.THING or (form is Form.ORDER and not _possesses(text, language))


def _possesses(text: str, language: str) -> bool:
    """Tell whether a text has an article inside: a verb before it takes an object, so it names nothing."""
    kinds = KINDS.get(language, {})
    return any(kinds.get(word.lower()) is Kind.ARTICLE for word in text.split()[1:])
