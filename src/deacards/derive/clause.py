"""The part of a terse line worth hiding: the object of a verb or preposition (`uses X`, `based on X`).

There is no dictionary of nouns or verbs here: a sentence is read by its function words alone, so a name that
nobody has ever seen is as good an object as any.
"""

from collections.abc import Iterator
from typing import NamedTuple

from deacards.derive import cjk, words
from deacards.derive.assumptions import assumed_sentences
from deacards.derive.grammar import EVALUATIONS, KINDS, SET_PHRASES, Kind
from deacards.derive.line import Line
from deacards.derive.marks import Range
from deacards.derive.phrase import OF, begin_of, end_of, trimmed
from deacards.derive.sentence import (
    CAPITAL,
    GERUND,
    LY,
    PARTICIPLE,
    Word,
    is_infinitive,
    is_nominal,
    is_noun,
    is_participle,
    read_words,
)
from deacards.derive.worth import LIGHT, NAME, OF_INFINITIVE, OF_VERB, STRONG, worth_of, worth_of_length
from deacards.patterns import pattern

LONGEST = 8
"""Words of a hidden object: longer ones are no longer recalled word for word."""
_ACRONYM = pattern(r"[A-Z][A-Z0-9]+(?:[/-][A-Z0-9]+)*")
_SORTS = frozenset(
    {"type", "kind", "form", "part", "variant", "version", "sort", "subset", "extension", "member", "example"}
)
_SET_BEGINNINGS = frozenset(phrase.partition(" ")[0] for phrase in SET_PHRASES)
_BINDS = frozenset({"based", "depending", "depends", "depend", "relies", "rely", "relying"})
"""Words that a preposition belongs to, whatever it would begin without them."""
_ORDERS = frozenset({"let", "suppose", "assume", "consider", "given"})
"""Words that begin an assumption: what stands before its "be" is no subject that was told."""
_OPENERS = (Kind.VERB, Kind.COPULA, Kind.PREPOSITION)
_BEFORE_VERB = (Kind.AUXILIARY, Kind.INFINITIVE, Kind.ADVERB)
_VERBS = (Kind.VERB, Kind.COPULA, Kind.AUXILIARY)
_SUBJECT = 4
"""Words of a subject that may be hidden."""
_GOOD = 1.5
"""Worth from which a second object of a sentence is asked too."""


_Found = tuple[int, int, float]
"""The first and the last word of an object, and its worth."""


class Clause(NamedTuple):
    """An object that may be hidden, how well it serves (higher is better), and which sentence it is of."""

    part: Range
    worth: float
    sentence: int = 0


def objects(line: Line, within: Range, language: str) -> list[Clause]:
    """Return the objects in a range of the line, the best one first."""
    if language not in KINDS:
        found = [Clause(part, _GOOD + STRONG) for part in cjk.objects(line, within, language)]
    else:
        found = list(_spaced(line, within, language))
    found.sort(key=lambda clause: (-clause.worth, -clause.part.start))
    first = found[0].worth if found else 0.0
    return [clause for clause in found if clause.worth >= min(first, _GOOD)]


def tail(line: Line, within: Range, language: str) -> Range | None:
    """Return the best object in a range of the line, or None."""
    best = objects(line, within, language)
    return best[0].part if best else None


def is_answer(line: Line, part: Range, language: str) -> bool:
    """Tell whether a part of a line can be an answer: short, whole, and more than function words."""
    text = line[part]
    return (
        1 <= words.count(text) <= LONGEST
        and not words.dangles(text)
        and bool(words.content(text, language))
        and not line.is_cut(part)
        and text.count("(") == text.count(")")
        and text.count('"') % 2 == 0
        and text.count("‘") <= text.count("’")
    )


def _spaced(line: Line, within: Range, language: str) -> Iterator[Clause]:
    """Yield the objects of a language that puts spaces between its words."""
    said = read_words(line.text, within, KINDS[language])
    assumed = assumed_sentences(said, line.text, language)
    seen: set[Range] = set()
    for sentence, (first, last, worth) in _candidates(said, language):
        part = Range(said[first].start, said[last].end)
        if part not in seen and sentence not in assumed and is_answer(line, part, language):
            total = worth + worth_of_length(line[part])
            if total > 0:
                seen.add(part)
                yield Clause(part, total, sentence)


def _candidates(said: list[Word], language: str) -> Iterator[tuple[int, _Found]]:
    """Yield what might be hidden of the words of a line, each with its sentence."""
    told = -1  # the last sentence whose verb came already
    for at, word in enumerate(said):
        main = word.kind is None and _is_main_verb(said, at, language)
        if word.kind is None and at and not main and not word.text.endswith("ed"):
            continue  # a name or a noun, as most words are
        found: list[_Found | None] = []
        if word.kind in _VERBS:
            if word.sentence > told and at and not word.broken:
                found.append(_subject(said, at, language))
            told = word.sentence
        elif _is_bound_participle(said, at):
            found.append(_subject(said, at, language))
        if at == 0:
            found.append(_named(said, language))
        if word.kind is not None or main:
            found.append(_object(said, at, language))
        yield from ((word.sentence, one) for one in found if one)


def _is_bound_participle(said: list[Word], at: int) -> bool:
    """Tell whether a word is a participle with its preposition: a subject stands before it."""
    word = said[at]
    if not word.text.endswith("ed") or at == 0 or word.broken or at + 1 == len(said):
        return False
    bound = said[at + 1].kind is Kind.PREPOSITION and not said[at + 1].broken
    return bound and PARTICIPLE.fullmatch(word.text) is not None


def _subject(said: list[Word], at: int, language: str) -> _Found | None:
    """Return what stands before the verb at `at`: a short noun phrase that begins its sentence."""
    first = at
    while first and not said[first].broken:
        first -= 1
    while first < at and (said[first].kind is Kind.ARTICLE or LY.fullmatch(said[first].text)):
        first += 1
    if at - first > _SUBJECT and said[at - 2].kind is Kind.OF:
        first = at - 3  # x and y
    phrase = said[first:at]
    if phrase and phrase[0].text.lower() in _ORDERS:
        return None
    plain = all(word.kind in (None, Kind.OF) for word in phrase)
    if not plain or not 1 <= len(phrase) <= _SUBJECT or phrase[-1].kind or phrase[0].kind:
        return None
    if len(phrase) == 1 and said[at].kind in (Kind.VERB, Kind.AUXILIARY) and not said[first].broken:
        return None
    if language == "de" and not any(CAPITAL.match(word.text) for word in phrase):
        return None
    return first, at - 1, _GOOD - worth_of_length(" ".join(word.text for word in phrase))


def _named(said: list[Word], language: str) -> _Found | None:
    """Return what an acronym that leads a line is said to be, where nothing follows (`TLS encryption`)."""
    if len(said) < 3 or not _ACRONYM.fullmatch(said[0].text) or said[1].kind or said[1].broken:
        return None
    last = end_of(said, 1, language)
    ends = last + 1 == len(said) or said[last + 1].broken
    return (1, last, STRONG) if ends and last > 1 and not CAPITAL.match(said[1].text) else None


def _object(said: list[Word], at: int, language: str) -> _Found | None:
    """Return the object that the word at `at` opens, as its first and last word, and its worth."""
    if at + 1 == len(said) or said[at + 1].broken:
        return None
    if said[at].kind is Kind.CONDITION:
        return _clause(said, at + 1)
    first = begin_of(said, at + 1) if _opens(said, at) else None
    if first is None:
        return None
    infinitive = said[at].kind is Kind.INFINITIVE and first == at + 1 and not is_nominal(said[first].text)
    last = end_of(said, first, language)
    if said[at].kind is Kind.COPULA and _is_predicate(said, first, last, language):
        return None
    if first == last and (infinitive or GERUND.fullmatch(said[first].text)):
        last = end_of(said, begin_of(said, first + 1) or first, language)
    elif first == last and is_infinitive(said[first], language) and last + 1 < len(said):
        last = _with_object(said, first, language)
    last = trimmed(said, first, last, language)
    if language == "de" and not any(CAPITAL.match(word.text) for word in said[first : last + 1]):
        return None
    worth = worth_of(said, at, first, last, language)
    return first, last, worth - infinitive * (OF_INFINITIVE + OF_VERB * (first == last))


def _with_object(said: list[Word], verb: int, language: str) -> int:
    """Return the last word of an infinitive's object, before the verb where what follows is none."""
    after = said[verb + 1]
    if after.broken:
        return verb
    found = begin_of(said, verb + 1) if after.kind is Kind.ARTICLE else None
    return verb - 1 if found is None else end_of(said, found, language)


def _opens(said: list[Word], at: int) -> bool:
    """Tell whether an object may begin behind the word at `at`."""
    word = said[at]
    if word.kind in _OPENERS:
        return not (_is_set(said, at) or is_noun(said, at))
    if word.kind is Kind.INFINITIVE:
        return at > 0
    if word.kind is not Kind.OF:
        return word.kind is None
    if at == 0 or word.broken:
        return False
    before = said[at - 1].text.lower()
    light = (
        word.text in OF
        and before in LIGHT
        and at > 1
        and said[at - 2].kind in (Kind.ARTICLE, Kind.PREPOSITION)
    )
    return light or before in _SORTS or said[at - 1].kind is Kind.VERB


def _is_set(said: list[Word], at: int) -> bool:
    """Tell whether a set phrase begins here (`by default`), its preposition not bound (`based on demand`)."""
    if said[at].text.lower() not in _SET_BEGINNINGS:
        return False
    if at and said[at - 1].text.lower() in _BINDS and not said[at].broken:
        return False
    told = [word.text.lower() for word in said[at : at + 3]]
    return " ".join(told) in SET_PHRASES or " ".join(told[:2]) in SET_PHRASES


def _is_main_verb(said: list[Word], at: int, language: str) -> bool:
    """Tell whether an unknown word is a verb by the small word before it: `can choose`, `to find`."""
    before = at - 1
    if before < 0 or said[before].kind not in _BEFORE_VERB:
        return False
    while before > 0 and said[before].kind is Kind.ADVERB and not said[before + 1].broken:
        before -= 1
    if before < 0 or said[before + 1].broken or language == "de" or not said[at].text.islower():
        return False
    told = said[before].kind in (Kind.AUXILIARY, Kind.INFINITIVE)
    return told and not is_nominal(said[at].text) and not PARTICIPLE.fullmatch(said[at].text)


def _is_predicate(said: list[Word], first: int, last: int, language: str) -> bool:
    """Tell whether what follows "is" names nothing: `is placed at`, `is possible to`."""
    if is_participle(said[first].text, language):
        return True
    if said[first].text in EVALUATIONS:
        return True
    goes_on = last + 1 < len(said) and not said[last + 1].broken
    open_ended = goes_on and said[last + 1].kind in (Kind.PREPOSITION, Kind.INFINITIVE, Kind.RELATIVE)
    return first == last and open_ended and not NAME.search(said[first].text)


def _clause(said: list[Word], first: int) -> _Found | None:
    """Return a whole clause (`when the limit is reached`), up to its punctuation."""
    last = first
    while last + 1 < len(said) and not said[last + 1].broken and said[last + 1].kind is not Kind.CONDITION:
        last += 1
    if last == first and not PARTICIPLE.fullmatch(said[first].text):
        return None
    poor = (Kind.ADVERB, Kind.OF, Kind.PREPOSITION)
    bare = last == first + 1 and said[first].kind is Kind.PRONOUN  # if it exists
    return None if bare or said[first].kind in poor else (first, last, STRONG - 1)
