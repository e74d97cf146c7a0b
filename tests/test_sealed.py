"""Files of the cache that are whole or of no use."""

from pathlib import Path

import pytest

from deacards.sealed import read_sealed, write_sealed

KEY, VALUE = ("1", "root"), {"a": (1, "b", None)}


def test_what_was_kept_is_found_under_its_key_only(tmp_path: Path) -> None:
    """A value comes back as it was under the key that it was kept under, and under no other."""
    file = tmp_path / "new" / "some.cache"
    assert read_sealed(file, KEY) is None
    write_sealed(file, KEY, VALUE)
    assert read_sealed(file, KEY) == VALUE
    assert read_sealed(file, ("2", "root")) is None
    assert [each.name for each in file.parent.iterdir()] == ["some.cache"]


@pytest.mark.parametrize("at", [0, 3, 4, -1])
def test_a_damaged_file_holds_nothing(tmp_path: Path, at: int) -> None:
    """One changed byte anywhere, or a torn end, and the file counts as never written."""
    file = tmp_path / "some.cache"
    write_sealed(file, KEY, VALUE)
    whole = file.read_bytes()
    broken = bytearray(whole)
    broken[at] ^= 1
    file.write_bytes(broken)
    assert read_sealed(file, KEY) is None
    file.write_bytes(whole[: len(whole) // 2])
    assert read_sealed(file, KEY) is None


def test_where_nothing_can_be_written_nothing_is_left(tmp_path: Path) -> None:
    """A file that cannot be put in its place leaves no draft beside it, and no error."""
    place = tmp_path / "some.cache"
    place.mkdir()
    write_sealed(place, KEY, VALUE)
    assert [each.name for each in tmp_path.iterdir()] == ["some.cache"]
