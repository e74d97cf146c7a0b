"""The ledger: what changes it, what survives in it, and how it reads when git could not merge it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deacards.anki.ledger import Ledger, format_ledger, own_ledger, parse_ledger, tell
from deacards.anki.told import Lines, Told, ids_of, lines_of, note_line, with_lines
from deacards.problem import Severity

PATH = "exports/ledger.json"
A = Told("aaaa", 100, 1_000, "Deck", "notes/x.md:1")
B = Told("bbbb", 200, 2_000, "Deck {b}", "")
LEDGER = Ledger({"deacards:a": A, "deacards:b": B}, {"deacards Basic": Told("cccc", 50)})
TEXT = """\
{
"format": 1,
"notetypes": {
"deacards Basic": {"digest": "cccc", "mod": 50}
},
"notes": {
"deacards:a": {"digest": "aaaa", "mod": 100, "id": 1000, "deck": "Deck", "source": "notes/x.md:1"},
"deacards:b": {"digest": "bbbb", "mod": 200, "id": 2000, "deck": "Deck {b}", "source": ""}
}
}
"""
WORDS = st.text(max_size=8)
TOLD = st.builds(Told, WORDS, st.integers(1, 2**52), st.integers(1, 2**52), WORDS, WORDS)


def test_file_is_one_sorted_line_a_card() -> None:
    """The text is JSON in which git sees each card as a line, whatever the order of insertion."""
    backwards = Ledger(dict(reversed(LEDGER.notes.items())), LEDGER.notetypes)
    assert format_ledger(LEDGER) == format_ledger(backwards) == TEXT.encode()


TOLD_TYPES = st.tuples(WORDS, st.integers(1, 2**52)).map(lambda told: Told(*told))


@given(st.dictionaries(WORDS, TOLD), st.dictionaries(WORDS, TOLD_TYPES))
def test_reading_gives_what_was_written(notes: dict[str, Told], notetypes: dict[str, Told]) -> None:
    """A ledger that is written and read is the same."""
    ledger = Ledger(notes, notetypes)
    assert parse_ledger(format_ledger(ledger).decode(), PATH) == (ledger, ())


@given(st.dictionaries(WORDS, TOLD), st.dictionaries(WORDS, TOLD_TYPES))
def test_our_own_file_needs_no_looking_through(notes: dict[str, Told], notetypes: dict[str, Told]) -> None:
    """What is taken from the lines is what reading them all gives, and is written as the same bytes again."""
    ledger = Ledger(notes, notetypes)
    data = format_ledger(ledger)
    own = own_ledger(data.decode())
    assert (own is None) == (not notes)
    if own is not None:
        assert dict(own.notes) == notes
        assert own.notetypes == notetypes
        assert format_ledger(own) == data
        assert ids_of(own.notes) == ids_of(notes)


@given(st.dictionaries(WORDS, TOLD), st.dictionaries(WORDS, TOLD))
def test_newer_lines_take_the_place_of_older_ones(old: dict[str, Told], new: dict[str, Told]) -> None:
    """What is newer counts, the rest stays, whatever was read of it; and it is as easy to take apart."""
    lines = {guid: note_line(guid, told) for guid, told in new.items()}
    for notes in (old, Lines(lines_of(old))):
        both = with_lines(notes, lines)
        assert dict(both) == {**old, **new}
        assert both.lines == lines_of({**old, **new})
        assert all(guid in both for guid in new)
        assert "absent key" not in both


def test_empty_ledger_is_written_and_read() -> None:
    """A collection without cards has a ledger too."""
    assert parse_ledger(format_ledger(Ledger()).decode(), PATH) == (Ledger(), ())


@given(TOLD, WORDS, st.integers(1, 2**52))
def test_changed_content_has_a_newer_time(last: Told, digest: str, now: int) -> None:
    """The time rises if and only if the content changed, also when the clock fell back; the id stays."""
    told = tell(last, digest, now, "s")
    if digest == last.digest:
        assert told == last
    else:
        assert told.mod > last.mod
        assert told.mod >= now
        assert (told.id, told.deck, told.source) == (last.id, last.deck, "s")


def test_first_word_bears_the_time_of_the_export() -> None:
    """What Anki was never told is told with the time of now."""
    assert tell(None, "aaaa", 123, "s") == Told("aaaa", 123, source="s")


def test_conflict_marks_cost_nothing() -> None:
    """Both sides of a conflict are read, the newer entry counts, and a warning says where it is broken."""
    newer = '"deacards:b": {"digest": "dddd", "mod": 300, "id": 2000, "deck": "Deck", "source": ""}'
    lines = TEXT.splitlines()
    text = "\n".join([*lines[:7], "<<<<<<< ours", lines[7], "=======", newer, ">>>>>>> theirs", *lines[8:]])
    ledger, (problem,) = parse_ledger(text, PATH)
    assert ledger.notes == {"deacards:a": A, "deacards:b": Told("dddd", 300, 2000, "Deck", "")}
    assert ledger.notetypes == LEDGER.notetypes
    assert problem.severity is Severity.WARNING
    assert str(problem).startswith("exports/ledger.json: warning: DC407 broken-ledger  is broken (")
    assert "2 cards could be read" in problem.message
    assert "restore the file from git" in problem.message


def test_two_lines_for_one_card_need_no_warning() -> None:
    """A union merge may leave two entries for a card: the newer counts, in whatever order they stand."""
    older = TEXT.splitlines()[6].replace("aaaa", "eeee").replace("100", "99")
    for text in (
        TEXT.replace('"deacards:a"', f'{older}\n"deacards:a"'),
        TEXT.replace('"deacards:b"', f'{older}\n"deacards:b"'),
    ):
        assert parse_ledger(text, PATH) == (LEDGER, ())


def test_two_words_of_the_same_second_count_as_neither() -> None:
    """Nobody can tell which of them Anki has: the content is told again."""
    other = TEXT.splitlines()[6].replace("aaaa", "eeee")
    ledger, _ = parse_ledger(TEXT.replace('"deacards:a"', f'{other}\n"deacards:a"'), PATH)
    assert ledger.notes["deacards:a"].digest == ""
    assert tell(ledger.notes["deacards:a"], "aaaa", 50).mod == 101


@pytest.mark.parametrize(
    "text",
    ["", "null", "[]", "{}", '{"format": 1}', '{"format": "1"}', "1" * 5000, "[" * 50_000, "\x00"],
)
def test_what_is_no_ledger_is_an_empty_one_with_a_warning(text: str) -> None:
    """Whatever stands in the file, the export can go on, and the user hears what that means."""
    ledger, (problem,) = parse_ledger(text, PATH)
    assert ledger == Ledger()
    assert (problem.code, problem.severity) == ("DC407 broken-ledger", Severity.WARNING)
    assert "undoes your edits in Anki but no schedule" in problem.message


@pytest.mark.parametrize(
    "entry",
    [None, [], {}, {"digest": 1, "mod": 1}, {"digest": "a", "mod": -1}, {"mod": 2**60, "digest": "a"}],
)
def test_unreadable_entry_costs_only_itself(entry: object) -> None:
    """The other entries stay, and the warning counts what was lost."""
    found = json.loads(TEXT)
    found["notes"]["deacards:a"] = entry
    ledger, (problem,) = parse_ledger(json.dumps(found), PATH)
    assert ledger == Ledger({"deacards:b": B}, LEDGER.notetypes)
    assert "1 entries are not readable" in problem.message


def test_later_format_is_an_error() -> None:
    """A ledger of a later version must not be overwritten by this one."""
    ledger, (problem,) = parse_ledger(TEXT.replace('"format": 1', '"format": 2'), PATH)
    assert ledger == Ledger()
    assert (problem.code, problem.severity) == ("DC408 newer-ledger", Severity.ERROR)
    assert "update deacards" in problem.message
