"""Pictures and sounds: where they are looked for, what they are called, and what is said of the missing."""

from pathlib import Path
from typing import Any

import pytest

from deacards.anki.ledger import Ledger
from deacards.anki.media import Shelf, media_name
from deacards.anki.package import PackageResult, build_package
from deacards.anki.supply import Supply
from deacards.deck.models import deck_of

MADE = "000000-000000-000000"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a collection with pictures in several places, and one outside of it."""
    root = tmp_path / "collection"
    for path in ("notes/aws/s3.png", "notes/attic/Only Here.PNG", "cards/own.jpg", "img/root.svg"):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(path.encode())
    (tmp_path / "secret.png").write_bytes(b"secret")
    (root / "notes/link.png").symlink_to(tmp_path / "secret.png")
    return root


def build(root: Path, text: str, **card: Any) -> PackageResult:
    """Return the package of one card that shows `text`, derived from `notes/aws/a.md`."""
    origin = {"line": 7, "rule": "r", "made": MADE}
    deck = deck_of(
        {
            "format": 1,
            "deck": "D",
            "source": "notes/aws/a.md#s",
            "cards": [{"id": "x", "front": "q", "back": f"a {text}", "from": origin, **card}],
        }
    )
    supply = Supply(shelf=Shelf(root, ("notes", "cards")), lines=lambda _path: {"x": 4})
    return build_package({"cards/aws.yaml": deck}, Ledger(), 1_760_000_000, supply)


@pytest.mark.parametrize(
    "text",
    [
        "![](s3.png)",
        "![](./s3.png)",
        "![](../aws/s3.png)",
        "![](..\\aws\\s3.png)",
        "![](/notes/aws/s3.png)",
        "![](own.jpg)",
        "![](img/root.svg)",
        "![](/img/root.svg)",
        "![](<../attic/Only Here.PNG>)",
        "![](../attic/Only%20Here.PNG)",
        "![](../attic/Only Here.PNG)",
        "![[only here.png]]",
        "![[Only Here.PNG|words]]",
        "![](s3.png?raw=1#top)",
    ],
)
def test_files_are_found_where_a_card_means_them(root: Path, text: str) -> None:
    """From the note's folder, the deck's, the root; by the bare name anywhere; however it is written."""
    result = build(root, text)
    assert result.problems == ()
    assert result.media == 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("![](gone.png)", "DC409 missing-media  card x: there is no file gone.png"),
        (
            "![](../../../secret.png)",
            "DC410 media-outside  card x: ../../../secret.png leads out of the collection",
        ),
        ("![](../link.png)", "DC410 media-outside  card x: notes/link.png: leads out of the collection"),
        ("![[gone.mp3]]", "DC409 missing-media  card x: there is no file gone.mp3"),
    ],
)
def test_what_cannot_be_had_is_told_at_its_line_and_stops_nothing(root: Path, text: str, told: str) -> None:
    """A missing file, or one outside of the collection, is a warning at the note's line; the card goes on."""
    result = build(root, text)
    (problem,) = result.problems
    assert str(problem).startswith(f"notes/aws/a.md:7: warning: {told}")
    assert "its words stand for it" in problem.message
    assert (result.notes, result.media) == (1, 0)
    handmade = build(root, text, **{"from": None})
    assert str(handmade.problems[0]).startswith("cards/aws.yaml:4: warning: ")


@pytest.mark.parametrize(
    "text", ["![[Other note]]", "![a](https://a.b/c.png)", "![](data:image/png;base64,x)"]
)
def test_what_is_no_media_is_no_fault(root: Path, text: str) -> None:
    """An embedded note, a picture on the web and one that is written out are not looked for."""
    result = build(root, text)
    assert (result.problems, result.media) == ((), 0)


def test_every_place_that_was_looked_at_is_known(root: Path) -> None:
    """A file that appears at a place where it was missed is noticed."""
    assert build(root, "![](gone.png)").looked_at == {"notes/aws/gone.png", "cards/gone.png", "gone.png"}


def test_names_are_of_the_content_and_harmless() -> None:
    """One content, one name; no sign that Anki reads in a name; short enough in bytes."""
    assert media_name("a/My map [1]:?.PNG", b"x") == "My-map-1-2d711642b726.png"
    assert media_name("b.png", b"x") != media_name("b.png", b"y")
    assert media_name("[].png", b"x") == "2d711642b726.png"
    assert len(media_name("東" * 99 + ".png", b"x").encode()) < 90
