"""A draft: a card as derivation proposes it, before it has an id."""

from dataclasses import dataclass

from deacards.deck.cardtype import CardType, Quality


@dataclass(frozen=True, slots=True)
class Draft:
    """What a rule made from some lines of a note.

    `prompt` is the front, or the cloze text with its `{{c1::...}}` marks. `answer` has one string for basic
    and reversed, several for a list, none for a cloze. `context` is the breadcrumb, widest first. `extra` is
    Markdown that is shown with the answer (code, images). `lines` are the first and last line of the note,
    `written` is the first one as it stands there.
    """

    type: CardType
    prompt: str
    answer: tuple[str, ...]
    context: tuple[str, ...]
    lines: tuple[int, int]
    rule: str
    ordered: bool = False
    extra: str = ""
    quality: Quality = Quality.GOOD
    tags: tuple[str, ...] = ()
    written: str = ""


@dataclass(frozen=True, slots=True)
class DraftDeck:
    """The drafts of one deck: `source` is `path#slug`, `names` the parts of its name, widest first.

    `order` is the note's place among the notes, None where its front matter tells none.
    """

    source: str
    names: tuple[str, ...]
    tags: tuple[str, ...]
    drafts: tuple[Draft, ...]
    order: int | None = None
