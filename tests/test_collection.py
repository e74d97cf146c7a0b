"""Laws of the configuration: found from anywhere inside, every fault at its line, all at once."""

from pathlib import Path

import pytest

import deacards.config
from deacards.cache import Cache
from deacards.collection import open_collection
from deacards.config import Config, ConfigError, parse_config
from deacards.problem import UsageError

MINIMAL = '[collection]\nname = "notes"\n'


def faults(text: str, path: str = "deacards.toml") -> list[str]:
    """Return what is said of a configuration, one line per fault."""
    with pytest.raises(ConfigError) as caught:
        parse_config(text, path)
    assert caught.value.exit_code == 2
    return str(caught.value).splitlines()


def test_a_name_is_enough() -> None:
    """Everything but the name has a default."""
    config = parse_config(MINIMAL, "deacards.toml")
    assert config.collection.notes == "notes"
    assert (config.review.new_per_day, config.review.reviews_per_day, config.review.rollover_hour) == (
        20,
        200,
        4,
    )
    assert (config.scheduler.algorithm, config.scheduler.profile) == ("sm2", "text")
    assert (config.scheduler.fuzz, config.scheduler.leech_lapses, config.decks) == ("on", 8, ())


def test_brackets_without_end_are_a_fault() -> None:
    """What Python cannot read for its depth is told like any other bad TOML."""
    [fault] = faults("a = " + "[" * 50_000)
    assert fault == (
        "deacards.toml: DC001 bad-toml  "
        "brackets within each other without end; delete those that are too many"
    )


CASES = {
    "[review]\nnew_perday = 3": "4: DC002 unknown-key  [review] has no key 'new_perday'; "
    "did you mean 'new_per_day'?",
    "[reviews]": "3: DC002 unknown-key  the configuration has no key 'reviews'; did you mean 'review'?",
    "colour = 'red'": "3: DC002 unknown-key  [collection] has no key 'colour'; "
    "it may have: name, notes, cards, exports, reviews, exclude, language",
    "rollover_hour = 3": "3: DC002 unknown-key  [collection] has no key 'rollover_hour'; "
    "it belongs under [review]",
    "[review]\nrollover_hour = 25": "4: DC003 bad-value  rollover_hour = 25 "
    "should be less than or equal to 23",
    "review.new_per_day = 3": "3: DC002 unknown-key  [collection] has no key 'review'; "
    "did you mean 'reviews'?",
    "[review]\nnew_per_day = true": "4: DC003 bad-value  new_per_day = true should be a valid integer",
    "notes = '../elsewhere'": '3: DC003 bad-value  notes = "../elsewhere" leaves the collection; '
    "name a folder inside it",
    "cards = '/srv/cards'": '3: DC003 bad-value  cards = "/srv/cards" leaves the collection; '
    "name a folder inside it",
    "exclude = [\n  'a',\n  1,\n]": "3: DC003 bad-value  exclude = 1 should be a valid string",
    "language = 'English'": '3: DC003 bad-value  language = "English" is no language code; '
    'write for example "en"',
    "[scheduler]\nalgorithm = 'sm3'": '4: DC003 bad-value  algorithm = "sm3" '
    "should be 'sm2', 'anki' or 'fsrs'",
    "[scheduler.ankii]": "3: DC002 unknown-key  [scheduler] has no key 'ankii'; did you mean 'anki'?",
    "[scheduler.anki]\nlearning_step = [1]": "4: DC002 unknown-key  [scheduler.anki] has no key "
    "'learning_step'; did you mean 'learning_steps'?",
    "[scheduler.anki]\nlearning_steps = [0]": "4: DC003 bad-value  learning_steps = 0 "
    "should be greater than 0",
    "[scheduler.fsrs]\nretention = 1.0": "4: DC003 bad-value  retention = 1.0 "
    "should be less than or equal to 0.99",
    "[scheduler.fsrs]\nweights = [0.2, 1]": "4: DC003 bad-value  weights = [0.2, 1] "
    "has 2 weights where FSRS-6 has 21; write what deacards optimize printed",
    "[anki]\nurl = 'host/x'": '4: DC003 bad-value  url = "host/x" is no address of a note; '
    "write for example https://host/notes/{path}#L{line}",
    "[anki]\nsource_link = 'emacs'": '4: DC003 bad-value  source_link = "emacs" '
    "should be 'none', 'vscode', 'obsidian' or 'url'",
    "[[decks]]\nnew_per_day = 3": "3: DC004 missing-key  decks.match is missing; add it",
    "[review": "3:8: DC001 bad-toml  not valid TOML: expected ']' at the end of a table declaration",
    'notes = """never closed': "4: DC001 bad-toml  not valid TOML: unterminated string",
    "name = 'again'": "3:15: DC001 bad-toml  not valid TOML: cannot overwrite a value",
}


@pytest.mark.parametrize("text", CASES)
def test_a_fault_is_told_at_its_line(text: str) -> None:
    """Each kind of fault: where it is, what was found, what to do."""
    assert faults(f"{MINIMAL}{text}\n") == [f"deacards.toml:{CASES[text]}"]


def test_a_table_may_be_written_in_one_line() -> None:
    """Faults in an inline table stand at its line; a value where a table belongs is told as that."""
    assert faults(f"review = {{ new_per_day = -1 }}\n{MINIMAL}") == [
        "deacards.toml:1: DC003 bad-value  new_per_day = -1 should be greater than or equal to 0"
    ]
    assert faults(f"review = 3\n{MINIMAL}") == [
        "deacards.toml:1: DC003 bad-value  review is a table; write [review] on a line"
    ]


@pytest.mark.parametrize("name", ["", "a/b", "..", "x:y", "tab\\t", " x"])
def test_a_name_must_be_a_file_name(name: str) -> None:
    """The package is named after the collection, on every system."""
    (line,) = faults(f'[collection]\nname = "{name}"\n')
    assert line.startswith("deacards.toml:2: DC003 bad-value  name = ")
    assert "cannot be a file name" in line


def test_a_missing_name_is_asked_for() -> None:
    """An empty file says what to add."""
    (line,) = faults("")
    assert line == (
        "deacards.toml: DC004 missing-key  the collection has no name; "
        'add under [collection]: name = "my-notes"'
    )


def test_all_faults_are_told_at_once() -> None:
    """A person mends the file in one go."""
    lines = faults('[collection]\nnam = "x"\n[review]\nnew_per_day = -1\n[scheduler]\nprofil = 1\n')
    assert [line.split(":")[1].strip().split()[0] for line in lines] == ["1", "2", "4", "6"]


def test_a_pyproject_holds_the_same_tables(tmp_path: Path) -> None:
    """`[tool.deacards.*]` is read, with the file's own lines; the rest of the file is nobody's business."""
    text = '[project]\nname = "p"\n\n[tool.deacards.collection]\nname = "mine"\n'
    (tmp_path / "pyproject.toml").write_text(text)
    assert open_collection(tmp_path).name == "mine"
    assert faults(text + "langage = 'en'\n", "pyproject.toml") == [
        "pyproject.toml:6: DC002 unknown-key  [collection] has no key 'langage'; did you mean 'language'?"
    ]


def test_the_collection_is_found_from_below(tmp_path: Path) -> None:
    """The nearest configuration counts; a pyproject.toml without our table is passed by."""
    (tmp_path / "deacards.toml").write_text(MINIMAL)
    deep = tmp_path / "notes" / "deep"
    deep.mkdir(parents=True)
    (deep / "pyproject.toml").write_text("[tool.deacardsx]\n")
    collection = open_collection(deep)
    assert collection.root == tmp_path
    assert collection.package == tmp_path / "exports" / "notes.apkg"
    assert collection.relative(deep) == "notes/deep"


def test_no_collection_says_how_to_begin(tmp_path: Path) -> None:
    """Outside of every collection the message names the command that makes one."""
    with pytest.raises(UsageError, match=r"no deacards\.toml here or above; run: deacards init") as caught:
        open_collection(tmp_path)
    assert caught.value.exit_code == 2


def test_a_file_where_a_folder_belongs_is_told(tmp_path: Path) -> None:
    """The file is named, and the key that points to it."""
    (tmp_path / "deacards.toml").write_text(MINIMAL)
    (tmp_path / "cards").write_text("")
    with pytest.raises(ConfigError) as caught:
        open_collection(tmp_path)
    assert str(caught.value) == (
        "cards: DC005 not-a-folder  is a file; move it away or set another folder for cards in deacards.toml"
    )


def test_a_folder_where_the_configuration_belongs_is_told(tmp_path: Path) -> None:
    """A folder named deacards.toml is no crash."""
    (tmp_path / "deacards.toml").mkdir()
    with pytest.raises(ConfigError, match=r"deacards\.toml: DC006 not-a-file  is a folder"):
        open_collection(tmp_path)


def test_a_configuration_that_is_not_utf8_is_told(tmp_path: Path) -> None:
    """The line of the first wrong byte is named; a byte order mark is none."""
    (tmp_path / "deacards.toml").write_bytes(b'[collection]\nname = "caf\xe9"\n')
    with pytest.raises(ConfigError, match=r"deacards\.toml:2: DC007 not-utf-8  byte 0xe9"):
        open_collection(tmp_path)
    (tmp_path / "deacards.toml").write_bytes(b"\xef\xbb\xbf" + MINIMAL.encode())
    assert isinstance(open_collection(tmp_path).config, Config)


def test_a_known_configuration_is_not_validated_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a text says of the collection comes from the cache, as it was; another text is validated."""
    (tmp_path / "deacards.toml").write_text(f"{MINIMAL}exclude = ['drafts/*']\n")
    with Cache(tmp_path / "kept.sqlite", "1") as cache:
        first = open_collection(tmp_path, cache)
        with monkeypatch.context() as without:
            without.delattr(deacards.config, "parse_config")
            again = open_collection(tmp_path, cache)
        assert again.layout == first.layout
        assert (again.name, again.layout.exclude, again.config.review.new_per_day) == (
            "notes",
            ("drafts/*",),
            20,
        )
        (tmp_path / "deacards.toml").write_text(f"{MINIMAL}cards = 'decks'\n")
        assert open_collection(tmp_path, cache).cards == tmp_path / "decks"
        (tmp_path / "deacards.toml").write_text("[collection]\n")
        with pytest.raises(ConfigError, match="has no name"):
            open_collection(tmp_path, cache)
