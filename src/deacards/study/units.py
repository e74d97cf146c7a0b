"""Decks to scheduled units, in the order of the notes."""

from collections.abc import Iterable, Iterator

from deacards.deck import cloze
from deacards.deck.card import Card, ClozeCard, ListCard, ReversedCard
from deacards.deck.cloze import Mark
from deacards.deck.deck import Deck
from deacards.deck.deckfile import DeckFile
from deacards.regenerate.face import line_made
from deacards.study.unit import Unit


def units_of(files: Iterable[DeckFile]) -> tuple[Unit, ...]:
    """Return all units of deck files in note order, those of retired cards marked as such.

    Notes that the front matter numbers come first (`order: 110`), then the others, by path. Decks of one note
    stand together in the order of its lines; handmade decks come last, by path.
    """
    return tuple(
        unit
        for file in sorted(files, key=lambda file: note_order(file.path, file.deck))
        for cards, retired in ((file.deck.cards, False), (file.deck.retired, True))
        for card in cards
        for unit in _units_of_card(card, file, retired=retired)
    )


def note_order(path: str, deck: Deck) -> tuple[bool, bool, int, str, int, str]:
    """Return the sort key of the deck at `path`: its note's place, path and line, its own path."""
    note = deck.note
    first = min((card.origin.line for card in deck.cards if card.origin), default=0)
    return not note, deck.order is None, deck.order or 0, note, first, path


def _units_of_card(card: Card, file: DeckFile, *, retired: bool) -> Iterator[Unit]:
    """Yield the units of a card, by ord."""
    note, _, section = (file.deck.source or "").partition("#")
    for ord_ in card.ords:
        prompt, answer = _faces(card, ord_)
        yield Unit(
            card=card.id,
            ord=ord_,
            kind=card.type.value,
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
            solution=_solution(card, ord_),
            ordered=isinstance(card, ListCard) and card.ordered,
            tags=tuple(dict.fromkeys((*file.deck.tags, *card.tags))),
            fingerprint=line_made(card.origin) if card.origin else "",
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


def _solution(card: Card, ord_: int) -> str:
    """Return a cloze with what unit `ord_` hides in bold, "" for any other card."""
    if not isinstance(card, ClozeCard):
        return ""

    def show(mark: Mark) -> str:
        return f"**{mark.hidden}**" if mark.number - 1 == ord_ else mark.hidden

    return cloze.replace_marks(card.cloze, show)
