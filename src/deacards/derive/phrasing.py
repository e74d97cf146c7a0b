"""Questions in the note's language: templates, and the few choices between them."""

import re
from dataclasses import dataclass

from deacards.derive import words


@dataclass(frozen=True, slots=True)
class Phrases:
    """The templates of one language. `{0}` is the term or subject, `{1}` the label, `{n}` how many items."""

    what_is: str
    what_are: str
    what_does: str
    what_do: str
    used_for: str
    stands_for: str
    members: str
    members_alone: str
    which: str
    which_alone: str
    examples: str
    why: str
    what_of: str
    compare: str
    after: str


NEUTRAL = Phrases(
    what_is="{0} = ?", what_are="{0} = ?", what_does="{0}: ?", what_do="{0}: ?", used_for="{0}: ?",
    stands_for="{0} = ?", members="{0} – {1}: ? ({n})", members_alone="{1}: ? ({n})",
    which="{0} – {1}: ? ({n})", which_alone="{1}: ? ({n})", examples="{0}: e.g. ? ({n})", why="{0} – ?",
    what_of="{0} – {1}: ?", compare="{1}: {0}?", after="{0} → ?",
)  # fmt: skip

PHRASES = {
    "en": Phrases(
        what_is="What is {0}?", what_are="What are {0}?", what_does="What does {0} do?",
        what_do="What do {0} do?", used_for="What is {0} used for?", stands_for="What does {0} stand for?",
        members="What are the {1} of {0}? ({n})", members_alone="What are the {1}? ({n})",
        which="{0} – {1}: which? ({n})", which_alone="{1}: which? ({n})",
        examples="{0}: which examples? ({n})", why="Why {0}?", what_of="What is the {1} of {0}?",
        compare="{1}: {0}?", after="What follows from: {0}?",
    ),
    "de": Phrases(
        what_is="Was bedeutet „{0}“?", what_are="Was bedeutet „{0}“?", what_does="Was macht „{0}“?",
        what_do="Was macht „{0}“?", used_for="Wozu dient „{0}“?", stands_for="Wofür steht {0}?",
        members="{0} – {1}: welche? ({n})", members_alone="{1}: welche? ({n})",
        which="{0} – {1}: welche? ({n})", which_alone="{1}: welche? ({n})",
        examples="{0}: welche Beispiele? ({n})", why="{0} – warum?", what_of="{0} – {1}: was?",
        compare="{1}: {0}?", after="{0}: was folgt daraus?",
    ),
    "fr": Phrases(
        what_is="Que signifie « {0} » ?", what_are="Que signifie « {0} » ?", what_does="Que fait « {0} » ?",
        what_do="Que font « {0} » ?", used_for="À quoi sert « {0} » ?", stands_for="Que signifie {0} ?",
        members="{0} – {1} : lesquels ? ({n})", members_alone="{1} : lesquels ? ({n})",
        which="{0} – {1} : lesquels ? ({n})", which_alone="{1} : lesquels ? ({n})",
        examples="{0} : quels exemples ? ({n})", why="{0} – pourquoi ?", what_of="{0} – {1} : quoi ?",
        compare="{1} : {0} ?", after="{0} : que s’ensuit-il ?",
    ),
    "es": Phrases(
        what_is="¿Qué significa «{0}»?", what_are="¿Qué significa «{0}»?", what_does="¿Qué hace «{0}»?",
        what_do="¿Qué hacen «{0}»?", used_for="¿Para qué sirve «{0}»?", stands_for="¿Qué significa {0}?",
        members="{0} – {1}: ¿cuáles? ({n})", members_alone="{1}: ¿cuáles? ({n})",
        which="{0} – {1}: ¿cuáles? ({n})", which_alone="{1}: ¿cuáles? ({n})",
        examples="{0}: ¿qué ejemplos? ({n})", why="{0}: ¿por qué?", what_of="{0} – {1}: ¿qué?",
        compare="{1}: ¿{0}?", after="{0}: ¿qué sigue?",
    ),
    "zh": Phrases(
        what_is="{0}是什么？", what_are="{0}是什么？", what_does="{0}做什么？", what_do="{0}做什么？",
        used_for="{0}用来做什么？", stands_for="{0}的全称是什么？", members="{0}的{1}有哪些？（{n}）",
        members_alone="{1}有哪些？（{n}）", which="{0} – {1}：有哪些？（{n}）",
        which_alone="{1}：有哪些？（{n}）",
        examples="{0}有哪些例子？（{n}）", why="{0}：为什么？", what_of="{0}的{1}是什么？",
        compare="{1}：{0}？", after="{0}：结果如何？",
    ),
    "ja": Phrases(
        what_is="{0}とは？", what_are="{0}とは？", what_does="{0}は何をする？", what_do="{0}は何をする？",
        used_for="{0}は何のため？", stands_for="{0}は何の略？", members="{0}の{1}は？（{n}）",
        members_alone="{1}は？（{n}）", which="{0} – {1}は？（{n}）", which_alone="{1}は？（{n}）",
        examples="{0}の例は？（{n}）", why="{0}：なぜ？", what_of="{0}の{1}は？", compare="{1}：{0}？",
        after="{0}：その結果は？",
    ),
}  # fmt: skip

# Labels that name what kind of thing their members are, so that "What are the ... of ...?" reads well.
_CATEGORY = re.compile(
    r"\b(?:types?|kinds?|benefits?|advantages?|disadvantages?|pros|cons|use cases?|features?|"
    r"components?|parts?|"
    r"options?|steps?|phases?|stages?|examples?|limits?|limitations?|requirements?|properties|"
    r"characteristics|"
    r"principles?|methods?|techniques?|tools?|modes?|levels?|layers?|categories|classes|goals?|objectives?|"
    r"causes?|reasons?|symptoms?|functions?|roles?|responsibilities|elements?|rules?|metrics?|"
    r"formats?|sources?|"
    r"targets?|drawbacks?|problems?|challenges?|attributes?|operations?|models?|strategies|policies)\b",
    re.IGNORECASE,
)
_CATEGORY_OF = re.compile(rf"(?:{_CATEGORY.pattern})\s+(?:of|for|in|with)\b", re.IGNORECASE)
_ASKS = re.compile(
    r"^(?:how|why|when|where|what|who|which|wie|warum|wann|wo|was|comment|pourquoi|quand|où|cómo|"
    r"cuándo|por qué)\b",
    re.IGNORECASE,
)
_WHY = re.compile(r"^(?:why|warum|wieso|pourquoi|por qué|なぜ|为什么)\W*$", re.IGNORECASE)
_PREPOSITION = re.compile(
    r"^(?:in|on|at|by|for|from|with|without|to|of|under|over|inside|within|per|if|when|while|as|"
    r"after|before|during|"
    r"im|am|bei|mit|für|von|wenn|dans|en|pour|avec|si|con|para|al)\b", re.IGNORECASE)  # fmt: skip
_POSTMODIFIER = re.compile(r"\s(?:of|to|for|in|on|with|from|by|at|and)\s")
_OF = re.compile(r"[a-z]+ of [\w\s-]+$")
_USED = re.compile(r"^used\s+(?:for|to|in|by|as)\b", re.IGNORECASE)
_VERB = re.compile(
    r"^(?:allow|enable|ensure|provide|support|use|keep|update|store|contain|include|require|need|"
    r"help|let|make|"
    r"create|define|describe|manage|automate|coordinate|facilitate|adjust|run|send|receive|return|read|write|"
    r"convert|transform|deliver|detect|determine|identif(?:y|ie)|protect|prevent|reduce|increase|"
    r"improve|replace|"
    r"remove|add|give|take|show|control|monitor|check|validate|verif(?:y|ie)|encrypt|decrypt|"
    r"compress|connect|"
    r"integrate|generate|handle|perform|process(?=es\b)|represent|specif(?:y|ie)|split|merge|copy|"
    r"move|scale)(?:s|es)?\b(?!-)",
    re.IGNORECASE,
)


def is_category(label: str) -> bool:
    """Tell whether a label announces members of a kind: it ends in `types`, or begins with `types of`."""
    label = label.rstrip(" ?？:：")
    last = max((m.end() for m in _CATEGORY.finditer(label)), default=0)
    return last == len(label) > 0 or bool(_CATEGORY_OF.match(label))


def is_bare_category(label: str) -> bool:
    """Tell whether a label is a word for a kind and nothing else (types, use cases)."""
    return bool(_CATEGORY.fullmatch(label.strip(" ?？:：")))


def is_plural(noun: str) -> bool:
    """Tell whether an English noun phrase looks plural; acronyms and names in -ss, -us, -is do not."""
    last = re.sub(r"\W+$", "", _POSTMODIFIER.split(noun, maxsplit=1)[0]).rsplit(" ", 1)[-1]
    return (
        last.endswith("s") and not last.endswith(("ss", "us", "is")) and not last.isupper() and len(last) > 3
    )


def is_question(label: str) -> bool:
    """Tell whether a label begins with a question word."""
    return bool(_ASKS.match(label))


def is_why(text: str) -> bool:
    """Tell whether a line is nothing but "why?"."""
    return bool(_WHY.match(text))


def acts(label: str) -> bool:
    """Tell whether a line begins with a verb of what something does (contains, supports)."""
    return bool(_VERB.match(label))


def names_thing(term: str) -> bool:
    """Tell whether a term can stand in "What is ...?": no preposition or question word leads it."""
    return not (_PREPOSITION.match(term) or _ASKS.match(term)) and words.count(term) <= 6


def ask_definition(phrases: Phrases, term: str, definition: str) -> str:
    """Return the question whose answer is the definition: what the term is, does, or is used for."""
    plural = is_plural(term)
    if _USED.match(definition):
        template = phrases.used_for
    elif _VERB.match(definition):
        template = phrases.what_do if plural else phrases.what_does
    else:
        template = phrases.what_are if plural else phrases.what_is
    if template in {phrases.what_is, phrases.what_are} and _OF.match(term):
        term = f"the {term}"
    return template.format(term)


def ask_members(phrases: Phrases, label: str, subject: str, n: int) -> str:
    """Return the question for the members of a label; `n` says how many there are."""
    named = not subject or bool(set(words.content(subject)) & set(words.content(label)))
    label = label.rstrip("?？ ")
    if is_why(label):
        return f"{phrases.why.format(subject)} ({n})"
    if is_question(label):
        return f"{label}? ({n})" if named else f"{subject}: {label}? ({n})"
    if is_category(label) or (is_plural(label) and words.count(label) <= 4):
        template = phrases.members_alone if named else phrases.members
    else:
        template = phrases.which_alone if named else phrases.which
    return template.format(subject, label, n=n)
