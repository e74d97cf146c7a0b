"""The gates that every proposed card must pass: no leak, sound form, a cue, one answer to a prompt."""

import re
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from deacards.deck.cardtype import BLANK
from deacards.derive import words
from deacards.patterns import pattern

LEAK = 0.7
"""Share of an answer's meaning that a prompt may not reach."""
_HINT = 0.5
"""Share of an answer that a crumb may show: half of it is a hint too many."""
LONGEST_PROMPT = 40
"""Words of a prompt: a longer one is not read but searched."""


class Fault(StrEnum):
    """Why a proposal is no card; the value is what `explain` prints."""

    LEAK = "the prompt gives the answer away"
    FORM = "the answer is not whole"
    CUE = "the prompt says too little to answer from"
    LONG = "the prompt is too long"
    AMBIGUOUS = "the same prompt has another answer elsewhere"
    TWICE = "the same card exists already"


class Face(NamedTuple):
    """One scheduled unit as a person meets it."""

    context: tuple[str, ...]
    prompt: str
    answers: tuple[str, ...]


_JOINING = frozenset({"and", "or", "of", "und", "oder", "et", "ou"})
"""Words that begin no answer of several words."""
_MARKUP = pattern(r"\]\(|\{\{|\}\}")
_ADDRESS = pattern(r"https?://|\.md\b", re.IGNORECASE)
_BROKEN_TAG = pattern(r'\w="[^"<>]*"|"\s*>|</\w')
_LATEX = pattern(r"\\[a-zA-Z]+\{")
"""A formula that its author forgot to mark as one."""
_OPEN_ENDS = frozenset("、，与和")
"""What ends no answer behind Han or kana."""
_TAG = pattern(r"</?[a-zA-Z][^<>]*>")
_BAD_START = pattern(r"=+>|-+>|:|\||//")
_ENUMERATOR = pattern(r"(?:(?<=\s)|^)(?:[ivx]{1,4}|[a-z]|\d{1,2})\)(?=\s)", re.IGNORECASE)
"""`i)` before an item: it closes nothing."""
_VERBATIM = pattern(r"`[^`]*`|\$[^$]*\$")
_GLUED_BEFORE = pattern(r"(?:[^\W_](?<![\u3005-\u9fff])|[`$_]|[\w`$][-‐])$")
_GLUED_AFTER = pattern(r"[^\W_](?<![\u3005-\u9fff])|[`$_]|[-‐][\w`$]")
_LOOSE_EDGE = pattern(r"[\s,;:!?)\]}…、。，；：）”]|[-–—](?![\w-])")


_GAP = "___"
"""What is to be filled in: an exercise tells nothing."""
_DITTO = pattern(
    r"[(（]?(?:ditt?o|[ií]dem|ibid|(?:same )?as above|see (?:above|below)|s\.o|(?:siehe|wie) oben|"
    r"voir (?:plus haut|ci-dessus)|lo mismo|ver arriba|同上|同左|[〃″\"”])[.)）]*$",
    re.IGNORECASE,
)
"""What says that an answer stands elsewhere."""
_LONGEST_DITTO = 24


def judge(face: Face, language: str) -> Fault | None:
    """Return what is wrong with one unit taken by itself, or None."""
    prompt, answers = face.prompt, face.answers
    if not all(map(_is_whole, answers)) or not _is_shown_whole(prompt):
        return Fault.FORM
    if len(answers) == 1 and cuts(prompt, answers[0]):
        return Fault.FORM
    if len(prompt) > 2 * LONGEST_PROMPT and words.count(prompt) > LONGEST_PROMPT:
        return Fault.LONG
    if not any(_said(prompt, language)):
        return Fault.CUE
    if shown((prompt,), answers, language) >= LEAK:
        return Fault.LEAK
    return None


def cuts(prompt: str, answer: str) -> bool:
    """Tell whether the blank of a prompt cuts a word, parts a compound, or begins with punctuation.

    Code and formulas are parts of the word that they are glued to (`$K$-vector`), and so are the brackets of
    a call (`close()`); Han and kana stand free.
    """
    before, blank, after = prompt.partition(BLANK)
    if not blank or BLANK in after:
        return False
    if after.lstrip().startswith("()") or (not answer[:1].isalnum() and _LOOSE_EDGE.match(answer)):
        return True
    if before[-1:].strip() and _GLUED_AFTER.match(answer) and _GLUED_BEFORE.search(before[-2:]):
        return True
    return bool(after[:1].strip() and _GLUED_BEFORE.search(answer[-2:]) and _GLUED_AFTER.match(after))


def has_cue(face: Face, title: str, language: str) -> bool:
    """Tell whether a face says anything beyond its deck's title; a question with words of its own does."""
    own = words.content(title, language)
    said = _said(face.prompt, language)
    if any(word not in own for part in said for word in part):
        return True
    if words.asks(face.prompt) and any(said):
        return True
    return any(word not in own for text in face.context for word in words.content(text, language))


def without_leaks(context: tuple[str, ...], faces: list[Face], language: str) -> tuple[str, ...]:
    """Return the context without the crumbs that show an answer of `faces`."""
    faces = [face for face in faces if shown(context, face.answers, language)]
    if not faces:
        return context
    kept = [
        crumb for crumb in context if all(shown((crumb,), face.answers, language) <= _HINT for face in faces)
    ]
    for face in faces:
        while kept and shown((*kept, face.prompt), face.answers, language) >= LEAK:
            worst = max(range(len(kept)), key=lambda i: shown((kept[i],), face.answers, language))
            if not shown((kept[worst],), face.answers, language):
                break
            del kept[worst]
    return tuple(kept)


def shown(texts: tuple[str, ...], answers: tuple[str, ...], language: str) -> float:
    """Return the share of the answers that `texts` give away; of a list, an item they show counts."""
    if len(answers) == 1:
        return words.shown_share(texts, answers[0], language)
    together = words.shown_share(texts, " ".join(answers), language)
    if not together:
        return 0.0
    whole = sum(words.shown_share(texts, answer, language) >= 1 for answer in answers) / len(answers)
    return max(whole, together)


def _is_whole(answer: str) -> bool:
    """Tell whether an answer is a piece that can stand by itself."""
    first, space, _ = answer.partition(" ")
    if (space and first.lower() in _JOINING) or words.dangles(answer):
        return False
    if _GAP in answer or (len(answer) <= _LONGEST_DITTO and _DITTO.match(answer)):
        return False
    if answer.isascii() and answer.replace(" ", "").isalnum():
        return True  # nothing but words, as most answers are
    return (
        words.LETTER.search(answer) is not None
        and not _BAD_START.match(answer)
        and _is_balanced(answer)
        and not _MARKUP.search(_VERBATIM.sub("x", answer))
        and not _has_address(answer)
        and not (answer[-1] in _OPEN_ENDS and "\u3040" <= answer[-2:-1] <= "\u9fff")
        and not _has_broken_tag(answer)
        and not answer.rstrip().endswith((":", "："))
    )


def _is_shown_whole(prompt: str) -> bool:
    """Tell whether a prompt shows no piece of markup."""
    items = ")" in prompt and BLANK not in prompt and len(_ENUMERATOR.findall(prompt)) > 1
    if not _is_balanced(_ENUMERATOR.sub("", prompt) if items else prompt) or _has_address(prompt):
        return False
    if _GAP in prompt:
        return False
    if "{{" in prompt and BLANK not in prompt and "{{" in _VERBATIM.sub("", prompt):
        return False  # a question about a place that a template leaves
    if "\\" in prompt and _LATEX.search(_VERBATIM.sub("", prompt)):
        return False
    return '"' not in prompt or not _has_broken_tag(prompt)


def _has_address(text: str) -> bool:
    return (":" in text or "." in text) and _ADDRESS.search(text) is not None


def _has_broken_tag(text: str) -> bool:
    return ("<" in text or '"' in text) and _BROKEN_TAG.search(_TAG.sub("", text)) is not None


def _is_balanced(text: str) -> bool:
    return (
        text.count("(") == text.count(")")
        and text.count("[") == text.count("]")
        and (text.isascii() or text.count("（") == text.count("）"))
    )


@lru_cache(maxsize=256)
def _said(prompt: str, language: str) -> tuple[tuple[str, ...], ...]:
    """Return what a prompt says, part by part between its blanks."""
    return tuple([words.content(part, language) for part in prompt.split(BLANK)])


class Entry(NamedTuple):
    """A face as it is told from others: what its context and prompt say, and what it asks for.

    `words` are those of both in any order.
    """

    key: tuple[str, ...]
    answer: tuple[str, ...]
    words: tuple[frozenset[str], frozenset[str]]


def entry_of(face: Face, language: str) -> Entry:
    """Return a face as a person would tell it from another: its words, and where its blank is."""
    key: list[str] = []
    for said in (*(words.content(crumb, language) for crumb in face.context), *_said(face.prompt, language)):
        if said:
            key += said
            key.append("\0")
        elif not key or key[-1] != "\0":
            key.append("\0")
    if "`" in face.prompt or "$" in face.prompt:
        key += _VERBATIM.findall(face.prompt)  # in code, `-v` is not `-V`
    text = " ".join(face.answers)
    answer = words.content(text, language) or words.tokens(text)
    return Entry(tuple(key), answer, (frozenset(key), frozenset(answer)))


@dataclass(slots=True)
class Seen:
    """The prompts of the cards so far in a note, by which an ambiguous or double one is noticed."""

    _answers: dict[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)
    _asked: set[tuple[frozenset[str], frozenset[str]]] = field(default_factory=set)

    def check(self, entry: Entry) -> Fault | None:
        """Return why a face cannot join the others, or None; it does not join them yet."""
        if entry.key in self._answers:
            return Fault.TWICE if self._answers[entry.key] == entry.answer else Fault.AMBIGUOUS
        return Fault.TWICE if entry.words in self._asked else None

    def add(self, entry: Entry) -> None:
        """Let a face join."""
        self._answers[entry.key] = entry.answer
        self._asked.add(entry.words)
