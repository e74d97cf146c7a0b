"""Twice the notes are about twice the work, from the notes to the package: counted, no clock is asked."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from deacards.build.pipeline import Order, prepare
from deacards.cache import Cache
from deacards.collection import open_collection
from deacards.store import write_files

ORDER = Order(lambda _: True, datetime(2026, 1, 31, tzinfo=UTC))
TABLE = "| name | kind |\n|---|---|\n"
SHAPES: dict[str, Callable[[int], dict[str, str]]] = {
    "notes": lambda n: {f"n{i}": f"# T{i}\n\n## S\n\n- term {i}: what {i} is\n" for i in range(n)},
    "sections": lambda n: {
        "n": "# T\n" + "".join(f"\n## S{i}\n\n- term {i}: what {i} is\n" for i in range(n))
    },
    "equal sections": lambda n: {
        "n": "# T\n" + "".join(f"\n## S\n\n- term {i}: what {i} is\n" for i in range(n))
    },
    "lines": lambda n: {"n": "# T\n\n## S\n\n" + "".join(f"- term {i}: what {i} is\n" for i in range(n))},
    "equal lines": lambda n: {f"n{i}": f"# T{i}\n\n## S\n\n- term: what it is\n" for i in range(n)},
    "rows": lambda n: {
        "n": f"# T\n\n## S\n\n{TABLE}" + "".join(f"| key {i} | value {i} |\n" for i in range(n))
    },
    "a deep quote": lambda n: {"n": f"# T\n\n## S\n\n{'>' * 20 * n} a term: what it is\n"},
    "a deep list": lambda n: {
        "n": "# T\n\n## S\n\n" + "".join(f"{'  ' * i}- term {i}: what {i} is\n" for i in range(n))
    },
    "a long line": lambda n: {"n": f"# T\n\n## S\n\n- term: {'word ' * 50 * n}\n"},
    "links": lambda n: {
        "n": "# T\n\n## S\n\n" + "".join(f"- [term {i}](x{i}.md): what it is\n" for i in range(n))
    },
}


@contextmanager
def counted(counts: list[int]) -> Iterator[None]:
    """Add to `counts` how many lines of Python run within, each round of a loop being one."""
    count = 0

    def see(frame: FrameType, event: str, arg: object) -> Callable[..., Any]:
        nonlocal count
        del frame, event, arg
        count += 1
        return see

    sys.settrace(see)
    try:
        yield
    finally:
        sys.settrace(None)
        counts.append(count)


def build(root: Path, notes: dict[str, str]) -> tuple[int, int]:
    """Return the work of a first build of notes, and that of a second one after an edit, without a cache."""
    (root / "notes").mkdir(parents=True)
    (root / "deacards.toml").write_text('[collection]\nname = "aws"\n')
    for name, text in notes.items():
        (root / f"notes/{name}.md").write_text(text)
    collection = open_collection(root)
    first, second = [], []
    with counted(first):
        made = prepare(collection, ORDER, Cache())
    write_files(root, made.writes())
    file = root / f"notes/{min(notes)}.md"
    file.write_text(file.read_text().replace("what", "that which", 1))
    with counted(second):
        prepare(collection, ORDER, Cache())
    return first[0], second[0]


@pytest.mark.parametrize("shape", SHAPES)
def test_twice_the_notes_are_twice_the_work(tmp_path: Path, shape: str) -> None:
    """Neither a first build nor one after an edit grows with the square; a seventh more is allowed for."""
    build(tmp_path / "warm", SHAPES[shape](2))
    small = build(tmp_path / "small", SHAPES[shape](25))
    large = build(tmp_path / "large", SHAPES[shape](50))
    assert large[0] <= 2.3 * small[0]
    assert large[1] <= 2.3 * small[1]
