"""What a person leaves out: notes and sections by the front matter and by comments, and the note's tags."""

import re
from collections.abc import Iterable, Iterator

from deacards.notes.blocks import Block, Directive, ItemList, Note, Quote, Section, section_texts, with_inner
from deacards.notes.slugs import Slugs
from deacards.patterns import pattern

_CARD_TAG = pattern(r"#?(?:flash)?cards?(?:/.*)?$", re.IGNORECASE)
_CARD_LINE = pattern(r"(?<!\S)#(?:flash)?cards?(?:[-/][\w/-]+)?(?!\S)", re.IGNORECASE)
_DRAWING, _DRAWING_DATA = "excalidraw-plugin", "Excalidraw Data"
"""What Obsidian's Excalidraw writes into the front matter and as a heading."""
_NOT_IN_TAG = pattern(r"[^\w/:.+-]+")


def is_left_out(note: Note) -> bool:
    """Tell whether a note is to give no cards at all.

    `deacards: false` says so, or a comment that skips the file, or it is a drawing kept as a note.
    """
    if _DRAWING in note.matter or any(
        section.title.strip("% ") == _DRAWING_DATA for section in note.sections
    ):
        return True
    return note.matter.get("deacards") in (False, "skip") or _asks(note, "skip", "file")


def only_marked(note: Note) -> bool:
    """Tell whether only what the author marked as a card is wanted in the whole note."""
    return note.matter.get("deacards") == "only-marked" or _asks(note, "only-marked", "file")


def deck_sections(note: Note) -> tuple[Section, ...]:
    """Return the sections that become decks: those of the note, but for headings that are cards themselves.

    Such headings (`## Question #card`) go into one deck with what stands right under the note's title.
    """
    sections = with_scopes(note)
    cards = tuple(section for section in sections if _CARD_LINE.search(section.title))
    if not cards:
        return sections
    others = [section for section in sections if not _CARD_LINE.search(section.title)]
    if others and others[0].level < cards[0].level and not others[0].sections:
        home, *others = others
    else:
        home = Section("", Slugs().next(note.title), 0, cards[0].line, ())
    return (home._replace(sections=cards), *others)


def with_scopes(note: Note) -> tuple[Section, ...]:
    """Return the sections, those that a comment under the note's title skips with that comment in each.

    The reader makes the text right under the title a section beside those that stand under the title too.
    """
    if not note.sections:
        return ()
    title, *others = note.sections
    if any(section.level <= title.level for section in others):
        return note.sections
    scoped = tuple(
        block for block in title.blocks if isinstance(block, Directive) and block.scope == "section"
    )
    return (title, *(section._replace(blocks=(*section.blocks, *scoped)) for section in others))


def tells_cards(note: Note) -> bool:
    """Tell whether a tag or another program's front matter says that the note holds cards."""
    if note.matter.keys() & {"cards-deck", "flashcards"}:
        return True
    return any(_CARD_TAG.match(tag) for tag in _tags(note)) or any(
        "#" in line and _CARD_LINE.search(line) for line in _lines(note)
    )


def matter_tags(note: Note) -> tuple[str, ...]:
    """Return the tags in the note's front matter as those of its decks, without those that say `card`."""
    tags = (_NOT_IN_TAG.sub("-", tag.lstrip("#")).strip("-") for tag in _tags(note))
    return tuple(dict.fromkeys(tag.replace("/", "::") for tag in tags if tag and not _CARD_TAG.match(tag)))


def matter_order(note: Note) -> int | None:
    """Return the note's place among the notes that its front matter tells (`order: 110`), else None."""
    told = note.matter.get("order")
    return told if isinstance(told, int) and not isinstance(told, bool) else None


def _tags(note: Note) -> list[str]:
    given = note.matter.get("tags", note.matter.get("tag"))
    if isinstance(given, str):
        return re.split(r"[,\s]+", given.strip())
    return [str(tag) for tag in given if isinstance(tag, str | int)] if isinstance(given, list) else []


def _asks(note: Note, verb: str, scope: str) -> bool:
    return any((d.verb, d.scope) == (verb, scope) for d in _directives(note.sections))


def _directives(sections: Iterable[Section]) -> Iterator[Directive]:
    for section in with_inner(sections):
        yield from _in_blocks(section.blocks)


def _in_blocks(blocks: Iterable[Block]) -> Iterator[Directive]:
    for block in blocks:
        match block:
            case Directive():
                yield block
            case ItemList(items):
                for item in items:
                    yield from _in_blocks(item.children)
            case Quote(blocks=inner):
                yield from _in_blocks(inner)
            case _:
                continue


def _lines(note: Note) -> Iterator[str]:
    """Yield the titles of sections, and their texts: the places where a tag may stand."""
    yield from (section.title for section in with_inner(note.sections))
    yield from (text.text for text in section_texts(note.sections))
