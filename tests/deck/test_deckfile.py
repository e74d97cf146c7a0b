"""Reading a deck: what a person typed is what is read, and each fault has its place and a remedy."""

from pathlib import Path

import pytest

from deacards.deck import codes
from deacards.deck.card import BasicCard, ClozeCard, ListCard, ReversedCard
from deacards.deck.deckfile import read_deck

HEAD = "format: 1\ndeck: A\ncards:\n"
CARD = HEAD + "  - {id: a, front: x, back: y}\n"


def problems(text: str | bytes) -> list[str]:
    """Return what is wrong with a deck, as it is printed."""
    data = text if isinstance(text, bytes) else text.encode()
    reading = read_deck("d", data)
    assert (reading.file is None) is bool(reading.problems)
    return [str(problem) for problem in reading.problems]


@pytest.mark.parametrize(
    "typed",
    ["yes", "no", "on", "017", "0x1F", "12:30:45", "1e5", "=", "1.50", "2026-01-31", "<<", "1_000", "'~'"],
)
def test_an_answer_is_the_text_that_stands_there(typed: str) -> None:
    """Law: YAML's guesses about numbers, times and truth do not touch a text."""
    file = read_deck("d", f"{HEAD}  - id: 1234\n    front: {typed}\n    back: {typed}\n".encode()).file
    assert file is not None
    [card] = file.deck.cards
    assert (card.id, card.prompt, card.answer) == ("1234", typed.strip("'"), (typed.strip("'"),))


def test_each_type_is_known_by_its_keys() -> None:
    """Law: nobody names a type: `cloze`, `list` and `reverse` tell it."""
    text = HEAD + (
        "- {id: a, front: x, back: y}\n- {id: b, front: x, back: y, reverse: yes}\n"
        "- {id: c, cloze: 'a {{c1::b}}', context: Athena}\n- {id: d, front: x, list: [a, b], ordered: true}\n"
        "- {id: e, front: x, back: y, reverse: false, extra: ~, tags: one}\n"
    )
    file = read_deck("d", text.encode()).file
    assert file is not None
    assert [type(card) for card in file.deck.cards] == [
        BasicCard,
        ReversedCard,
        ClozeCard,
        ListCard,
        BasicCard,
    ]
    assert file.deck.cards[2].context == ("Athena",)
    assert file.deck.cards[4].tags == ("one",)


@pytest.mark.parametrize("form", ["\ufeff%s", "---\n%s", "# mine\n%s"])
@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
def test_other_editors_files_are_read(form: str, line_break: str) -> None:
    """Law: a byte order mark, Windows line breaks, a leading `---` make no difference."""
    text = (form % CARD).replace("\n", line_break)
    assert problems(text) == []


FAULTS = Path(__file__).parent / "faults.txt"


def test_each_fault_has_a_place_and_a_remedy(*, update_golden: bool) -> None:
    """Law: every fault is told with its place and what to do; all faults of a deck are told at once."""
    cases = [case.split("----- problems\n") for case in FAULTS.read_text("utf-8").split("===== deck\n")[1:]]
    told = "".join(
        f"===== deck\n{text}----- problems\n" + "".join(f"{line}\n" for line in problems(text))
        for text, _ in cases
    )
    if update_golden:
        FAULTS.write_text(told, "utf-8")
    assert told == FAULTS.read_text("utf-8")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (
            b"format: 1\nd\xe9ck: A\n",
            "d:2:2: DC011 not-utf-8  byte 0xE9 is not UTF-8; save the file as UTF-8",
        ),
        (
            b"format: 1\ndeck: A\x07\n",
            "d:2:8: DC033 control-character  the invisible character U+0007 cannot",
        ),
        (b"a: " + b"[" * 50_000, "d:1:"),
        (b"a: " + b"[a, " * 20 + b"]" * 20, "d:1:48: DC030 too-deep  brackets or lists nest deeper than 12"),
    ],
)
def test_what_no_editor_shows_is_told_too(data: bytes, said: str) -> None:
    """Law: wrong bytes, invisible characters and depth that kills other readers are faults like any other."""
    assert problems(data)[0].startswith(said)


def test_every_code_is_explained() -> None:
    """Law: `docs/problems.md` has a line for each code that a deck can raise, and no two share a number."""
    page = (Path(__file__).parents[2] / "docs/problems.md").read_text(encoding="utf-8")
    known = [value for name, value in vars(codes).items() if name.isupper()]
    assert all(f"| {code} |" in page for code in known)
    assert len({code.split()[0] for code in known}) == len(known)
