"""What Anki is told of one card: the fields, tags and cards of an Anki note."""

import hashlib
from collections.abc import Iterator
from functools import lru_cache
from html import escape
from json.encoder import encode_basestring_ascii as _quoted
from typing import NamedTuple, Self

from deacards.anki import codes
from deacards.anki.cleantext import clean
from deacards.anki.fieldhtml import cloze_html, field_html, no_media
from deacards.anki.markdown import MediaNames
from deacards.anki.names import source_tag, tidy_tags
from deacards.anki.notetypes import BASIC, CLOZE, FIELD_BREAK, RETIRED_TAG, NoteType
from deacards.anki.options import Options
from deacards.deck import cloze
from deacards.deck.card import BasicCard, Card, CardId, ClozeCard, ListCard, ReversedCard
from deacards.deck.deck import Deck
from deacards.patterns import pattern

CRUMB_SEPARATOR = " › "
# Which words of code have a colour is no content: a later version of Pygments may see them otherwise.
_COLOURS = pattern(r"</?span[^>]*>")
_MEDIA_NAME = pattern(r'<img src="([^"\x1f]+)"|\[sound:([^\]\x1f]+)\]')


class AnkiNote(NamedTuple):
    """One Anki note: its `fields` as one `text`, the `ords` of its cards, never empty in a package.

    `source` is where the card stands now, and `link` the form of its address. That is no content: a line
    added above a card moves it, and that is no reason to overwrite what was edited in Anki.
    """

    guid: str
    notetype: NoteType
    text: str
    tags: tuple[str, ...]
    ords: tuple[int, ...]
    source: str = ""
    link: str = ""

    @property
    def fields(self) -> list[str]:
        """Return the fields in the order of the note's type."""
        return self.text.split(FIELD_BREAK)

    def at(self, source: str, url: str) -> Self:
        """Return the note with another place; a type without fields for it tells none."""
        return self._replace(text=FIELD_BREAK.join(self._fields_at(source, url)), source=source)

    def _fields_at(self, source: str, url: str) -> list[str]:
        fields, names = self.fields, self.notetype.fields
        for name, value in ("Source", source), ("SourceURL", url):
            if name in names:
                fields[names.index(name)] = value
        return fields

    def digest(self) -> str:
        """Return 16 hex digits that change with the content: type, fields (media by their names) and tags."""
        fields = self._fields_at("", "") if self.source else self.fields
        if "span" in self.text:
            fields = [_COLOURS.sub("", field) for field in fields]
        # JSON, put together by hand: the encoder takes longer to be set up than to do its work.
        shown, tags = (", ".join(map(_quoted, texts)) for texts in (fields, self.tags))
        told = f"[{self.notetype.id}, [{shown}], [{tags}], {_quoted(self.link)}]"
        return hashlib.sha256(told.encode()).hexdigest()[:16]

    def media(self) -> Iterator[str]:
        """Yield the names of the pictures and sounds that the fields show."""
        if "<img" in self.text or "[sound" in self.text:
            yield from (picture or sound for picture, sound in _MEDIA_NAME.findall(self.text))


def guid_of(card: Card) -> str:
    """Return the guid of a card's Anki note, which hangs on its id alone.

    A cloze has a guid of its own: Anki would refuse a note whose type has changed, and say nothing. A card
    that came from Anki has the guid that it has there only where its own type is known: see `foreign`.
    """
    return own_guid(card.id, is_cloze=isinstance(card, ClozeCard))


def other_guid_of(card: Card) -> str:
    """Return the guid that the card's note had if the card has become a cloze, or ceased to be one."""
    return own_guid(card.id, is_cloze=not isinstance(card, ClozeCard))


def own_guid(card: CardId, *, is_cloze: bool) -> str:
    """Return the guid of a card's note in the type of clozes, or in the other one."""
    return f"deacards-cloze:{card}" if is_cloze else f"deacards:{card}"


def note_of(
    card: Card,
    deck: Deck,
    *,
    media: MediaNames = no_media,
    options: Options = Options(),  # noqa: B008 - immutable
    is_retired: bool = False,
) -> AnkiNote:
    """Return the Anki note of a card; one that `is_retired` is the same but for a tag."""
    notetype, asked, answer, ords = _asked(card, media)
    source = _source(card, deck)
    fields = (  # in the order of both types
        asked,
        answer,
        "",  # the context stands in the breadcrumb
        field_html(card.hint, media),
        field_html(card.extra, media),
        _breadcrumb(card.context),
        source,
        options.source_url(source),
        card.id,
        "y" if isinstance(card, ReversedCard) else "",
        "y" if _is_typed(card, options) else "",
        "",
    )
    return AnkiNote(
        guid_of(card),
        notetype,
        FIELD_BREAK.join(fields),
        tags_of(card, deck, is_retired=is_retired),
        ords,
        source,
        options.source_link if source else "",
    )


def tags_of(card: Card, deck: Deck, *, is_retired: bool) -> tuple[str, ...]:
    """Return the tags of a card's note: the deck's, its own, one for its section, one if it `is_retired`."""
    return _tags(deck.tags, card.tags, deck.source, is_retired=is_retired)


@lru_cache(maxsize=1 << 10)  # most cards of a deck have the same tags
def _tags(
    decks: tuple[str, ...], own: tuple[str, ...], source: str | None, *, is_retired: bool
) -> tuple[str, ...]:
    section = [source_tag(source)] if source else []
    return tidy_tags((*decks, *own, *section, *([RETIRED_TAG] if is_retired else [])))


def faults_of(note: AnkiNote, card: Card) -> Iterator[tuple[str, str]]:
    """Yield code and message of what would make a card that Anki cannot ask."""
    match card:
        case ClozeCard():
            if note.notetype is CLOZE and note.text.startswith(f"{card.cloze}{FIELD_BREAK}"):
                return  # it is shown as it is written
            lost = [f"c{ord_ + 1}" for ord_ in card.ords if ord_ not in note.ords]
            if lost:
                blanks = ", ".join(lost)
                advice = "hide text that is shown, not a link's target, and number blanks 1 to 500"
                yield codes.LOST_BLANK, f"card {card.id} would lose its blank {blanks} in Anki; {advice}"
        case BasicCard() | ReversedCard() | ListCard():
            for side, html in zip(note.notetype.fields, note.fields, strict=True):
                if not html and side in {"Front", "Back"}:
                    message = f"the {side.lower()} of card {card.id} shows nothing; write words there"
                    yield codes.NOTHING_SHOWN, message


def answer_html(card: BasicCard | ListCard, media: MediaNames) -> str:
    """Return what a card answers, a list as one; "" if nothing of it shows."""
    if isinstance(card, BasicCard):
        return field_html(card.back, media)
    items = "".join(f"<li>{html}</li>" for item in card.items if (html := field_html(item, media)))
    tag = "ol" if card.ordered else "ul"
    return items and f"<{tag}>{items}</{tag}>"


def _asked(card: Card, media: MediaNames) -> tuple[NoteType, str, str, tuple[int, ...]]:
    """Return the note type of a card, the fields that are asked and answered, and the ords."""
    if isinstance(card, ClozeCard):
        html, ords = cloze_html(card.cloze, media)
        return CLOZE, html, "", ords
    return BASIC, field_html(card.front, media), answer_html(card, media), card.ords


def _is_typed(card: Card, options: Options) -> bool:
    """Tell whether every answer of a card is one to be typed."""
    if not options.type_in:
        return False
    match card:
        case ListCard():
            return False
        case ReversedCard():
            answers: tuple[str, ...] = (card.front, card.back)
        case BasicCard():
            answers = (card.back,)
        case ClozeCard():
            answers = cloze.hidden(card.cloze)
    return all(map(options.asks_to_type, answers))


@lru_cache(maxsize=1 << 10)  # neighbours have the same one
def _breadcrumb(context: tuple[str, ...]) -> str:
    """Return the levels of a context on one line."""
    levels = (field_html(" ".join(level.split())) for level in context)
    return CRUMB_SEPARATOR.join(filter(None, levels))


def _source(card: Card, deck: Deck) -> str:
    """Return `notes/x.md:12` for a card that was derived, else ""."""
    if card.origin is None or deck.source is None:
        return ""
    return f"{_note_path(deck.source)}:{card.origin.line}"


@lru_cache(maxsize=1 << 10)
def _note_path(source: str) -> str:
    """Return the path of a deck's note as HTML."""
    return escape(clean(source.partition("#")[0]), quote=False)
