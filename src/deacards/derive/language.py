"""Which language a note is written in, by its function words."""

from collections import Counter
from collections.abc import Iterable

from deacards.derive import words
from deacards.patterns import pattern

LANGUAGES = frozenset(words.STOP_WORDS)
_KANA = pattern("[\u3041-\u30ff]")
_HAN = pattern("[\u4e00-\u9fff]")
_OTHER_SCRIPT = pattern("[\u0370-\u1dbf\ua960-\ud7ff]+")
"""Letters that are neither Latin nor Han nor kana: Greek, Cyrillic, Arabic, Hangul and more."""
_SPARSE = 30
"""Words per function word of a language from which a note may be in another one."""
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
    """Return a language that has templates, English where nothing tells, or "" where another script does."""
    text = " ".join(texts)[:20_000].lower()
    letters = _LATIN_WORD.findall(text)
    seen = Counter(letters)
    scores = {lang: sum([seen.get(word, 0) for word in telling]) for lang, telling in _TELLING.items()}
    best = max(scores, key=lambda lang: (scores[lang], lang == "en"))
    kana, han = (0, 0) if text.isascii() else (len(_KANA.findall(text)), len(_HAN.findall(text)))
    if kana + han > max(sum(map(len, letters)) * _MANY, scores["en"] * _QUOTED):
        return "ja" if kana * 5 > han else "zh"
    if scores[best] * _SPARSE < len(letters) and _is_in_another_script(text, letters):
        return ""
    return best if scores[best] >= 3 or (scores[best] == 2 and not scores["en"]) else "en"


def _is_in_another_script(text: str, letters: list[str]) -> bool:
    """Tell whether most letters of a text are neither Latin nor of a language written without spaces."""
    return not text.isascii() and 2 * len("".join(_OTHER_SCRIPT.findall(text))) > sum(map(len, letters))
