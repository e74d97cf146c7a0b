"""Plans for some notes after others: which notes go together, and that nobody can tell."""

from datetime import UTC, datetime
from pathlib import Path

from deacards.build.drafts import Drafts
from deacards.build.pipeline import Order, prepare
from deacards.build.planning import shares_of
from deacards.build.settled import Scope
from deacards.cache import Cache
from deacards.collection import open_collection

NOW = datetime(2026, 1, 31, tzinfo=UTC)


def drafts(count: int) -> dict[str, Drafts]:
    """Return the drafts of so many notes, which are empty."""
    return {f"notes/{n:03}.md": Drafts(tuple, 0, 0, None, ()) for n in reversed(range(count))}


def test_notes_without_decks_are_planned_in_shares() -> None:
    """Where no deck matters, each note is in one of a few shares, in the order of sources."""
    shares = [list(share) for share in shares_of(drafts(100), Scope((), ()))]
    assert len(shares) == 15
    assert [note for share in shares for note in share] == sorted(drafts(100))
    assert not list(shares_of({}, Scope((), ())))


def test_a_deck_that_matters_joins_all_notes() -> None:
    """Where a deck matters, its cards may be those of any note: all are planned at once."""
    assert [len(share) for share in shares_of(drafts(100), Scope((), ("cards/a.yaml",)))] == [100]


def test_files_of_equal_names_come_out_the_same_in_shares(tmp_path: Path) -> None:
    """Decks that would share a path, and cards that would share an id, are told apart as in one plan."""
    (tmp_path / "notes").mkdir()
    (tmp_path / "deacards.toml").write_text('[collection]\nname = "x"\n')
    for name in ("a", "A", "a-b", "a b", "b"):
        (tmp_path / f"notes/{name}.md").write_text("# T\n\n- term: what it is\n- term: what it is not\n")
    collection = open_collection(tmp_path)
    orders = [Order(lambda _: True, NOW, apply=apply) for apply in (True, False)]
    builds = [prepare(collection, order, Cache()) for order in orders]
    writes = list(builds[0].writes())
    assert writes == list(builds[1].writes())
    assert builds[0].outcome == builds[1].outcome
    assert len({write.path.casefold() for write in writes}) == len(writes)
