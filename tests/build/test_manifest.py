"""Laws of the manifest: it says "unchanged" only when that is so, and losing it costs only time."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from deacards.build import manifest as module
from deacards.build.manifest import Manifest, Stamp, read_manifest, states_of, write_manifest

NOW = 1_700_000_000_000_000_000
OLD = NOW - 60_000_000_000


def collection(root: Path) -> Path:
    """Return `root` with two notes of an old date, one of them in a folder."""
    for name, text in {"notes/a.md": "alpha", "notes/deep/b.md": "beta"}.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        os.utime(file, ns=(OLD, OLD))
    return root


def take_stamps(root: Path, places: Iterable[str], known: Any = None, known_ns: int = 0) -> dict[str, Stamp]:
    """Return the stamps of what is at and under some places."""
    return module.take_stamps(root, states_of(root, places), known, known_ns)


def confirm(manifest: Manifest, root: Path, now_ns: int) -> Manifest | None:
    """Return what the manifest says of the files as they are."""
    return module.confirm(manifest, root, states_of(root, manifest.places), now_ns)


def manifest_of(root: Path, taken_ns: int = NOW) -> Manifest:
    """Return the manifest of the notes in `root` as of `taken_ns`."""
    places = ("notes", "gone.toml")
    return Manifest("1", places, taken_ns, take_stamps(root, places), {"cards": 7})


def write_keeping_time(file: Path, text: str) -> None:
    """Write a file and give it back the time it had, as a coarse clock would."""
    state = file.stat()
    file.write_text(text)
    os.utime(file, ns=(state.st_atime_ns, state.st_mtime_ns))


def test_unchanged_files_are_confirmed(tmp_path: Path) -> None:
    """Nothing touched: the manifest still stands."""
    manifest = manifest_of(collection(tmp_path))
    assert set(manifest.stamps) == {"notes/a.md", "notes/deep/b.md"}
    assert confirm(manifest, tmp_path, NOW) is not None


@pytest.mark.parametrize("text", ["ALPHA", "longer than before", ""])
def test_a_changed_file_is_noticed(tmp_path: Path, text: str) -> None:
    """New content is noticed, of the same size too."""
    manifest = manifest_of(collection(tmp_path))
    (tmp_path / "notes/a.md").write_text(text)
    assert confirm(manifest, tmp_path, NOW) is None


def test_added_removed_and_renamed_files_are_noticed(tmp_path: Path) -> None:
    """The set of files counts, not only their content."""
    manifest = manifest_of(collection(tmp_path))
    (tmp_path / "notes/c.md").write_text("")
    assert confirm(manifest, tmp_path, NOW) is None
    (tmp_path / "notes/c.md").unlink()
    assert confirm(manifest, tmp_path, NOW) is not None
    (tmp_path / "notes/a.md").rename(tmp_path / "notes/z.md")
    assert confirm(manifest, tmp_path, NOW) is None


def test_a_place_that_appears_is_noticed(tmp_path: Path) -> None:
    """A place that was missing counts from the moment it exists."""
    manifest = manifest_of(collection(tmp_path))
    (tmp_path / "gone.toml").write_text("")
    assert confirm(manifest, tmp_path, NOW) is None


def test_a_touched_file_is_read_and_found_unchanged(tmp_path: Path) -> None:
    """A new time alone changes nothing; the fresher manifest then believes the new time."""
    manifest = manifest_of(collection(tmp_path))
    os.utime(tmp_path / "notes/a.md", ns=(OLD + 1, OLD + 1))
    fresher = confirm(manifest, tmp_path, NOW)
    assert fresher is not None
    assert fresher.stamps["notes/a.md"].mtime_ns == OLD + 1


def test_a_change_within_one_tick_of_the_clock_is_noticed(tmp_path: Path) -> None:
    """A stamp younger than a tick is not believed: same size, same times, other content."""
    root = collection(tmp_path)
    stamps = take_stamps(root, ["notes"])
    write_keeping_time(root / "notes/a.md", "ALPHA")
    state = (root / "notes/a.md").stat()
    same_times = stamps["notes/a.md"]._replace(ctime_ns=state.st_ctime_ns)
    manifest = Manifest("1", ("notes",), state.st_ctime_ns, stamps | {"notes/a.md": same_times}, {})
    assert confirm(manifest, root, NOW) is None


def test_an_old_stamp_is_believed_without_reading(tmp_path: Path) -> None:
    """Where all times are old and equal, the same manifest comes back: no file was read."""
    root = collection(tmp_path)
    later = max(stamp.ctime_ns for stamp in take_stamps(root, ["notes"]).values()) + 60_000_000_000
    manifest = manifest_of(root, taken_ns=later)
    assert confirm(manifest, root, NOW) is manifest


def test_links_in_a_circle_end(tmp_path: Path) -> None:
    """A link to a folder above is walked once, not forever."""
    root = collection(tmp_path)
    (root / "notes/deep/up").symlink_to(root / "notes")
    (root / "notes/self.md").symlink_to("self.md")
    assert set(take_stamps(root, ["notes"])) == {"notes/a.md", "notes/deep/b.md"}


def test_a_manifest_is_read_as_written(tmp_path: Path) -> None:
    """Writing and reading give the same manifest; another version of the program does not take it."""
    manifest = manifest_of(collection(tmp_path))
    file = tmp_path / "cache" / "build.seen"
    write_manifest(file, manifest)
    assert read_manifest(file, "1") == manifest
    assert read_manifest(file, "2") is None
    assert [path.name for path in file.parent.iterdir()] == ["build.seen"]


@pytest.mark.parametrize("place", [0, 10, 70, 100, -1])
def test_a_damaged_manifest_counts_as_none(tmp_path: Path, place: int) -> None:
    """One changed byte anywhere, or a file cut short, and the manifest is not believed."""
    file = tmp_path / "build.seen"
    write_manifest(file, manifest_of(collection(tmp_path)))
    whole = bytearray(file.read_bytes())
    file.write_bytes(whole[: len(whole) // 2])
    assert read_manifest(file, "1") is None
    whole[place] ^= 1
    file.write_bytes(whole)
    assert read_manifest(file, "1") is None


def test_a_cache_that_cannot_be_written_is_no_fault(tmp_path: Path) -> None:
    """A file stands where the cache folder should be: the program goes on without."""
    (tmp_path / "cache").write_text("in the way")
    write_manifest(tmp_path / "cache" / "build.seen", manifest_of(collection(tmp_path)))
    assert read_manifest(tmp_path / "cache" / "build.seen", "1") is None


def test_what_is_known_is_read_again_only_while_it_is_young(tmp_path: Path) -> None:
    """Times that are the same, and old enough to be believed, vouch for a digest; nothing else does."""
    root = collection(tmp_path)
    wrong = {path: stamp._replace(digest="x") for path, stamp in take_stamps(root, ["notes"]).items()}
    later = max(stamp.ctime_ns for stamp in wrong.values()) + 3_000_000_000
    assert take_stamps(root, ["notes"], wrong, later) == wrong
    young = take_stamps(root, ["notes"], wrong, later - 2_500_000_000)
    assert "x" not in {stamp.digest for stamp in young.values()}
    (root / "notes/a.md").write_text("ALPHA")
    assert take_stamps(root, ["notes"], wrong, later)["notes/a.md"].digest != "x"
