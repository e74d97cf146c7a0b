"""Syncing with a running Anki: the add-on's protocol, spoken by a small server on the real engine.

The actions and the shapes of their results are those of AnkiConnect's documentation, version 6; the add-on
itself needs the desktop program and does not run here.
"""

import json
import threading
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from typing_extensions import override

from deacards.anki.connect import AnkiConnect, NotReachableError, RefusedByAnkiError, is_loopback
from deacards.build.importing import carry_out, prepared
from deacards.build.packaging import ledger_write, package_of, read_ledger, supply_of
from deacards.build.syncing import Sync, carry_out_sync, prepare_sync
from deacards.collection import Collection
from deacards.deck.files import read_decks
from deacards.problem import RefusedError
from deacards.store import write_files
from deacards.study.log import read_log

pytestmark = pytest.mark.engine

ZONE = timezone(timedelta(hours=2))


class AddOn:
    """The actions of AnkiConnect that are asked for, on an engine's collection; `asked` keeps their names."""

    def __init__(self, col: Any) -> None:
        self.col = col
        self.asked: list[str] = []
        self.key = ""
        self.tells_mod = True

    def act(self, request: Any) -> Any:
        """Return the result of a request, as the add-on would."""
        self.asked.append(request["action"])
        if request.get("key", "") != self.key:
            raise ValueError("valid api key must be provided")
        action = getattr(self, request["action"], None)
        if action is None:
            raise ValueError("unsupported action")
        return action(**request["params"])

    def findNotes(self, query: str) -> list[int]:  # noqa: N802, D102 - the add-on's names
        return list(self.col.find_notes(query))

    def notesInfo(self, notes: list[int]) -> list[Any]:  # noqa: N802, D102
        return [self._note(id_) for id_ in notes]

    def _note(self, id_: int) -> dict[str, Any]:
        if not self.col.db.scalar("select count() from notes where id = ?", id_):
            return {}
        note = self.col.get_note(id_)
        fields = {name: {"value": value, "order": n} for n, (name, value) in enumerate(note.items())}
        return {
            "noteId": id_,
            "modelName": note.note_type()["name"],
            "tags": note.tags,
            "fields": fields,
            **({"mod": note.mod} if self.tells_mod else {}),
            "cards": [card.id for card in note.cards()],
        }

    def cardsInfo(self, cards: list[int]) -> list[Any]:  # noqa: N802, D102
        return [{"cardId": id_, "ord": self.col.get_card(id_).ord} for id_ in cards]

    def getDecks(self, cards: list[int]) -> dict[str, list[int]]:  # noqa: N802, D102
        decks: dict[str, list[int]] = {}
        for id_ in cards:
            decks.setdefault(self.col.decks.name(self.col.get_card(id_).did), []).append(id_)
        return decks

    def areSuspended(self, cards: list[int]) -> list[bool]:  # noqa: N802, D102
        return [self.col.get_card(id_).queue == -1 for id_ in cards]

    def getReviewsOfCards(self, cards: list[str]) -> dict[str, list[Any]]:  # noqa: N802, D102
        names = ("id", "usn", "ease", "ivl", "lastIvl", "factor", "time", "type")
        rows = "select id, usn, ease, ivl, lastIvl, factor, time, type from revlog where cid = ?"
        return {
            id_: [dict(zip(names, row, strict=True)) for row in self.col.db.all(rows, int(id_))]
            for id_ in cards
        }

    def importPackage(self, path: str) -> bool:  # noqa: N802, D102
        from anki.collection import ImportAnkiPackageOptions, ImportAnkiPackageRequest

        options = ImportAnkiPackageOptions(merge_notetypes=True, with_scheduling=True, with_deck_configs=True)
        self.col.import_anki_package(ImportAnkiPackageRequest(package_path=path, options=options))
        return True

    def changeDeck(self, cards: list[int], deck: str) -> None:  # noqa: N802, D102
        self.col.set_deck(cards, self.col.decks.id(deck))

    def suspend(self, cards: list[int]) -> bool:  # noqa: D102
        self.col.sched.suspend_cards(cards)
        return True

    def unsuspend(self, cards: list[int]) -> bool:  # noqa: D102
        self.col.sched.unsuspend_cards(cards)
        return True


@pytest.fixture
def serve() -> Iterator[Callable[[Callable[[Any], bytes]], str]]:
    """Return a function that answers requests with what it is given, and tells the address."""
    servers: list[HTTPServer] = []

    def start(answer: Callable[[Any], bytes]) -> str:
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                size = int(self.headers["Content-Length"])
                data = answer(json.loads(self.rfile.read(size)))
                self.send_response(200)
                self.end_headers()
                self.wfile.write(data)

            @override
            def log_message(self, *_args: Any) -> None:
                pass

        server = HTTPServer(("127.0.0.1", 0), Handler)
        servers.append(server)
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        return f"http://127.0.0.1:{server.server_port}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def add_on(anki: Any) -> AddOn:
    """Return the add-on in somebody's Anki."""
    return AddOn(anki.col)


@pytest.fixture
def address(serve: Any, add_on: AddOn) -> str:
    """Return where the add-on answers."""

    def answer(request: Any) -> bytes:
        try:
            return json.dumps({"result": add_on.act(request), "error": None}).encode()
        except (ValueError, TypeError) as exc:
            return json.dumps({"result": None, "error": str(exc)}).encode()

    return str(serve(answer))


def sync(collection: Collection, address: str) -> Sync:
    """Sync and return what was planned."""
    anki = AnkiConnect(address)
    planned = prepare_sync(collection, anki, datetime.now(ZONE))
    carry_out_sync(collection, anki, planned)
    return planned


def edit(collection: Collection, *changes: tuple[str, str]) -> None:
    """Change the text of the deck."""
    path = collection.cards / "own.yaml"
    text = path.read_text()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text)


def card_of(add_on: AddOn, card_id: str) -> Any:
    """Return the first card of a note in Anki."""
    (note,) = add_on.col.find_notes(f"CardId:{card_id}")
    return add_on.col.get_note(note).cards()[0]


def test_everything_goes_there_and_nothing_twice(add_on: AddOn, collection: Collection, address: str) -> None:
    """The first sync brings all notes; a second one has nothing to do and asks Anki for no change."""
    first = sync(collection, address)
    assert (len(first.plan.new), first.plan.changed) == (3, ())
    assert add_on.col.card_count() == 5
    add_on.asked.clear()
    again = sync(collection, address)
    assert again.plan.is_empty
    assert not again.history.events
    reading = {"findNotes", "notesInfo", "getDecks", "areSuspended", "cardsInfo", "getReviewsOfCards"}
    assert set(add_on.asked) == reading


def test_an_add_on_that_tells_no_times_is_understood(
    add_on: AddOn, collection: Collection, address: str
) -> None:
    """Older versions do not say when a note was changed: then what differs is what is sent."""
    add_on.tells_mod = False
    sync(collection, address)
    assert sync(collection, address).plan.is_empty
    add_on.col.db.execute("update notes set mod = mod - 100")
    edit(collection, ("vier", "quattro"))
    assert sync(collection, address).plan.changed == ("deacards:cccc",)
    assert card_of(add_on, "cccc").note()["Back"] == "quattro"
    assert sync(collection, address).plan.is_empty


def test_planning_changes_nothing(add_on: AddOn, collection: Collection, address: str) -> None:
    """A plan is made of questions only: neither Anki nor a file is changed."""
    files = {path: path.read_bytes() for path in collection.root.rglob("*") if path.is_file()}
    planned = prepare_sync(collection, AnkiConnect(address), datetime.now(ZONE))
    assert list(planned.plan.lines()) == ["  3 new"]
    assert add_on.col.note_count() == 0
    assert {path: path.read_bytes() for path in collection.root.rglob("*") if path.is_file()} == files


def test_an_edit_goes_there_and_one_of_theirs_stays(
    add_on: AddOn, collection: Collection, address: str
) -> None:
    """A changed card changes its note; a note that was edited in Anki stays as it is there."""
    sync(collection, address)
    note = card_of(add_on, "aaaa").note()
    note["Back"] = "mine"
    add_on.col.update_note(note)
    add_on.col.db.execute("update notes set mod = mod - 100")  # a while ago
    told = read_ledger(collection)
    edit(collection, ("vier", "quattro"))
    planned = prepare_sync(collection, AnkiConnect(address), datetime.now(ZONE))
    assert "deacards:cccc" in planned.plan.changed
    carry_out_sync(collection, AnkiConnect(address), planned)
    assert card_of(add_on, "cccc").note()["Back"] == "quattro"
    assert read_ledger(collection).ledger.notes["deacards:aaaa"] == told.ledger.notes["deacards:aaaa"]


def test_reviews_come_once(anki: Any, collection: Collection, address: str) -> None:
    """Answers in Anki come into the log, each once."""
    sync(collection, address)
    anki.study(3, 4)
    assert len(sync(collection, address).history.events) == 10
    again = sync(collection, address)
    assert (len(again.history.events), again.history.known) == (0, 10)
    log = read_log(collection.root, collection.reviews)
    assert (len(log.events), log.problems) == (10, ())


def test_moved_cards_move_and_those_in_decks_of_ones_own_stay(
    add_on: AddOn, collection: Collection, address: str
) -> None:
    """A deck that got another name takes its cards along, but none that the person has put elsewhere."""
    sync(collection, address)
    own = card_of(add_on, "cccc")
    add_on.changeDeck([own.id], "Exam")
    edit(collection, ("deck: Own", "deck: New::Name"))
    planned = sync(collection, address)
    assert {deck: len(cards) for deck, cards in planned.plan.moves.items()} == {"New::Name": 4}
    assert planned.plan.elsewhere == 1
    assert add_on.col.decks.name(card_of(add_on, "aaaa").did) == "New::Name"
    assert add_on.col.decks.name(card_of(add_on, "cccc").did) == "Exam"
    assert sync(collection, address).plan.is_empty


def test_retired_cards_are_suspended_and_come_back(
    add_on: AddOn, collection: Collection, address: str
) -> None:
    """A retired card is suspended, and asked again when it is back."""
    sync(collection, address)
    card = "  - id: cccc\n    front: four\n    back: vier\n"
    gone = f"retired:\n{card}    retired: {{on: 2026-01-01, reason: gone}}\n"
    edit(collection, (card, gone))
    assert len(sync(collection, address).plan.suspend) == 1
    assert card_of(add_on, "cccc").queue == -1
    assert sync(collection, address).plan.is_empty
    edit(collection, (gone, card))
    assert len(sync(collection, address).plan.unsuspend) == 1
    assert card_of(add_on, "cccc").queue == 0
    assert sync(collection, address).plan.is_empty


def test_adopted_notes_are_known(anki: Any, collection: Collection, address: str) -> None:
    """Notes that came from Anki, which have no field for our ids, are found by their own."""
    anki.add("Basic", ["Capital?", "Paris"])
    with prepared(collection, anki.export(), ZONE, with_decks=True) as (file, work):
        carry_out(collection, file, work)
    planned = sync(collection, address)
    assert len(planned.plan.new) == 3
    anki.study(3)
    assert len(sync(collection, address).history.events) == 6
    path = collection.cards / "anki/theirs/deck.yaml"
    path.write_text(path.read_text().replace("Paris", "Lutetia"))
    assert len(sync(collection, address).plan.changed) == 1
    assert anki.col.get_note(anki.col.find_notes("Lutetia")[0])["Front"] == "Capital?"


def test_a_key_is_sent_and_a_refusal_told(add_on: AddOn, address: str) -> None:
    """With the add-on's key it answers; without, its own words are told."""
    add_on.key = "secret"
    assert AnkiConnect(address, "secret").call("findNotes", query="x") == []
    with pytest.raises(RefusedByAnkiError, match="Anki refused findNotes: valid api key must be provided"):
        AnkiConnect(address).call("findNotes", query="x")
    with pytest.raises(RefusedByAnkiError, match="unsupported action"):
        AnkiConnect(address, "secret").call("deleteEverything")


@pytest.mark.parametrize("data", [b"", b"hello", b"[]", b'{"result": 1}', b"\xff"])
def test_something_else_that_answers_is_told(serve: Any, data: bytes) -> None:
    """Another program at that address is an error of exit code 4, and no traceback."""
    with pytest.raises(NotReachableError, match="not AnkiConnect") as caught:
        AnkiConnect(serve(lambda _: data)).call("version")
    assert caught.value.exit_code == 4


def test_no_anki_is_told() -> None:
    """Where nobody answers, the person hears what to start."""
    with pytest.raises(NotReachableError, match="start Anki, and install its add-on AnkiConnect"):
        AnkiConnect("http://127.0.0.1:9").call("version")


@pytest.mark.parametrize(
    "address", ["http://192.168.1.7:8765", "https://anki.example", "ftp://127.0.0.1", "x"]
)
def test_only_this_machine_is_asked(address: str) -> None:
    """Another machine is refused, unless it is allowed; what is no address always is."""
    with pytest.raises(RefusedError) as caught:
        AnkiConnect(address)
    assert caught.value.exit_code == 3
    if address.startswith("http"):
        assert AnkiConnect(address, allow_remote=True)


def test_loopback_is_known_by_all_its_names() -> None:
    """Names are not looked up: what only seems to be this machine is not."""
    assert all(map(is_loopback, ["localhost", "127.0.0.1", "127.8.9.1", "::1"]))
    assert not any(map(is_loopback, ["localhost.evil", "127.0.0.1.evil", "0.0.0.0", ""]))  # noqa: S104


def package_now(collection: Collection) -> None:
    """Build the package, as `deacards build` does between two syncs."""
    decks, told = read_decks(collection.root, collection.cards), read_ledger(collection)
    result = package_of(
        {path: file.deck for path, file in decks.files.items()},
        told,
        datetime.now(ZONE),
        supply_of(collection, told, decks.files),
    )
    write_files(collection.root, [ledger_write(collection, told, result)])


def test_a_build_between_two_syncs_hides_nothing(add_on: AddOn, collection: Collection, address: str) -> None:
    """What a build has told the ledger meanwhile still goes to Anki: edits, moves and all."""
    sync(collection, address)
    add_on.col.db.execute("update notes set mod = mod - 100")
    edit(collection, ("vier", "quattro"), ("deck: Own", "deck: New"))
    package_now(collection)
    package_now(collection)
    planned = sync(collection, address)
    assert "deacards:cccc" in planned.plan.changed
    assert card_of(add_on, "cccc").note()["Back"] == "quattro"
    assert add_on.col.decks.name(card_of(add_on, "aaaa").did) == "New"
