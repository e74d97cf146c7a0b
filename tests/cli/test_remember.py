"""What is remembered is believed only as long as nothing that it came from has changed."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from deacards.cli.remember import Memory, joined, open_memory

OLD_NS = 1_600_000_000_000_000_000
"""Long ago: times that are old enough to be believed."""


def age(root: Path) -> None:
    """Make all files look as if they had been written long ago."""
    for file in root.rglob("*"):
        os.utime(file, ns=(OLD_NS, OLD_NS))


@pytest.fixture
def memory(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Memory]:
    """Return the memory of a collection with two decks, whose files count as old."""
    (folder / "deacards.toml").write_text("")
    (folder / "cards" / "sub").mkdir(parents=True)
    (folder / "cards" / "a.yaml").write_text("a")
    (folder / "cards" / "sub" / "b.yaml").write_text("b")
    monkeypatch.setattr(
        "deacards.cli.remember._TICK_NS", -(10**12)
    )  # ctime cannot be set: believe it at once
    return open_memory()


def keep(memory: Memory, value: bytes = b"value") -> None:
    """Keep a value of the configuration and the cards."""
    memory.keep("x", memory.look("deacards.toml", "cards"), value)


def test_value_comes_back(memory: Memory) -> None:
    """What was kept is there, with what it came from, also for the next process."""
    keep(memory)
    kept = open_memory().recall("x")
    assert kept is not None
    assert kept.value == b"value"
    assert sorted(Path(path).name for path in kept.sight.stamps) == ["a.yaml", "b.yaml", "deacards.toml"]
    assert memory.recall("y") is None


@pytest.mark.parametrize("change", ["edit", "add", "remove", "touch"])
def test_any_change_is_noticed(memory: Memory, folder: Path, change: str) -> None:
    """A file that was edited, added, removed or touched ends the belief."""
    keep(memory)
    file = folder / "cards" / "sub" / "b.yaml"
    match change:
        case "edit":
            file.write_text("b, changed")
        case "add":
            (folder / "cards" / "c.yaml").write_text("c")
        case "remove":
            file.unlink()
        case _:
            os.utime(file, ns=(OLD_NS, OLD_NS))
    assert memory.recall("x") is None


def test_links_are_followed_and_circles_end(memory: Memory, folder: Path) -> None:
    """Files behind a link count; a link to a folder above is followed no further."""
    elsewhere = folder.parent / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "c.yaml").write_text("c")
    (folder / "cards" / "sub" / "out").symlink_to(elsewhere)
    (folder / "cards" / "sub" / "up").symlink_to(folder / "cards")
    (folder / "cards" / "self.yaml").symlink_to("self.yaml")
    sight = memory.look("cards")
    assert sight is not None
    assert sorted(path.removeprefix(str(folder)) for path in sight.stamps) == [
        "/cards/a.yaml",
        "/cards/sub/b.yaml",
        "/cards/sub/out/c.yaml",
    ]


def test_hidden_files_do_not_count(memory: Memory, folder: Path) -> None:
    """An editor's swap file changes nothing."""
    keep(memory)
    (folder / "cards" / ".a.yaml.swp").write_text("x")
    assert memory.recall("x") is not None


def test_young_files_are_not_believed(memory: Memory, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was written within a tick of the clock could change without a trace, so it is read again."""
    keep(memory)
    monkeypatch.setattr("deacards.cli.remember._TICK_NS", 2_000_000_000)
    assert memory.recall("x") is None


def test_young_log_is_believed(memory: Memory, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A log is only ever added to, so that its size tells every change, however young it is."""
    monkeypatch.setattr("deacards.cli.remember._TICK_NS", 2_000_000_000)
    (folder / "reviews").mkdir()
    log = folder / "reviews" / "2026-11.jsonl"
    log.write_text("1\n")
    memory.keep("x", memory.look("reviews"), b"value")
    assert memory.recall("x") is not None
    log.write_text("1\n2\n")
    assert memory.recall("x") is None


def test_change_while_working_is_noticed(memory: Memory, folder: Path) -> None:
    """If a file changed after it was looked at, nothing is kept."""
    sight = memory.look("cards")
    (folder / "cards" / "a.yaml").write_text("changed")
    memory.keep("x", sight, b"value")
    assert memory.recall("x") is None


@pytest.mark.parametrize("damage", [b"", b"abc", b"\0" * 40])
def test_damaged_files_are_no_memory(memory: Memory, damage: bytes) -> None:
    """Damage of any kind is as if nothing had been kept."""
    keep(memory)
    assert memory.folder is not None
    file = Path(memory.folder) / "x.cache"
    for data in (damage, file.read_bytes()[:-1], file.read_bytes()[:9] + b"!" + file.read_bytes()[10:]):
        file.write_bytes(data)
        assert memory.recall("x") is None


def test_another_program_remembers_nothing(memory: Memory) -> None:
    """A value of another version of the program does not count."""
    keep(memory)
    assert memory._replace(program=memory.program + 1).recall("x") is None


def test_no_cache_folder(memory: Memory) -> None:
    """Without a folder all goes on, and nothing is kept."""
    without = memory._replace(folder=None)
    keep(without)
    assert without.recall("x") is None


def test_joined(memory: Memory) -> None:
    """Two sights are one of both places, as old as the older; with one missing there is none."""
    one, other = memory.look("deacards.toml"), memory.look("cards")
    both = joined(one, other)
    assert both is not None
    assert one is not None
    assert (both.places, both.taken_ns, len(both.stamps)) == (("deacards.toml", "cards"), one.taken_ns, 3)
    assert joined(one, None) is None
