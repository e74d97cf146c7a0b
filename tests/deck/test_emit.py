"""Emitting: what is written reads back as it was meant, and looks as a person would write it."""

import yaml
from hypothesis import given
from hypothesis import strategies as st

from deacards.deck.card import BasicCard, ClozeCard, ListCard, Origin
from deacards.deck.deck import Deck
from deacards.deck.deckfile import read_deck
from deacards.deck.emit import inline, render_deck


@given(st.from_type(Deck))
def test_a_rendered_deck_reads_back_as_itself(deck: Deck) -> None:
    """Law: reading what was rendered gives the same deck, whatever its texts are."""
    reading = read_deck("cards/a.yaml", render_deck(deck).encode())
    assert reading.problems == ()
    assert reading.file is not None
    assert reading.file.deck == deck


@given(st.from_type(Deck))
def test_another_yaml_reader_sees_the_same_texts(deck: Deck) -> None:
    """Law: PyYAML's own reader, guessing types, finds every text as the string that it is."""
    loaded = yaml.load(render_deck(deck), Loader=yaml.CSafeLoader)
    for card, found in zip(deck.cards, loaded["cards"], strict=True):
        shown = found.get("cloze") or found.get("front")
        assert isinstance(shown, str)
        assert shown.strip() == card.prompt
        answer = found.get("list") or [found["back"]] if "cloze" not in found else []
        assert all(isinstance(item, str) for item in answer)
        assert tuple(item.strip() for item in answer) == card.answer


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_scalar_is_the_text_in_both_places(text: str) -> None:
    """Law: an inline scalar means its text at the end of a line and within brackets."""
    assert yaml.load(f"a: {inline(text)}", Loader=yaml.CSafeLoader) == {"a": text}
    assert yaml.load(f"[{inline(text, flow=True)}, b]", Loader=yaml.CSafeLoader) == [text, "b"]


def test_texts_are_plain_where_every_yaml_agrees() -> None:
    """Ordinary words stand without quotes; what some YAML takes for something else has them."""
    for text in (
        "query service",
        "workgroup (like {{c1::workspace}})",
        "10MB",
        "0.1 per day",
        "a::b",
        "it's",
    ):
        assert inline(text) == text
    for text in ("yes", "017", "12:30:45", "1e5", "=", "null", "~", "1.5", "2026-01-31", "54580390e9280884"):
        assert inline(text) == f'"{text}"'


def test_a_deck_looks_like_this() -> None:
    """The look is fixed: it is what a person reads first."""
    origin = Origin(line=15, rule="kind-noun", made="3f9c1a-0c4be9-77b0d2")
    items = ("Cost budget", "Usage budget", "Saving plan budget")
    deck = Deck(
        format=1,
        deck="Data Engineering::Athena",
        source="notes/data-eng.md#athena",
        tags=("data-eng", "athena"),
        cards=(
            BasicCard(id="q7m2k4t9xa", front="What is Athena?", back="query service", origin=origin),
            ClozeCard(id="h3v8w2c5nd", cloze="workgroup (like {{c1::workspace}})", context=("Athena",)),
            ListCard(id="z5k1p8r4tb", front="Which types? (3)", items=items, extra="```sql\nSELECT 1\n```"),
            ListCard(
                id="z5k1p8r4tc", front="Which?", items=tuple(f"a rather long item {n}" for n in range(5))
            ),
        ),
    )
    assert render_deck(deck) == (
        """\
# Athena, from notes/data-eng.md. Edit freely: deacards build keeps your edits.
format: 1
deck: Data Engineering::Athena
source: notes/data-eng.md#athena
tags: [data-eng, athena]
cards:
  - id: q7m2k4t9xa
    front: What is Athena?
    back: query service
    from: {line: 15, rule: kind-noun, made: 3f9c1a-0c4be9-77b0d2}
  - id: h3v8w2c5nd
    cloze: workgroup (like {{c1::workspace}})
    context: Athena
  - id: z5k1p8r4tb
    front: Which types? (3)
    list: [Cost budget, Usage budget, Saving plan budget]
    extra: |
      ```sql
      SELECT 1
      ```
  - id: z5k1p8r4tc
    front: Which?
    list:
      - a rather long item 0
      - a rather long item 1
      - a rather long item 2
      - a rather long item 3
      - a rather long item 4
"""
    )
