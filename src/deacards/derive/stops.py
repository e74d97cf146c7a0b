"""Full stops: which end a sentence, and which only an abbreviation, an initial or an ordinal."""

from collections.abc import Iterator

from deacards.patterns import pattern

_ABBREVIATIONS = frozenset(
    """vs cf eg ie ca approx resp incl dept bzw vgl bspw ggf inkl exkl evtl sog zzgl env ecc""".split()  # noqa: SIM905 - a list of words reads best as words
)
"""Abbreviations of the languages, in lower case, beside those with a stop inside (`e.g.`)."""
_CLOSING = frozenset({"etc", "usw"})
"""What may end a sentence: a capital behind it tells."""
_TITLES = frozenset("Dr Prof Mr Mrs Ms St Sr Jr Rev Gen Col Lt Hon Mme Mlle Sra Dra Dott Hrsg".split())  # noqa: SIM905 - a list of words reads best as words
"""What stands before a name."""
_COUNTED = frozenset(
    """no nos nr nrn vol fig figs eq ch chap sec pp abs art arts abb bd tab cap pag pág págs núm p""".split()  # noqa: SIM905 - a list of words reads best as words
)
"""What stands before a number."""
_BEFORE_ORDINAL = frozenset(
    """der die das dem den des am im zum zur vom beim ab bis seit und ein eine einem einen einer eines jeder
    jedes ihr sein ihrem seinem""".split()  # noqa: SIM905 - a list of words reads best as words
)
"""Small words of German behind which a number with a stop counts: `am 27. März`."""
_BEFORE_WORD = pattern(r"[\s(\[\"„“«]")
_STOP = pattern(r"(?<=[^\s.])[.!?](?=\s+\S)")
_ORDINAL = pattern(r"(?:^|\b(?P<before>[^\W\d_]+)\s)\d{1,2}$")
_LETTERS = pattern(r"[^\W\d_](?:\.[^\W\d_])+")
"""`U.S`, `e.g`."""
_LONGEST = 12
"""Characters of an abbreviation."""
_ORDINAL_AND_BEFORE = 16


def stops(text: str, start: int = 0) -> Iterator[int]:
    """Yield where the full stops, exclamation and question marks stand that end a sentence before another."""
    for match in _STOP.finditer(text, start):
        if match[0] != "." or ends_sentence(text, match.start()):
            yield match.start()


def ends_sentence(text: str, at: int) -> bool:
    """Tell whether the full stop at `at`, with a space behind it, ends a sentence."""
    before = text[max(0, at - _LONGEST) : at]
    word = _BEFORE_WORD.split(before)[-1]
    if word.isdigit():
        ordinal = _ORDINAL.search(text[max(0, at - _ORDINAL_AND_BEFORE) : at])
        return not (ordinal and (ordinal["before"] or "").lower() in _BEFORE_ORDINAL)
    name = word.lower()
    if name in _COUNTED:
        return not text[at + 1 : at + 3].lstrip()[:1].isdigit()
    if name in _CLOSING:
        return text[at + 1 : at + 3].lstrip()[:1].isupper()
    if len(word) == 1 and word.isalpha():
        return word.islower() and not _goes_on_short(text, at)
    return not (name in _ABBREVIATIONS or word in _TITLES or _LETTERS.fullmatch(word))


def _goes_on_short(text: str, at: int) -> bool:
    """Tell whether another letter with a stop follows: `z. B.`."""
    rest = text[at + 1 : at + 6].lstrip()
    return rest[:1].isalpha() and rest[1:2] == "."
