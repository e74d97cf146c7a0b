"""Splicing: a changed deck changes its lines in the file and no others."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deacards.deck.card import BasicCard, Card, Origin, Retirement
from deacards.deck.deck import Deck
from deacards.deck.deckfile import DeckFile, read_deck
from deacards.deck.emit import card_fields, deck_fields, flow_entries, flow_value, item, render_deck
from deacards.deck.splice import splice_deck

GONE = Retirement(on=date(2026, 1, 31), reason="gone")


def read(text: str) -> DeckFile:
    """Return the deck file that holds `text`."""
    reading = read_deck("cards/a.yaml", text.encode())
    assert reading.problems == ()
    assert reading.file is not None
    return reading.file


def spliced(file: DeckFile, deck: Deck) -> str:
    """Return the spliced text, which must read as `deck`."""
    data = splice_deck(file, deck)
    assert read(data.decode()).deck == deck
    return data.decode()


def by_hand(deck: Deck, draw: st.DrawFn) -> str:
    """Return a text for `deck` as various people might have written it."""
    pick: Callable[[list[str]], str] = lambda options: draw(st.sampled_from(options))  # noqa: E731 - a shorthand
    dashes = pick(["", "  ", "    "])
    remark = lambda: pick(["", "", "  # mine"])  # noqa: E731 - a shorthand
    between = lambda: pick(["", "", "\n", dashes + "# about the next\n", "# far left\n\n"])  # noqa: E731
    lines = [
        "# my deck\n",
        *(f"{key}: {flow_value(value)}{remark()}\n" for key, value in deck_fields(deck).items()),
    ]

    def written(card: Card) -> str:
        fields = card_fields(card)
        match pick(["flow", "block", "ours", "wide"]):
            case "flow":
                return f"{dashes}- {{{flow_entries(fields)}}}{remark()}\n"
            case "ours":
                return item(card, len(dashes)) + "\n"
            case "wide":
                rows = [f"{key}: {flow_value(value)}" for key, value in fields.items()]
                return f"{dashes}-\n" + "".join(f"{dashes}   {row}{remark()}\n" for row in reversed(rows))
            case _:
                rows = [f"{key}:  {flow_value(value)}{remark()}" for key, value in fields.items()]
                inside = pick(["", f"{dashes}  # inside\n"])
                return f"{dashes}- " + f"\n{inside}{dashes}  ".join(rows) + "\n"

    for key, cards in (("cards", deck.cards), ("retired", deck.retired)):
        if cards:
            lines += [f"{key}:{remark()}\n", *(between() + written(card) for card in cards)]
        elif key == "cards":
            lines.append(pick(["cards: []\n", "cards:\n", ""]))
    text = "".join(lines) + pick(["", "# the end\n"])
    if pick(["no end", "end"]) == "no end":
        text = text.rstrip("\n")
    return text.replace("\n", pick(["\n", "\n", "\r\n"]))


@st.composite
def changes(draw: st.DrawFn) -> tuple[str, Deck]:
    """Draw a file and the deck it is to become: cards retired, revived, reworded, new and cut."""
    text = by_hand(draw(st.from_type(Deck)), draw)
    old = read(text).deck
    other = draw(st.from_type(Deck))
    taken = set(old.ids())
    new = [card for card in other.cards if card.id not in taken]
    cards, retired = [], []
    for card in (*old.cards, *old.retired):
        match draw(st.sampled_from(["keep", "keep", "retire", "reword", "cut", "revive"])):
            case "keep":
                (retired if card.retirement else cards).append(card)
            case "retire":
                retired.append(replace(card, retirement=GONE))
            case "revive":
                cards.append(replace(card, retirement=None))
            case "reword":
                like = draw(st.sampled_from([*other.cards, card]))
                cards.append(replace(like, id=card.id))
        if new and draw(st.booleans()):
            cards.append(new.pop())
    lists = {"cards": tuple(cards), "retired": tuple(retired)}
    return text, replace(old, source=other.source, tags=other.tags, **lists)


@given(changes())
def test_a_spliced_file_reads_as_the_deck_that_was_meant(change: tuple[str, Deck]) -> None:
    """Law: whatever style a person wrote, the result holds the new deck, and splicing it again is nothing."""
    text, deck = change
    after = spliced(read(text), deck)
    assert splice_deck(read(after), deck) == after.encode()


@given(changes())
def test_untouched_cards_and_all_comments_stay(change: tuple[str, Deck]) -> None:
    """Law: the lines of unchanged cards stand in the result as they were; comments are never lost."""
    text, deck = change
    file = read(text)
    after = spliced(file, deck)
    unchanged = {card.id for card in file.deck.cards if card in deck.cards}
    for identity in unchanged:
        line = text.splitlines()[file.lines[identity] - 1]
        assert line in after.splitlines()
    for remark in ("# my deck", "# mine", "# about the next", "# far left", "# inside", "# the end"):
        if remark not in f"{file.deck}":  # else it may be a text of a card, and texts may go
            assert after.count(remark) >= text.count(remark)


@given(st.from_type(Deck), st.data())
def test_retiring_and_restoring_is_identity(deck: Deck, data: st.DataObject) -> None:
    """Law: a card that goes to the graveyard and comes back leaves no trace in the bytes."""
    text = render_deck(replace(deck, retired=()))
    file = read(text)
    if len(deck.cards) < 2:
        return
    gone = data.draw(st.sampled_from(deck.cards[1:]))
    rest = tuple(card for card in deck.cards if card is not gone)
    retired = (replace(gone, retirement=GONE),)
    without = spliced(file, replace(file.deck, cards=rest, retired=retired))
    assert spliced(read(without), file.deck) == text


@given(st.from_type(Deck))
def test_the_same_deck_gives_the_same_bytes(deck: Deck) -> None:
    """Law: no change, no new bytes."""
    file = read(render_deck(deck))
    assert splice_deck(file, deck) == file.data


HAND = """\
# Athena. Mine!
format: 1
deck: 'Data::Athena'   # do not rename
cards:
# the first
- id: a1
  front: What is Athena?   # asked often
  back: "query service"
  from: {line: 15, rule: kind-noun, made: 3f9c1a-0c4be9-77b0d2}

# the second
- {id: b2, front: Two?, back: two}

- id: c3
  front: Which?
  # a thought
  list:
    - one   # first
    - two
# the end
"""


def test_one_changed_key_changes_one_line() -> None:
    """A new answer replaces the value; the remark behind another key, quotes and spacing stay."""
    file = read(HAND)
    cards = list(file.deck.cards)
    cards[0] = replace(cards[0], back="serverless query service", hint="no server")
    after = spliced(file, replace(file.deck, cards=tuple(cards)))
    assert after == HAND.replace('"query service"', "serverless query service\n  hint: no server")


def test_a_flow_card_stays_in_its_braces() -> None:
    """A card written in braces gets its new keys within them."""
    file = read(HAND)
    cards = list(file.deck.cards)
    cards[1] = replace(cards[1], back="2, or two", tags=("aws",))
    after = spliced(file, replace(file.deck, cards=tuple(cards)))
    assert after == HAND.replace("back: two}", 'back: "2, or two", tags: [aws]}')


def test_a_retired_card_moves_with_its_comments() -> None:
    """Retiring moves a card's own lines, the comment above it included, to the end."""
    file = read(HAND)
    gone = replace(file.deck.cards[1], retirement=GONE)
    cards = (file.deck.cards[0], file.deck.cards[2])
    after = spliced(file, replace(file.deck, cards=cards, retired=(gone,)))
    moved = "# the second\n- {id: b2, front: Two?, back: two"
    expected = HAND.replace(f"{moved}}}\n\n", "").replace(
        "    - two\n", f"    - two\nretired:\n{moved}, retired: {{on: 2026-01-31, reason: gone}}}}\n"
    )
    assert after == expected


def test_a_new_card_follows_the_spacing_of_the_others() -> None:
    """A card that is added comes after the one before it, with an empty line where the others have one."""
    file = read(HAND)
    new = BasicCard(id="n4", front="New?", back="new")
    cards = (file.deck.cards[0], new, *file.deck.cards[1:])
    after = spliced(file, replace(file.deck, cards=cards))
    line = "77b0d2}\n"
    assert after == HAND.replace(line, f"{line}\n- id: n4\n  front: New?\n  back: new\n")


def test_a_changed_list_keeps_its_remarks() -> None:
    """Comments within a value that is replaced stay beside it."""
    file = read(HAND)
    cards = list(file.deck.cards)
    cards[2] = replace(cards[2], items=("one", "two", "three"))
    after = spliced(file, replace(file.deck, cards=tuple(cards)))
    assert "list: [one, two, three] # first" in after
    assert "# a thought" in after


@pytest.mark.parametrize("start", ["", "\ufeff"])
def test_json_and_a_byte_order_mark_survive(start: str) -> None:
    """A deck written as JSON is YAML too; its braces stay, and so does a byte order mark."""
    text = '{"format": 1, "deck": "A", "cards": [{"id": "a", "front": "x", "back":"y"}]}\n'
    file = read(start + text)
    card = replace(file.deck.cards[0], back="z")
    assert spliced(file, replace(file.deck, cards=(card,))) == start + text.replace('"y"', " z")


def test_a_layout_that_defies_splicing_is_written_anew_with_its_comments() -> None:
    """Cards in brackets can't take a new one as lines: the file is written anew, and nothing is lost."""
    file = read("# keep me\nformat: 1\ndeck: A\ncards: [{id: a, front: x, back: y}] # me too\n")
    new = BasicCard(
        id="b", front="New?", back="new", origin=Origin(line=1, rule="r", made="0" * 6 + "-000000" * 2)
    )
    after = spliced(file, replace(file.deck, cards=(*file.deck.cards, new)))
    assert after.startswith("# keep me\n# me too\nformat: 1\n")
