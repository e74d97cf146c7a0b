"""A line as words: what each does by the grammar, and which sentence it belongs to."""

from deacards.derive.grammar import Kind
from deacards.derive.marks import Range
from deacards.derive.stops import ends_sentence
from deacards.patterns import pattern

_WORD = pattern(
    r"(?:[dlnscjmtDLNSCJMT]|[Qq]u|(?:[Dd]e|[Nn]e|[Aa]|[Dd]a|[Ss]u)ll|[Uu]n)['’](?=\w{2})|[zduZDU]\.\s[Bhaä]\.|"
    r"(?:[^\s,;:()\[\]{}（），；：。！？、\"„“”«»`$—]+|`+[^`]+`+|\$[^$]+\$|[`$])+"
)
_END_OF_SENTENCE = pattern(r"[.!?](?:[\"”»)]|\s)|[。！？]|;\s")
_ELISION = 3
"""Characters of `qu'`, whose apostrophe is its own."""
_JOINTS = frozenset("&+/")
_LOOSE_ENDS = frozenset(".!?'’")
_UNBROKEN = frozenset({" ", ""})
PARTICIPLE = pattern(
    r"[a-z]+(?:ed|ing)|made|known|shown|given|taken|held|kept|built|sent|done|seen|found|chosen|written|put|set"
)
"""A word that may be an English participle or gerund, by its ending."""
_PARTICIPLES = {
    "fr": pattern(r"[a-zàâçéèêëîïôûù]{2,}[^t\W]ée?s?"),
    "es": pattern(
        r"[a-záéíóúñ]{2,}[aií]d[oa]s?|(?:hech|vist|puest|dich|escrit|abiert|compuest|expuest)[oa]s?"
    ),
    "it": pattern(
        r"[a-zàèéìòù]{2,}[aiu]t[oaie]|(?:fatt|dett|scritt|post|mess|pres|chius|espress|compost)[oaie]"
    ),
    "pt": pattern(r"[a-zàáâãçéêíóôõú]{2,}[aií]d[oa]s?|(?:feit|vist|post|dit|escrit|abert|compost)[oa]s?"),
}
"""Participles of the Romance languages, by their endings."""
_NO_PARTICIPLES = frozenset(
    """entrada entradas salida salidas estado estados resultado resultados medida medidas lado lados mercado
    mercados búsqueda vida grado grados sentido sonido contenido significado saída saídas dado dados stato
    stati risultato risultati dato dati formato formati lato lati mercato uscita uscite idée idées année
    années journée durée entrée entrées donnée données pensée arrivée marché marchés clé clés degré degrés
    résumé résumés café armée armées""".split()  # noqa: SIM905 - a list of words reads best as words
)
"""Nouns that end as these do."""
_GERUNDS = {
    "es": pattern(r"(?!co?mando)[a-záéíóúñ]{2,}(?:ando|[iy]endo)"),
    "it": pattern(r"(?!comando)[a-zàèéìòù]{2,}(?:ando|endo)"),
    "pt": pattern(r"(?!comando)[a-zàáâãçéêíóôõú]{2,}[aei]ndo"),
}
LY = pattern(r"[a-z]+ly")
"""An English adverb, by its ending."""
_ADJECTIVE = pattern(r"[a-z-]{3,}(?:al|ive|ous|ic|able|ible|ary|ful|less|ern)")
GERUND = pattern(r"[a-z]{3,}ing")
"""An English gerund, by its ending."""
_INFINITIVES = {
    "fr": pattern(r"[a-zàâçéèêëîïôûù]{2,}(?:er|ir|re)"),
    "es": pattern(r"[a-záéíóúñ]{2,}[aeií]r(?:se|l[aeo]s?)?"),
    "it": pattern(r"[a-zàèéìòù]{2,}(?:[aei]r(?:e|si|l[aeio])|rre)"),
    "pt": pattern(r"[a-zàáâãçéêíóôõú]{2,}(?:[aei]r|por)(?:-[a-z]{1,3})?"),
}
"""Infinitives of the Romance languages, by their endings."""
CAPITAL = pattern(r"[A-ZÄÖÜ`$\d\"„]")
"""The beginning of a name, a number, a German noun, code or a formula."""


class Word:
    """A word of a line. `broken` where punctuation stands before it; `sentence` counts from 0."""

    __slots__ = ("broken", "end", "kind", "sentence", "start", "text")

    def __init__(  # noqa: PLR0913 - what a word is, and where
        self, text: str, start: int, end: int, kind: Kind | None, *, broken: bool, sentence: int
    ) -> None:
        self.text = text
        self.start = start
        self.end = end
        self.kind = kind
        self.broken = broken
        self.sentence = sentence


def read_words(text: str, within: Range, kinds: dict[str, Kind]) -> list[Word]:
    """Return the words of a range of `text`, punctuation taken off."""
    found: list[Word] = []
    end, sentence = within.start, 0
    for match in _WORD.finditer(text, within.start, within.end):
        start, stop = match.span()
        word = match[0]
        if word[-1] in _LOOSE_ENDS:
            word = word if text[stop : stop + 1].isalnum() else _without_end(word)
            stop = start + len(word)
        if len(word) < 3 and not word[0].isalnum() and word not in _JOINTS:
            continue  # a dash or an arrow: the gap before the next word shows it
        gap = text[end:start]
        broken = gap not in _UNBROKEN and bool(found)
        if broken and _END_OF_SENTENCE.search(gap):
            if gap == ". " and not ends_sentence(text, end):
                broken = False
            else:
                sentence += 1
        name = word.lower()
        if " " in name and name[0].isalpha():
            name = name.replace(" ", "")  # `z. B.`
        if "'" in name or "’" in name:
            name = name.replace("’", "'").rstrip("'")
        found.append(Word(word, start, stop, kinds.get(name), broken=broken, sentence=sentence))
        end = stop
    return found


def _without_end(word: str) -> str:
    """Return a word without the marks at its end; an elision (`l'`, `qu'`) keeps its apostrophe."""
    while len(word) > 1 and (word[-1] in ".!?" or (word[-1] in "'’" and len(word) > _ELISION)):
        word = word[:-1]
    return word


def is_infinitive(word: Word, language: str) -> bool:
    """Tell whether a word of a Romance language may be an infinitive, as far as its ending tells."""
    ending = _INFINITIVES.get(language)
    return ending is not None and word.kind is None and ending.fullmatch(word.text) is not None


def is_participle(text: str, language: str) -> bool:
    """Tell whether a word may be a participle, as far as its ending tells; English is in all notes."""
    if PARTICIPLE.fullmatch(text):
        return True
    ending = _PARTICIPLES.get(language)
    return ending is not None and text not in _NO_PARTICIPLES and ending.fullmatch(text) is not None


def is_gerund(text: str, language: str) -> bool:
    """Tell whether a word of a Romance language is a gerund, with which another clause begins."""
    ending = _GERUNDS.get(language)
    return ending is not None and ending.fullmatch(text) is not None


def is_nominal(text: str) -> bool:
    """Tell whether a word is a name or an adjective rather than a verb, as far as its ending tells."""
    return bool(CAPITAL.match(text) or _ADJECTIVE.fullmatch(text))


def is_noun(said: list[Word], at: int) -> bool:
    """Tell whether a word that looks like a verb or preposition stands where a noun does: `the uses of`."""
    before = said[at - 1].kind if at and not said[at].broken else None
    if said[at].kind is Kind.PREPOSITION:
        return before is Kind.ARTICLE  # the outside world
    return said[at].kind is Kind.VERB and before in (Kind.ARTICLE, Kind.PREPOSITION)
