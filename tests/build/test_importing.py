"""What comes in from Anki: reviews once, decks with all that is theirs, and back again (by the engine)."""

import shutil
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from deacards.anki.schedules import schedules_of
from deacards.build.importing import Import, carry_out, prepared
from deacards.build.packaging import ledger_write, package_of, read_ledger, supply_of
from deacards.collection import Collection, open_collection
from deacards.deck.card import ReversedCard
from deacards.deck.files import read_decks
from deacards.store import ANY, Write, write_files
from deacards.study.line import encode
from deacards.study.log import read_log
from deacards_scheduler.event import Review
from deacards_scheduler.rating import Rating
from deacards_scheduler.replay import replay
from deacards_scheduler.sm2 import Sm2Params

pytestmark = pytest.mark.engine

ZONE = timezone(timedelta(hours=2))
NOW = datetime.fromisoformat("2026-03-10T12:00:00+02:00")
PIXEL = b"\x89PNG\r\n\x1a\n pixel"


def review(collection: Collection, *answers: tuple[str, int, int]) -> None:
    """Write answers (unit, days before NOW, rating) to the log of a device."""
    lines = ""
    for n, (unit, days, rating) in enumerate(answers):
        at = NOW - timedelta(days=days) + timedelta(seconds=n)
        lines += encode(Review(f"{n:032x}", at, unit, Rating(rating), 4000)) + "\n"
    (collection.reviews / "laptop").mkdir(parents=True, exist_ok=True)
    (collection.reviews / "laptop/2026-03.jsonl").write_text(lines)


def package(collection: Collection, *, history: bool = True) -> Any:
    """Return the package of a collection, and remember in the ledger what it tells."""
    decks, told = read_decks(collection.root, collection.cards), read_ledger(collection)
    assert decks.problems == told.problems == ()
    log = read_log(collection.root, collection.reviews)
    schedules = schedules_of(log.events, Sm2Params(), 4) if history else {}
    result = package_of(
        {path: file.deck for path, file in decks.files.items()},
        told,
        datetime.now(ZONE),
        supply_of(collection, told, decks.files, schedules),
    )
    write_files(collection.root, [ledger_write(collection, told, result)])
    return result


def take_in(collection: Collection, path: Path, *, decks: bool = False) -> Import:
    """Import a file and return what it brought."""
    with prepared(collection, path, ZONE, with_decks=decks) as (file, work):
        carry_out(collection, file, work)
    return work


def answers(collection: Collection) -> set[tuple[str, int, int]]:
    """Return every answer in the log: unit, instant, rating."""
    events = read_log(collection.root, collection.reviews).events
    return {(e.unit, round(e.at.timestamp() * 1000), e.rating) for e in events if isinstance(e, Review)}


@pytest.mark.parametrize("form", ["legacy", "new", "colpkg", "legacy colpkg", "collection"])
def test_reviews_come_home_once(anki: Any, collection: Collection, form: str) -> None:
    """Studied here, sent, studied in Anki, taken back: the log is the union of both, in every form."""
    review(collection, ("aaaa/0", 9, 3), ("aaaa/0", 8, 4), ("bbbb/1", 8, 3), ("bbbb/1", 7, 1))
    here = answers(collection)
    anki.take(package(collection).data)
    assert anki.col.db.scalar("select count() from revlog") == 4
    anki.study(3, 4)
    there = {
        (f"{guid.split(':')[1]}/{ord_}", at, ease)
        for guid, ord_, at, ease in anki.col.db.all(
            "select n.guid, c.ord, r.id, r.ease from revlog r join cards c on c.id = r.cid"
            " join notes n on n.id = c.nid"
        )
    }
    assert len(there) == 4 + 2 * 5
    if form == "collection":
        path = anki.folder / "collection.anki2"
    else:
        path = anki.export(legacy="legacy" in form, whole="colpkg" in form)
    first = take_in(collection, path)
    assert (len(first.history.events), first.history.known, first.history.strangers) == (10, 4, 0)
    assert answers(collection) == here | there
    log = read_log(collection.root, collection.reviews)
    assert log.problems == ()
    before = replay(log.events, Sm2Params(), 4)
    second = take_in(collection, path)
    assert (len(second.history.events), second.history.known) == (0, 14)
    assert replay(read_log(collection.root, collection.reviews).events, Sm2Params(), 4) == before


def test_two_machines_make_the_same_events(anki: Any, collection: Collection) -> None:
    """Two copies of a collection that import the same file, and are merged then, hold each answer once."""
    anki.take(package(collection).data)
    anki.study(3)
    path = anki.export()
    other = collection.root.with_name("copy")
    shutil.copytree(collection.root, other)
    for root in (collection.root, other):
        take_in(open_collection(root), path)
    mine, theirs = ({e.id for e in read_log(r, r / "reviews").events} for r in (collection.root, other))
    assert mine == theirs
    assert len(mine) == 5


def test_reviews_of_other_cards_are_counted_and_left_out(anki: Any, collection: Collection) -> None:
    """What belongs to no card here is said, and not written."""
    anki.add("Basic", ["strange", "fremd"])
    anki.study(3)
    work = take_in(collection, anki.export())
    assert (len(work.history.events), work.history.strangers) == (0, 1)
    assert not (collection.reviews / "anki").exists()


def fill(anki: Any) -> None:
    """Make a collection as people have them."""
    anki.col.media.write_data("my pic.png", PIXEL)
    anki.col.media.write_data("tone.mp3", b"tone")
    anki.add(
        "Basic", ["<b>Capital</b> of France?", "Paris<br><img src='my pic.png'>"], tags="geo europe::west"
    )
    anki.add("Basic (and reversed card)", ["Hund &amp; Katze", "dog [sound:tone.mp3]"], "Theirs::Deck::Words")
    anki.add("Basic (optional reversed card)", ["only one way", "\\(x^2\\)"])
    anki.add("Cloze", ["{{c1::Canberra::city}} was {{c2::founded}} in 1913", "<i>extra</i>"])
    anki.add("Basic (type in the answer)", ["type", "this"])
    anki.add("Basic", ["no answer", ""])
    custom = anki.col.models.copy(anki.col.models.by_name("Basic"), add=False)
    custom["name"] = "Two questions"
    custom["tmpls"][0]["qfmt"] = "{{Front}} {{Back}}"
    anki.col.models.add(custom)
    anki.add("Two questions", ["left", "out"])
    anki.study(3)


@pytest.mark.parametrize("legacy", [True, False])
def test_decks_come_in_with_all_that_is_theirs(anki: Any, collection: Collection, *, legacy: bool) -> None:
    """Types, text, media, tags, hierarchy and history arrive; what no card can be is listed."""
    fill(anki)
    work = take_in(collection, anki.export(legacy=legacy), decks=True)
    decks = read_decks(collection.root, collection.cards)
    assert decks.problems == ()
    assert {file.deck.deck for file in decks.files.values()} == {"Own", "Theirs::Deck", "Theirs::Deck::Words"}
    main = decks.files["cards/anki/theirs/deck.yaml"].deck.cards
    (words,) = decks.files["cards/anki/theirs/deck/words.yaml"].deck.cards
    assert [card.prompt for card in main] == [
        "**Capital** of France?",
        "only one way",
        "{{c1::Canberra::city}} was {{c2::founded}} in 1913",
        "type",
    ]
    assert main[0].answer == ("Paris\n![](<../media/my pic.png>)",)
    assert main[0].tags == ("europe::west", "geo")
    assert main[1].answer == ("$x^2$",)
    assert main[2].extra == "*extra*"
    assert isinstance(words, ReversedCard)
    assert words.answer == ("dog ![](../../media/tone.mp3)",)
    assert (collection.cards / "anki/media/my pic.png").read_bytes() == PIXEL
    assert (collection.cards / "anki/media/tone.mp3").read_bytes() == b"tone"
    told = "\n".join(map(str, work.problems))
    assert "1 note of the type “Two questions”, which asks more than one field at once" in told
    assert "1 note whose back shows nothing" in told
    assert len(work.history.events) == 7
    assert work.history.strangers == 2
    again = take_in(collection, anki.export(legacy=legacy), decks=True)
    assert (again.cards, len(again.history.events), again.adopted and again.adopted.known) == (0, 0, 5)


def test_an_adopted_deck_goes_back_to_the_notes_it_came_from(anki: Any, collection: Collection) -> None:
    """Sent back unchanged, nothing happens in Anki; an edit changes its note alone, in its own type."""
    fill(anki)
    take_in(collection, anki.export(), decks=True)
    before = anki.col.db.all("select guid, mid, flds, tags from notes order by id")
    schedules = anki.col.db.all("select id, did, type, queue, due, ivl, factor, reps from cards order by id")
    back = package(collection, history=False)
    assert back.problems == ()
    log = anki.take(back.data)
    assert (len(log.new), len(log.updated), len(log.duplicate), len(log.conflicting)) == (3, 0, 5, 0)
    own = "select guid, mid, flds, tags from notes where guid not like 'deacards%' order by id"
    assert anki.col.db.all(own) == before
    path = collection.cards / "anki/theirs/deck.yaml"
    path.write_text(path.read_text().replace("Paris", "Lutetia").replace("type\n", "typed\n"))
    log = anki.take(package(collection, history=False).data)
    assert (len(log.new), len(log.updated), len(log.conflicting)) == (0, 2, 0)
    after = anki.col.db.all(own)
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert len(changed) == 2
    (old, new), _ = changed
    assert old[:2] == new[:2]
    assert new[2].startswith("<b>Capital</b> of France?\x1f<p>Lutetia<br>")
    kept = anki.col.db.all("select id, did, type, queue, due, ivl, factor, reps from cards order by id")
    assert [row for row in kept if row in schedules] == schedules
    names = {m.name for m in anki.col.models.all_names_and_ids()}
    assert not any(name.endswith("+") for name in names)
    assert anki.col.fix_integrity()[1]


def test_nothing_is_written_before_all_is_known(anki: Any, collection: Collection) -> None:
    """Preparing writes nothing; a faulty deck stops an import before it begins."""
    from deacards.problem import ProblemsError

    fill(anki)
    files = {path: path.read_bytes() for path in collection.root.rglob("*") if path.is_file()}
    with prepared(collection, anki.export(), ZONE, with_decks=True) as (_, work):
        assert work.cards == 5
    assert {path: path.read_bytes() for path in collection.root.rglob("*") if path.is_file()} == files
    write_files(collection.root, [Write("cards/bad.yaml", b"format: 1\ncards: [", ANY)])
    with pytest.raises(ProblemsError), prepared(collection, anki.export(), ZONE, with_decks=True):
        pass
