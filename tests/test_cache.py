"""The cache: what it keeps it gives back, and nothing that is wrong with it is more than a loss of time."""

import pickle
import sqlite3
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
            assert cache.recall("kind", key) is None
            cache.keep("kind", key, VALUE)


def recalled(file: Path, program: str = "1") -> object:
    """Return what is kept under `KEY`."""
    with Cache(file, program) as cache:
        return cache.recall("kind", KEY)


def test_what_was_kept_is_found(file: Path) -> None:
    """In the same run and in later ones, as it was."""
    assert recalled(file) == VALUE
    with Cache(file, "1") as cache:
        cache.keep("kind", OTHER, VALUE)
        assert cache.recall("kind", OTHER) == VALUE


def test_what_nobody_asked_for_is_forgotten(file: Path) -> None:
    """The kinds of another command stay."""
    with Cache(file, "1") as cache:
        cache.recall("another kind", KEY)
    assert recalled(file) == VALUE
    keep(file, OTHER)
    assert recalled(file) is None


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
        cache.get("kind", KEY)
        cache.put("kind", KEY, pickle.dumps(print))
    assert recalled(file) is None


def test_keys_tell_parts_apart() -> None:
    """Where one part ends and the next begins is part of the key."""
    assert key_of("ab", "c") != key_of("a", "bc")
    assert key_of("a", b"b") == key_of(b"a", "b")
