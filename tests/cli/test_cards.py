"""Laws of `deacards cards`: the JSON is a contract, a unit is a line, a card is found by its id."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from deacards.study.line import encode
from deacards_scheduler.event import Review, Suspend
from deacards_scheduler.rating import Rating

Run = Callable[..., Any]

DECK = """\
format: 1
deck: Data::Athena
source: notes/data.md#athena
cards:
  - id: q7m2k4t9xa
    front: What is Athena?
    back: query service
    from: {line: 15, rule: kind-noun, made: 3f9c1a-77b0d2-0c4be9}
  - id: h3v8w2c5nd
    cloze: "{{c1::workgroup}} (like {{c2::workspace}})"
    context: Athena
    from: {line: 20, last: 21, rule: gloss, made: 77b0d2-3f9c1a-0c4be9}
  - id: own
    front: Which two?
    list: [one, "\\e[31mtwo"]
    quality: review
retired:
  - id: z5k1p8r4tb
    front: Old
    back: New
    reverse: true
    retired: {on: 2025-11-01, reason: gone}
"""


@pytest.fixture
def collection(folder: Path) -> Path:
    """Return a collection with one deck, written by hand."""
    (folder / "deacards.toml").write_text('[collection]\nname = "x"\n')
    (folder / "cards").mkdir()
    (folder / "cards/athena.yaml").write_text(DECK)
    return folder


@pytest.mark.usefixtures("collection")
def test_the_json_is_the_contract(deacards: Run) -> None:
    """One object per unit, exactly these keys; a blank is shown as `[...]`."""
    outcome = deacards("cards", "list", "--json")
    assert (outcome.code, outcome.err) == (0, "")
    value = json.loads(outcome.out)
    assert list(value) == ["version", "cards"]
    assert value["version"] == 1
    basic, first, second, hand, *old = value["cards"]
    assert basic == {
        "id": "q7m2k4t9xa/0",
        "deck": "Data::Athena",
        "section": "athena",
        "type": "basic",
        "prompt": "What is Athena?",
        "answer": "query service",
        "context": [],
        "source": {"path": "notes/data.md", "lines": [15, 15]},
        "source_lines": [15, 15],
        "rule": "kind-noun",
        "quality": "good",
        "status": "active",
    }
    assert (first["prompt"], first["answer"]) == ("[...] (like workspace)", "workgroup")
    assert (second["id"], second["prompt"]) == ("h3v8w2c5nd/1", "workgroup (like [...])")
    assert (second["context"], second["source_lines"]) == (["Athena"], [20, 21])
    assert (hand["answer"], hand["quality"]) == (["one", "\x1b[31mtwo"], "review")
    assert (hand["source"], hand["source_lines"], hand["rule"]) == (None, None, None)
    assert [(card["prompt"], card["answer"], card["status"]) for card in old] == [
        ("Old", "New", "retired"),
        ("New", "Old", "retired"),
    ]


@pytest.mark.usefixtures("collection")
def test_the_listing_has_a_line_per_unit(deacards: Run) -> None:
    """Decks as headings, retired cards left out, no control characters from card text."""
    assert deacards("cards", "list").out == (
        "Data::Athena\n"
        "  q7m2k4t9xa/0  What is Athena? -> query service  notes/data.md:15\n"
        "  h3v8w2c5nd/0  [...] (like workspace) -> workgroup  notes/data.md:20\n"
        "  h3v8w2c5nd/1  workgroup (like [...]) -> workspace  notes/data.md:20\n"
        "  own/0         Which two? -> one · two  cards/athena.yaml:13\n"
    )


@pytest.mark.usefixtures("collection")
def test_a_deck_is_chosen_by_a_part_of_its_name(deacards: Run) -> None:
    """The name, the file, a glob; an unknown one is exit 2 and says how to see all."""
    whole = deacards("cards", "list").out
    assert deacards("cards", "list", "athena").out == whole
    assert deacards("cards", "list", "DATA::*").out == whole
    outcome = deacards("cards", "list", "glue")
    assert (outcome.code, outcome.out) == (2, "")
    assert "no deck is called like 'glue'" in outcome.err


@pytest.mark.usefixtures("collection")
def test_a_card_is_shown_whole(deacards: Run) -> None:
    """By its id, by the unit's id, or by the first letters; all its units, with place and rule."""
    assert deacards("cards", "show", "h3v8w2c5nd/1").out == (
        "card      h3v8w2c5nd/1\n"
        "deck      Data::Athena (cards/athena.yaml:9)\n"
        "type      cloze\n"
        "context   Athena\n"
        "asks      workgroup (like [...])\n"
        "answer    workspace\n"
        "from      notes/data.md:20-21, rule gloss\n"
        "quality   good\n"
        "status    active\n"
    )
    assert deacards("cards", "show", "h3").out.count("card  ") == 2
    assert "from      written by hand" in deacards("cards", "show", "own").out
    cards = json.loads(deacards("cards", "show", "z5", "--json").out)["cards"]
    assert [card["status"] for card in cards] == ["retired", "retired"]


@pytest.mark.usefixtures("collection")
def test_an_id_that_names_no_card_or_several_is_told(deacards: Run) -> None:
    """Exit 2 and what to do."""
    outcome = deacards("cards", "show", "nope")
    assert (outcome.code, outcome.err.count("\n")) == (2, 1)
    assert "no card has the id 'nope'" in outcome.err
    assert "begins the ids of several cards: h3v8w2c5nd, own, q7m2k4t9xa" in deacards("cards", "show", "").err


def test_a_suspended_unit_says_so(deacards: Run, collection: Path) -> None:
    """The status of one unit comes from the review log; its sibling stays active."""
    event = Suspend("1", datetime(2025, 11, 1, tzinfo=UTC), "h3v8w2c5nd/1")
    log = collection / "reviews/here/2025-11.jsonl"
    log.parent.mkdir(parents=True)
    log.write_text(f"{encode(event)}\n")
    cards = json.loads(deacards("cards", "show", "h3v8w2c5nd", "--json").out)["cards"]
    assert [card["status"] for card in cards] == ["active", "suspended"]


def test_suspending_and_back(deacards: Run, collection: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A card is suspended with all its questions, or one of them; once more, or no card, is a usage error."""
    monkeypatch.setenv("XDG_STATE_HOME", str(collection.parent / "state"))

    def statuses() -> list[str]:
        return [card["status"] for card in json.loads(deacards("cards", "list", "--json").out)["cards"][:4]]

    got = deacards("cards", "suspend", "h3v8")
    assert (got.code, got.out) == (0, "h3v8w2c5nd/0 is suspended\nh3v8w2c5nd/1 is suspended\n")
    assert statuses() == ["active", "suspended", "suspended", "active"]
    assert deacards("cards", "unsuspend", "h3v8w2c5nd/1").out == "h3v8w2c5nd/1 is active\n"
    assert statuses() == ["active", "suspended", "active", "active"]
    assert deacards("cards", "suspend", "h3v8").out == "h3v8w2c5nd/1 is suspended\n"
    again = deacards("cards", "suspend", "h3v8")
    assert (again.code, again.err) == (2, "deacards: 'h3v8' is suspended already\n")
    assert deacards("cards", "unsuspend", "q7").err == "deacards: 'q7' is active already\n"
    assert "no card has the id 'z5'" in deacards("cards", "suspend", "z5").err  # it is retired


def test_a_broken_deck_is_told_and_the_others_are_listed(deacards: Run, collection: Path) -> None:
    """Exit 1: the listing is not complete, and that is said."""
    (collection / "cards/broken.yaml").write_text("format: 1\ndeck: D\ncards:\n  - id: a\n    front: x\n")
    outcome = deacards("cards", "list", "--json")
    assert outcome.code == 1
    assert len(json.loads(outcome.out)["cards"]) == 6
    assert outcome.err.startswith("cards/broken.yaml:4:5: DC012 missing-back")


def test_leeches_are_listed_with_where_to_reword_them(deacards: Run, collection: Path) -> None:
    """A card that was forgotten eight times stands there, until then there is none."""
    assert deacards("cards", "leeches").err == "No card was forgotten 8 times or more.\n"
    log = collection / "reviews" / "dev" / "2026-01.jsonl"
    log.parent.mkdir(parents=True)
    start = datetime(2025, 1, 1, 12, tzinfo=UTC)
    events = [
        Review(f"{n:04}", start + timedelta(days=9 * n), "own/0", Rating.AGAIN if n % 2 else Rating.GOOD)
        for n in range(16)
    ]
    log.write_text("".join(f"{encode(event)}\n" for event in events))
    outcome = deacards("cards", "leeches")
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out == "  8 times  own/0  Which two?  cards/athena.yaml:13\n"
    assert json.loads(deacards("cards", "leeches", "--json").out)["leeches"] == [{"id": "own/0", "lapses": 8}]


def build(deacards: Run, folder: Path, note: str) -> str:
    """Build a collection of one note; return what its deck holds then."""
    (folder / "deacards.toml").write_text('[collection]\nname = "x"\n')
    (folder / "notes").mkdir(exist_ok=True)
    (folder / "notes/a.md").write_text(note)
    assert deacards("build", "--no-export").code == 0
    return (folder / "cards/a.yaml").read_text()


NOTE = "# A\n\n- index: finds rows fast\n- shard: a part of a table\n- view: a query with a name\n"


@pytest.mark.parametrize("side", ["take", "keep"])
def test_a_conflict_is_settled(deacards: Run, folder: Path, side: str) -> None:
    """`--take` gives the note's words, `--keep` yours; both end the warning, and the next build agrees."""
    deck = build(deacards, folder, NOTE)
    (folder / "cards/a.yaml").write_text(deck.replace("finds rows fast", "MY words") + "# mine\n")
    deck = build(deacards, folder, NOTE.replace("finds rows fast", "finds rows very fast"))
    identity = deck[: deck.index("MY words")].rpartition("- id: ")[2].partition("\n")[0]
    assert f"deacards cards resolve {identity} --take (or --keep)" in deacards("check").out
    assert deacards("cards", "resolve", identity).code == 2
    outcome = deacards("cards", "resolve", identity[:4], f"--{side}")
    words = "finds rows very fast" if side == "take" else "MY words"
    assert outcome.out.startswith(f"cards/a.yaml: {identity}  ")
    assert words in outcome.out
    after = (folder / "cards/a.yaml").read_text()
    assert after.endswith("# mine\n")
    assert "suggestion" not in after
    assert deacards("build", "--no-export").code == 0
    assert (folder / "cards/a.yaml").read_text() == after
    again = deacards("cards", "resolve", identity, "--keep")
    assert (again.code, again.err) == (2, "deacards: no card has a suggestion that waits\n")


def test_a_retired_card_is_restored_and_stays(deacards: Run, folder: Path) -> None:
    """Its line is gone: after `restore` no build retires it again; when the line is back all is as before."""
    first = build(deacards, folder, NOTE)
    gone = build(deacards, folder, NOTE.replace("- shard: a part of a table\n", ""))
    identity = gone.partition("retired:")[2].partition("- id: ")[2].partition("\n")[0]
    outcome = deacards("cards", "restore", identity)
    assert outcome.out == f"cards/a.yaml: {identity} is back  What is shard?\n"
    after = build(deacards, folder, NOTE.replace("- shard: a part of a table\n", ""))
    assert "retired" not in after
    assert build(deacards, folder, NOTE).count(identity) == first.count(identity)
    assert "no card is retired" in deacards("cards", "restore", identity).err


def test_a_card_deleted_from_the_file_stays_deleted_until_it_is_restored(deacards: Run, folder: Path) -> None:
    """The build keeps it under `retired:`; `restore` brings back all lines, before or after that build."""
    deck = build(deacards, folder, NOTE)
    start = deck.index("  - id: ", deck.index("cards:") + 20)
    end = deck.index("  - id: ", start + 1)
    identity = deck[start:].partition("id: ")[2].partition("\n")[0]
    (folder / "cards/a.yaml").write_text(deck[:start] + deck[end:])
    outcome = deacards("build", "--no-export")
    assert "1 deleted by you" in outcome.out
    after = (folder / "cards/a.yaml").read_text()
    assert "reason: dismissed" in after
    assert build(deacards, folder, NOTE) == after
    assert f"{identity} is back" in deacards("cards", "restore", identity).out
    back = build(deacards, folder, NOTE)
    assert sorted(back.splitlines()) == sorted(deck.splitlines())
    (folder / "cards/a.yaml").write_text(deck[:start] + deck[end:])
    assert "the deletion is forgotten" in deacards("cards", "restore", identity).out
    assert build(deacards, folder, NOTE) == deck


def test_a_line_put_in_above_rewrites_no_deck_and_all_lines_are_told_right(
    deacards: Run, folder: Path
) -> None:
    """The diff of a commit shows what changed and nothing else; the listing knows where lines are now."""
    before = build(deacards, folder, NOTE)
    shifted = NOTE.replace("# A\n\n", "# A\n\nTwo lines of prose.\n\n", 1)
    assert build(deacards, folder, shifted).count("\n") >= before.count("\n")
    kept = [line for line in before.splitlines() if line.startswith("    from:")]
    assert all(line in (folder / "cards/a.yaml").read_text() for line in kept)
    for card in json.loads(deacards("cards", "list", "--json").out)["cards"]:
        line = shifted.splitlines()[card["source_lines"][0] - 1]
        assert card["answer"] in line
