"""Notes that were rendered before: the same package with them as without."""

import json
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typing_extensions import override

from deacards.anki.ledger import Ledger
from deacards.anki.media import Shelf
from deacards.anki.options import Options
from deacards.anki.package import PackageResult, build_package
from deacards.anki.parcels import KINDS
from deacards.anki.supply import Known, Supply
from deacards.cache import Cache
from deacards.deck.deck import Deck
from deacards.deck.models import deck_of

NOW = 1_760_000_000
TEXTS = st.sampled_from(["a", "b `c`", "![](p.png)", "![](gone.png)", "x > y", "<!-- -->", "{{c1::a}} b"])
CARDS = st.fixed_dictionaries(
    {"id": st.sampled_from("abcdef")},
    optional={"context": TEXTS, "extra": TEXTS, "hint": TEXTS, "tags": st.just(["t"])},
).flatmap(
    lambda card: st.one_of(
        st.builds(lambda front, back: {**card, "front": front, "back": back}, TEXTS, TEXTS),
        TEXTS.map(lambda text: {**card, "cloze": f"{text} {{{{c2::z}}}}"}),
        st.lists(TEXTS, min_size=1, max_size=2).map(lambda items: {**card, "front": "q", "list": items}),
    )
)
RETIRED = CARDS.map(lambda card: {**card, "retired": {"on": "2026-01-01", "reason": "gone"}})
DECKS = st.builds(
    lambda name, cards, retired: {"format": 1, "deck": name, "cards": cards, "retired": retired},
    st.sampled_from(["D", "d", "D::E"]),
    st.lists(CARDS, max_size=3),
    st.lists(RETIRED, max_size=2),
)
COLLECTIONS = st.dictionaries(st.sampled_from(["cards/0.yaml", "cards/1.yaml"]), DECKS)


def build(
    values: dict[str, Any],
    ledger: Ledger,
    root: Path,
    kept: Path | None,
    kind: type[dict[str, Deck]] = dict,
) -> PackageResult:
    """Return the package of decks, with what a file keeps; every second build types its answers."""
    decks = kind({path: deck_of(value) for path, value in values.items()})
    digests = {path: json.dumps(value) for path, value in values.items()}
    options = Options(type_in=len(ledger.notes) % 2 == 1)
    with Cache(kept) as cache:
        for each in KINDS:
            cache.read_all(each)
        known = Known(cache, digests) if kept else None
        return build_package(decks, ledger, NOW, Supply(options, Shelf(root, ()), known=known))


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a collection with a picture."""
    folder = tmp_path_factory.mktemp("root")
    (folder / "p.png").write_bytes(b"p")
    return folder


@given(st.lists(COLLECTIONS, min_size=1, max_size=4))
@settings(max_examples=100, deadline=None)
def test_what_is_kept_changes_no_package(root: Path, builds: list[dict[str, Any]]) -> None:
    """Through any changes, bytes, ledger and problems are the same with a cache as without."""
    kept, ledger = root / "kept.sqlite", Ledger()
    for values in builds:
        fresh = build(values, ledger, root, None)
        assert build(values, ledger, root, kept) == fresh
        assert build(values, ledger, root, kept) == fresh
        ledger = fresh.ledger


class Opened(dict[str, Deck]):
    """Decks that tell which of them were asked for."""

    asked: ClassVar[set[str]] = set()

    @override
    def __getitem__(self, path: str) -> Deck:
        self.asked.add(path)
        return super().__getitem__(path)


def test_an_edit_opens_one_deck(tmp_path: Path) -> None:
    """A deck whose file is as it was is not asked for, unless a picture of it has changed.

    Nor is one of which the ledger says what it said before: another branch may have told Anki something else.
    """
    card = {"id": "a", "front": "a", "back": "b"}
    values = {f"cards/{n}.yaml": {"format": 1, "deck": "D", "cards": [{**card, "id": n}]} for n in "123"}
    root = tmp_path / "root"
    root.mkdir()
    (root / "p.png").write_bytes(b"p")

    ledger = Ledger()

    def opened() -> set[str]:
        nonlocal ledger
        Opened.asked.clear()
        package = build(values, ledger, root, tmp_path / "kept.sqlite", Opened)
        assert package.notes == 3
        ledger = package.ledger
        return set(Opened.asked)

    assert len(opened()) == len(opened()) == 3  # the second types its answers
    assert opened() == set()
    told = ledger.notes["deacards:1"]
    ledger = Ledger({**ledger.notes, "deacards:1": told._replace(mod=told.mod + 5)}, ledger.notetypes)
    assert opened() == {"cards/1.yaml"}
    assert opened() == set()
    values["cards/2.yaml"]["cards"] = [{**card, "id": "2", "front": "changed"}]
    assert opened() == {"cards/2.yaml"}
    values["cards/2.yaml"]["cards"] = [{**card, "id": "2", "front": "![](p.png)"}]
    assert opened() == {"cards/2.yaml"}
    assert opened() == set()
    (root / "p.png").write_bytes(b"another")
    assert opened() == {"cards/2.yaml"}
    assert opened() == set()
    (root / "p.png").unlink()
    assert opened() == opened() == {"cards/2.yaml"}  # what is wrong is told each time


def test_a_retired_card_goes_along_as_soon_as_anki_knows_it(root: Path, tmp_path: Path) -> None:
    """What is kept of a deck from before Anki knew its retired card is not all there is to tell now."""
    card = {"id": "a", "front": "a", "back": "b"}
    gone = {**card, "retired": {"on": "2026-01-01", "reason": "gone"}}
    values = {"cards/1.yaml": {"format": 1, "deck": "D", "cards": [{**card, "id": "b"}], "retired": [gone]}}
    kept = tmp_path / "kept.sqlite"
    known = build({"x": {"format": 1, "deck": "D", "cards": [card]}}, Ledger(), root, None)
    assert build(values, Ledger(), root, kept).retired == 0
    ledger = Ledger({"other": known.ledger.notes["deacards:a"], **known.ledger.notes})
    assert build(values, ledger, root, kept).retired == 1
