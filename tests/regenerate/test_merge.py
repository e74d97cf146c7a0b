"""Merging: an untouched part follows the note, a touched one stays, and where both changed the hand wins."""

from collections.abc import Callable
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from deacards.deck.card import Card, Quality, Suggestion
from deacards.deck.cardtype import CardType
from deacards.derive.draft import Draft
from deacards.regenerate.birth import birth
from deacards.regenerate.merge import is_hand_edited, merge

Make = Callable[..., Draft]
Born = Callable[[Draft], Card]


def changed(card: Card, **fields: object) -> Card:
    """Return the card as a hand left it."""
    return replace(card, **fields)


def test_an_untouched_card_follows_the_note(ask: Make, born: Born) -> None:
    """Law: question, answer, context, type and extra take the new wording; id, hint and tags stay."""
    card = changed(born(ask("What?", "old")), hint="h", tags=("mine",))
    merged = merge(card, ask("Which?", "a", "b", line=7, context=("C",), extra="`x`"))
    assert (merged.id, merged.hint, merged.tags) == (card.id, "h", ("mine",))
    assert (merged.type, merged.prompt, merged.answer) == (CardType.LIST, "Which?", ("a", "b"))
    assert (merged.context, merged.extra, merged.suggestion) == (("C",), "`x`", None)
    assert merged.origin is not None
    assert merged.origin.lines == (7, 7)
    assert not is_hand_edited(merged)


def test_parts_are_merged_each_by_itself(ask: Make, born: Born) -> None:
    """Law: a question reworded by hand does not keep a new answer away."""
    card = changed(born(ask("What?", "old")), front="MY question?")
    merged = merge(card, ask("What?", "new"))
    assert (merged.prompt, merged.answer, merged.suggestion) == ("MY question?", ("new",), None)
    assert is_hand_edited(merged)


def test_where_both_changed_the_hand_wins_and_the_new_wording_waits(ask: Make, born: Born) -> None:
    """Law: a conflict shows once, and deleting the suggestion settles it for good."""
    card = changed(born(ask("What?", "old")), back="MY answer")
    draft = ask("What?", "new")
    merged = merge(card, draft)
    assert merged.answer == ("MY answer",)
    assert merged.suggestion == Suggestion(back="new")
    assert merge(merged, draft) == merged
    settled = changed(merged, suggestion=None)
    assert merge(settled, draft) == settled


def test_taking_a_suggestion_by_hand_ends_it(ask: Make, born: Born) -> None:
    """Law: when the card says what was suggested, that goes by itself and the card follows again."""
    draft = ask("What?", "new")
    waiting = merge(changed(born(ask("What?", "old")), back="MY answer"), draft)
    taken = merge(changed(waiting, back="new"), draft)
    assert taken.suggestion is None
    assert merge(taken, ask("What?", "newer")).answer == ("newer",)


def test_a_later_change_replaces_the_suggestion(ask: Make, born: Born) -> None:
    """Law: what waits is always the newest wording, part by part."""
    card = changed(born(ask("What?", "old")), front="MY?", back="MY answer")
    card = merge(card, ask("What?", "new"))
    card = merge(card, ask("Which?", "newer"))
    assert card.suggestion == Suggestion(front="Which?", back="newer")
    assert (card.prompt, card.answer) == ("MY?", ("MY answer",))


def test_an_extra_added_by_hand_is_no_edit_of_the_answer(ask: Make, born: Born) -> None:
    """Law: a mnemonic below an answer stays, and the answer still follows the note."""
    card = changed(born(ask("What?", "old")), extra="MY mnemonic")
    merged = merge(card, ask("What?", "new"))
    assert (merged.answer, merged.extra, merged.suggestion) == (("new",), "MY mnemonic", None)
    again = merge(merged, ask("What?", "newer"))
    assert (again.answer, again.extra) == (("newer",), "MY mnemonic")


def test_a_cloze_that_becomes_a_question_goes_whole_or_not_at_all(ask: Make, hide: Make, born: Born) -> None:
    """Law: no card gets the prompt of one kind and the answer of another."""
    old, new = hide("it is a {{c1::service}}"), ask("What is it?", "a service")
    assert merge(born(old), new).answer == ("a service",)
    kept = merge(changed(born(old), cloze="MY {{c1::service}}"), new)
    assert (kept.prompt, kept.type) == ("MY {{c1::service}}", CardType.CLOZE)
    assert kept.suggestion == Suggestion(front="What is it?", back="a service")


def test_a_cloze_keeps_its_numbers(hide: Make, born: Born) -> None:
    """Law: the history of a blank stays with its words when another one comes before it."""
    merged = merge(born(hide("{{c1::a}} then {{c2::b}}")), hide("{{c1::x}} {{c2::a}} then {{c3::b}}"))
    assert merged.prompt == "{{c3::x}} {{c1::a}} then {{c2::b}}"


def test_quality_is_judged_anew_only_with_new_words(ask: Make, born: Born) -> None:
    """Law: a person who removes `quality: review` does not find it again at the next build."""
    poor = replace(ask("What?", "old"), quality=Quality.REVIEW)
    approved = changed(born(poor), quality=Quality.GOOD)
    assert merge(approved, poor).quality is Quality.GOOD
    assert merge(approved, replace(poor, answer=("new",))).quality is Quality.REVIEW


TEXTS = st.sampled_from(["one", "two", "three"])
DRAFTS = st.builds(
    lambda prompt, answer, context: Draft(CardType.BASIC, prompt, (answer,), (context,), (1, 1), "r"),
    TEXTS,
    TEXTS,
    TEXTS,
)


@given(DRAFTS, st.lists(DRAFTS, max_size=4), st.dictionaries(st.sampled_from(["front", "back"]), TEXTS))
def test_merging_is_idempotent_and_keeps_hands(
    first: Draft, later: list[Draft], hand: dict[str, str]
) -> None:
    """Law: whatever the note goes through, what a hand wrote stands, and merging twice is merging once."""
    card = changed(birth(first, "s", set()), **hand)
    edited = {key: words for key, words in hand.items() if words != getattr(birth(first, "s", set()), key)}
    for draft in later:
        card = merge(card, draft)
        assert merge(card, draft) == card
        meets = {"front": draft.prompt, "back": draft.answer[0]}
        edited = {key: words for key, words in edited.items() if words != meets[key]}
        assert all(getattr(card, key) == words for key, words in edited.items())
