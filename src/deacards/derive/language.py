"""Which language a note is written in, by its function words."""

from collections import Counter
from collections.abc import Iterable

from deacards.derive import words
from deacards.patterns import pattern

LANGUAGES = frozenset(words.STOP_WORDS)
_KANA = pattern("[\u3041-\u30ff]")
_HAN = pattern("[\u4e00-\u9fff]")
_SPARSE = 30
"""Words per function word of a language from which a note may be in another one."""
_FOREIGN = 0.06
"""Share of words with other letters than a to z from which a note may be in a language without templates."""
_MANY = 0.2
"""Han and kana per letter from which a note is not in English with quotations."""
_QUOTED = 15
"""Han and kana per English function word up to which they are quoted in English sentences."""
_LATIN_WORD = pattern(r"[^\W\d_]+")
_SPACED = [lang for lang in words.STOP_WORDS if lang not in {"zh", "ja"}]
# Words that several of the languages share decide nothing, nor do single letters: they are variables.
_TELLING = {
    lang: frozenset(word for word in words.STOP_WORDS[lang] if len(word) > 1)
    - frozenset().union(*(words.STOP_WORDS[o] for o in _SPACED if o != lang))
    for lang in _SPACED
}


def detect(texts: Iterable[str]) -> str:
    """Return a language that has templates, English where nothing tells, or "" where letters do."""
    text = " ".join(texts)[:20_000].lower()
    letters = _LATIN_WORD.findall(text)
    seen = Counter(letters)
    scores = {lang: sum([seen.get(word, 0) for word in telling]) for lang, telling in _TELLING.items()}
    best = max(scores, key=lambda lang: (scores[lang], lang == "en"))
    kana, han = (0, 0) if text.isascii() else (len(_KANA.findall(text)), len(_HAN.findall(text)))
    if kana + han > max(sum(map(len, letters)) * _MANY, scores["en"] * _QUOTED):
        return "ja" if kana * 5 > han else "zh"
    is_told = scores[best] >= 3 or (scores[best] == 2 and not scores["en"])
    if scores[best] * _SPARSE < len(letters) and (best == "en" or not is_told) and _is_foreign(letters):
        return ""
    return best if is_told else "en"


def _is_foreign(found: list[str]) -> bool:
    """Tell whether more words have a letter that English lacks than names and formulas would explain."""
    foreign = sum(len(word) > 1 and not word.isascii() for word in found)
    return foreign > max(2, len(found) * _FOREIGN)
