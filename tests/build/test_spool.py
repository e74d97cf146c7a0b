"""What waits for being written, in memory or in a file."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deacards.build.spool import Spool
from deacards.store import StoreError


@given(st.lists(st.tuples(st.sampled_from("abc"), st.binary(max_size=20))), st.integers(0, 60))
def test_bytes_come_out_as_they_went_in(puts: list[tuple[str, bytes]], held: int) -> None:
    """Law: it is a dictionary of bytes, however many of them are held in memory."""
    spool = Spool(held)
    expected: dict[str, bytes] = {}
    for name, data in puts:
        spool[name] = expected[name] = data
        assert {each: spool[each] for each in spool} == expected
    assert list(spool) == list(expected)
    assert ("d" in spool) is False


def test_a_temporary_folder_that_is_of_no_use_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Law: where bytes cannot wait, the person learns what to do; what is held needs no folder."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    spool = Spool(held=3)
    spool["a"] = b"abc"
    with pytest.raises(StoreError, match="TMPDIR"):
        spool["b"] = b"d"
    assert spool["a"] == b"abc"
