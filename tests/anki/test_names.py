"""Deck names and tags as Anki holds them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deacards.anki.names import DeckNames, deck_id, source_tag, tidy_tags

NAMES = st.text("aAß: \u3000\u00a0\u200b\x1f東", max_size=12)


@pytest.mark.parametrize(
    ("written", "held"),
    [
        ("Data::Athena", "Data::Athena"),
        (" Data ::  AWS  S3 ", "Data::AWS S3"),
        ("::A::::B::", "A::B"),
        ("A:::B:", "A::B"),
        ("a\x1fb\u3000c", "ab c"),
        (":: \u200b ::", ""),
    ],
)
def test_deck_name(written: str, held: str) -> None:
    """A name has no empty levels and no outer spaces; nothing may be left of it."""
    assert DeckNames().settle(written) == held


def test_first_spelling_of_a_level_stands_for_all() -> None:
    """Anki does not tell decks apart by case, at any level."""
    names = DeckNames()
    settled = [names.settle(name) for name in ("AWS::S3", "aws::s3", "aws::Glue", "Aws", "STRASSE", "Straße")]
    assert settled == ["AWS::S3", "AWS::S3", "AWS::Glue", "AWS", "STRASSE", "STRASSE"]


@given(NAMES)
def test_settled_name_stays(name: str) -> None:
    """What is settled is settled, by these names and by others."""
    settled = DeckNames().settle(name)
    assert DeckNames().settle(settled) == settled


def test_deck_id_is_of_the_name_and_free() -> None:
    """One name has one id, whatever its case; one that is taken gives way; none is Anki's own 1."""
    first = deck_id("AWS", ())
    assert first == deck_id("aws", ()) == 1_000_000_000_000 + first % 10**12
    assert deck_id("AWS", {first}) == first + 1


@pytest.mark.parametrize(
    ("written", "held"),
    [
        (["b", "a", "A"], ("a", "b")),
        (["two words", "wide\u3000space", "hard\u00a0one"], ("hard-one", "two-words", "wide-space")),
        (["a::::b", "::c::", ":: ::", ""], ("a::b", "c")),
    ],
)
def test_tags(written: list[str], held: tuple[str, ...]) -> None:
    """Tags have no spaces and no empty levels, are sorted, and each is there once."""
    assert tidy_tags(written) == held


@given(st.lists(NAMES))
def test_tags_hold_no_space(tags: list[str]) -> None:
    """No tag that comes out can be split by Anki, and tidying twice changes nothing."""
    tidy = tidy_tags(tags)
    assert not any(c.isspace() for tag in tidy for c in tag)
    assert tidy_tags(tidy) == tidy


def test_source_tag_cannot_be_the_tag_of_retired_cards() -> None:
    """A folder of any name stands under a level of its own."""
    assert source_tag("notes/aws.md#s3") == "deacards::note::notes::aws::s3"
    assert source_tag("retired/a.md#") == "deacards::note::retired::a::"
