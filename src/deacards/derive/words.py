"""Words of a text: what counts as one, which carry meaning, and how much of an answer a prompt shows."""

import unicodedata
from functools import lru_cache

from deacards.patterns import pattern

CJK = "\u3005-\u3007\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
"""Scripts written without spaces (Han, kana), as a regex class: two characters count as a word."""

_CJK_CHAR = pattern(f"[{CJK}]")
_NUMBER_WITH_UNIT = pattern(r"(?<![\w.])(\d+(?:[.,]\d+)*)([^\W\d_]{1,3})\b")
_DECIMAL = pattern(r"\d\.\d")
_UNIT = pattern(r"\d[^\W\d_]")
_DIGIT = pattern(r"\d")
_PLAIN_DIGIT = pattern("[0-9]")
"""A digit of ASCII, found in two thirds of the time."""
_TOKEN = pattern(rf"\d+(?:\.\d+)+|[{CJK}]|[^\W_{CJK}]+")
_NARROW_TOKEN = pattern(r"\d+(?:\.\d+)+|[^\W_]+")
"""The same for scripts with spaces."""
_LETTERS = pattern(r"[^\W_]+")
"""The same where no decimal is."""
_WIDE = pattern("[^\x00-\u3004]")
"""Where the scripts without spaces are, and more; put so, it is compiled in a fifth of the time."""
_BETWEEN = "".join(chr(code) if chr(code).isalnum() else " " for code in range(128))
"""ASCII with all that parts words as spaces: to translate is several times as fast as a pattern."""
_WORD = pattern(r"\S*\w\S*")
LETTER = pattern(r"\w")
"""A sign that words are made of: a text without any says nothing."""
_EDGES = pattern(r"\W+")
_BEGINNING = 6
"""Letters that two words must share at their beginning to give each other away (automate, automation)."""

# Function words: they carry no cue and no answer. Small closed classes, from the grammars of the languages.
_STOP_WORDS = {
    "en": """a an the of to in on at by for from with without and or but as is are was were be been being
        it its this that these those which who whom whose what when where why how do does
        did can could may might will would shall should must not no than then so too also
        very just only such e.g eg i.e ie etc have has had there their they them you your we
        our i he she his her one ones each every any some all both other others into onto
        over under about between during through per if else same like up down out off""",
    "de": """der die das den dem des ein eine einen einem einer eines und oder aber in im ins an am auf
        aus bei beim mit nach von vom zu zum zur für über unter vor durch gegen ohne um als
        wie ist sind war waren wird werden wurde wurden sein hat haben kann können soll muss
        müssen darf dürfen sich nicht kein keine auch nur noch es er sie man dass ob wenn
        weil da so sehr bzw usw diese dieser dieses diesem diesen jede jeder jedes bis seit
        was wer wo wann warum welche welcher welches bedeutet heißt wofür steht wozu dient macht""",
    "fr": """le la les l un une des de du d à au aux et ou mais en dans par pour sur avec sans ce cette
        ces cet c qui que qu quoi dont où est sont était être a ont avoir il elle ils elles
        on se s ne n pas plus comme aussi y son sa ses leur leurs si très même entre quel
        quelle quels quelles comment pourquoi signifie sert fait""",
    "es": """el la los las un una unos unas de del a al en con por para sin sobre y e o u que se es son
        fue ser está están ha han no lo su sus como más este esta estos estas qué cuál
        cuáles quién cómo cuándo dónde significa sirve hace""",
    "it": """il lo la i gli le l un uno una di del dello della dei degli delle dell a al allo alla ai agli
        alle all da dal dallo dalla dagli dalle dall in nel nello nella nei negli nelle nell con su sul sullo
        sulla sui sugli sulle sull per tra fra e ed o oppure ma anche che chi cui non si è sono era erano ha
        hanno viene vengono può possono essere questo questa questi queste suo sua suoi loro ne ci più quale
        quali quando perché se quindi cioè ogni cosa significa serve""",
    "pt": """o a os as um uma uns umas de do da dos das em no na nos nas num numa por pelo pela pelos pelas
        para com sem sobre e ou mas que se não é são foi ser está estão tem têm também mais muito isto isso
        este esta estes estas esse essa ao à aos às seu sua seus suas entre quando qual quais quem onde
        porque como já só há até significa serve""",
    "zh": "的 了 是 在 和 与 或 等 也 有 而 其 之 就 都 被 把 这 那 吗 呢 什 么 哪 些 怎 如 何 及 于",
    "ja": "の は が を に で と も や へ か な だ",
}
STOP_WORDS: dict[str, frozenset[str]] = {
    lang: frozenset(words.split()) for lang, words in _STOP_WORDS.items()
}
_STOPS = {lang: stops | STOP_WORDS["en"] for lang, stops in STOP_WORDS.items()}
"""English function words stand in technical notes of every language."""

_DANGLING = frozenset(
    """and or of by to for with the a an in on from as that which und oder der die das den dem des ein
    eine einer vom von zum zur für mit im als dass durch bei et ou le la les l un une des de du d
    à au aux par pour avec en que qui sur dans y e o el los las del con por para sin di della
    dei il lo gli uno nel nella uma""".split()  # noqa: SIM905 - a list of words reads best as words
)


@lru_cache(maxsize=1 << 10)
def tokens(text: str) -> tuple[str, ...]:
    """Return the lower-case words of `text`; a Han or kana character is one, `10MB` is two."""
    plain = text.isascii()
    if not plain:
        text = unicodedata.normalize("NFKC", text).replace("’s ", " ")
    text = text.lower().replace("'s ", " ")
    has_decimal = False
    if (_PLAIN_DIGIT if plain else _DIGIT).search(text):
        has_decimal = _DECIMAL.search(text) is not None
        if _UNIT.search(text):
            text = _NUMBER_WITH_UNIT.sub(r"\1 \2", text)
    if plain and not has_decimal:
        return tuple(text.translate(_BETWEEN).split())
    narrow = _NARROW_TOKEN if has_decimal else _LETTERS
    return tuple((narrow if _is_spaced(text) else _TOKEN).findall(text))


def _is_spaced(text: str) -> bool:
    """Tell whether all words of a text have spaces between them."""
    return text.isascii() or not _WIDE.search(text)


def stem(word: str) -> str:
    """Return a light English stem: plural, -ing and -ed taken off. Other languages pass nearly unchanged."""
    return _STEMS[word]


def _stem(word: str) -> str:
    if len(word) <= 3:
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for suffix, least in (("ing", 6), ("ed", 5)):
        if word.endswith(suffix) and len(word) >= least:
            word = word[: -len(suffix)]
            if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiousl":
                word = word[:-1]
            break
    return word[:-1] if word.endswith("e") and len(word) > 3 else word


class _Stems(dict[str, str]):
    """Word -> its stem, "" for those that carry no meaning; a dictionary is the fastest memory there is."""

    def __init__(self, stop: frozenset[str] = frozenset()) -> None:
        super().__init__()
        self.stop = stop

    def __missing__(self, word: str) -> str:
        if len(self) > _MOST_STEMS:
            self.clear()
        found = self[word] = "" if word in self.stop else _stem(word)
        return found


_MOST_STEMS = 1 << 15
_STEMS = _Stems()
_TELLING = {language: _Stems(stop) for language, stop in _STOPS.items()}


@lru_cache(maxsize=1 << 10)
def content(text: str, language: str = "en") -> tuple[str, ...]:
    """Return the stems of the words that carry meaning; a run of Han or kana gives its pairs.

    A function word parts two runs: `实体的实例` is of the same words as `实例, 实体`.
    """
    stems = _TELLING.get(language, _TELLING["en"])
    if _is_spaced(text):
        return tuple(filter(None, [stems[token] for token in tokens(text)]))
    found: list[str] = []
    run = ""
    for token in tokens(text):
        if "\u3005" <= token <= "\ufaff" and _CJK_CHAR.match(token):
            if stems[token]:
                run += token
            else:
                found += _pairs(run)
                run = ""
            continue
        if run:
            found += _pairs(run)
            run = ""
        if told := stems[token]:
            found.append(told)
    return (*found, *_pairs(run))


def _pairs(run: str) -> list[str]:
    """Return the neighbouring pairs of a run of characters; of one character, itself."""
    return [run[i : i + 2] for i in range(len(run) - 1)] or list(run)


@lru_cache(maxsize=1 << 10)
def count(text: str) -> int:
    """Return how many words `text` has for a reader; two Han or kana characters count as one."""
    if _is_spaced(text):
        return len([word for word in text.split() if word.isalnum() or _WORD.match(word)])
    rest, characters = _CJK_CHAR.subn(" ", text)
    return len(_WORD.findall(rest)) + (characters + 1) // 2


def asks(text: str) -> bool:
    """Tell whether a text ends in a question mark."""
    return text.endswith(("?", "？"))


def shown_share(shown: tuple[str, ...], answer: str, language: str = "en") -> float:
    """Return which share (0 to 1) of the answer's meaning the texts `shown` give away together.

    Words count as shown when their stems agree, or when they share a long beginning.
    """
    wanted, beginnings = _wanted(answer, language)
    if not wanted or not _may_show(shown, beginnings):
        return 0.0
    given = [_given(text, language) for text in shown]
    stems, long = given[0] if len(given) == 1 else (_union(given, 0), _union(given, 1))
    told = [word for word in wanted if word in stems or word[:_BEGINNING] in long]
    return len(told) / len(wanted)


@lru_cache(maxsize=1 << 10)
def _wanted(answer: str, language: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the stems of an answer, and of each what a text that shows it has to hold."""
    wanted = content(answer, language) or tuple(map(stem, tokens(answer)))
    return wanted, tuple([word[: min(_BEGINNING, len(word) - 1)] or word for word in wanted])


def _union(given: list[tuple[frozenset[str], frozenset[str]]], part: int) -> frozenset[str]:
    return frozenset().union(*[each[part] for each in given])


def _may_show(shown: tuple[str, ...], beginnings: tuple[str, ...]) -> bool:
    """Tell whether any of the stems could be one of the texts': all but its last letter stands in them."""
    text = shown[0].lower() if len(shown) == 1 else _joined(shown)
    if not text.isascii():
        return True
    for beginning in beginnings:  # noqa: SIM110 - a generator would cost more than what it looks at
        if beginning in text:
            return True
    return False


@lru_cache(maxsize=256)
def _joined(texts: tuple[str, ...]) -> str:
    return "\n".join(texts).lower()


@lru_cache(maxsize=1 << 10)
def _given(shown: str, language: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the stems of a text, and the beginnings of the long ones."""
    given = frozenset(map(stem, tokens(shown)))
    if not shown.isascii():
        given |= frozenset(content(shown, language))
    return given, frozenset([word[:_BEGINNING] for word in given if len(word) >= _BEGINNING])


def dangles(text: str) -> bool:
    """Tell whether `text` of several words ends in a word that wants another (and, of, the)."""
    parts = text.rsplit(None, 1)
    if len(parts) < 2:
        return False
    last = parts[1].lower()
    return (last if last.isalnum() else _EDGES.sub("", last)) in _DANGLING
