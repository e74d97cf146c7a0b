"""Notes as people write them, and what is read in them: golden cases as text, in `golden/`.

A case is a title after `=== `, the note, a line `---8<---`, and the dump: line numbers, then what stands
there; `-` and `1.` are items, `//` parts the texts of one item, `~` parts lists, `<words=target>` are links.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

FILES = sorted((Path(__file__).parent / "golden").glob("*.txt"))
CUT = "\n---8<---\n"
HIDDEN = {"<TAB>": "\t", "<NBSP>": "\u00a0", "<ZWSP>": "\u200b", "<SP>": " ", "<CR>": "\r", "<BOM>": "\ufeff"}


def cases() -> Iterator[object]:
    """Yield file, note and dump of each case."""
    for file in FILES:
        for case in file.read_text("utf-8").split("\n=== ")[1:]:
            title, _, rest = case.partition("\n")
            note, _, expected = rest.partition(CUT)
            yield pytest.param(file, note, expected.strip("\n"), id=f"{file.stem}: {title}")


@pytest.mark.parametrize(("file", "note", "expected"), list(cases()))
def test_the_note_is_read_as_its_author_meant(
    file: Path, note: str, expected: str, dump: Callable[[str], str], *, update_golden: bool
) -> None:
    """The dump of a note is the one beside it. `<TAB>` and the like stand for what an editor hides."""
    source = note
    for name, char in HIDDEN.items():
        source = source.replace(name, char)
    found = dump(source)
    if update_golden:
        whole = file.read_text("utf-8")
        file.write_text(whole.replace(note + CUT + expected, note + CUT + found, 1), "utf-8")
        return
    assert found == expected
