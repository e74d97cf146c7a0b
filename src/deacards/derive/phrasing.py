"""Questions in the note's language: the few choices between the templates."""

import re
from functools import lru_cache

from deacards.derive import words
from deacards.derive.form import Form, form_of, is_name
from deacards.derive.phrases import Phrases
from deacards.patterns import pattern

# Labels that name what kind of thing their members are, so that "What are the ... of ...?" reads well.
_CATEGORIES = frozenset(
    """type types kind kinds benefit benefits advantage advantages disadvantage disadvantages pros cons
    feature features component components part parts option options step steps phase phases stage stages
    example examples limit limits limitation limitations requirement requirements properties
    characteristics principle principles method methods technique techniques tool tools mode modes level
    levels layer layers categories classes goal goals objective objectives cause causes reason reasons
    symptom symptoms function functions role roles responsibilities element elements rule rules metric
    metrics format formats source sources target targets drawback drawbacks problem problems challenge
    challenges attribute attributes operation operations model models strategies policies forms ways
    states fields parameters positions values variants versions criteria standards approaches algorithms
    commands conditions effects consequences uses concepts terms theorems laws factors aspects
    dimensions services protocols attacks threats vulnerabilities controls measures countermeasures
    practices tips signs pillars usages purposes solution
    solutions""".split()  # noqa: SIM905 - a list of words reads best as words
)
_PLURALS = frozenset({"criteria", "phenomena", "data", "people", "children"})
_SINGULARS = frozenset(
    """alias atlas canvas bias gas pancreas texas kerberos chaos cosmos ethos lens series species news means
    physics mathematics statistics analytics economics ethics mechanics dynamics thermodynamics electronics
    linguistics genetics robotics diabetes kubernetes always sometimes plus""".split()  # noqa: SIM905 - a list of words reads best as words
)
"""Words that end like a plural and are none, beside those in -ss, -us and -is."""
_PUNCTUATION = pattern(r"\W+$")
_USE_CASE = ("use case", "use cases")
_ASKS = pattern(
    r"^(?:how|why|when|where|what|who|which|wie|warum|wann|wo|was|comment|pourquoi|quand|où|cómo|"
    r"cuándo|por qué)\b|^(?:如何|怎么|怎样|为什么|为何|什么|哪|是否)",
    re.IGNORECASE,
)
_WHY = pattern(r"^(?:why|warum|wieso|pourquoi|por qué|なぜ|为什么)\W*$", re.IGNORECASE)
_PREPOSITION = pattern(
    r"^(?:in|on|at|by|for|from|with|without|to|of|under|over|inside|within|per|if|when|while|as|"
    r"after|before|during|"
    r"im|am|bei|mit|für|von|wenn|dans|en|pour|avec|si|con|para|al)\b|"
    r"^(?:可以|能够|如果|若|当(?!前)|对于|由于|因为|为了|使用|通过|没有|无法|不能|不会|需要)",
    re.IGNORECASE)  # fmt: skip
_PLACE_IN_ORDER = pattern(
    r"(?:unit|chapter|lesson|lecture|week|day|page|part|step|section|slide|kapitel|lektion|teil|seite|woche|tag|"
    r"schritt|chapitre|leçon|cours|partie|semaine|étape|capítulo|unidad|lección|semana|tema|paso|capitolo|lezione|"
    r"aula|capítulo)\s?#?\d+(?:\.\d+)*",
    re.IGNORECASE,
)
"""A term that says where something stands and not what it is: `Chapter 3`."""
_DATE = pattern(
    r"(?:(?:\d{1,2}\.?(?:st|nd|rd|th|er|º)?|um|ca\.?|circa|around|until|since|bis|seit|ab|early|late|mid|anfang|"
    r"mitte|ende|début|fin|the|of|de|bc|ad|bce|ce|v\. ?chr\.?|n\. ?chr\.?|jan\w{0,5}|feb\w{0,5}|fév\w{0,4}|"
    r"m[aä]r[a-z]{0,3}|avril|apr\w{0,3}|abril|ma[iy]o?|jun[ei]o?|juin|jul[iy]o?|juillet|aug\w{0,3}|août|agosto|"
    r"sept?\w{0,6}|o[ck]t\w{0,4}|octubre|nov\w{0,6}|de[cz]\w{0,6}|déc\w{0,5}|dic\w{0,6}|1\d{3}s?|20\d\ds?)"
    r"[\s,–/-]*)+",
    re.IGNORECASE,
)
"""A term that is a date or a span of years: what is told of it happened then."""
_DIGIT = pattern(r"\d")
_YEAR = pattern(r"\d{3}|\d\.")
_POSTMODIFIER = pattern(r"\s(?:of|to|for|in|on|with|from|by|at|and)\s")
_OF = pattern(r"[a-z]+ of [\w\s-]+$")
_JOINED = pattern(r"[,;/+&=]|\s(?:of|to|for|with|without|per|in|on|at|by|from|and|or|vs\.?)\s", re.IGNORECASE)
"""What a term has inside that is more than a name (`owner of rows`, `a, b`)."""
_ARTICLE = pattern(r"(?:The|An?) [a-z]")
"""The beginning of a term that is no title: `The warp`, not `The Tempest`."""
_SINGULAR = pattern(r"(?:an?|one|the act|the process)\s", re.IGNORECASE)
_GERUND = pattern(r"\w{3,}ing\s", re.IGNORECASE)
_SENTENCE = pattern(
    r"^(?:an?|each|every)\s.*s$|\b(?:is|are|has|have|holds?|contains?|includes?|supports?|uses?|needs?|offers?|"
    r"provides?|allows?|requires?|gives?|lets?|can|must|may|should|does|do)$", re.IGNORECASE)  # fmt: skip
"""A label that is no name of its members: it ends in its verb."""
_NO_NOUN = pattern(r"[,;:]|^(?:and|or|to|then|there|so)\b", re.IGNORECASE)
"""What no label has that can stand behind "What are the"."""
_HEAD_END = pattern(
    r"\s*[,;:(（.]|\s(?:of|to|for|with|without|per|in|on|at|by|from|and|or|that|which|who|where|when|whose|"
    r"made|between|into|as|after|before|under|over|until|only|if|about|through|across|up|down|is|are|so|"
    r"because|like|during|within|than|while|\w+ed)\b", re.IGNORECASE)  # fmt: skip


_COUNTED = pattern(
    r"^(?:the |only )?(?:two|three|four|five|six|seven|\d+|zwei|drei|vier|deux|trois|quatre|dos|tres|cuatro) "
    r"(?=[^\W\d_])",
    re.IGNORECASE,
)
_COMMON = pattern(
    r"\w{3,}(?:ing|ed|al|ive|ble|ary|ous|ant|ent|ful|less)|main|key|common|basic|other|core|different|major|"
    r"minor|use|best|more|most|some|open|new|old|good|bad|first|last|the|these",
    re.IGNORECASE,
)


@lru_cache(maxsize=1 << 10)
def is_category(label: str) -> bool:
    """Tell whether a label announces members of a kind: it ends in `types`, or begins with `types of`."""
    head = _POSTMODIFIER.split(label.rstrip(" ?？:：").lower(), maxsplit=1)[0]
    return head.rsplit(" ", 1)[-1] in _CATEGORIES or head.endswith(_USE_CASE)


def is_bare_category(label: str) -> bool:
    """Tell whether a label is a word for a kind and nothing else (types, use cases)."""
    label = label.strip(" ?？:：").lower()
    return label in _CATEGORIES or label in _USE_CASE


def is_attribute(label: str) -> bool:
    """Tell whether a label names an attribute of what stands above it (`types`, `main causes`), no thing."""
    first = label.partition(" ")[0]
    common = first.lower() in _CATEGORIES or bool(_COMMON.fullmatch(first))
    return is_bare_category(label) or (is_category(label) and common)


def is_plural(noun: str) -> bool:
    """Tell whether an English noun phrase looks plural; acronyms and names in -ss, -us, -is do not."""
    head = _POSTMODIFIER.split(noun, maxsplit=1)[0]
    last = (head if head[-1:].isalnum() else _PUNCTUATION.sub("", head)).rsplit(" ", 1)[-1]
    if last.lower() in _SINGULARS or (last[:1].isupper() and last.endswith(("as", "os"))):
        return last.lower() in _CATEGORIES
    return last in _PLURALS or (
        last.endswith("s") and not last.endswith(("ss", "us", "is")) and not last.isupper() and len(last) > 3
    )


def is_question(label: str) -> bool:
    """Tell whether a label begins with a question word."""
    return bool(_ASKS.match(label))


def is_why(text: str) -> bool:
    """Tell whether a line is nothing but "why?"."""
    return bool(_WHY.match(text))


def names_thing(term: str) -> bool:
    """Tell whether a term can stand in "What is ...?": no preposition or question word leads it."""
    return not (_PREPOSITION.match(term) or _ASKS.match(term)) and words.count(term) <= 6


def _says_when_or_where(term: str) -> bool:
    """Tell whether a term is a date, a span of years or a place in an order: `March 1930`, `Chapter 3`."""
    if not _DIGIT.search(term):
        return False
    return bool((_YEAR.search(term) and _DATE.fullmatch(term)) or _PLACE_IN_ORDER.fullmatch(term))


def is_asked(text: str, term: str, language: str) -> bool:
    """Tell whether a text answers what a term is or does, in its number: an order fits a plural only.

    In English "What is ...?" wants a plain name: nothing joined, nothing that belongs to something else.
    """
    if _says_when_or_where(term):
        return False
    form = form_of(text, language)
    if language == "en" and (_JOINED.search(term) or not _agrees(text, form, is_plural(term))):
        return False
    if form_of(term, language) is Form.ORDER:
        return form is Form.THING
    return form in (Form.THING, Form.ACT, Form.USE) or (form is Form.ORDER and is_plural(term))


def _agrees(text: str, form: Form, plural: bool) -> bool:  # noqa: FBT001 - an attribute of the term
    """Tell whether a text has the number of its term: a list answers no "What is", a thing no "What are"."""
    match form:
        case Form.ACT:
            return not plural
        case Form.THING:
            head = _HEAD_END.split(text, maxsplit=1)[0]
            several = is_plural(head) and not head.endswith("data")
            return (several or not _SINGULAR.match(text)) if plural else not several
        case _:
            return True


def ask_definition(phrases: Phrases, term: str, form: Form) -> str:
    """Return the question whose answer has a form: what the term is, does, or is used for."""
    plural = is_plural(term)
    if phrases.language == "en" and _ARTICLE.match(term):
        term = term[0].lower() + term[1:]
    match form:
        case Form.USE:
            return phrases.used_for.format(term)
        case Form.ACT | Form.ORDER:
            return (phrases.what_do if plural else phrases.what_does).format(term)
        case _:
            named = f"the {term}" if phrases.language == "en" and _OF.match(term) else term
            return (phrases.what_are if plural else phrases.what_is).format(named)


def owns(subject: str) -> bool:
    """Tell whether something can be "of" a subject: it is one thing, no act, no pair, no kind of things."""
    return not (
        _GERUND.match(subject) or _JOINED.search(subject) or (is_plural(subject) and is_category(subject))
    )


def ask_attribute(phrases: Phrases, label: str, subject: str) -> str | None:
    """Return the question for an attribute of a subject (limits, cost), None where "of" reads badly."""
    if phrases.language == "en":
        if words.content(subject)[-1:] == words.content(label):
            return phrases.what_are.format(label) if is_plural(label) else phrases.what_is.format(_a(label))
        if not owns(subject) or _JOINED.search(label):
            return None
    template = phrases.what_are_of if is_plural(label) else phrases.what_of
    return template.format(subject, lowered(label) if phrases.language == "en" else label)


def _a(noun: str) -> str:
    """Return an English noun with its indefinite article."""
    return f"{'an' if noun[0].lower() in 'aeiou' else 'a'} {noun}"


def lowered(label: str) -> str:
    """Return an English label as it stands in a sentence: `use cases`, but `AWS regions`."""
    first, _, rest = label.partition(" ")
    common = first.lower() in _CATEGORIES or _COMMON.fullmatch(first)
    return first.lower() + (" " + rest if rest else "") if common and first[1:].islower() else label


def ask_members(phrases: Phrases, label: str, subject: str, n: int) -> str:
    """Return the question for the members of a label; `n` says how many there are."""
    named = not subject or bool(set(words.content(subject)) & set(words.content(label)))
    label = _COUNTED.sub("", label.rstrip("?？:： "))
    if is_why(label):
        return f"{phrases.why.format(subject)} ({n})"
    if is_question(label):
        return f"{label}? ({n})" if named else f"{subject}: {label}? ({n})"
    noun = (is_category(label) or words.count(label) <= 4) and not (
        _SENTENCE.search(label) or _NO_NOUN.search(label)
    )
    if noun and (is_plural(label) or phrases.language != "en") and is_name(label, phrases.language):
        apart = phrases.language == "en" and (not owns(subject) or _JOINED.search(label))
        template = phrases.members_alone if named or apart else phrases.members
    else:
        template = phrases.which_alone if named else phrases.which
    asks = template in {phrases.members, phrases.members_alone} and phrases.language == "en"
    return template.format(subject, lowered(label) if asks else label, n=n)
