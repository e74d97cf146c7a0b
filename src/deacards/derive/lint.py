"""Cards written by hand, held against the gates of derivation: what is told is advice, never an error."""

from collections.abc import Iterator, Mapping

from deacards.deck.card import Card, CardId
from deacards.deck.deck import Deck
from deacards.derive import gates, words
from deacards.derive.drafting import faces_of
from deacards.derive.gates import LONGEST_PROMPT, Face, Fault, Seen
from deacards.derive.language import detect
from deacards.problem import Problem, Severity

LEAK = "DC101 leak"
LONG = "DC102 long-prompt"
DANGLING = "DC103 dangling-answer"
LONG_LIST = "DC104 long-list"
NO_CUE = "DC105 no-cue"
AMBIGUOUS = "DC106 ambiguous"
LONGEST_LIST = 7
"""Items of a list that a person can be expected to say without the others in sight."""


def lint_deck(
    path: str, deck: Deck, lines: Mapping[CardId, int], language: str | None = None
) -> tuple[Problem, ...]:
    """Return a warning for each thing that makes a hand-written card of a deck hard to study.

    `path` is the deck's file, `lines` where in it each card stands. Derived cards passed the gates at birth.
    """
    mine = [card for card in deck.cards if card.origin is None]
    if not mine:
        return ()
    language = language or detect(f"{card.prompt} {' '.join(card.answer)}" for card in mine)
    seen = Seen()
    return tuple(
        Problem(path, lines[card.id], 0, code, f"card {card.id}: {message}", Severity.WARNING)
        for card in mine
        for code, message in _faults(card, seen, language)
    )


def _faults(card: Card, seen: Seen, language: str) -> Iterator[tuple[str, str]]:
    """Yield each code once, with what was found and what to do."""
    found: dict[str, str] = {}
    if len(card.answer) > LONGEST_LIST:
        found[LONG_LIST] = (
            f"nobody recalls {len(card.answer)} items at once; split the list, or ask for each with a cloze"
        )
    for face in faces_of(card.type, card.prompt, card.answer):
        placed = Face(card.context, face.prompt, face.answers)
        for code, message in _of_face(placed, language):
            found.setdefault(code, message)
        entry = gates.entry_of(placed, language)
        if seen.check(entry) is Fault.AMBIGUOUS:
            found.setdefault(AMBIGUOUS, f"another card asks {face.prompt!r} too; say which is meant")
        seen.add(entry)
    yield from found.items()


def _of_face(face: Face, language: str) -> Iterator[tuple[str, str]]:
    texts = (*face.context, face.prompt)
    if gates.shown(texts, face.answers, language) >= gates.LEAK:
        yield LEAK, f"the question shows the answer {face.answers[0]!r}; take its words out of the question"
    if (length := words.count(face.prompt)) > LONGEST_PROMPT:
        yield LONG, f"the question has {length} words; ask for one thing in under {LONGEST_PROMPT}"
    if any(map(words.dangles, face.answers)):
        answer = next(filter(words.dangles, face.answers))
        yield DANGLING, f"the answer {answer!r} stops in the middle of a phrase; finish it or cut it"
    if not any(words.content(text, language) for text in texts):
        yield NO_CUE, f"{face.prompt!r} says too little to answer from; name what is asked about"
