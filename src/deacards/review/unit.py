"""The scheduled units of decks as plain values: what each asks, what it answers, where it is from."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase

from deacards.deck import cloze
from deacards.deck.card import Card, CardType, ClozeCard, ReversedCard
from deacards.deck.deckfile import DeckFile


@dataclass(frozen=True, slots=True)
class Unit:
    """One question of one card: what the queue, the session and the listings know of it.

    `prompt` is what is asked, a cloze with its blank in place; `answer` has an item of a list each, else one
    string, or the hidden spans of a cloze. `deck_path` and `note` are relative to the collection's root;
    the card stands at `deck_line` of its deck file. `note` is empty and `lines` (first and last, from 1) None
    for a card written by hand. `section` is the slug of the note's section.
    """

    card: str
    ord: int
    type: CardType
    deck: str
    deck_path: str
    deck_line: int
    prompt: str
    answer: tuple[str, ...]
    context: tuple[str, ...] = ()
    extra: str = ""
    hint: str = ""
    note: str = ""
    section: str = ""
    lines: tuple[int, int] | None = None
    rule: str = ""
    quality: str = ""
    retired: bool = False

    @property
    def id(self) -> str:
        """Return the id that the review log knows the unit by."""
        return f"{self.card}/{self.ord}"

    @property
    def places(self) -> tuple[str, ...]:
        """Return where the card can be bettered: `notes/x.md:15`, if it is from a note, `cards/x.yaml:9`."""
        note = (f"{self.note}:{self.lines[0]}",) if self.lines else ()
        return (*note, f"{self.deck_path}:{self.deck_line}")


def units_of(files: Iterable[DeckFile]) -> tuple[Unit, ...]:
    """Return all units of deck files in note order, those of retired cards marked as such.

    Decks of one note stand together in the order of its lines; handmade decks come last, by path.
    """
    return tuple(
        unit
        for file in sorted(files, key=_note_order)
        for cards, retired in ((file.deck.cards, False), (file.deck.retired, True))
        for card in cards
        for unit in _units_of_card(card, file, retired=retired)
    )


def matching(units: Iterable[Unit], pattern: str) -> tuple[Unit, ...]:
    """Return the units whose deck, or deck file, holds `pattern`; with `*`, `?` or `[` it is a glob.

    Capitals and small letters are the same.
    """
    pattern = pattern.casefold()
    glob = pattern if any(sign in pattern for sign in "*?[") else f"*{pattern}*"
    return tuple(
        unit
        for unit in units
        if fnmatchcase(unit.deck.casefold(), glob) or fnmatchcase(unit.deck_path.casefold(), glob)
    )


def _note_order(file: DeckFile) -> tuple[bool, str, int, str]:
    """Return the sort key of a deck: its note, its first line there, its own path."""
    note = (file.deck.source or "").partition("#")[0]
    first = min((card.origin.line for card in file.deck.cards if card.origin), default=0)
    return not note, note, first, file.path


def _units_of_card(card: Card, file: DeckFile, *, retired: bool) -> Iterator[Unit]:
    """Yield the units of a card, by ord."""
    note, _, section = (file.deck.source or "").partition("#")
    for ord_ in card.ords:
        prompt, answer = _faces(card, ord_)
        yield Unit(
            card=card.id,
            ord=ord_,
            type=card.type,
            deck=file.deck.deck,
            deck_path=file.path,
            deck_line=file.lines[card.id],
            prompt=prompt,
            answer=answer,
            context=card.context,
            extra=card.extra,
            hint=card.hint,
            note=note if card.origin else "",
            section=section,
            lines=card.origin.lines if card.origin else None,
            rule=card.origin.rule if card.origin else "",
            quality=card.quality.value,
            retired=retired,
        )


def _faces(card: Card, ord_: int) -> tuple[str, tuple[str, ...]]:
    """Return what unit `ord_` of a card asks and answers."""
    match card:
        case ClozeCard():
            face = cloze.face(card.cloze, ord_)
            return face.question, face.hidden
        case ReversedCard() if ord_ == 1:
            return card.back, (card.front,)
        case _:
            return card.prompt, card.answer
