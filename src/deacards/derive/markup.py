"""The marks by which an author makes a card, as other programs know them, found in one line of Markdown.

`Q:`, `A:` and `C:` are hashcards'; `::`, `:::`, `?` and `??` are Obsidian Spaced Repetition's, and `#card` is
that of Flashcards for Obsidian. Code and maths hold no marks.
"""

import re
from collections.abc import Callable
from enum import Enum, auto
from typing import NamedTuple

from deacards.deck import cloze
from deacards.deck.cloze import Mark
from deacards.derive import words
from deacards.derive.marks import Range, range_at, verbatim_spans
from deacards.patterns import pattern


class Cue(Enum):
    """What a line begins, or parts: a side of a card, or a whole cloze."""

    QUESTION = auto()
    ANSWER = auto()
    CLOZE = auto()
    TURN = auto()
    TURN_BOTH = auto()


class Markup(NamedTuple):
    """The marks of a line. `text` is its Markdown without those that are no part of a card's words.

    `whole` is `text` with its cue: `A: yes` may be a line of a dialogue.
    `front` and `back` are the sides of `front :: back`, to be asked `both` ways for `:::`; `sure` is false
    where no space says that this is not a name such as `std::vector`. `blanks` is the line as a cloze, else
    empty. `card` is what follows `#` in a tag for a card (`card`, `card-reverse`), and `tags` are those
    after it. `skipped` is true where a comment asks to leave the line out, `emphasised` where its cue is bold
    or italic: so people write it who know of no program for cards.
    """

    text: str
    whole: str
    cue: Cue | None = None
    front: str = ""
    back: str = ""
    both: bool = False
    sure: bool = True
    blanks: str = ""
    card: str = ""
    tags: tuple[str, ...] = ()
    skipped: bool = False
    emphasised: bool = False

    @property
    def reverses(self) -> bool:
        """Tell whether a tag asks for the card both ways."""
        return self.card.endswith("reverse")


_ANY = pattern(
    r"::|==|\{\{|\{\d+:|(?<!\S)#[^\W\d]|^[QAC]:(?:\s|$)|^\?{1,2}$|<!--\s*deacards|(?<!\S)\^[\w-]+$",
    re.IGNORECASE,
)
_SKIP = pattern(r"\s*<!--\s*deacards\s*:.*?-->", re.IGNORECASE)
_ANCHOR = pattern(r"(?:^|\s)\^(?:\d{10,}|q-\w+|(?=[A-Za-z]*\d)[0-9A-Za-z]{6,8}|[0-9A-Za-z]{8})$")
_TAG = pattern(r"(?<!\S)#(?P<name>[^\W\d][\w/-]*)(?!\S)")
_CARD_TAG = pattern(r"(?:flash)?cards?(?:[-/](?:reversed?|spaced|reminder))?(?:/.*)?$", re.IGNORECASE)
_CUES = {"Q:": Cue.QUESTION, "A:": Cue.ANSWER, "C:": Cue.CLOZE, "?": Cue.TURN, "??": Cue.TURN_BOTH}
_CUE = pattern(r"(?P<cue>[QAC]:)(?:\s+|$)|(?P<turn>\?{1,2})$")
_EMPHASIS = ("*", "_")
_BOLD_CUE = pattern(
    r"(?P<mark>\*\*|__|[*_])(?P<cue>[QA]|Question|Answer|Frage|Antwort|Pregunta|Respuesta|Domanda|Risposta|"
    r"Pergunta|Resposta)\s?\d{0,3}\s?:(?P<close>(?P=mark))?\s*"
)
"""`**Q:** ...`, `**Q: ...?**`, or `**Question 2:** ...`: a cue is one however it looks."""
_ANSWERS = ("A", "R")
_SIDES = pattern(r"(?<!:)(?P<space>\s*):{2,3}(?!:)(?P<after>\s*)")
_NAME = pattern(r"\d|\w+\(")  # `::1` is an address, `::open()` a function
_OPENS = pattern(r"\{\{|\{(?=\d+:[^{}]+\})|(?<![A-Za-z0-9_=<>!])==(?![=>\s])|\[(?![\s!])")
_BRACES = pattern(r"(?:c?(?P<number>\d{1,3})::?)?(?P<hidden>.*?)(?:::(?P<hint>[^:]*))?", re.DOTALL)
_TEMPLATE = pattern(
    r"[\s<%{#/>&!]|.*(?:\[\[|\(\()|(?:query|embed|video|renderer|youtube|tweet|pdf)\b", re.DOTALL
)
_HINT = pattern(r"\^\[(?P<hint>[^\[\]]*)\]")
_GOES_ON = pattern(r"[A-Za-z0-9_=>]")
_LONGEST = 2000
"""Characters that a mark may hide: what is opened and not closed within is no mark."""


def read_markup(source: str) -> Markup | None:
    """Return the marks of a line, None where it has none."""
    bold = _BOLD_CUE.match(source) if source[:1] in _EMPHASIS else None
    source = _plain_cue(source, bold) if bold else source
    if not _may_mark(source) or not _ANY.search(source):
        return None
    text = _SKIP.sub("", source)
    skipped = text != source and "skip" in source
    text = _ANCHOR.sub("", text)
    text, card, tags = _without_tags(text)
    whole, cue = text, _CUE.match(text)
    text = text[cue.end() :] if cue else text
    found = _CUES[cue["cue"] or cue["turn"]] if cue else None
    brackets = found is Cue.CLOZE
    blanks = _blanks(text, brackets=brackets) if found in {None, Cue.CLOZE} else ""
    sides = None if found or blanks else _sides(text)
    front, back, both, sure = sides or ("", "", False, True)
    return Markup(text, whole, found, front, back, both, sure, blanks, card, tags, skipped, bold is not None)


def _plain_cue(source: str, bold: re.Match[str]) -> str:
    """Return a line whose cue is emphasised, or emphasised with all that follows, without that emphasis."""
    rest = source[bold.end() :].rstrip()
    if not bold["close"]:
        if not rest.endswith(bold["mark"]):
            return source
        rest = rest.removesuffix(bold["mark"])
    return f"{'A:' if bold['cue'][0] in _ANSWERS else 'Q:'} {rest}".rstrip()


def _may_mark(source: str) -> bool:
    """Tell whether a line has a sign of those that `_ANY` looks for, found faster one by one."""
    if "#" in source or "::" in source or "==" in source or "{" in source:
        return True
    return "<!" in source or "^" in source or source[1:2] == ":" or source.endswith("?")


def cloze_of(text: str) -> str:
    """Return a text of several lines as a cloze by its `[brackets]`, empty where it has none."""
    return _blanks(text, brackets=True)


def _without_tags(text: str) -> tuple[str, str, tuple[str, ...]]:
    """Return the text without its tag for a card and the tags after that, and what they are."""
    if "#" not in text:
        return text, "", ()
    held = verbatim_spans(text)
    tags = [m for m in _TAG.finditer(text) if range_at(held, m.start()) is None]
    at = next((i for i, tag in enumerate(tags) if _CARD_TAG.match(tag["name"])), None)
    if at is None:
        return text, "", ()
    mine = tags[at:]
    out, done = [], 0
    for tag in mine:
        out.append(text[done : tag.start()])
        done = tag.end()
    bare = re.sub(r"\s+", " ", "".join([*out, text[done:]])).strip()
    name = mine[0]["name"].lower().replace("reversed", "reverse")
    return bare, re.sub(r"[-/](?=reverse$)", "-", name), tuple(tag["name"] for tag in mine[1:])


def _sides(text: str) -> tuple[str, str, bool, bool] | None:
    """Return the sides of the first `::` or `:::`, whether it is the longer, and whether it is surely one."""
    if "::" not in text:
        return None
    held = verbatim_spans(text)
    for match in _SIDES.finditer(text):
        colons = text[match.end("space") : match.start("after")]
        front, back = text[: match.start()].strip(), text[match.end() :].strip()
        if range_at(held, match.start()):
            continue
        if not (words.LETTER.search(front) and words.LETTER.search(back)):
            return None
        spaced = match["after"] or (match["space"] and not _NAME.match(back))
        sure = bool(spaced) or words.asks(front)
        return front, back, len(colons) == 3, sure
    return None


def _blanks(text: str, *, brackets: bool) -> str:
    """Return the text with its clozes as deacards writes them, empty where it has none or nothing else."""
    if not any(mark in text for mark in ("{", "==", "[")):
        return ""
    held = verbatim_spans(text)
    out: list[str] = []
    number = done = 0
    for match in _OPENS.finditer(text):
        if match.start() < done or range_at(held, match.start()):
            continue
        if (match[0] == "[") != brackets:
            continue
        read = _READERS[match[0]](text, match.end(), held)
        if read is None:
            continue
        mark, end = read
        number = mark.number or number + 1
        out += [text[done : match.start()], cloze.write_mark(Mark(number, mark.hidden, mark.hint))]
        done = end
    if not done:
        return ""
    whole = "".join([*out, text[done:]])
    rest = cloze.replace_marks(whole, lambda mark: "" if mark.number else mark.hidden)
    return whole if words.LETTER.search(rest) or number > 1 else ""


def _end_of(text: str, start: int, close: str, held: tuple[Range, ...]) -> int | None:
    """Return where `close` stands after `start`, outside of code and maths; None without one."""
    at = text.find(close, start, start + _LONGEST)
    while at >= 0:
        inside = range_at(held, at)
        if inside is None:
            return at
        at = text.find(close, inside.end, start + _LONGEST)
    return None


def _read_braces(text: str, start: int, held: tuple[Range, ...]) -> tuple[Mark, int] | None:
    """Read `c1::words::hint}}`, `1::words}}` or `words}}`; what looks like a template is none."""
    end = _end_of(text, start, "}}", held)
    if end is None or _TEMPLATE.match(text[start:end]):
        return None
    parts = _BRACES.fullmatch(text[start:end])
    if parts is None or not parts["hidden"].strip():
        return None
    return Mark(int(parts["number"] or 0), parts["hidden"], parts["hint"] or ""), end + 2


def _read_numbered(text: str, start: int, held: tuple[Range, ...]) -> tuple[Mark, int] | None:
    """Read `1:words}`."""
    end = _end_of(text, start, "}", held)
    number, _, hidden = text[start : end or start].partition(":")
    return (Mark(int(number), hidden, ""), end + 1) if end and hidden.strip() and len(number) < 4 else None


def _read_highlight(text: str, start: int, held: tuple[Range, ...]) -> tuple[Mark, int] | None:
    """Read `words==`, with a hint in `^[...]`."""
    end = _end_of(text, start, "==", held)
    if end is None or not text[start:end].strip() or text[end - 1].isspace() or _GOES_ON.match(text, end + 2):
        return None
    hint = _HINT.match(text, end + 2)
    return Mark(0, text[start:end], hint["hint"] if hint else ""), hint.end() if hint else end + 2


def _read_bracket(text: str, start: int, held: tuple[Range, ...]) -> tuple[Mark, int] | None:
    """Read `words]`, unless an escape or a link says otherwise."""
    end = _end_of(text, start, "]", held)
    if end is None or not text[start:end].strip() or text[end + 1 : end + 2] == "(":
        return None
    return (Mark(0, text[start:end], ""), end + 1) if text[start - 2 : start - 1] != "\\" else None


_Read = Callable[[str, int, tuple[Range, ...]], tuple[Mark, int] | None]
_READERS: dict[str, _Read] = {
    "{{": _read_braces,
    "{": _read_numbered,
    "==": _read_highlight,
    "[": _read_bracket,
}
