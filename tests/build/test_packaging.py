"""What the configuration says about packages, as options of them."""

from pathlib import Path

import pytest

from deacards.build.packaging import options_of
from deacards.collection import open_collection


@pytest.mark.parametrize(
    ("table", "url"),
    [
        ("", ""),
        ('source_link = "vscode"', "vscode://file/{root}/notes/my%20note.md:7"),
        ('source_link = "obsidian"', "obsidian://open?vault={name}&amp;file=notes/my%20note.md"),
        (
            'source_link = "obsidian"\nvault = "My vault"',
            "obsidian://open?vault=My%20vault&amp;file=notes/my%20note.md",
        ),
        (
            'source_link = "url"\nurl = "https://host/blob/{path}#L{line}"',
            "https://host/blob/notes/my%20note.md#L7",
        ),
    ],
)
def test_a_source_line_leads_where_the_configuration_says(tmp_path: Path, table: str, url: str) -> None:
    """Nowhere by default; into an editor, a vault or the web where that is asked for, with signs escaped."""
    (tmp_path / "deacards.toml").write_text(f'[collection]\nname = "x"\n[anki]\n{table}\n')
    options = options_of(open_collection(tmp_path))
    expected = url.replace("{root}", tmp_path.as_posix().lstrip("/")).replace("{name}", tmp_path.name)
    assert options.source_url("notes/my note.md:7") == expected


@pytest.mark.parametrize(
    ("answer", "is_typed"),
    [
        ("Canberra", True),
        ("x" * 41, False),
        ("`code`", False),
        ("two\nlines", False),
        ("$x$", False),
        ("a b", True),
    ],
)
def test_only_what_can_be_typed_is_typed(tmp_path: Path, answer: str, *, is_typed: bool) -> None:
    """Short plain answers are typed where the option is on, and nothing where it is off."""
    config = tmp_path / "deacards.toml"
    config.write_text('[collection]\nname = "x"\n[anki]\ntype_in = true\n')
    assert options_of(open_collection(tmp_path)).asks_to_type(answer) is is_typed
    config.write_text('[collection]\nname = "x"\n')
    assert not options_of(open_collection(tmp_path)).asks_to_type(answer)
