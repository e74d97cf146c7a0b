"""What the review screen may open: pictures and links of the card, else its note, else its deck."""

from pathlib import Path

import pytest

from deacards.cli.desk import FileDesk
from deacards.deck.cardtype import CardType
from deacards.notes.fingerprint import fingerprint
from deacards.review.images import MOST_BYTES
from deacards.study.unit import Unit

UNIT = Unit(
    "a", 0, CardType.BASIC, "D", "cards/d.yaml", 4, "Asks?", ("answer",), note="notes/n.md", lines=(2, 3)
)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FileDesk:
    """Return the desk of a collection with a picture; opened is what stands in `opened`."""
    for folder in ("notes", "cards", "bin"):
        (tmp_path / folder).mkdir()
    (tmp_path / "notes" / "n.md").write_text("one\ntwo\nthree\nfour\n")
    (tmp_path / "notes" / "p.png").write_bytes(b"png")
    opener = tmp_path / "bin" / "xdg-open"
    opener.write_text(f'#!/bin/sh\necho "$@" >> {tmp_path}/opened\n')
    opener.chmod(0o755)
    for name in ("open", "editor"):
        (tmp_path / "bin" / name).symlink_to(opener)
    monkeypatch.setenv("PATH", f"{tmp_path}/bin:/usr/bin:/bin")
    monkeypatch.setenv("EDITOR", str(tmp_path / "bin" / "editor"))
    monkeypatch.delenv("VISUAL", raising=False)
    return FileDesk(tmp_path, tmp_path / "reviews")


@pytest.mark.parametrize(
    ("unit", "target"),
    [
        (UNIT._replace(extra="see ![a plan](p.png)"), "notes/p.png was opened."),
        (UNIT._replace(answer=('<img src="p.png">',)), "notes/p.png was opened."),
        (UNIT._replace(extra="https://example.org/x. And more"), "https://example.org/x was opened."),
    ],
)
def test_pictures_and_links(desk: FileDesk, unit: Unit, target: str) -> None:
    """They are shown by the system's own program, which needs no terminal."""
    assert not desk.needs_terminal(unit)
    assert desk.open(unit).endswith(target)


@pytest.mark.parametrize(
    ("unit", "place", "words"),
    [
        (UNIT, "notes/n.md:2", "+2 {root}/notes/n.md"),
        (UNIT._replace(note="", lines=None), "cards/d.yaml:4", "+4 {root}/cards/d.yaml"),
        (UNIT._replace(extra="![](../../secret.png) ![](gone.png)"), "notes/n.md:2", "+2 {root}/notes/n.md"),
    ],
)
def test_note_or_deck_in_the_editor(
    desk: FileDesk, tmp_path: Path, unit: Unit, place: str, words: str
) -> None:
    """Without a picture in the collection the note is opened at the card's line, or the deck."""
    (tmp_path.parent / "secret.png").write_bytes(b"png")
    assert desk.needs_terminal(unit)
    assert desk.open(unit) == f"{place} was opened."
    assert (tmp_path / "opened").read_text().strip() == words.format(root=tmp_path)


def test_source_lines(desk: FileDesk) -> None:
    """The lines that made the card; none for one written by hand, or when the note has gone."""
    assert desk.source(UNIT) == ["two", "three"]
    assert desk.source(UNIT._replace(lines=None)) == []
    assert desk.source(UNIT._replace(note="notes/gone.md")) == []
    assert desk.history(UNIT) == []


def test_lines_of_now(desk: FileDesk, tmp_path: Path) -> None:
    """A line put in above moves the card: info and the editor go where it stands now."""
    unit = UNIT._replace(fingerprint=fingerprint("two"))
    (tmp_path / "notes" / "n.md").write_text("new\none\ntwo\nthree\nfour\n")
    now = desk.placed(unit)
    assert now.lines == (3, 4)
    assert desk.source(now) == ["two", "three"]
    assert desk.open(unit) == "notes/n.md:3 was opened."
    assert (tmp_path / "opened").read_text().strip() == f"+3 {tmp_path}/notes/n.md"


def test_editing_again_goes_to_the_fault(desk: FileDesk, tmp_path: Path) -> None:
    """After an edit that left a fault the next one begins there, and the one after that at the card."""
    deck = tmp_path / "cards" / "d.yaml"
    deck.write_text("format: 1\ndeck: D\ncards:\n  - id: a\n    front: f\n    back: b\n    front: g\n")
    assert ":7:5: DC024" in desk.edit(UNIT).fault
    deck.write_text("format: 1\ndeck: D\ncards:\n  - id: a\n    front: f\n    back: b\n")
    assert desk.edit(UNIT).units
    assert desk.edit(UNIT).units
    opened = [line.split()[0] for line in (tmp_path / "opened").read_text().splitlines()]
    assert opened == ["+4", "+7", "+4"]


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("![a plan](p.png)", b"png"),
        ("![a plan](../notes/p.png) and more", b"png"),
        ("![](../../secret.png)", b""),
        ("![](link.png)", b""),
        ("![](big.png)", b""),
        ("![](gone.png)", b""),
        ("no picture", b""),
    ],
)
def test_the_file_of_a_picture(desk: FileDesk, tmp_path: Path, text: str, data: bytes) -> None:
    """It is read if it lies in the collection, links followed, and is not too large."""
    (tmp_path.parent / "secret.png").write_bytes(b"secret")
    (tmp_path / "notes" / "link.png").symlink_to(tmp_path.parent / "secret.png")
    (tmp_path / "notes" / "big.png").write_bytes(bytes(MOST_BYTES + 1))
    assert desk.picture(UNIT, [text]) == data
