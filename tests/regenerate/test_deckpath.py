"""Names of new deck files: readable, and safe on every file system."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deacards.regenerate.deckpath import deck_paths


def path_of(source: str, *, several: bool = False, taken: tuple[str, ...] = ()) -> str:
    """Return the path of one new deck."""
    note = source.partition("#")[0]
    return deck_paths([source], {note} if several else set(), "cards", "notes", taken)[source]


@pytest.mark.parametrize(
    ("source", "several", "path"),
    [
        ("notes/data-eng.md#athena", True, "cards/data-eng/athena.yaml"),
        ("notes/data-eng.md#athena", False, "cards/data-eng.yaml"),
        ("notes/aws/s3/README.MD#s3", False, "cards/aws/s3/README.yaml"),
        ("notes/v1.2.md#x", False, "cards/v1.2.yaml"),
        ("notes/a.md#日本", True, "cards/a/日本.yaml"),
        ("notes/con.md#aux", True, "cards/deck-con/deck-aux.yaml"),
        ('notes/what?.md#a<b>:"c"', True, "cards/what/a-b-c.yaml"),
        ("notes/.hidden.md#...", True, "cards/hidden/deck.yaml"),
        ("elsewhere/a.md#x", False, "cards/elsewhere/a.yaml"),
    ],
)
def test_a_deck_is_named_after_its_note_and_section(source: str, path: str, *, several: bool) -> None:
    """Law: the section is named only where the note has several decks; odd signs and names are replaced."""
    assert path_of(source, several=several) == path


def test_no_two_decks_share_a_file_even_where_case_does_not_count() -> None:
    """Law: a name that differs from another one by case alone gets an ending of its own, always the same."""
    sources = ["notes/A.md#x", "notes/a.md#x"]
    paths = deck_paths(sources, set(), "cards", "notes", ())
    assert paths == deck_paths(sources[::-1], set(), "cards", "notes", ())
    assert len({path.casefold() for path in paths.values()}) == 2
    assert path_of("notes/a.md#x", taken=("cards/A.yaml",)).startswith("cards/a-")


@given(st.text(min_size=1, max_size=300), st.text(max_size=300))
def test_any_note_has_a_portable_path(note: str, slug: str) -> None:
    """Law: no part is empty, too long, hidden, reserved, or ends in a dot or space."""
    for part in path_of(f"notes/{note}.md#{slug}", several=True).removesuffix(".yaml").split("/"):
        assert part.strip(" .") == part
        assert 0 < len(part) <= 80
        assert not set(part) & set('<>:"\\|?*\n\t')
        assert part.lower() not in {"con", "prn", "aux", "nul", "com1", "lpt1"}
