"""Regenerating: ids stay with their facts, hands win, and nothing is ever lost."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from deacards.deck.card import BasicCard, Card, ClozeCard
from deacards.deck.cardtype import CardType
from deacards.deck.deck import Deck
from deacards.deck.deckfile import read_deck
from deacards.deck.emit import render_deck
from deacards.deck.splice import splice_deck
from deacards.derive.draft import Draft, DraftDeck
from deacards.regenerate.plan import Plan
from deacards.regenerate.regenerate import regenerate

TODAY = date(2026, 1, 31)
LATER = date(2026, 3, 1)

NOUNS = st.sampled_from(
    ["athena", "glue", "kinesis", "lambda", "redshift", "bucket", "shard", "crawler", "table"]
)
PHRASES = st.lists(NOUNS, min_size=1, max_size=5).map(" ".join)


@st.composite
def draft(draw: st.DrawFn) -> Draft:
    """Draw a draft of any type, from few words, so that many look alike."""
    kind = draw(st.sampled_from(CardType))
    prompt = f"{draw(PHRASES)} {{{{c1::{draw(PHRASES)}}}}}" if kind is CardType.CLOZE else draw(PHRASES)
    few = 0 if kind is CardType.CLOZE else 1
    many = 3 if kind is CardType.LIST else few
    answer = draw(st.lists(PHRASES, min_size=few, max_size=many).map(tuple))
    line = draw(st.integers(1, 50))
    context = draw(st.lists(NOUNS, max_size=2).map(tuple))
    rule = draw(st.sampled_from(["gloss", "table"]))
    return Draft(kind, prompt, answer, context, (line, line), rule, extra=draw(st.sampled_from(["", "`x`"])))


@st.composite
def draft_decks(draw: st.DrawFn) -> list[DraftDeck]:
    """Draw the drafts of some sections of some notes."""
    sources = ["notes/a.md#glue", "notes/a.md#athena", "notes/b.md#s3", "notes/c/d.md#"]
    chosen = draw(st.lists(st.sampled_from(sources), unique=True, max_size=3))
    return [
        DraftDeck(source, (source, "X"), (), tuple(draw(st.lists(draft(), max_size=6)))) for source in chosen
    ]


@st.composite
def edited(draw: st.DrawFn, before: list[DraftDeck]) -> list[DraftDeck]:
    """Draw what the same notes give after an edit: drafts dropped, reworded, moved, renamed, new ones."""
    sections: dict[str, list[Draft]] = {deck.source: [] for deck in before}
    for deck in draw(draft_decks()):
        sections.setdefault(deck.source, []).extend(
            draw(st.lists(st.sampled_from(deck.drafts), max_size=1)) if deck.drafts else []
        )
    for deck in before:
        for each in deck.drafts:
            match draw(st.sampled_from(["keep", "keep", "drop", "reword", "move", "down"])):
                case "keep":
                    sections[deck.source].append(each)
                case "reword":
                    sections[deck.source].append(replace(each, prompt=f"{draw(NOUNS)} {each.prompt}"))
                case "move":
                    sections[draw(st.sampled_from(sorted(sections)))].append(each)
                case "down":
                    sections[deck.source].append(replace(each, lines=(each.lines[0] + 3, each.lines[1] + 4)))
    return [DraftDeck(source, (source, "X"), (), tuple(drafts)) for source, drafts in sections.items()]


@st.composite
def hand_edited(draw: st.DrawFn, decks: Mapping[str, Deck]) -> dict[str, Deck]:
    """Draw the decks after a person worked on them: reworded, tagged, added, dismissed, put in order."""
    result = {}
    for path, deck in decks.items():
        cards: list[Card] = []
        retired = list(deck.retired)
        for card in deck.cards:
            match draw(st.sampled_from(["leave", "leave", "front", "back", "extra", "context", "dismiss"])):
                case "front":
                    key = "cloze" if isinstance(card, ClozeCard) else "front"
                    cards.append(replace(card, **{key: f"MY {card.prompt}"}))
                case "back" if isinstance(card, BasicCard):
                    cards.append(replace(card, back=f"MY {card.back}"))
                case "extra":
                    cards.append(replace(card, extra="MY extra", tags=("mine",)))
                case "context":
                    cards.append(replace(card, context=("MY context",)))
                case "dismiss":
                    retired.append(card)
                case _:
                    cards.append(card)
        if draw(st.booleans()):
            cards.insert(0, BasicCard(id=f"own-{len(result)}", front="MY front", back="MY back"))
        result[path] = replace(deck, cards=tuple(draw(st.permutations(cards))), retired=tuple(retired))
    return result


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[DraftDeck], dict[str, Deck], list[DraftDeck]]:
    """Draw notes, the decks that a person made of them, and the notes after an edit."""
    first = draw(draft_decks())
    decks = dict(regenerate({}, first, today=TODAY).after)
    return first, draw(hand_edited(decks)), draw(edited(first))


def plan_of(decks: Mapping[str, Deck], drafts: Sequence[DraftDeck]) -> Plan:
    """Return the plan at a later date."""
    return regenerate(decks, drafts, today=LATER)


@given(draft_decks())
def test_building_anew_gives_the_same_bytes(drafts: list[DraftDeck]) -> None:
    """Law: ids and files come from the notes alone; the order in which they are read makes no difference."""
    one = regenerate({}, drafts, today=TODAY).after
    other = regenerate({}, drafts[::-1], today=LATER).after
    assert {path: render_deck(deck) for path, deck in one.items()} == {
        path: render_deck(deck) for path, deck in other.items()
    }


@given(histories())
def test_regenerating_twice_changes_nothing_more(
    history: tuple[list[DraftDeck], dict[str, Deck], list[DraftDeck]],
) -> None:
    """Law: a plan, once applied, leaves nothing to do."""
    _, decks, drafts = history
    after = plan_of(decks, drafts).after
    again = regenerate(after, drafts, today=date(2027, 1, 1))
    assert again.is_empty
    assert again.changes == ()


@given(histories())
def test_the_files_hold_what_was_planned(
    history: tuple[list[DraftDeck], dict[str, Deck], list[DraftDeck]],
) -> None:
    """Law: through the files and back, a second build changes no byte."""
    _, decks, drafts = history
    plan = plan_of(decks, drafts)
    files = {}
    for path, deck in plan.after.items():
        text = render_deck(decks.get(path, deck))
        before = read_deck(path, text.encode()).file
        assert before is not None
        after = read_deck(path, splice_deck(before, deck)).file
        assert after is not None
        files[path] = after
    again = plan_of({path: file.deck for path, file in files.items()}, drafts)
    assert all(splice_deck(files[path], deck) == files[path].data for path, deck in again.after.items())


@given(histories())
def test_no_card_is_ever_lost(history: tuple[list[DraftDeck], dict[str, Deck], list[DraftDeck]]) -> None:
    """Law: every id stands once afterwards, in use or retired; each draft is a card in use or dismissed."""
    _, decks, drafts = history
    after = plan_of(decks, drafts).after
    before_ids = [identity for deck in decks.values() for identity in deck.ids()]
    after_ids = [identity for deck in after.values() for identity in deck.ids()]
    assert len(after_ids) == len(set(after_ids))
    assert set(before_ids) <= set(after_ids)
    in_use = sum(card.origin is not None for deck in after.values() for card in deck.cards)
    dismissed = sum(
        card.retirement is None or card.retirement.reason == "dismissed"
        for deck in after.values()
        for card in deck.retired
    )
    assert in_use <= sum(len(deck.drafts) for deck in drafts) <= in_use + dismissed


@given(histories())
def test_words_given_by_hand_are_never_lost(
    history: tuple[list[DraftDeck], dict[str, Deck], list[DraftDeck]],
) -> None:
    """Law: what a person wrote stands on the same card afterwards, whatever the notes became."""
    _, decks, drafts = history
    after = {
        card.id: card
        for deck in plan_of(decks, drafts).after.values()
        for card in (*deck.cards, *deck.retired)
    }
    for deck in decks.values():
        for card in deck.cards:
            now = after[card.id]
            for words in (card.prompt, *card.answer, *card.context, card.extra):
                if "MY" in words:
                    assert words in (now.prompt, *now.answer, *now.context, now.extra)
            assert set(card.tags) <= set(now.tags)
            assert card.origin is not None or now == card


@given(histories())
def test_unchanged_drafts_keep_their_ids(
    history: tuple[list[DraftDeck], dict[str, Deck], list[DraftDeck]],
) -> None:
    """Law: a draft that is the only one of its text, before and after, is the same card."""
    _, decks, drafts = history
    before, after = (
        {
            card.id: card.origin.made
            for deck in some.values()
            for card in (*deck.cards, *deck.retired)
            if card.origin
        }
        for some in (decks, plan_of(decks, drafts).after)
    )
    for identity, made in before.items():
        alike = [other for other in before if before[other][:13] == made[:13]]
        now = [other for other in after if after[other][:13] == made[:13]]
        if len(alike) == 1 and len(now) == 1:
            assert now == [identity]
