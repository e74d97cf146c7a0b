"""The fields and tags of one card."""

import hashlib
import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from deacards.anki.cleantext import clean
from deacards.anki.content import AnkiNote, note_of
from deacards.anki.notetypes import BASIC, FIELD_BREAK
from deacards.deck.models import deck_of

MADE = "000000-000000-000000"


def note(card: dict[str, Any], *, is_retired: bool = False, **keys: Any) -> AnkiNote:
    """Return the note of a card in a deck with `keys`."""
    deck = deck_of({"format": 1, "deck": "D", "cards": [{"id": "x", **card}], **keys})
    return note_of(deck.cards[0], deck, is_retired=is_retired)


def fields(card: dict[str, Any]) -> dict[str, str]:
    """Return the filled fields of a card's note by name."""
    made = note(card)
    return {name: value for name, value in zip(made.notetype.fields, made.fields, strict=True) if value}


def test_basic_and_reversed() -> None:
    """A reversed card is a basic one with the mark that makes its second card."""
    basic = {"front": "**q**", "back": "a"}
    sides = {"Front": "<strong>q</strong>", "Back": "a", "CardId": "x"}
    assert fields(basic) == sides
    assert fields({**basic, "reverse": True}) == {**sides, "Reverse": "y"}
    assert note({**basic, "reverse": True}).ords == (0, 1)


def test_list() -> None:
    """Items are a real list, numbered where their order counts."""
    card = {"front": "q", "list": ["a", "`b`"]}
    assert fields(card)["Back"] == '<ul><li>a</li><li><code dir="ltr">b</code></li></ul>'
    assert fields({**card, "ordered": True})["Back"].startswith("<ol>")


def test_cloze_with_everything() -> None:
    """Crumbs are joined on one line; hint and extra are Markdown."""
    card = {"cloze": "{{c2::a}}", "context": ["AWS", "# *S3*"], "hint": "`h`", "extra": "- x\n- y"}
    assert fields(card) == {
        "Text": "{{c2::a}}",
        "Hint": '<code dir="ltr">h</code>',
        "Extra": "<ul>\n<li>x</li>\n<li>y</li>\n</ul>",
        "Breadcrumb": "AWS › # <em>S3</em>",
        "CardId": "x",
    }
    assert note(card).ords == (1,)


def test_source_is_no_content() -> None:
    """Where a card stands in its note is told, but is no change of the card."""
    card = {"front": "q", "back": "a"}
    here, there = (
        note({**card, "from": {"line": n, "rule": "r", "made": MADE}}, source="notes/a&b.md#s")
        for n in (1, 2)
    )
    assert (here.source, there.source) == ("notes/a&amp;b.md:1", "notes/a&amp;b.md:2")
    assert here.digest() == there.digest()
    assert note(card).source == ""


@given(st.lists(st.text(), min_size=12, max_size=12), st.lists(st.text(), max_size=3), st.text())
def test_the_digest_is_that_of_json(fields: list[str], tags: list[str], link: str) -> None:
    """It is what every ledger holds, and must stay: the digest of type, fields, tags and link as JSON."""
    fields = [clean(field).replace("span", "") for field in fields]
    made = AnkiNote("g", BASIC, FIELD_BREAK.join(fields), tuple(tags), (0,), link=link)
    told = json.dumps([BASIC.id, fields, tags, link]).encode()
    assert made.digest() == hashlib.sha256(told).hexdigest()[:16]


def test_tags_and_retirement_are_content() -> None:
    """Tags come from deck, card and section; the tag of retirement makes the note a new one to Anki."""
    card = {"front": "q", "back": "a", "tags": ["card"]}
    active, retired = (note(card, is_retired=r, source="notes/a.md#s", tags=["deck"]) for r in (False, True))
    assert active.tags == ("card", "deacards::note::notes::a::s", "deck")
    assert retired.tags == ("card", "deacards::note::notes::a::s", "deacards::retired", "deck")
    assert active.digest() != retired.digest()
    assert active.guid == retired.guid == "deacards:x"
