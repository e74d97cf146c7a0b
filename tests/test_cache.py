"""The cache: what it keeps it gives back, and nothing that is wrong with it is more than a loss of time."""

import pickle
import sqlite3
import tracemalloc
from pathlib import Path

import pytest

from deacards.cache import Cache, key_of
from deacards.problem import Problem

KEY, OTHER = key_of("a"), key_of("b")
VALUE = (Problem("notes/a.md", 3, 0, "DC204 missing-note", "write it"), 7, "text")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return the file of a cache that holds `VALUE` under `KEY`."""
    file = tmp_path / "below" / "kept.sqlite"
    keep(file)
    return file


def keep(file: Path, *keys: bytes) -> None:
    """Keep `VALUE` under some keys."""
    with Cache(file, "1") as cache:
        for key in keys or (KEY,):
            assert cache.recall("kind", "a.md", key) is None
            cache.keep("kind", "a.md", key, VALUE)


def recalled(file: Path, program: str = "1") -> object:
    """Return what is kept under `KEY`."""
    with Cache(file, program) as cache:
        return cache.recall("kind", "a.md", KEY)


def test_what_was_kept_is_found(file: Path) -> None:
    """In the same run and in later ones, as it was."""
    assert recalled(file) == VALUE
    with Cache(file, "1") as cache:
        cache.keep("kind", "b.md", OTHER, VALUE)
        assert cache.recall("kind", "b.md", OTHER) == VALUE
        assert cache.recall("kind", "a.md", KEY) == VALUE
        cache.keep_plain("plain", "b.md", KEY, (1, ("x", None)))
    with Cache(file, "1") as cache:
        assert cache.recall_plain("plain", "b.md", KEY) == (1, ("x", None))


def test_all_of_a_kind_is_found_as_each_is(file: Path) -> None:
    """Reading it at once makes no difference, nor does what is kept after that."""
    with Cache(file, "1") as cache:
        cache.read_all("kind")
        assert cache.recall("kind", "a.md", KEY) == VALUE
        assert cache.recall("kind", "a.md", OTHER) is None
        cache.keep("kind", "b.md", KEY, 7)
        assert cache.recall("kind", "b.md", KEY) == 7


def test_one_value_is_kept_of_an_owner(file: Path) -> None:
    """What it was worked out from before is of no use any more."""
    keep(file, OTHER)
    assert recalled(file) is None


@pytest.mark.parametrize("owner", ["b.md", "\udcff.md"])
def test_what_belongs_to_nobody_is_forgotten(file: Path, owner: str) -> None:
    """An owner that is no more loses its values of all kinds; the others keep theirs."""
    with Cache(file, "1") as cache:
        cache.keep("kind", owner, KEY, VALUE)
        cache.keep("another", owner, KEY, VALUE)
    with Cache(file, "1") as cache:
        cache.read_all("kind")
        cache.retain("kind", {"a.md"}, "another")
    with Cache(file, "1") as cache:
        assert cache.recall("kind", owner, KEY) is cache.recall("another", owner, KEY) is None
        assert cache.recall("kind", "a.md", KEY) == VALUE


def test_another_program_finds_nothing(file: Path) -> None:
    """Nor does it leave anything for the one before."""
    assert recalled(file, "2") is None
    assert recalled(file) is None


def test_a_damaged_value_counts_as_never_kept(file: Path) -> None:
    """One bit is enough."""
    with sqlite3.connect(file) as connection:
        (value,) = connection.execute("SELECT value FROM kept").fetchone()
        connection.execute("UPDATE kept SET value = ?", (bytes([value[0] ^ 1]) + value[1:],))
    connection.close()
    assert recalled(file) is None


@pytest.mark.parametrize("data", [b"", b"no database at all" * 100])
def test_a_damaged_file_is_made_anew(file: Path, data: bytes) -> None:
    """It loses what it held, and keeps again from the next run on."""
    file.write_bytes(data)
    assert recalled(file) is None
    keep(file)
    assert recalled(file) == VALUE


def test_a_file_in_use_is_done_without(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another process that holds it costs what it would save, and it loses nothing."""
    monkeypatch.setattr("deacards.cache._PATIENCE_SECONDS", 0)
    holder = sqlite3.connect(file, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    assert recalled(file) is None
    holder.rollback()
    holder.close()
    assert recalled(file) == VALUE


def test_a_place_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    """A file stands where the folder should be."""
    (tmp_path / "taken").write_text("x")
    keep(tmp_path / "taken" / "kept.sqlite")
    assert recalled(tmp_path / "taken" / "kept.sqlite") is None


def test_only_types_of_the_program_are_made(file: Path) -> None:
    """Whatever stands in the file, reading it calls nothing."""
    with Cache(file, "1") as cache:
        cache.put("kind", "a.md", KEY, pickle.dumps(print))
    assert recalled(file) is None


def test_keys_tell_parts_apart() -> None:
    """Where one part ends and the next begins is part of the key."""
    assert key_of("ab", "c") != key_of("a", "bc")
    assert key_of("a", b"b") == key_of(b"a", "b")


def test_several_are_recalled_at_once(tmp_path: Path) -> None:
    """Of several owners those are found that have a value under their key, and one that is whole."""
    file = tmp_path / "kept.sqlite"
    with Cache(file, "1") as cache:
        for number, owner in enumerate(("a.md", "b.md", "c.md")):
            cache.keep_plain("plain", owner, KEY, (number,))
        cache.put("plain", "d.md", KEY, b"garbage")
        keys = {"b.md": KEY, "c.md": b"another", "d.md": KEY, "e.md": KEY, "a.md": KEY}
        assert cache.recall_several("plain", keys) == {"a.md": (0,), "b.md": (1,)}
        assert cache.recall_several("plain", {}) == {}
    assert Cache().recall_several("plain", keys) == {}


def test_what_is_kept_is_not_held(file: Path) -> None:
    """Neither where all of its kind were read before: it stands in the file, and is found there."""
    value = bytes(1 << 20)
    with Cache(file, "1") as cache:
        cache.read_all("kind")
        tracemalloc.start()
        cache.put("kind", "owner", b"key", value + b"!")
        held, _ = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert held < len(value)
        assert cache.get("kind", "owner", b"key") == value + b"!"


def test_a_cache_without_a_file_does_not_last(tmp_path: Path) -> None:
    """A cache says whether what it keeps is found again; a file that cannot be made is none."""
    (tmp_path / "file").write_bytes(b"")
    beyond = Cache(tmp_path / "file" / "kept.sqlite", "1")
    assert (Cache().lasts, Cache(tmp_path / "kept.sqlite", "1").lasts) == (False, True)
    beyond.keep_plain("plain", "b.md", KEY, (1,))
    assert not beyond.lasts
