"""The device's name: made once, kept outside of the collection."""

from pathlib import Path

import pytest

from deacards.problem import UsageError
from deacards.study.device import checked_device, read_device, state_folder

HOME = Path("/home/me")


@pytest.mark.parametrize(
    ("environ", "system", "folder"),
    [
        ({}, "linux", "/home/me/.local/state/deacards"),
        ({"XDG_STATE_HOME": "/state"}, "linux", "/state/deacards"),
        ({}, "darwin", "/home/me/Library/Application Support/deacards"),
        ({}, "win32", "/home/me/AppData/Local/deacards"),
        ({"LOCALAPPDATA": "/local"}, "win32", "/local/deacards"),
    ],
)
def test_state_folder(environ: dict[str, str], system: str, folder: str) -> None:
    """Each system keeps a program's state where it is used to."""
    assert state_folder(environ, system, HOME) == Path(folder)


def test_name_is_made_once(tmp_path: Path) -> None:
    """The first name is kept; later proposals change nothing."""
    folder = tmp_path / "state" / "deacards"
    assert read_device(folder, "3f9c1a7e") == "3f9c1a7e"
    assert read_device(folder, "00000000") == "3f9c1a7e"


@pytest.mark.parametrize("content", ["", "../elsewhere\n", "a b\n", "ü\n"])
def test_kept_name_must_be_a_name(tmp_path: Path, content: str) -> None:
    """A file that holds no device name is told of, not written over."""
    (tmp_path / "device").write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match="is no device name; remove the file"):
        read_device(tmp_path, "3f9c1a7e")
    assert (tmp_path / "device").read_text(encoding="utf-8") == content


def test_name_that_cannot_be_kept(tmp_path: Path) -> None:
    """Without a place to keep it the person can name the device."""
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match="name it with --device"):
        read_device(tmp_path / "file", "3f9c1a7e")


@pytest.mark.parametrize("name", ["", "..", "a/b", "-x", "a" * 65])
def test_name_given_must_be_a_folder_name(name: str) -> None:
    """A name that could not be a folder everywhere is refused."""
    assert checked_device("my-laptop_2") == "my-laptop_2"
    with pytest.raises(UsageError, match="--device"):
        checked_device(name)
