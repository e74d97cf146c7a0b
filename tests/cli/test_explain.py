"""`deacards explain`: every line of a note with its cards or the reason why none."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


@pytest.mark.usefixtures("collection")
def test_a_whole_note(deacards: Run) -> None:
    """Each line is followed by its cards with their ids, or by the reason; the figures stand on stderr."""
    deacards("build")
    got = deacards("explain", "notes/aws.md")
    lines = got.out.splitlines()
    at = lines.index(" 6  - workgroup: a group of queries with its own limits")
    assert lines[at + 1].endswith(
        "colon-definition: AWS › Athena › What is workgroup? => a group of queries with its own limits"
    )
    assert "not in a deck" not in got.out
    assert lines[lines.index(" 1  # AWS") + 1] == "      no card: a heading: it places the cards below"
    assert got.err.splitlines()[0] == "6 of 6 lines with facts gave cards (100%)."
    assert got.code == 0


@pytest.mark.usefixtures("collection")
def test_cards_that_no_deck_holds_yet(deacards: Run) -> None:
    """Before a build the cards have no ids, and the note is explained all the same."""
    assert "(not in a deck)  colon-definition" in deacards("explain", "notes/aws.md").out


@pytest.mark.usefixtures("collection")
def test_one_line(deacards: Run) -> None:
    """With a line's number only that line is shown, without figures."""
    got = deacards("explain", "notes/aws.md:6")
    assert got.out.splitlines()[0] == " 6  - workgroup: a group of queries with its own limits"
    assert (len(got.out.splitlines()), got.err, got.code) == (2, "", 0)


@pytest.mark.usefixtures("collection")
def test_json(deacards: Run) -> None:
    """The JSON has the version of its form, the lines with cards and reasons, and the figures."""
    deacards("build")
    told = json.loads(deacards("explain", "notes/aws.md:6", "--json").out)
    (line,) = told["lines"]
    (card,) = line["cards"]
    assert (told["version"], told["note"], told["coverage"]["carded"]) == (1, "notes/aws.md", 6)
    assert (line["first"], line["last"], line["reason"], line["refused"], line["warnings"]) == (
        6,
        6,
        None,
        [],
        [],
    )
    assert (card["rule"], card["prompt"], card["lines"]) == ("colon-definition", "What is workgroup?", [6, 6])
    assert len(card["id"]) == 10


def test_a_warning_about_a_marked_card(collection: Path, deacards: Run) -> None:
    """What the gates say of a marked card is told under it."""
    (collection / "notes/aws.md").write_text("# T\n\nthe red house :: red house\n")
    assert (
        "warning  double-colon: the prompt gives the answer away" in deacards("explain", "notes/aws.md").out
    )


def test_a_note_that_is_left_out(collection: Path, deacards: Run) -> None:
    """Every line of it says so."""
    (collection / "notes/aws.md").write_text("---\ndeacards: false\n---\n# T\n\n- a: b c\n")
    out = deacards("explain", "notes/aws.md").out
    assert out.count("left out: a comment or the front matter says so") == 2
    assert out.count("no card: front matter") == 3


@pytest.mark.parametrize(
    ("place", "message"),
    [
        ("notes/none.md", "notes/none.md: there is no such file or folder"),
        ("notes/aws.md:2", "notes/aws.md:2: there is nothing in this line"),
        ("notes/aws.md:999", "notes/aws.md:999: there is nothing in this line"),
        ("notes", "notes: is a folder; name one note"),
    ],
)
@pytest.mark.usefixtures("collection")
def test_a_place_that_is_not_there(place: str, message: str, deacards: Run) -> None:
    """A wrong place is wrong use, and the message says what is wrong with it."""
    got = deacards("explain", place)
    assert (got.code, message in got.err) == (2, True)
