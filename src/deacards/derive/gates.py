"""The gates that every proposed card must pass: no leak, sound form, a cue, one answer to a prompt."""

import re
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from deacards.deck.cardtype import BLANK
from deacards.derive import words

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


_WORD = re.compile(r"\w")
_MARKUP = re.compile(r"\]\(|\{\{|\}\}")
_ADDRESS = re.compile(r"https?://|\.md\b", re.IGNORECASE)
_BROKEN_TAG = re.compile(r'\w="[^"<>]*"|"\s*>|</\w')
_LATEX = re.compile(r"\\[a-zA-Z]+\{")
"""A formula that its author forgot to mark as one."""
_OPEN_END = re.compile("[\u3040-\u9fff][、，与和]$")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_BAD_START = re.compile(r"^(?:and|or|of|und|oder|et|ou)\s|^(?:=+>|-+>|:|\|)", re.IGNORECASE)
_PAIRS = (("(", ")"), ("[", "]"), ("（", "）"))
_ENUMERATOR = re.compile(r"(?:(?<=\s)|^)(?:[ivx]{1,4}|[a-z]|\d{1,2})\)(?=\s)", re.IGNORECASE)
"""`i)` before an item: it closes nothing."""
_VERBATIM = re.compile(r"`[^`]*`|\$[^$]*\$")
_GLUED_BEFORE = re.compile(r"(?:[^\W_](?<![\u3005-\u9fff])|[`$_]|[\w`$][-‐])$")
_GLUED_AFTER = re.compile(r"[^\W_](?<![\u3005-\u9fff])|[`$_]|[-‐][\w`$]")
_LOOSE_EDGE = re.compile(r"[\s,;:!?)\]}…、。，；：）”]|[-–—](?![\w-])")


def judge(face: Face, language: str) -> Fault | None:
    """Return what is wrong with one unit taken by itself, or None."""
    if not all(_is_whole(answer) for answer in face.answers) or not _is_shown_whole(face.prompt):
        return Fault.FORM
    if len(face.answers) == 1 and cuts(face.prompt, face.answers[0]):
        return Fault.FORM
    if words.count(face.prompt) > LONGEST_PROMPT:
        return Fault.LONG
    if not words.content(face.prompt, language):
        return Fault.CUE
    if shown((face.prompt,), face.answers, language) >= LEAK:
        return Fault.LEAK
    return None


def cuts(prompt: str, answer: str) -> bool:
    """Tell whether the blank of a prompt cuts a word, parts a compound, or begins with punctuation.

    Code and formulas are parts of the word that they are glued to (`$K$-vector`); Han and kana stand free.
    """
    before, blank, after = prompt.partition(BLANK)
    if not blank or BLANK in after:
        return False
    if _LOOSE_EDGE.match(answer):
        return True
    starts, ends = _GLUED_AFTER.match(answer), _GLUED_BEFORE.search(answer)
    return bool((starts and _GLUED_BEFORE.search(before[-2:])) or (ends and _GLUED_AFTER.match(after)))


def has_cue(face: Face, title: str, language: str) -> bool:
    """Tell whether a face says anything beyond its deck's title; a question with words of its own does."""
    own = set(words.content(title, language))
    if face.prompt.endswith(("?", "？")) and words.content(face.prompt, language):
        return True
    return any(set(words.content(text, language)) - own for text in (face.prompt, *face.context))


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
    whole = sum(words.shown_share(texts, answer, language) >= 1 for answer in answers) / len(answers)
    return max(whole, words.shown_share(texts, " ".join(answers), language))


def _is_whole(answer: str) -> bool:
    """Tell whether an answer is a piece that can stand by itself."""
    if _BAD_START.match(answer) or words.dangles(answer):
        return False
    if answer.isascii() and answer.replace(" ", "").isalnum():
        return True  # nothing but words, as most answers are
    return (
        _WORD.search(answer) is not None
        and _is_balanced(answer)
        and not _MARKUP.search(_VERBATIM.sub("x", answer))
        and not _ADDRESS.search(answer)
        and not _OPEN_END.search(answer)
        and not _BROKEN_TAG.search(_TAG.sub("", answer))
        and not answer.rstrip().endswith((":", "："))
    )


def _is_shown_whole(prompt: str) -> bool:
    """Tell whether a prompt shows no piece of markup."""
    items = len(_ENUMERATOR.findall(prompt)) if BLANK not in prompt else 0
    if not _is_balanced(_ENUMERATOR.sub("", prompt) if items > 1 else prompt) or _ADDRESS.search(prompt):
        return False
    if "\\" in prompt and _LATEX.search(_VERBATIM.sub("", prompt)):
        return False
    return '"' not in prompt or not _BROKEN_TAG.search(_TAG.sub("", prompt))


def _is_balanced(text: str) -> bool:
    return all(text.count(opens) == text.count(closes) for opens, closes in _PAIRS)


@lru_cache(maxsize=64)
def _key(context: tuple[str, ...], prompt: str, language: str) -> tuple[str, ...]:
    """Return a prompt as a person would tell it from another: its words and where its blank is."""
    key: list[str] = []
    for part in (*context, *prompt.split("[...]")):
        said = words.content(part, language)
        key += [*said, "\0"] if said else ["\0"] * (not key or key[-1] != "\0")
    return tuple(key)


@dataclass(slots=True)
class Seen:
    """The prompts of the cards so far in a note, by which an ambiguous or double one is noticed."""

    _answers: dict[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)
    _pairs: set[tuple[frozenset[str], frozenset[str]]] = field(default_factory=set)

    def check(self, face: Face, language: str) -> Fault | None:
        """Return why `face` cannot join the others, or None; it does not join them yet."""
        key, answer = _key(face.context, face.prompt, language), self._answer(face, language)
        if key in self._answers:
            return Fault.TWICE if self._answers[key] == answer else Fault.AMBIGUOUS
        return Fault.TWICE if (frozenset(key), frozenset(answer)) in self._pairs else None

    def add(self, face: Face, language: str) -> None:
        """Let `face` join."""
        key, answer = _key(face.context, face.prompt, language), self._answer(face, language)
        self._answers[key] = answer
        self._pairs.add((frozenset(key), frozenset(answer)))

    @staticmethod
    def _answer(face: Face, language: str) -> tuple[str, ...]:
        return words.content(" ".join(face.answers), language) or words.tokens(" ".join(face.answers))
