"""How much must be the same, and where, before a card passes to a line of other words."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from deacards.deck.card import Card
from deacards.derive.draft import Draft
from deacards.regenerate.match import match
from deacards.regenerate.sides import known, wanted

Make = Callable[..., Draft]
Born = Callable[[Draft], Card]
Lines = Sequence[tuple[int, Draft]]


def kept(cards: Lines, drafts: Lines, born: Born) -> list[int | None]:
    """Return the number of the card that each draft is, all of one deck, at their lines."""
    old, new = (
        [
            replace(draft, lines=(line, line), written=draft.written or f"- {draft.prompt}")
            for line, draft in some
        ]
        for some in (cards, drafts)
    )
    found = match(
        [known(n, "a", born(draft), 0) for n, draft in enumerate(old)],
        [wanted(n, "a", draft) for n, draft in enumerate(new)],
    )
    return [found[n].number if n in found else None for n in range(len(new))]


def between(old: Draft, new: Draft, born: Born, make: Make) -> bool:
    """Return whether a card passes to another line in its place, between two that stay."""
    above, below = make("mast: {{c1::holds the sails}}"), make("keel: {{c1::keeps the boat upright}}")
    cards, drafts = [(1, above), (2, old), (3, below)], [(1, above), (2, new), (3, below)]
    return kept(cards, drafts, born) == [0, 1, 2]


def test_an_answer_that_says_enough_keeps_the_card_under_another_name(hide: Make, born: Born) -> None:
    """Law: three words that say something, and some letters: a shorter answer is nobody's own."""
    old, new = "sour rigging gives ==> {{c1::%s}}", "recovery of lost anchors ==> {{c1::%s}}"
    for answer, is_kept in (("much salt in the lower planks", True), ("Cl up, AG", False), ("yes", False)):
        assert between(hide(old % answer), hide(new % answer), born, hide) is is_kept


def test_an_answer_that_other_lines_give_too_keeps_no_card(hide: Make, born: Born) -> None:
    """Law: what several lines answer tells of none of them."""
    answer = "painted twice before every winter"
    above, beside = hide("mast: {{c1::holds the sails}}"), hide(f"rudder: {{{{c1::{answer}}}}}")
    cards = [(1, above), (2, hide(f"keel: {{{{c1::{answer}}}}}")), (3, beside)]
    drafts = [(1, above), (2, hide(f"anchor: {{{{c1::{answer}}}}}")), (3, beside)]
    assert kept(cards, drafts, born) == [0, None, 2]
    assert kept(cards[:2], drafts[:2], born) == [0, 1]


def test_another_name_with_other_words_is_another_fact_in_its_place(hide: Make, born: Born) -> None:
    """Law: short blanks in common do not make the line of another name the same line."""
    old = "SAIL is used by e.g. {{c1::brigs}} ({{c2::deck 53}}), yawls ({{c3::deck 161}}) (deck 67)"
    new = "OAR is monarch by e.g. {{c1::brigs}} ({{c2::deck 53}}), yawls ({{c3::deck 161}}) (lantern 67)"
    assert not between(hide(old), hide(new), born, hide)


def test_a_line_that_went_into_another_is_not_the_one_below(hide: Make, born: Born) -> None:
    """Law: two lines were made one, and the third of them, silent until then, stands where the second did."""
    first, second = hide("lowest level has {{c1::all nodes}}"), hide("next level of it has {{c1::8 nodes}}")
    third = hide("next level of it has {{c1::4 nodes}}")
    both = hide("lowest level has {{c1::all nodes}}; next level of it has 8 nodes")
    assert kept([(1, first), (2, second)], [(1, both), (2, third)], born) == [0, None]


def test_symbols_in_common_make_no_fact(hide: Make, born: Born) -> None:
    """Law: where all that two rows share stands on every row, or is a symbol, a number, they are two."""
    claims = ["n^2 in O(n^3)", "n^3 in O(n^2)", "2^n in O(n!)", "m^2 in O(m)", "m in O(m^3)", "m^3 in O(2^n)"]
    rows = [hide(f"Claim: {claim} | so: {{{{c1::True}}}}") for claim in claims]
    row = hide("Claim: n^2 in theta(n^3) | so: {{c1::True}}")
    cards = [*enumerate(rows, 1)]
    assert kept(cards, [*cards[1:], (7, row)], born)[-1] is None


def test_the_steps_beside_a_step_are_not_the_step(hide: Make, born: Born) -> None:
    """Law: in its place, too, a step is known by its own line and not by the text around its blank."""
    text = "how to leave the harbour in a storm: 1. lift the anchor; 2. {{c1::%s}}; 3. set the sails"
    old = replace(hide(text % "wait"), written="2. wait: until the wind turns")
    new = replace(hide(text % "Hive"), written="2. Hive: a monarch of glaciers")
    assert not between(old, new, born, hide)


def test_terms_that_are_spelt_alike_may_swap_what_they_mean(ask: Make, hide: Make, born: Born) -> None:
    """Law: two terms that are both there are two, however alike, and in whatever way they are asked."""
    data, quality = "how fast the cargo can be counted", "what the cargo is worth and how reliable"
    old = [hide(f"velocity: {{{{c1::{data}}}}}"), ask("What is veracity?", quality)]
    new = [ask("What is velocity?", quality), hide(f"veracity: {{{{c1::{data}}}}}")]
    lines = [
        replace(old[1], written=f"- veracity: {quality}"),
        replace(new[0], written=f"- velocity: {quality}"),
    ]
    found = kept([(1, old[0]), (2, lines[0])], [(1, lines[1]), (2, new[1])], born)
    assert found[0] != 1
    assert found[1] != 0


def test_where_lines_are_gone_one_word_may_be_another_row(hide: Make, born: Born) -> None:
    """Law: two rows were deleted, and one that was silent beside them differs in a single sign."""
    above = hide("表: {{c1::目录}}")
    old, new = (
        hide(f"版本: {{{{c1::{part}册（国内版）}}}} | 平台: {{{{c2::阿里云}}}} | 链接: {{{{c3::点击阅读}}}}")
        for part in "上下"
    )
    old, new = (
        replace(old, written="| 上册（国内版） | 阿里云 |"),
        replace(new, written="| 下册（国内版） | 阿里云 |"),
    )
    assert kept([(1, above), (4, old)], [(1, above), (2, new)], born) == [0, None]


def test_what_two_lines_share_must_say_something(hide: Make, born: Born) -> None:
    """Law: function words, numerals and the head of a table stand on lines of any fact."""
    old, new = (
        "(ii) this has the {{c1::most islands of all}} (7)",
        "(ii) this has the {{c1::best harbours}} (7)",
    )
    assert not between(hide(old), hide(new), born, hide)
    assert between(hide(old), hide("(ii) this has the {{c1::most islands}} (7)"), born, hide)


def test_another_sign_is_another_formula(hide: Make, born: Born) -> None:
    """Law: a minus before a number, or after a bracket, is no hyphen."""
    row = "Problem: {{c1::$%s$}} | Solution: {{c2::$\\%s t$}}"
    old, new = hide(row % ("x''+x=0, x(0)=1", "sin")), hide(row % ("x''-x=0, x(0)=1", "sinh"))
    assert not between(old, new, born, hide)


def test_another_spacing_is_the_same_text(ask: Make, born: Born) -> None:
    """Law: `10 km` and `10km` are the same words wherever they stand."""
    old, new = ask("10 km: what for?", "ships"), ask("10km: what for?", "ships")
    assert kept([(1, old)], [(9, new)], born) == [0]


def test_two_lines_made_one_keep_both_cards(ask: Make, hide: Make, born: Born) -> None:
    """Law: what tells of both names is no sign that one of them went away."""
    first, second = (
        hide("jib: {{c1::small sail at the bow}}"),
        ask("What is the boom?", "spar below the big sail"),
    )
    text = "jib: {sail}; boom: spar below the big sail"
    both = [
        hide(text.replace("{sail}", "{{c1::small sail at the bow}}")),
        hide("jib: small sail at the bow; {{c1::boom}}: spar below the big sail"),
    ]
    assert sorted(kept([(1, first), (2, second)], [(1, draft) for draft in both], born), key=str) == [0, 1]


def test_a_heading_that_became_the_name_of_its_line_is_part_of_it(ask: Make, hide: Make, born: Born) -> None:
    """Law: a text under a heading, and the same text behind that name, are one line; and back."""
    under = hide("{{c1::lifted}} by hand", context=("Ships", "Anchor"))
    asked, told = ask("What is the anchor?", "lifted by hand"), hide("Anchor: {{c1::lifted by hand}}")
    for named in (asked, told):
        assert kept([(1, under)], [(9, named)], born) == [0]
        assert kept([(1, named)], [(9, under)], born) == [0]


def test_rows_share_the_names_of_their_columns(hide: Make, born: Born) -> None:
    """Law: a row of which only letters are left is another row, though it stands in the place of one."""
    rows = {
        cells: replace(
            hide(f"Part: {{{{c1::{cells}}}}} | Symbol: {{{{c2::A, G}}}}"), written=f"| {cells} | A, G |"
        )
        for cells in ("double rings (purines)", "lantern of the harbour", "double rings")
    }
    old, other, shorter = rows.values()
    assert not between(old, other, born, hide)
    assert between(old, shorter, born, hide)
