"""Birth: an id comes from what the card is, and never from where the program runs."""

import re
from collections.abc import Callable
from dataclasses import replace

import yaml
from hypothesis import given
from hypothesis import strategies as st

from deacards.deck.cardtype import CardType
from deacards.deck.ids import card_id
from deacards.derive.draft import Draft
from deacards.regenerate.birth import birth

Make = Callable[..., Draft]


@given(st.text(), st.text())
def test_an_id_is_a_word_in_every_yaml(one: str, other: str) -> None:
    """Law: ten signs without look-alikes, a letter first, and never a number, date or truth value."""
    identity = card_id(one, other)
    assert re.fullmatch(r"[a-hj-km-np-tv-z][a-hj-km-np-tv-z2-9]{9}", identity)
    assert yaml.safe_load(identity) == identity
    assert card_id(one, other) == identity


def test_case_and_spacing_make_no_other_id_but_text_source_and_rule_do(ask: Make) -> None:
    """Law: the same card on two machines is one card; another fact is another one."""
    draft = ask("What is Athena?", "a service")
    identity = birth(draft, "notes/a.md#x", set()).id
    assert birth(ask("what  is ATHENA?", "a service"), "notes/a.md#x", set()).id == identity
    others = [
        birth(draft, "notes/b.md#x", set()),
        birth(replace(draft, rule="other"), "notes/a.md#x", set()),
        birth(ask("What is Glue?", "a service"), "notes/a.md#x", set()),
        birth(draft, "notes/a.md#x", {identity}),
    ]
    assert len({identity, *(card.id for card in others)}) == 5


def test_a_newborn_says_what_its_draft_said(hide: Make) -> None:
    """Law: all fields of a draft are on the card; tags that hold spaces are joined."""
    draft = replace(hide("a {{c1::b}}", line=3), lines=(3, 5), tags=("data eng", "x"), extra="\n\n  code\n")
    card = birth(draft, "s", set())
    assert (card.type, card.prompt, card.tags, card.extra) == (
        CardType.CLOZE,
        "a {{c1::b}}",
        ("data-eng", "x"),
        "  code",
    )
    assert card.origin is not None
    assert card.origin.lines == (3, 5)


def test_an_empty_crumb_is_none(ask: Make) -> None:
    """Law: what stands above a line may say nothing; that must not stop a build."""
    assert birth(ask("Q?", "A", context=("Boats", " ", "")), "notes/a.md#s", ()).context == ("Boats",)
