"""Matching: which draft is which card, step by step from the surest to the likeliest."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from deacards.deck.card import Card
from deacards.derive.draft import Draft
from deacards.regenerate.match import match
from deacards.regenerate.sides import known, wanted

Make = Callable[..., Draft]
Born = Callable[[Draft], Card]


def matched(
    cards: Sequence[tuple[str, Card]],
    drafts: Sequence[tuple[str, Draft]],
    ranks: Mapping[int, int] | None = None,
) -> list[str | None]:
    """Return the id of the card that each draft is, None for a new one; both with their decks."""
    sides = [known(n, home, card, (ranks or {}).get(n, 0)) for n, (home, card) in enumerate(cards)]
    found = match(sides, [wanted(n, home, draft) for n, (home, draft) in enumerate(drafts)])
    return [found[n].card.id if n in found else None for n in range(len(drafts))]


def test_the_same_text_is_the_same_card_wherever_it_stands(ask: Make, born: Born) -> None:
    """Law: order, line and deck make no difference to equal text; the own deck goes first."""
    one, two = ask("What is Athena?", "a service"), ask("What is Glue?", "an ETL")
    cards = [("a", born(one)), ("b", born(two))]
    assert matched(cards, [("b", one), ("b", two)]) == [cards[0][1].id, cards[1][1].id]
    twins = [("a", born(one)), ("b", birth_again(one))]
    assert matched(twins, [("b", one), ("a", one)]) == [twins[1][1].id, twins[0][1].id]


def birth_again(draft: Draft) -> Card:
    """Return a second card of the same text."""
    from deacards.regenerate.birth import birth

    return birth(draft, "another", set())


def test_a_hand_edited_card_is_known_by_what_derivation_wrote(ask: Make, born: Born) -> None:
    """Law: a card whose words are wholly the person's own is still the card of its line."""
    draft = ask("What is Athena?", "a service")
    card = replace(born(draft), front="Nothing alike", back="at all")
    assert matched([("a", card)], [("a", draft)]) == [card.id]


def test_half_a_card_tells_where_a_hand_wrote_the_other_half(ask: Make, hide: Make, born: Born) -> None:
    """Law: what a hand reworded is not held against the line when that is reworded too."""
    cards = [
        ("a", replace(born(hide("index: {{c1::finds rows fast}}")), cloze="index: {{c1::MY}}")),
        ("a", replace(born(ask("What is a shard?", "a part of a big table")), front="MY?")),
    ]
    new = [ask("What is index?", "finds rows very fast"), ask("What are shards?", "parts of a big table")]
    assert matched(cards, [("a", draft) for draft in new]) == [card.id for _, card in cards]


def test_a_new_wording_is_the_most_similar_card_of_the_deck(ask: Make, hide: Make, born: Born) -> None:
    """Law: typo, added word and new answer keep the card; the surest pair is taken first."""
    old = [
        ask("What is Athena?", "query service"),
        hide("results go to an {{c1::S3 bucket}}", line=2),
        hide("results go to a {{c1::workgroup}}", line=3),
    ]
    new = [
        hide("query results go to an {{c1::S3 bucket}}", line=2),
        hide("results go to the {{c1::workgroups}}", line=3),
        ask("What is Athena?", "something else"),
    ]
    cards = [("a", born(draft)) for draft in old]
    expected = [cards[1][1].id, cards[2][1].id, cards[0][1].id]
    assert matched(cards, [("a", draft) for draft in new]) == expected


def test_another_fact_is_another_card(ask: Make, hide: Make, born: Born) -> None:
    """Law: an answer in common, or the shape of a question, is not enough."""
    cards = [
        ("a", born(hide("athena query results go to an {{c1::S3 bucket}}"))),
        ("a", born(ask("What are the budget types? (2)", "cost", "usage"))),
    ]
    new = [
        hide("Glue keeps its scripts in an {{c1::S3 bucket}}"),
        ask("What are the trigger types? (2)", "schedule", "event"),
    ]
    assert matched(cards, [("a", draft) for draft in new]) == [None, None]


def test_another_name_is_another_fact_however_alike_the_rest(ask: Make, hide: Make, born: Born) -> None:
    """Law: where one leaves and its twin arrives in the same build, the id goes with its fact."""
    old = [
        ask("What does SLE stand for?", "single loss expectancy"),
        ask("What is the port of IPv4 telnet?", "number 23"),
        hide("{{c1::tumbling}} ({{c2::fixed size, no overlap}})"),
        ask("What is KEY?", "rows with the same key value land on one slice"),
        ask("What is the fastest COPY?", "of compressed files, their count a multiple of the slices"),
    ]
    new = [
        ask("What does ALE stand for?", "annual loss expectancy"),
        ask("What is the port of IPv6 telnet?", "number 24"),
        hide("{{c1::sliding}} ({{c2::fixed size, overlaps}})"),
        ask("What is Even?", "rows with the same even value land on one slice"),
        ask("What is the fastest Unload?", "of compressed files, their count a multiple of the nodes"),
    ]
    cards = [("a", born(draft)) for draft in old]
    assert matched(cards, [("a", draft) for draft in new]) == [None] * 5


def test_a_line_keeps_its_card_whatever_it_is_asked_now(ask: Make, hide: Make, born: Born) -> None:
    """Law: another rule, another heading, a table for a list: the words of the line tell."""
    line = {"written": "- results: go to an S3 bucket"}
    row = {"written": "| Results | go to an S3 bucket |"}
    card = born(replace(hide("{{c1::results}}: go to an S3 bucket"), **line))
    new = replace(ask("Where do results go?", "go to an S3 bucket"), **row)
    assert matched([("a", card)], [("a", new)]) == [card.id]
    assert matched([("a", card)], [("b", new)]) == [card.id]


def test_the_words_of_other_lines_around_a_blank_tell_nothing(hide: Make, born: Born) -> None:
    """Law: of a step in a sequence the step itself is asked, not the steps beside it."""
    card = born(replace(hide("1. lint; 2. {{c1::test}}; 3. build"), written="- test"))
    other = replace(hide("1. lint; 2. {{c1::deploy}}; 3. build"), written="- deploy")
    same = replace(hide("1. lint; 2. {{c1::tests}}; 3. build"), written="- tests")
    assert matched([("a", card)], [("a", other)]) == [None]
    assert matched([("a", card)], [("a", same)]) == [card.id]


def test_a_question_from_the_heading_does_not_pass_to_the_next_line(ask: Make, born: Born) -> None:
    """Law: the same question of another line, with nothing of the old answer, is another card."""
    card = born(replace(ask("What is Athena?", "query service"), written="- query service"))
    other = replace(ask("What is Athena?", "serverless"), written="- serverless")
    same = replace(ask("What is Athena?", "interactive query service"), written="- interactive query service")
    named = replace(ask("What is Athena?", "serverless"), written="- Athena: serverless")
    assert matched([("a", card)], [("a", other)]) == [None]
    assert matched([("a", card)], [("a", same)]) == [card.id]
    assert matched([("a", card)], [("a", named)]) == [card.id]


def test_across_decks_only_what_is_nearly_the_same(ask: Make, born: Born) -> None:
    """Law: a line that was moved and slightly reworded keeps its card; a merely similar one does not."""
    card = born(ask("What is the limit of a message in the queue?", "256 KB"))
    near, far = (
        ask("What is the limit of a message in a queue?", "256 KB"),
        ask("What is the limit?", "256 KB"),
    )
    assert matched([("a", card)], [("b", near)]) == [card.id]
    assert matched([("a", card)], [("b", far)]) == [None]


def test_cards_in_use_go_before_those_that_left(ask: Make, born: Born) -> None:
    """Law: of two cards of one text the one in use is taken; one that left comes back if nearly equal."""
    draft = ask("What is Athena?", "a query service")
    cards = [("a", born(draft)), ("a", birth_again(draft))]
    assert matched(cards, [("a", draft)], {0: 1}) == [cards[1][1].id]
    assert matched(cards[:1], [("a", ask("What is Athena?", "a queries service"))], {0: 1}) == [
        cards[0][1].id
    ]
    assert matched(cards[:1], [("a", ask("What is a workgroup?", "a query space"))], {0: 1}) == [None]


def test_many_cards_at_once_are_found_by_their_words(ask: Make, born: Born) -> None:
    """Law: in bulk, where not all pairs are compared, a reworded card is still found."""
    old = [
        ask(f"What does the part number {n} of engine{n} do?", f"it moves wheel{n}", line=n)
        for n in range(1, 251)
    ]
    new = [
        ask(f"What does part number {n} of engine{n} do?", f"it moves the wheel{n}", line=n)
        for n in range(250, 0, -1)
    ]
    cards = [("a", born(draft)) for draft in old]
    assert matched(cards, [("a", draft) for draft in new]) == [card.id for _, card in cards[::-1]]


def placed(
    cards: Sequence[tuple[int, Draft]], drafts: Sequence[tuple[int, Draft]], born: Born
) -> list[int | None]:
    """Return the number of the card that each draft is, all of one deck, at their lines."""
    old = [replace(draft, lines=(line, line), written=f"- {draft.prompt}") for line, draft in cards]
    new = [replace(draft, lines=(line, line), written=f"- {draft.prompt}") for line, draft in drafts]
    ids = [born(draft).id for draft in old]
    found = matched([("a", born(draft)) for draft in old], [("a", draft) for draft in new])
    return [ids.index(one) if one else None for one in found]


def test_in_its_place_a_line_may_change_more(hide: Make, born: Born) -> None:
    """Law: between the same neighbours another number, or another term for the same, is the same card."""
    above, below = hide("mast: {{c1::holds the sails}}"), hide("keel: {{c1::keeps the boat upright}}")
    for old, new in (
        ("after {{c1::302}} days", "after {{c1::307}} days"),
        ("rudder: {{c1::turns the boat}}", "rudder: {{c1::steers by its blade}}"),
        ("helm: {{c1::turns the blade of the boat}}", "tiller: {{c1::turns the blade of the boat}}"),
    ):
        cards, drafts = [(1, above), (2, hide(old)), (3, below)], [(1, above), (2, hide(new)), (3, below)]
        assert placed(cards, drafts, born) == [0, 1, 2]


def test_a_sibling_in_the_place_of_a_deleted_line_is_a_new_card(hide: Make, born: Born) -> None:
    """Law: that it stands there is not enough: what is asked or what is answered must hold."""
    above, below = hide("mast: {{c1::holds the sails}}"), hide("keel: {{c1::keeps the boat upright}}")
    for old, new in (
        ("jib: {{c1::a small sail at the bow}}", "spinnaker: {{c1::a big sail before the wind}}"),
        ("{{c1::$d > 0$}}: two solutions", "{{c1::$d = 0$}}: one solution"),
        ("SLE: {{c1::cost of one loss}}", "ALE: {{c1::cost of a year}}"),
    ):
        cards, drafts = [(1, above), (2, hide(old)), (3, below)], [(1, above), (2, hide(new)), (3, below)]
        assert placed(cards, drafts, born) == [0, None, 2]


def test_a_silent_twin_does_not_inherit_from_a_deleted_line(hide: Make, born: Born) -> None:
    """Law: a line that gave no card beside its twin stood at another distance from the neighbours."""
    above, below = hide("mast: {{c1::holds the sails}}"), hide("keel: {{c1::keeps the boat upright}}")
    for old, new in (
        ("next level has {{c1::8 nodes}}", "next level has {{c1::4 nodes}}"),
        ("install the {{c1::Tabs plugin}}", "install the {{c1::Maps plugin}}"),
        ("{{c1::cwd of ax}} gives {{c2::dx and ax}}", "{{c1::cwde of ax}} gives {{c2::eax}}"),
    ):
        cards = [(1, above), (2, hide(old)), (4, below)]
        assert placed(cards, [(1, above), (2, hide(new)), (3, below)], born) == [0, None, 2]
    shown = hide("install the {{c1::Maps plugin}}")
    cards = [(1, above), (2, hide("install the {{c1::Tabs plugin}}")), (4, below)]
    assert placed(cards, [(1, above), (3, shown), (4, below)], born) == [0, None, 2]


def test_a_card_restored_by_hand_stands_in_no_place(hide: Make, born: Born) -> None:
    """Law: its line was gone before, so it is not counted among the lines that are gone now."""
    old, new = hide("rudder: {{c1::turns the boat}}", 2), hide("rudder: {{c1::steers by its blade}}", 2)
    gone = hide("genoa: {{c1::reaches behind the mast}}", 3)
    first, kept = (born(replace(draft, written=f"- {draft.prompt}")) for draft in (old, gone))
    assert kept.origin
    kept = replace(kept, origin=kept.origin._replace(kept=True))
    draft = replace(new, written=f"- {new.prompt}")
    assert matched([("a", first), ("a", kept)], [("a", draft)]) == [first.id]


def test_swapped_meanings_leave_cards_with_their_terms(ask: Make, hide: Make, born: Born) -> None:
    """Law: what is still asked, or what a line still begins with, was not given another name."""
    gull, crow = ask("What is a gull?", "a white bird of the coast"), ask("What is a crow?", "a black bird")
    swapped = [(1, replace(gull, answer=crow.answer)), (2, replace(crow, answer=gull.answer))]
    assert placed([(1, gull), (2, crow)], swapped, born) == [0, 1]
    first = hide("First-hand heat: flames below the pan {{c1::warm all of it}} at once")
    second = hide("Second-hand heat: the {{c1::pan}} stands in a bath of water")
    new = [
        hide("Second-hand heat: flames below the pan {{c1::warm all of it}} at once"),
        hide("First-hand heat: the {{c1::pan}} stands in a bath of water"),
    ]
    assert placed([(1, first), (2, second)], [*enumerate(new, 1)], born) == [None, None]


def test_a_term_turned_about_is_another_term(hide: Make, born: Born) -> None:
    """Law: a blank that begins a text is its subject, and `tea without milk` is not `milk without tea`."""
    what = "people drink it in the morning at the harbour before they go to sea"
    old, new = hide(f"{{{{c1::tea without milk}}}}: {what}"), hide(f"{{{{c1::milk without tea}}}}: {what}")
    assert matched([("a", born(old))], [("a", new)]) == [None]


def test_the_same_words_in_another_order_are_another_fact(ask: Make, born: Born) -> None:
    """Law: a row of a truth table is not the row below it, though both hold the same letters."""
    old, new = ask("Claim: n 3 in o n 2", "no"), ask("Claim: 3 n in o 2 n", "no")
    assert matched([("a", born(old))], [("a", new)]) == [None]
    old, new = ask("p T – q or r?", "F"), ask("p F – q or r?", "T")
    cards = [("a", born(old))]
    assert matched(cards, [("a", new)]) == [None]
    assert matched(cards, [("a", old)]) == [cards[0][1].id]


def test_a_name_that_the_card_does_not_show_may_be_another_one(hide: Make, born: Born) -> None:
    """Law: of a line shown sentence by sentence only what is nearly the same is believed, in place or not."""
    old = hide("the chosen stones will {{c1::hold heat}} and give a list of times of rest")
    near = hide("the chosen stones will {{c1::hold heat}} and give a list of time of rest")
    far = hide("the chosen lanterns will {{c1::hold ice}} and give a list of times of violins")
    card = born(replace(old, written="- Proofing: it is warm. The chosen stones will hold heat ..."))
    for draft, expected in ((near, card.id), (far, None)):
        new = replace(draft, written=f"- Steaming: it is warm. {draft.prompt}")
        assert matched([("a", card)], [("a", new)]) == [expected]


def test_a_line_lives_on_in_its_parts_and_in_longer_lines(hide: Make, born: Born) -> None:
    """Law: made one with the next, broken in two, or with a word written out, a line keeps its card."""
    whole = hide("a keel holds the {{c1::boat upright}} in wind, and it is of lead or iron in most ships")
    half = hide("a keel holds the {{c1::boat}} upright in wind")
    assert placed([(1, whole)], [(1, half)], born) == [0]
    assert placed([(1, half)], [(1, whole)], born) == [0]
    other = hide("oars move the {{c1::boat}} in calm weather")
    both = hide("a keel holds the {{c1::boat upright}} in wind; oars move the boat in calm weather")
    assert placed([(1, half), (2, other)], [(1, both)], born) in ([0], [1])


def test_a_not_more_is_the_same_line_in_its_place(hide: Make, born: Born) -> None:
    """Law: in its place a statement may be turned round; elsewhere that is another one."""
    above, below = hide("mast: {{c1::holds the sails}}"), hide("keel: {{c1::keeps the boat upright}}")
    old, new = hide("a whale is a {{c1::fish}}"), hide("a whale is not a {{c1::fish}}")
    assert placed([(1, above), (2, old), (3, below)], [(1, above), (2, new), (3, below)], born) == [0, 1, 2]
    assert placed([(1, above), (2, old), (3, below)], [(1, above), (2, below), (3, new)], born)[2] is None


def test_what_moved_together_is_known_by_its_neighbours(hide: Make, born: Born) -> None:
    """Law: among lines that moved to another deck together a place is a place too."""
    lines = [
        "mast: {{c1::holds the sails}}",
        "rudder: {{c1::turns the boat}}",
        "keel: {{c1::keeps it upright}}",
    ]
    new = [lines[0], "rudder: {{c1::steers by its blade}}", lines[2]]
    old = [replace(hide(text, line), written=f"- {text}") for line, text in enumerate(lines, 1)]
    drafts = [("b", replace(hide(text, line), written=f"- {text}")) for line, text in enumerate(new, 7)]
    cards = [("a", born(draft)) for draft in old]
    assert matched(cards, drafts) == [card.id for _, card in cards]


def test_a_twin_of_formulas_that_begins_to_speak_is_another_card(ask: Make, born: Born) -> None:
    """Law: where the line of a card still stands, a draft must keep the half of it word for word."""
    for old, new in (
        (ask("Problem y + y 0 1 – Solution?", "sin t"), ask("Problem y - y 0 1 – Solution?", "sinh t")),
        (ask("What are the parts of it? (2)", "masts", "guns"), ask("What are the masts of it?", "guns")),
        (ask("Claim: o n + p n 2 = p n 2", "True"), ask("Claim: p n + o n 2 = o n 2", "True")),
    ):
        card = known(0, "a", born(replace(old, written=f"- {old.prompt}")), 0)
        draft = wanted(0, "a", replace(new, written=f"- {new.prompt}"))
        assert not match([card], [draft], lambda _, mark=card.mark: {mark})


def test_two_cards_of_a_line_keep_their_rules_and_kinds(ask: Make, hide: Make, born: Born) -> None:
    """Law: where all of a line is made anew, a question stays a question, and a rule's card that rule's."""
    line, now = {"written": "- larder: it stores food"}, {"written": "- larder - it stores food"}
    asked, told = ask("What is the larder? (2)", "bread", "jam"), hide("larder: {{c1::bread}}, {{c2::jam}}")
    cards = [("a", born(replace(asked, **line))), ("a", born(replace(told, **line)))]
    new = [hide("larder: {{c1::bread}}, {{c2::honey}}"), ask("larder: which? (2)", "bread", "honey")]
    assert matched(cards, [("a", replace(draft, **now)) for draft in new]) == [cards[1][1].id, cards[0][1].id]
    ruled = replace(hide("larder - it {{c1::stores}} food"), rule="another", **now)
    same = replace(ask("larder", "it stores food"), **now)
    old = born(replace(hide("larder: {{c1::it stores food}}"), **line))
    assert matched([("a", old)], [("a", ruled), ("a", same)]) == [None, old.id]


def test_a_meaning_that_went_to_another_term_elsewhere_is_another_card(hide: Make, born: Born) -> None:
    """Law: a name before a colon that shares no word with the one of before names something else."""
    what = "allows {{c1::32}} men on deck, and on calm days {{c2::16}} more of them may climb the ropes"
    card = born(hide(f"if: {what}"))
    assert matched([("a", card)], [("b", hide(f"fast ropes: {what}"))]) == [None]


def test_equal_lines_that_moved_keep_their_order(ask: Make, born: Born) -> None:
    """Law: of lines with the same words and answer, asked in another language now, the first stays first."""
    line = {"written": "- **Examination**"}
    old = [replace(ask(f"Examinationとは？ {n}", "swab", line=n), **line) for n in (40, 60)]
    new = [replace(ask(f"What is Examination? {n}", "swab", line=n), **line) for n in (100, 120)]
    cards = [("a", born(draft)) for draft in old]
    assert matched(cards, [("b", draft) for draft in new]) == [card.id for _, card in cards]


def test_of_two_equal_cards_that_moved_each_stays_with_its_line(ask: Make, born: Born) -> None:
    """Law: where one text came from two lines and only one is left, the card of that line goes on."""
    one = replace(ask("What does SLE stand for?", "loss", context=("A",)), written="- the loss (SLE)")
    other = replace(one, context=("B",), written="- SLE: loss")
    cards = [("a", born(one)), ("b", birth_again(other))]
    assert matched(cards, [("c", replace(other, context=("C",)))]) == [cards[1][1].id]


def test_a_question_of_a_line_that_stands_several_times_stays_in_its_place(ask: Make, born: Born) -> None:
    """Law: `With:` under another heading is another line; under its own it may list other things."""
    line = {"written": "- With:"}
    above, below = (
        replace(ask(f"What is {name}?", told, line=at), written=f"- {name}: {told}")
        for name, told, at in (("tar", "black glue", 1), ("oakum", "old rope", 9))
    )
    cook = replace(ask("What does the cook work with? (2)", "pan", "ladle", line=3), **line)
    smith = replace(ask("What does the smith work with? (2)", "pan", "tongs", line=6), **line)
    new = [replace(cook, answer=("pot", "spoon")), replace(smith, answer=("anvil", "hammer"))]
    cards = [("a", born(draft)) for draft in (above, cook, smith, below)]
    drafts = [("a", draft) for draft in (above, *new, below)]
    assert matched(cards, drafts) == [card.id for _, card in cards]


def test_two_columns_may_change_places(hide: Make, born: Born) -> None:
    """Law: a row holds the same fact in whatever order its cells stand; its neighbour holds another."""
    old = [
        hide(f"Mast: {{{{c1::{name}}}}} | Sail: {{{{c2::{sail}}}}} | Place: {{{{c3::bow}}}}", line)
        for line, (name, sail) in enumerate((("fore", "jib"), ("fore top", "spinnaker jib")), 5)
    ]
    new = [
        hide(f"Mast: {{{{c1::{name}}}}} | Place: {{{{c2::bow}}}} | Sail: {{{{c3::{sail}}}}}", line)
        for line, (name, sail) in enumerate((("fore", "jib"), ("fore top", "spinnaker jib")), 5)
    ]
    cards = [("a", born(draft)) for draft in old]
    assert matched(cards, [("a", draft) for draft in new]) == [card.id for _, card in cards]


def test_a_name_may_go_from_the_question_to_the_answer(ask: Make, hide: Make, born: Born) -> None:
    """Law: the same text, asked in another way, names nothing else; two names that swap do."""
    card = born(ask("What is DeckCrew?", "FORE and AFT watch of the SHIP"))
    told = hide("{{c1::DeckCrew}}: FORE and AFT watch of the SHIP")
    assert matched([("a", card)], [("a", told)]) == [card.id]
    card = born(hide("IPv4 is older than {{c1::IPv6}} by years"))
    assert matched([("a", card)], [("a", hide("IPv6 is older than {{c1::IPv4}} by years"))]) == [None]


def test_an_error_of_typing_in_one_of_two_equal_lines(hide: Make, born: Born) -> None:
    """Law: though the words of the line still stand elsewhere, in its place it is the same, misspelt."""
    lines = [hide("mast: {{c1::holds the sails}}"), hide("tell of a {{c1::time at sea}} with a crew", 2)]
    old = [replace(draft, written=f"- {draft.prompt}") for draft in (*lines, hide("keel: {{c1::low}}", 3))]
    typo = replace(hide("tell of a {{c1::time at sea}} with a {{c2::crwe}}", 2), written="- tell of a crwe")
    cards = [known(n, "a", born(draft), 0) for n, draft in enumerate(old)]
    drafts = [wanted(n, "a", draft) for n, draft in enumerate((old[0], typo, old[2]))]
    found = match(cards, drafts, lambda _: {card.mark for card in cards})
    assert [found[n].number for n in sorted(found)] == [0, 1, 2]


def test_a_term_may_be_renamed_where_all_else_stays(hide: Make, born: Born) -> None:
    """Law: a name that is gone from the deck was given up for the one that came to its place."""
    above, below = hide("mast: {{c1::holds the sails}}"), hide("keel: {{c1::keeps the boat upright}}")
    old, new = (hide(f"{{{{c1::{name}}}}}: turns the broad blade of a ship") for name in ("Helm", "Tiller"))
    assert placed([(1, above), (2, old), (3, below)], [(1, above), (2, new), (3, below)], born) == [0, 1, 2]
    told = hide("the {{c1::Helm}} is made of oak")
    still = [(1, above), (2, new), (3, below), (4, told)]
    assert placed([(1, above), (2, old), (3, below), (4, told)], still, born) == [0, None, 2, 3]
    assert placed([(1, above), (2, old), (4, below)], [(1, above), (2, new), (3, below)], born)[1] is None


def test_what_a_hand_wrote_anew_stays_with_the_line_in_its_place(hide: Make, born: Born) -> None:
    """Law: the hand wins, and both texts are told; what speaks of other things is another card."""
    texts = ["mast: {{c1::holds the sails}}", "a boat with a {{c1::keel}} keeps upright", "jib: {{c1::bow}}"]
    old = [replace(hide(text, line), written=f"- {text}") for line, text in enumerate(texts, 1)]
    cards = [("a", born(draft)) for draft in old]
    mine = replace(cards[1][1], cloze="No boat stands straight without its {{c1::heavy keel}}")
    for text, expected in (
        ("a boat without a {{c1::keel}} of lead turns over in any storm", mine.id),
        ("oars of {{c1::ash}} are light", None),
    ):
        new = [old[0], replace(hide(text, 2), written=f"- {text}"), old[2]]
        assert matched([cards[0], ("a", mine), cards[2]], [("a", draft) for draft in new])[1] == expected


def test_of_what_a_line_gives_now_that_with_the_same_answer_goes_on(
    ask: Make, hide: Make, born: Born
) -> None:
    """Law: a row that becomes an item gives two cards; the question was asked before, not the blanks."""
    row, item = "| A film | It is moving, gripping, funny |", "- A film: It is moving, gripping, funny"
    answer = "It is moving, gripping, funny"
    card = born(replace(ask("A film – Word?", answer), written=row, rule="keyed"))
    new = [
        replace(hide("A film: It is {{c1::moving}}, {{c2::gripping}}, {{c3::funny}}"), written=item),
        replace(ask("What is A film?", answer), written=item),
    ]
    assert matched([("a", card)], [("a", draft) for draft in new]) == [None, card.id]
