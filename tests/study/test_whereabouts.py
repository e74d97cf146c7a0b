"""Where lines stand now: a card is found in its note although the deck was not rewritten."""

from collections.abc import Callable
from pathlib import Path

import pytest

from deacards.deck.deckfile import DeckFile
from deacards.notes.fingerprint import fingerprint
from deacards.study.units import units_of
from deacards.study.whereabouts import placed

Read = Callable[[str, str], DeckFile]


@pytest.mark.parametrize(
    ("note", "lines"),
    [
        ("# A\n\n- index: finds rows\n", (3, 5)),
        ("# A\n\nnew\nnew\n\n- index: finds rows\n", (6, 8)),
        ("- index: finds rows\n\n\n* **index:** finds rows\n", (4, 6)),
        ("# A\n\n- other words\n", (3, 5)),
        (None, (3, 5)),
    ],
)
def test_the_nearest_line_with_these_words_is_meant(
    tmp_path: Path, read: Read, note: str | None, lines: tuple[int, int]
) -> None:
    """Law: its number is that of now; of two the nearest; the old one where the line or the note is gone."""
    mark = fingerprint("- index: finds rows")
    deck = (
        "format: 1\ndeck: A\nsource: notes/a.md#a\ncards:\n  - id: x\n    front: f\n    back: b\n"
        f"    from: {{line: 3, last: 5, rule: r, made: 000000-000000-000000-{mark}}}\n"
        "  - {id: own, front: f, back: b}\n"
    )
    (tmp_path / "notes").mkdir()
    if note is not None:
        (tmp_path / "notes/a.md").write_text(note)
    file = read("cards/a.yaml", deck)
    assert [unit.lines for unit in placed(tmp_path, units_of([file]))] == [lines, None]
