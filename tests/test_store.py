"""The store: a person's files are either old or new, never overwritten unseen, never left outside."""

import errno
import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from deacards.problem import DeacardsError
from deacards.store import (
    ANY,
    ChangedError,
    StoreError,
    Write,
    digest,
    find_files,
    read_file,
    write_file,
    write_files,
)


def written(root: Path, path: str, text: str) -> str:
    """Put a file in place as a person would; return its digest."""
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(text.encode())
    return digest(text.encode())


def names(root: Path) -> list[str]:
    """Return all files under `root`, hidden ones too."""
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())


def test_a_file_is_written_where_it_was_read(tmp_path: Path) -> None:
    """Law: with the digest that was read the new bytes stand there, and nothing else is left behind."""
    before = written(tmp_path, "cards/a.yaml", "old")
    assert write_file(tmp_path, "cards/a.yaml", b"new", expected=before)
    assert read_file(tmp_path, "cards/a.yaml") == b"new"
    assert names(tmp_path) == ["cards/a.yaml"]


def test_a_new_file_gets_its_folders(tmp_path: Path) -> None:
    """Law: a file that is expected not to exist is made, with the folders that it needs."""
    assert write_file(tmp_path, "cards/deep/er/a.yaml", b"new", expected=None)
    assert names(tmp_path) == ["cards/deep/er/a.yaml"]


def test_equal_bytes_are_not_written(tmp_path: Path) -> None:
    """Law: no change, no write: the time of the file stays."""
    before = written(tmp_path, "a.yaml", "same")
    os.utime(tmp_path / "a.yaml", ns=(1, 1))
    assert not write_file(tmp_path, "a.yaml", b"same", expected=before)
    assert (tmp_path / "a.yaml").stat().st_mtime_ns == 1


def test_the_mode_is_kept(tmp_path: Path) -> None:
    """Law: who may read a file is not changed by writing it."""
    before = written(tmp_path, "a.yaml", "old")
    (tmp_path / "a.yaml").chmod(0o640)
    write_file(tmp_path, "a.yaml", b"new", expected=before)
    assert stat.S_IMODE((tmp_path / "a.yaml").stat().st_mode) == 0o640


@pytest.mark.parametrize(
    ("now", "expected", "said"),
    [
        ("edited", digest(b"old"), "a.yaml: was changed after deacards had read it; it was left as it is"),
        ("edited", None, "a.yaml: exists already; it was left as it is"),
        (None, digest(b"old"), "a.yaml: was removed after deacards had read it"),
    ],
)
def test_what_was_changed_meanwhile_is_not_overwritten(
    tmp_path: Path, now: str | None, expected: str | None, said: str
) -> None:
    """Law: a file that is not what was read stays as it is, and the error says what to do."""
    if now is not None:
        written(tmp_path, "a.yaml", now)
    with pytest.raises(ChangedError, match="un the command again") as caught:
        write_file(tmp_path, "a.yaml", b"new", expected=expected)
    assert str(caught.value).startswith(said)
    assert names(tmp_path) == (["a.yaml"] if now else [])
    assert now is None or read_file(tmp_path, "a.yaml") == now.encode()


def test_any_content_may_be_replaced_where_the_caller_says_so(tmp_path: Path) -> None:
    """Law: `ANY` replaces what stands there, and makes what does not."""
    written(tmp_path, "a", "old")
    assert write_files(tmp_path, [Write("a", b"1", ANY), Write("b", b"2", ANY)]) == ("a", "b")


def test_several_files_are_written_all_or_none(tmp_path: Path) -> None:
    """Law: if one of them cannot be written, none is changed, and no temporary file stays."""
    first = written(tmp_path, "a.yaml", "old")
    written(tmp_path, "b.yaml", "edited")
    writes = [Write("a.yaml", b"new", first), Write("b.yaml", b"new", digest(b"old"))]
    with pytest.raises(ChangedError):
        write_files(tmp_path, writes)
    assert names(tmp_path) == ["a.yaml", "b.yaml"]
    assert read_file(tmp_path, "a.yaml") == b"old"


@pytest.mark.parametrize("files", [3, 20])
def test_a_disk_that_fails_leaves_every_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, files: int
) -> None:
    """Law: nothing is put in place before all of it is on the disk; then no temporary file stays."""
    synced = []

    def fsync(handle: int) -> None:
        synced.append(handle)
        if len(synced) == files - 1:
            raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "fsync", fsync)
    for number in range(files):
        written(tmp_path, f"{number}.yaml", "old")
    writes = [Write(f"{number}.yaml", b"new", digest(b"old")) for number in range(files)]
    with pytest.raises(StoreError, match=r"yaml: cannot be written: Input/output error"):
        write_files(tmp_path, writes)
    assert {read_file(tmp_path, name) for name in names(tmp_path)} == {b"old"}
    monkeypatch.setattr(os, "fsync", synced.append)
    assert len(write_files(tmp_path, writes)) == files
    assert {read_file(tmp_path, name) for name in names(tmp_path)} == {b"new"}


def test_an_edit_while_others_are_prepared_is_not_overwritten(tmp_path: Path) -> None:
    """Law: the digest is checked once more right before a file is replaced."""
    first = written(tmp_path, "a.yaml", "old")

    def writes() -> Iterator[Write]:
        yield Write("a.yaml", b"new", first)
        written(tmp_path, "a.yaml", "edited")
        yield Write("b.yaml", b"new", None)

    with pytest.raises(ChangedError, match=r"a\.yaml: was changed after deacards had read it"):
        write_files(tmp_path, writes())
    assert names(tmp_path) == ["a.yaml"]
    assert read_file(tmp_path, "a.yaml") == b"edited"


@pytest.mark.parametrize("path", ["../out.yaml", "link/out.yaml", "cards/../../out.yaml"])
def test_nothing_outside_is_read_or_written(tmp_path: Path, path: str) -> None:
    """Law: neither `..` nor a link leads out of the collection."""
    root = tmp_path / "root"
    (root / "cards").mkdir(parents=True)
    (root / "link").symlink_to(tmp_path)
    written(tmp_path, "out.yaml", "theirs")
    for act in (lambda: write_file(root, path, b"mine", expected=ANY), lambda: read_file(root, path)):
        with pytest.raises(StoreError, match="leads out of the collection"):
            act()
    assert read_file(tmp_path, "out.yaml") == b"theirs"


def test_a_link_within_is_followed_and_stays(tmp_path: Path) -> None:
    """Law: writing through a link changes the file that it names, not the link."""
    before = written(tmp_path, "real.yaml", "old")
    (tmp_path / "link.yaml").symlink_to("real.yaml")
    write_file(tmp_path, "link.yaml", b"new", expected=before)
    assert (tmp_path / "link.yaml").is_symlink()
    assert read_file(tmp_path, "real.yaml") == b"new"


def test_a_folder_in_the_way_is_named(tmp_path: Path) -> None:
    """Law: a folder where a file is expected, and the reverse, are errors that say so."""
    (tmp_path / "a.yaml").mkdir()
    with pytest.raises(StoreError, match=r"a\.yaml: is a folder, but a file is expected; rename or move"):
        write_file(tmp_path, "a.yaml", b"new", expected=ANY)
    with pytest.raises(StoreError, match=r"a\.yaml: cannot be read: it is a folder"):
        read_file(tmp_path, "a.yaml")
    written(tmp_path, "cards", "a file")
    with pytest.raises(StoreError, match=r"cards/a\.yaml: cannot be written: a file stands where a folder"):
        write_file(tmp_path, "cards/a.yaml", b"new", expected=None)
    with pytest.raises(StoreError, match="cards: cannot be listed: a file stands where a folder is expected"):
        find_files(tmp_path, "cards", [".yaml"])


def test_a_protected_file_is_left_alone(tmp_path: Path) -> None:
    """Law: a rename could replace a read-only file; that it is read-only is the person's word."""
    before = written(tmp_path, "a.yaml", "old")
    (tmp_path / "a.yaml").chmod(0o444)
    with pytest.raises(StoreError, match="read-only and was left as it is"):
        write_file(tmp_path, "a.yaml", b"new", expected=before)
    assert read_file(tmp_path, "a.yaml") == b"old"


def test_what_the_system_refuses_is_told_with_advice(tmp_path: Path) -> None:
    """Law: an error of the disk is told with the file's name and what to do, and leaves nothing behind."""
    with pytest.raises(DeacardsError, match=r"nnn\.yaml: cannot be .*: .*; make room or check the disk"):
        write_file(tmp_path, "n" * 300 + ".yaml", b"new", expected=None)
    assert names(tmp_path) == []


def test_a_leftover_of_a_killed_process_does_no_harm(tmp_path: Path) -> None:
    """Law: a temporary file of a killed process with our number is no obstacle and is no deck."""
    (tmp_path / f".deacards-{os.getpid()}-0.tmp").write_bytes(b"half")
    assert find_files(tmp_path, ".", [".yaml", ".tmp"]) == ()
    assert write_file(tmp_path, "a.yaml", b"new", expected=None)
    assert names(tmp_path) == ["a.yaml"]


def test_twice_the_files_are_twice_the_work(tmp_path: Path) -> None:
    """Law: however many files go into a folder, each takes as long as the first: counted in calls."""
    counts = []
    for files in (20, 80):
        calls = [0]

        def see(*_: object, calls: list[int] = calls) -> None:
            calls[0] += 1

        writes = [Write(f"{files}/{number}.yaml", b"new", None) for number in range(files)]
        sys.setprofile(see)
        try:
            write_files(tmp_path, writes)
        finally:
            sys.setprofile(None)
        counts += calls
    assert counts[1] <= 4.2 * counts[0]


def test_files_are_found_sorted_without_hidden_and_linked_folders(tmp_path: Path) -> None:
    """Law: the paths are those under the folder, with forward slashes, sorted; a missing folder has none."""
    for path in ("cards/b.yaml", "cards/a/c.YML", "cards/a.txt", "cards/.git/x.yaml", "other/y.yaml"):
        written(tmp_path, path, "")
    (tmp_path / "cards/loop").symlink_to(tmp_path / "cards")
    assert find_files(tmp_path, "cards", [".yaml", ".yml"]) == ("cards/a/c.YML", "cards/b.yaml")
    assert find_files(tmp_path, "nowhere", [".yaml"]) == ()
