"""Somebody's Anki notes as decks of ours, and a list of all that could not become one."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from posixpath import dirname, relpath

from pydantic import ValidationError

from deacards.anki import codes
from deacards.anki.content import CRUMB_SEPARATOR, AnkiNote
from deacards.anki.foreign import Foreign, ForeignNote, ForeignType, Roles, foreign_note_of, made_of
from deacards.anki.htmlmarkdown import markdown_of
from deacards.anki.media import is_media
from deacards.anki.notetypes import RETIRED_TAG, Kind
from deacards.anki.roles import roles_of, unplaced_fields
from deacards.anki.theirs import TheirNote, Theirs, TheirType
from deacards.anki.told import Told
from deacards.deck import cloze
from deacards.deck.card import Card
from deacards.deck.deck import Deck
from deacards.deck.ids import card_id
from deacards.deck.models import card_of
from deacards.problem import Problem, Severity
from deacards.progress import Progress, told, untold

_OURS = re.compile(r"deacards(?:-cloze)?:([A-Za-z0-9_-]{1,64})")
_CLOZE_NUMBER = re.compile(r"\{\{c(\d+)::")
_UNSAFE_NAME = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]')
_MOST_NAME_BYTES = 200


@dataclass(frozen=True, slots=True)
class Adopted:
    """What became of somebody's notes.

    `decks` are new decks by the path of their file; `told` and `foreign` what is to be remembered of their
    notes; `media` the path of each file that a card shows, by its name in Anki. `known` counts the notes
    that the collection has already, `problems` tell what was left in Anki and why.
    """

    decks: Mapping[str, Deck]
    told: Mapping[str, Told]
    foreign: Foreign
    media: Mapping[str, str]
    known: int
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a note goes: the name of its deck and the path of that deck's file."""

    deck: str
    path: str


class _NotUnderstoodError(Exception):
    """A note that no card can be; the text says why."""


def adopt(  # noqa: PLR0913, PLR0917 - all that their notes meet here, and whom to tell
    theirs: Theirs,
    files: Iterable[str],
    known: frozenset[str],
    folder: str,
    source: str,
    tell: Progress = untold,
) -> Adopted:
    """Return the decks that somebody's notes make, in files under `folder`, a path relative to the root.

    `files` are the names of the media that came along, `known` the guids that the collection has, `source`
    the name of the file, for problems.
    """
    adopter = _Adopter(theirs, frozenset(files), folder)
    return adopter.adopt(known, source, tell)


class _Adopter:
    """What is gathered while notes are gone through."""

    def __init__(self, theirs: Theirs, files: frozenset[str], folder: str) -> None:
        self._theirs = theirs
        self._files = files
        self._folder = folder
        self._roles = {id_: roles_of(kept.notetype) for id_, kept in theirs.types.items()}
        self._left: Counter[str] = Counter()
        self._lost: Counter[str] = Counter()
        self._media: dict[str, str] = {}

    def adopt(self, known: frozenset[str], source: str, tell: Progress) -> Adopted:
        """Return what becomes of all notes."""
        cards: dict[_Place, list[Card]] = {}
        foreign: dict[str, ForeignNote] = {}
        homes: dict[str, TheirNote] = {}
        types: dict[int, ForeignType] = {}
        have = 0
        notes = self._theirs.notes
        for note in told(notes, "Reading Anki notes", tell, len(notes)):
            if note.guid in known or note.guid in homes:
                have += 1
                continue
            try:
                kept, roles = self._type(note)
                place = self._place(note)
                card = self._card(note, kept, roles, place)
            except _NotUnderstoodError as exc:
                self._left[str(exc)] += 1
                continue
            cards.setdefault(place, []).append(card)
            homes[note.guid] = note
            types[note.type_id] = ForeignType(kept.notetype, kept.mod, roles)
            ords = tuple(ord_ for ord_, _ in note.cards)
            foreign[note.guid] = ForeignNote(note.type_id, note.fields, ords, made_of(card))
        decks = {place.path: Deck(deck=place.deck, cards=tuple(some)) for place, some in cards.items()}
        kept_all = Foreign(types, foreign, self._media)
        return Adopted(
            decks,
            dict(_told(decks, kept_all, homes)),
            kept_all,
            self._media,
            have,
            tuple(self._problems(source)),
        )

    def _type(self, note: TheirNote) -> tuple[TheirType, Roles]:
        """Return a note's type and the roles of its fields. Raises `_NotUnderstoodError`."""
        kept = self._theirs.types.get(note.type_id)
        if kept is None:
            raise _NotUnderstoodError("of a type that the file does not hold")
        roles = self._roles[note.type_id]
        if isinstance(roles, str):
            raise _NotUnderstoodError(f"of the type “{kept.notetype.name}”, which {roles}")
        if len(note.fields) != len(kept.notetype.fields):
            raise _NotUnderstoodError(f"with other fields than their type “{kept.notetype.name}”")
        return kept, roles

    def _place(self, note: TheirNote) -> _Place:
        """Return where a note goes: to the deck of its first card. Raises `_NotUnderstoodError`."""
        if not note.cards:
            raise _NotUnderstoodError("without a card")
        decks = list(dict.fromkeys(deck for _, deck in note.cards))
        if len(decks) > 1:
            self._lost["cards in another deck than the first card of their note: they go with it"] += 1
        levels = [_slug(level) for level in decks[0].split("::")]
        return _Place(
            decks[0].strip() or "Default", "/".join([self._folder, *filter(None, levels)]) + ".yaml"
        )

    def _card(self, note: TheirNote, kept: TheirType, roles: Roles, place: _Place) -> Card:
        """Return the card of a note. Raises `_NotUnderstoodError`."""
        parts = {
            part: self._markdown(note.fields[at], place, is_cloze=part == "cloze")
            for part, at in roles.items()
        }
        names = kept.notetype.fields
        for name in unplaced_fields(kept.notetype, roles):
            if note.fields[names.index(name)].strip():
                self._lost[f"the field “{name}” of “{kept.notetype.name}”; in Anki it stays as it is"] += 1
        hint = " ".join(parts.get("hint", "").split())
        shared = {
            "id": ours[1] if (ours := _OURS.fullmatch(note.guid)) else card_id("anki", note.guid),
            "guid": note.guid,
            "tags": tuple(tag for tag in note.tags if tag != RETIRED_TAG),
            "extra": parts.get("extra", ""),
            "hint": hint,
            "context": _context(note, names),
        }
        try:
            is_cloze = kept.notetype.kind is Kind.CLOZE
            return _cloze(note, parts, shared) if is_cloze else _pair(note, parts, shared)
        except ValidationError as exc:
            (fault, *_) = exc.errors()
            where = ".".join(map(str, fault["loc"][1:])) or "card"  # the first names the type
            raise _NotUnderstoodError(f"whose {where} no card can have ({fault['msg'].lower()})") from exc

    def _markdown(self, html: str, place: _Place, *, is_cloze: bool) -> str:
        """Return a field as Markdown; what of it is lost is counted."""
        converted = markdown_of(html, self._media_path(place), is_cloze=is_cloze)
        for what in converted.lost:
            self._lost[what] += 1
        return converted.markdown

    def _media_path(self, place: _Place) -> Callable[[str], str]:
        """Return the function that names media as a deck file of `place` calls them."""

        def path_of(name: str) -> str:
            name = unicodedata.normalize("NFC", name)
            if name not in self._files or not is_safe_name(name):
                return ""
            path = self._media.setdefault(name, f"{self._folder}/media/{name}")
            return relpath(path, dirname(place.path))

        return path_of

    def _problems(self, source: str) -> Iterator[Problem]:
        """Yield what was left in Anki, and what of the cards is not as it was there."""
        for why, count in sorted(self._left.items()):
            notes = "1 note" if count == 1 else f"{count:,} notes"
            message = f"{notes} {why} stayed in Anki; nothing of them is here"
            yield Problem(source, 0, 0, codes.LEFT_IN_ANKI, message, Severity.WARNING)
        for what, count in sorted(self._lost.items()):
            message = f"not taken over ({'once' if count == 1 else f'{count:,} times'}): {what}"
            yield Problem(source, 0, 0, codes.NOT_TAKEN_OVER, message, Severity.WARNING)
        if self._theirs.unreadable:
            message = (
                f"{self._theirs.unreadable:,} notes are damaged, or larger than a megabyte, and stayed there"
            )
            yield Problem(source, 0, 0, codes.LEFT_IN_ANKI, message, Severity.WARNING)


def is_safe_name(name: str) -> bool:
    """Tell whether a name from a package can be that of a file in one folder, on every system."""
    return (
        is_media(name)
        and not _UNSAFE_NAME.search(name)
        and not name.startswith(".")
        and name == name.strip(" .")
        and len(name.encode()) <= _MOST_NAME_BYTES
    )


def _cloze(note: TheirNote, parts: Mapping[str, str], shared: Mapping[str, object]) -> Card:
    card = card_of({**shared, "cloze": parts["cloze"]})
    wanted = {int(number) - 1 for field in note.fields for number in _CLOZE_NUMBER.findall(field)}
    if wanted - set(cloze.ords_of(card.prompt)):
        raise _NotUnderstoodError("with blanks within blanks, or blanks that hide nothing")
    return card


def _pair(note: TheirNote, parts: Mapping[str, str], shared: Mapping[str, object]) -> Card:
    sides = {**shared, "front": parts["front"], "back": parts["back"]}
    for side in ("front", "back"):
        if not parts[side]:
            raise _NotUnderstoodError(f"whose {side} shows nothing that a card can hold")
    if any(ord_ == 1 for ord_, _ in note.cards):
        return card_of({**sides, "reverse": True})
    return card_of(sides)


def _context(note: TheirNote, names: Sequence[str]) -> tuple[str, ...]:
    """Return the breadcrumb of a note that another collection of ours had sent."""
    if not _OURS.fullmatch(note.guid) or "Breadcrumb" not in names:
        return ()
    crumbs = markdown_of(note.fields[names.index("Breadcrumb")], lambda _: "").markdown
    return tuple(filter(None, (crumb.strip() for crumb in crumbs.split(CRUMB_SEPARATOR))))


def _told(
    decks: Mapping[str, Deck], foreign: Foreign, notes: Mapping[str, TheirNote]
) -> Iterator[tuple[str, Told]]:
    """Yield what Anki knows of each note already, so that only what is changed here will change there."""
    for deck in decks.values():
        for card in deck.cards:
            note: AnkiNote | None = foreign_note_of(card, deck, foreign, media=lambda _: "")
            if note is not None:
                their = notes[card.guid]
                yield card.guid, Told(note.digest(), their.mod, their.id, deck.deck)


def _slug(level: str) -> str:
    """Return a level of a deck's name as the name of a file or folder."""
    return re.sub(r"[^\w-]+", "-", unicodedata.normalize("NFC", level).casefold()).strip("-_")
