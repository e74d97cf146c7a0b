"""A database deflated in pieces: the same bytes whatever is kept, and little to do after an edit."""

import io
import random
import zlib
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typing_extensions import override

from deacards.anki.deflating import PAGE, Deflater, pieces_of
from deacards.cache import Cache

WORDS = [f"word{number}" for number in range(500)]
ROWS = st.lists(st.integers(0, 99), min_size=1, max_size=200)


def database(rows: Sequence[int]) -> bytes:
    """Return pages filled with rows as a database fills them: each row as a whole, where it has room."""
    pages = [b""]
    for row in rows:
        rng = random.Random(row)
        text = " ".join(rng.choices(WORDS, k=rng.randint(50, 400))).encode()
        if len(pages[-1]) + len(text) > PAGE:
            pages.append(b"")
        pages[-1] += text
    return b"".join(page.ljust(PAGE, b"\0") for page in pages)


def deflated(content: bytes, cache: Cache) -> bytes:
    """Return content, deflated."""
    deflater = Deflater(cache)
    pieces = [deflater.compress(piece) for piece in pieces_of(io.BytesIO(content))]
    return b"".join(pieces) + deflater.flush()


@given(st.lists(ROWS, max_size=3))
def test_what_is_kept_changes_no_byte(
    tmp_path_factory: pytest.TempPathFactory, contents: list[list[int]]
) -> None:
    """Whatever was deflated before, the bytes are those without a cache, and inflate to the content."""
    file = tmp_path_factory.mktemp("kept") / "kept.sqlite"
    for rows in contents:
        content = database(rows)
        fresh = deflated(content, Cache())
        with Cache(file) as cache:
            assert deflated(content, cache) == fresh
        assert zlib.decompress(fresh, -zlib.MAX_WBITS) == content


class Counting(Cache):
    """A cache that counts what is put into it."""

    count = 0

    @override
    def put(self, kind: str, owner: str, key: bytes, value: bytes) -> None:
        self.count += 1
        super().put(kind, owner, key, value)


def test_an_edit_deflates_little_anew(tmp_path: Path) -> None:
    """A row that comes in shifts all that follow; all the same most pieces are found again."""
    rows = random.Random(1).choices(range(100), k=2_000)
    with Counting(tmp_path / "kept.sqlite") as cache:
        deflated(database(rows), cache)
        whole, cache.count = cache.count, 0
        deflated(database([*rows[:1_000], 7, *rows[1_000:]]), cache)
        assert whole > 15
        assert cache.count <= 6
