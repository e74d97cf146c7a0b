"""Noun phrases by their function words: where one begins behind its articles, and where it ends."""

from deacards.derive.grammar import Kind
from deacards.derive.sentence import (
    CAPITAL,
    LY,
    PARTICIPLE,
    Word,
    is_gerund,
    is_infinitive,
    is_noun,
    is_participle,
)
from deacards.patterns import pattern

_SMALL_INITIAL = pattern(r"[a-zäöüß]")
OF = frozenset(
    {"of", "de", "del", "d", "di", "dello", "della", "dei", "degli", "delle", "dell", "do", "dos", "das"}
)
"""The words that say what a noun is of, not what stands beside it."""
_THIRD_PERSON = pattern(r"[a-z]{3,}(?<![sui])s")
_ENDS_OBJECT = (
    Kind.PREPOSITION,
    Kind.VERB,
    Kind.COPULA,
    Kind.AUXILIARY,
    Kind.CONDITION,
    Kind.RELATIVE,
    Kind.PRONOUN,
)
"""A tuple: to hash a member of an enum takes longer than to look at seven."""
_FINITE = (Kind.AUXILIARY, Kind.COPULA, Kind.VERB)
_BEFORE_NOUN = (Kind.ARTICLE, Kind.OF)
_PASSED = (Kind.ARTICLE, Kind.ADVERB)
_GENITIVES = {"de": ("der", "des", "eines", "einer"), "fr": ("du", "des")}
_DETERMINERS = frozenset({"a", "an", "the", "them", "it", "its", "their", "your"})
"""What stands behind an English verb and hardly ever right behind a noun."""
_MEASURES = frozenset({"lot", "lots", "number", "couple", "variety", "plenty"})


def begin_of(said: list[Word], at: int) -> int | None:
    """Return where a noun phrase begins behind its articles and adverbs, or None where there is none."""
    while at < len(said) and not said[at].broken and (said[at].kind in _PASSED or _is_measure(said, at)):
        at += 1
    if at == len(said) or said[at].broken:
        return None
    return at if said[at].kind in (None, Kind.VERB) or is_noun(said, at) else None


def _is_measure(said: list[Word], at: int) -> bool:
    """Tell whether a word counts what follows: `a lot of time`, or is the "of" behind it."""
    if said[at].text == "of":
        return at > 0 and said[at - 1].text in _MEASURES
    return said[at].text in _MEASURES and at + 1 < len(said) and said[at + 1].text == "of"


def end_of(said: list[Word], first: int, language: str) -> int:
    """Return the last word of the noun phrase that begins at `first`."""
    last = first
    for at in range(first + 1, len(said)):
        word, before = said[at], said[at - 1]
        if word.broken or (word.kind in _ENDS_OBJECT and not is_noun(said, at)):
            if not word.broken and word.kind in _FINITE:
                last = _before_clause(said, first, last)
            break
        if word.kind in (Kind.INFINITIVE, Kind.ADVERB):
            break
        if word.kind is None and is_gerund(word.text, language):
            break
        if word.kind is Kind.ARTICLE and before.kind is not Kind.OF and not _is_genitive(word, language):
            break
        if language == "de" and _begins_another(word, before):
            break
        if word.kind is Kind.OF and _joins_verb(said, at, language):
            break
        last = at
    while last > first and said[last].kind in (Kind.OF, Kind.ARTICLE):
        last -= 1
    return last


def _joins_verb(said: list[Word], at: int, language: str) -> bool:
    """Tell whether "and" joins a verb rather than another noun: `the network and brought inside`."""
    joint = said[at].text.lower()
    if language == "de" and at + 1 < len(said) and said[at + 1].text[0].islower():
        return at + 2 == len(said) or not CAPITAL.match(said[at + 2].text)
    if at + 2 >= len(said) or not joint.isalpha() or joint in OF:
        return False
    word, after = said[at + 1], said[at + 2]
    if word.kind is not None or after.broken:
        return False
    if is_infinitive(word, language) or (word.text.islower() and after.text.lower() in _DETERMINERS):
        return True  # `take the cards and place them`
    if PARTICIPLE.fullmatch(word.text):
        return after.kind in (Kind.PREPOSITION, Kind.RELATIVE, Kind.ARTICLE, Kind.PRONOUN)
    return bool(_THIRD_PERSON.fullmatch(word.text)) and after.kind in (None, Kind.ARTICLE, Kind.PRONOUN)


def _before_clause(said: list[Word], first: int, last: int) -> int:
    """Return where a phrase ends whose "and" begins a clause: `into S3 [and Athena can]`."""
    inside = range(first + 1, last)
    joints = [at for at in inside if said[at].kind is Kind.OF and said[at].text.lower() not in OF]
    return joints[-1] - 1 if joints else last


def _is_genitive(word: Word, language: str) -> bool:
    """Tell whether an article goes on with a noun phrase: `Wert der Variable`, `masse du corps`."""
    return word.text in _GENITIVES.get(language, ())


def _begins_another(word: Word, before: Word) -> bool:
    """Tell whether a small word behind a German noun begins another phrase, or is the verb."""
    noun = bool(CAPITAL.match(before.text))
    return noun and word.kind is None and bool(_SMALL_INITIAL.match(word.text)) and word.text[:1].islower()


def trimmed(said: list[Word], first: int, last: int, language: str) -> int:
    """Return where a phrase ends without the participle of what follows: `lists [obtained from]`."""
    goes_on = last + 1 < len(said) and not said[last + 1].broken
    opens = goes_on and said[last + 1].kind in (Kind.PREPOSITION, Kind.INFINITIVE)
    while last > first:
        text = said[last].text
        loose = opens and said[last - 1].kind not in _BEFORE_NOUN and is_participle(text, language)
        if not (loose or LY.fullmatch(text)):
            break
        last -= 1
    return last
