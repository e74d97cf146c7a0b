"""Packages in the real Anki engine: what a user sees who imports again and again."""

import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from deacards.anki.apkg import apkg_bytes
from deacards.anki.content import note_of
from deacards.anki.ledger import Ledger, tell
from deacards.anki.media import Shelf
from deacards.anki.notetypes import BASIC, CLOZE
from deacards.anki.options import Options
from deacards.anki.package import PackageResult, build_package
from deacards.anki.parcel import Parcel
from deacards.anki.supply import Supply
from deacards.deck.deck import Deck
from deacards.deck.models import deck_of

pytestmark = pytest.mark.engine

NOW = 1_760_000_000
PATH = "cards/athena.yaml"
MADE = "000000-000000-000000"
CARDS: list[dict[str, Any]] = [
    {
        "id": "basic",
        "front": "What is Athena?",
        "back": "a query service",
        "from": {"line": 3, "rule": "r", "made": MADE},
    },
    {"id": "list", "front": "Which budgets? (2)", "list": ["cost", "usage"]},
    {"id": "cloze", "cloze": "workgroup (like {{c1::workspace}})", "context": ["Athena"]},
    {"id": "other", "front": "S3?", "back": "objects", "hint": "o…", "extra": "see `s3`"},
]


def deck(*cards: dict[str, Any], retired: tuple[dict[str, Any], ...] = (), **keys: Any) -> Deck:
    """Return a deck of `cards`, by default all of `CARDS`."""
    head = {"format": 1, "deck": "Data::Athena", "source": "notes/data-eng.md#athena", "tags": ["aws"]}
    return deck_of({**head, "cards": cards or CARDS, "retired": retired, **keys})


def export(value: Deck, ledger: Ledger | None = None, now: int = NOW) -> PackageResult:
    """Return the package of one deck, which must be without a problem."""
    result = build_package({PATH: value}, ledger or Ledger(), now)
    assert result.problems == result.notices == ()
    return result


def words(html: str) -> str:
    """Return what a person reads of a card's side."""
    return " ".join(unescape(re.sub(r"<[^>]*>", "", html)).split())


def changed(card_id: str, **keys: Any) -> list[dict[str, Any]]:
    """Return `CARDS` with one of them changed."""
    return [{**card, **keys} if card["id"] == card_id else card for card in CARDS]


def test_first_import_brings_every_card(anki: Any) -> None:
    """Every card arrives, in its deck, in the order of the deck, and renders on both sides."""
    result = export(deck())
    assert anki.take(result.data).new == result.notes == 4
    assert anki.col.decks.id_for_name("Data::Athena")
    dues = anki.col.db.list("select due from cards order by due")
    assert len(set(dues)) == result.cards == 4
    assert [anki.col.get_card(anki.note(c["id"]).cards()[0].id).due for c in CARDS] == dues
    assert anki.faults() == []


def test_unchanged_import_changes_nothing(anki: Any) -> None:
    """A package of the same decks, built later, is the same, and Anki updates nothing."""
    first = export(deck())
    anki.take(first.data)
    anki.answer()
    before = anki.history()
    again = export(deck(), first.ledger, NOW + 1000)
    assert again.data == first.data
    assert not again.changed
    imported = anki.take(again.data)
    assert (imported.new, imported.updated, imported.duplicate) == (0, 0, 4)
    assert anki.history() == before


def test_edited_import_updates_the_edited_note_alone(anki: Any) -> None:
    """An edit in the deck reaches Anki, no other note is touched, and no schedule."""
    first = export(deck())
    anki.take(first.data)
    anki.answer()
    before = anki.history()
    second = export(deck(*changed("basic", back="SQL over S3")), first.ledger, NOW + 1000)
    imported = anki.take(second.data)
    assert (imported.new, imported.updated) == (0, 1)
    assert anki.note("basic")["Back"] == "SQL over S3"
    assert anki.history() == before


def test_edit_in_anki_is_kept(anki: Any) -> None:
    """What the user edited in Anki stays while its source stays, even if its line moved."""
    first = export(deck())
    anki.take(first.data)
    anki.edit("basic", "Back", "my own words")
    moved = changed("basic", **{"from": {"line": 90, "rule": "r", "made": MADE}})
    second = export(deck(*moved, {"id": "new", "front": "q", "back": "a"}), first.ledger, NOW + 1000)
    imported = anki.take(second.data)
    assert (imported.new, imported.updated) == (1, 0)
    assert anki.note("basic")["Back"] == "my own words"


def test_style_edit_in_anki_is_kept(anki: Any) -> None:
    """The user's own style stays: note types have a modification time of their own."""
    first = export(deck())
    anki.take(first.data)
    notetype = anki.col.models.by_name("deacards Basic")
    notetype["css"] += ".card { color: red }"
    anki.col.models.update_dict(notetype)
    second = export(deck(*changed("basic", back="SQL over S3")), first.ledger, NOW + 1000)
    assert anki.take(second.data).updated == 1
    anki.col.models._clear_cache()
    assert "color: red" in anki.col.models.by_name("deacards Basic")["css"]
    assert len([m for m in anki.col.models.all_names_and_ids() if "deacards" in m.name]) == 2


def test_retired_card_comes_back_tagged(anki: Any) -> None:
    """A card that left its deck stays in Anki and is found by one search; nothing else happens to it."""
    first = export(deck())
    anki.take(first.data)
    anki.answer()
    before = anki.history()
    gone = ({**CARDS[0], "retired": {"on": "2026-01-01", "reason": "gone"}},)
    second = export(deck(*CARDS[1:], retired=gone), first.ledger, NOW + 1000)
    assert second.retired == 1
    assert anki.take(second.data).updated == 1
    assert list(anki.col.find_notes("tag:deacards::retired")) == [anki.note("basic").id]
    assert anki.history() == before
    back = export(deck(), second.ledger, NOW + 2000)
    assert anki.take(back.data).updated == 1
    assert not anki.col.find_notes("tag:deacards::retired")


def test_retired_card_that_was_never_exported_stays_home() -> None:
    """Anki learns nothing of a card that it never had."""
    gone = ({**CARDS[0], "retired": {"on": "2026-01-01", "reason": "gone"}},)
    assert export(deck(*CARDS[1:], retired=gone)).notes == 3


def test_reversed_later_adds_a_card(anki: Any) -> None:
    """A card that is reversed later gets its second card, and the first keeps its schedule."""
    first = export(deck())
    anki.take(first.data)
    anki.answer()
    before = anki.history()
    second = export(deck(*changed("basic", reverse=True)), first.ledger, NOW + 1000)
    assert anki.take(second.data).updated == 1
    (_, (question, answer)) = anki.sides("basic")
    assert "a query service" in question
    assert "What is Athena?" in answer
    assert [row for row in anki.history() if row in before] == before
    assert anki.faults() == []


def test_blank_added_later_adds_a_card(anki: Any) -> None:
    """A new blank in a cloze is a new card; the old one keeps its schedule."""
    first = export(deck())
    anki.take(first.data)
    anki.answer()
    before = anki.history()
    more = "{{c2::workgroup}} (like {{c1::workspace}})"
    second = export(deck(*changed("cloze", cloze=more)), first.ledger, NOW + 1000)
    assert anki.take(second.data).updated == 1
    assert len(anki.sides("cloze")) == 2
    assert [row for row in anki.history() if row in before] == before
    assert anki.faults() == []


def test_card_that_becomes_a_cloze_arrives(anki: Any) -> None:
    """Anki refuses to change a note's type, so that a new note comes, and the user hears of it."""
    first = export(deck())
    anki.take(first.data)
    cards = [{"id": "basic", "cloze": "Athena: {{c1::query service}}"}, *CARDS[1:]]
    second = build_package({PATH: deck(*cards)}, first.ledger, NOW + 1000)
    imported = anki.take(second.data)
    assert (imported.new, imported.updated, imported.conflicting) == (1, 0, 0)
    (problem,) = second.notices
    assert problem.code == "DC406 type-changed"
    assert '"note:deacards Basic" CardId:basic' in problem.message
    assert len(anki.col.find_notes('"note:deacards Basic" CardId:basic')) == 1


def test_moved_card_is_found_by_the_search_that_the_warning_names(anki: Any) -> None:
    """Anki leaves a moved card in its old deck; the search in the warning finds exactly that card."""
    first = export(deck())
    anki.take(first.data)
    decks = {PATH: deck(*CARDS[1:]), "cards/b.yaml": deck(CARDS[0], deck="Data::Other")}
    second = build_package(decks, first.ledger, NOW + 1000)
    anki.take(second.data)
    (problem,) = second.notices
    assert problem.code == "DC405 moved"
    search = problem.message.split("search in its browser for")[1].split("  ")[1]
    assert list(anki.col.find_notes(search)) == [anki.note("basic").id]


TRAPS = {
    "field separator": "a\x1fb\x00c",
    "script": "<script>alert(1)</script> <!-- x --> </div>",
    "latex marks": "[$]x[/$] [latex]y[/latex] [$$]z[/$$]",
    "sound": "[sound:a.mp3] [anki:tts lang=en]x[/anki:tts]",
    "hard space": "\u00a0x\u00a0",
    "emoji": "👩‍💻 ok 🇩🇪",
    "cjk": "東京\u3000大阪",
    "right to left": "مرحبا `SELECT 1` שלום",
    "template": "{{Front}} {{#Back}} {{{x}}} {{c1::y}}",
    "maths": r"$a<b$ and $$\frac{x}{y_{z}} & 1$$",
    "code": "```py\nd = {'a': {'b': 1}}  # <b>\n```\nand `a }} b`",
    "table": "| a | b |\n|---|--:|\n| <x> | 1 & 2 |",
    "image": "![a <picture>](x.png)",
    "combining stroke": "**a**\u0338 x",
    "many lines": "a\r\nb\rc\u2028d",
}
CLOZE_TRAPS = {
    "scope": "use {{c1::std::vector::}} here",
    "colon at the end": "{{c1::a:}} {{c2::b::hint}}",
    "braces in code": "`{{c1::f({})}}` and `}}` {{c2::x}}",
    "braces in maths": r"{{c1::$x^{y}$}} and $a_{b_{c}}$ $\frac{ {{c2::n}} }{m}$",
    "code block": "{{c1::\n```sql\nSELECT 1\n```\n}}",
    "table": "| a | b |\n|---|---|\n| {{c1::x|y}} | {{c2::z}} |",
    "many": " ".join(f"{{{{c{n}::x}}}}" for n in range(1, 15)),
    "emphasis": "**{{c1::a}}** {{c2::_b_}} c{{c3::d}}e",
}


def test_no_text_breaks_an_import(anki: Any) -> None:
    """All that has broken imports, in every field at once, arrives, renders and makes the cards it should."""
    cards: list[dict[str, Any]] = [
        {
            "id": f"t{n}",
            "front": text,
            "back": text,
            "hint": text,
            "extra": text,
            "context": [text],
            "reverse": True,
        }
        for n, text in enumerate(TRAPS.values())
    ]
    cards += [
        {"id": f"c{n}", "cloze": text, "extra": "\u00a0"} for n, text in enumerate(CLOZE_TRAPS.values())
    ]
    result = export(deck(*cards))
    assert anki.take(result.data).new == len(cards)
    assert anki.faults() == []
    assert anki.col.card_count() == result.cards
    for n, text in enumerate(CLOZE_TRAPS.values()):
        assert len(anki.sides(f"c{n}")) == text.count("{{c"), text


def test_engine_keeps_fields_as_they_were_sent(anki: Any) -> None:
    """Anki finds nothing to normalise: what it stores is what the package says, byte for byte."""
    cards = [{"id": f"t{n}", "front": text, "back": "x"} for n, text in enumerate(TRAPS.values())]
    anki.take(export(deck(*cards)).data)
    stored = anki.col.db.list("select flds from notes order by id")
    for nid in anki.col.db.list("select id from notes order by id"):
        note = anki.col.get_note(nid)
        note.add_tag("touched")
        anki.col.update_note(note)
    assert anki.col.db.list("select flds from notes order by id") == stored


def test_cloze_shows_what_the_deck_says(anki: Any) -> None:
    """A mark hides just its text, shows its hint, and the answer has what was hidden, `::` included."""
    text = "use {{c1::std::vector::container}} or {{c2::a::b::}}"
    anki.take(export(deck({"id": "c", "context": "Athena", "cloze": text})).data)
    shown = [tuple(words(side) for side in sides) for sides in anki.sides("c")]
    assert shown == [
        ("Athena use [container] or a::b", "Athena use std::vector or a::b"),
        ("Athena use std::vector or [...]", "Athena use std::vector or a::b"),
    ]


def test_deck_names_that_anki_would_read_otherwise(anki: Any) -> None:
    """Anki has the decks that the ledger says: trimmed, no level empty, one deck for all spellings."""
    names = [" Data :: AWS ", "data::aws::S3", "DATA", "::Logs::", 'A "b" *c_', "A:::B", "B:", "default"]
    decks = {
        f"cards/{n}.yaml": deck({"id": f"c{n}", "front": "q", "back": "a"}, deck=name)
        for n, name in enumerate(names)
    }
    result = build_package(decks, Ledger(), NOW)
    anki.take(result.data)
    told = {guid.removeprefix("deacards:"): t.deck for guid, t in result.ledger.notes.items()}
    for n in range(len(names)):
        (card,) = anki.note(f"c{n}").cards()
        assert anki.col.decks.name(card.did).casefold() == told[f"c{n}"].casefold()


def test_tags_are_held_as_told(anki: Any) -> None:
    """Tags keep their levels whatever a person writes."""
    card = {"id": "a", "front": "q", "back": "a", "tags": ["x::y", "X::Y", "日本"]}
    anki.take(export(deck(card, tags=["a::::b", ":c:"])).data)
    assert anki.note("a").tags == [
        "a::b",
        "c",
        "deacards::note::notes::data-eng::athena",
        "x::y",
        "日本",
    ]


def test_a_thousand_decks(anki: Any) -> None:
    """Every deck of a large package is there, and its ids are its own."""
    decks = {
        f"cards/{n}.yaml": deck({"id": f"c{n}", "front": "q", "back": "a"}, deck=f"D{n}") for n in range(1000)
    }
    assert anki.take(build_package(decks, Ledger(), NOW).data).new == 1000
    assert anki.col.db.scalar("select count(distinct did) from cards") == 1000


PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
SHOWN = {
    "id": "pic",
    "front": "What is this? ![a dot](dot.png)",
    "back": "![](a tone.mp3)",
    "extra": "![x](gone.png)",
}


def collection_of(root: Path, value: Deck, ledger: Ledger | None = None, now: int = NOW) -> PackageResult:
    """Return the package of a deck whose media lie in `root`."""
    return build_package({PATH: value}, ledger or Ledger(), now, Supply(shelf=Shelf(root, ("notes",))))


def media_of(anki: Any, card_id: str) -> set[bytes]:
    """Return the files that a note shows, from Anki's own folder, which all of them must be in."""
    note = anki.note(card_id)
    names = anki.col.media.files_in_str(note.mid, "".join(note.fields))
    return {(Path(anki.col.media.dir()) / name).read_bytes() for name in names}


def test_media_travel_and_a_change_of_one_arrives(anki: Any, tmp_path: Path) -> None:
    """Pictures and sounds arrive; one that changed under its name comes with its note, and no other does."""
    root = tmp_path / "collection"
    (root / "notes").mkdir(parents=True)
    (root / "notes/dot.png").write_bytes(PIXEL)
    (root / "notes/a tone.mp3").write_bytes(b"tone")
    first = collection_of(root, deck(SHOWN, *CARDS))
    assert (first.notes, first.media) == (5, 2)
    assert anki.take(first.data).new == 5
    assert media_of(anki, "pic") == {PIXEL, b"tone"}
    assert anki.faults() == []
    checked = anki.col.media.check()
    assert (list(checked.missing), list(checked.unused)) == ([], [])
    anki.answer()
    before = anki.history()
    again = collection_of(root, deck(SHOWN, *CARDS), first.ledger, NOW + 10)
    assert again.data == first.data
    (root / "notes/dot.png").write_bytes(PIXEL + b"changed")
    second = collection_of(root, deck(SHOWN, *CARDS), first.ledger, NOW + 1000)
    imported = anki.take(second.data)
    assert (imported.new, imported.updated, imported.duplicate) == (0, 1, 4)
    assert media_of(anki, "pic") == {PIXEL + b"changed", b"tone"}
    assert anki.history() == before


def later(side: str) -> str:
    """Return a side of a template as a later version may have it."""
    return side.replace("{{Front}}", "{{Question}}") + "<i>later</i>"


def test_style_and_templates_arrive_and_a_renamed_field_stays_the_same(anki: Any) -> None:
    """A later version's style, templates and field names reach Anki; no note is new, changed or refused."""
    first = export(deck())
    anki.take(first.data)
    anki.answer()
    before = anki.history()
    basic = BASIC._replace(
        css=f"{BASIC.css}.later {{}}",
        fields=("Question", *BASIC.fields[1:]),
        templates=tuple(t._replace(front=later(t.front), back=later(t.back)) for t in BASIC.templates),
    )
    notes = [note_of(card, deck()) for card in deck().cards]
    known = first.ledger.notes
    newer = [note._replace(notetype=basic) if note.notetype == BASIC else note for note in notes]
    parcel = Parcel.of(deck().deck, [(note, known[note.guid], "") for note in newer])
    types = [(t, tell(first.ledger.notetypes[t.name], t.digest(), NOW + 1000)) for t in (basic, CLOZE)]
    imported = anki.take(apkg_bytes([parcel], types))
    assert (imported.new, imported.updated, imported.duplicate, imported.conflicting) == (0, 0, 4, 0)
    anki.col.models._clear_cache()
    notetype = anki.col.models.by_name("deacards Basic")
    assert notetype["css"].endswith(".later {}")
    assert [field["name"] for field in notetype["flds"]] == list(basic.fields)
    assert notetype["tmpls"][0]["afmt"].endswith("<i>later</i>")
    assert anki.note("basic")["Question"] == "What is Athena?"
    assert anki.history() == before
    assert anki.faults() == []
    assert len([m for m in anki.col.models.all_names_and_ids() if "deacards" in m.name]) == 2


def test_decks_and_options_of_the_user_are_untouched(anki: Any) -> None:
    """A deck that the user moved cards to, its options, its name and filtered decks stay as they are."""
    first = export(deck())
    anki.take(first.data)
    own = anki.col.decks.id("My own::Exam")
    options = anki.col.decks.add_config("Exam options")
    options["new"]["perDay"] = 3
    anki.col.decks.update_config(options)
    for did in (own, anki.col.decks.id_for_name("Data::Athena")):
        its = anki.col.decks.get(did)
        its["conf"] = options["id"]
        anki.col.decks.update_dict(its)
    moved = [card.id for card in anki.note("basic").cards()]
    anki.col.set_deck(moved, own)
    anki.answer()
    before, decks = anki.history(), anki.decks()
    cards = [*changed("basic", back="SQL over S3"), {"id": "new", "front": "q", "back": "a"}]
    second = export(deck(*cards), first.ledger, NOW + 1000)
    imported = anki.take(second.data)
    assert (imported.new, imported.updated) == (1, 1)
    assert anki.decks() == decks
    assert [row for row in anki.history() if row in before] == before
    assert anki.note("basic").cards()[0].did == own


def test_answers_are_typed_where_that_is_wanted(anki: Any) -> None:
    """With the option a short plain answer is typed, a long one or a list is not; all cards render."""
    supply = Supply(options=Options(type_in=True))
    cards = [*CARDS, {"id": "rev", "front": "Hund", "back": "dog", "reverse": True}]
    result = build_package({PATH: deck(*cards)}, Ledger(), NOW, supply)
    anki.take(result.data)
    typed = {
        c["id"]: [("[[type:" in question, "[[type:" in answer) for question, answer in anki.sides(c["id"])]
        for c in cards
    }
    both, none = (True, True), (False, False)
    assert typed == {"basic": [both], "list": [none], "cloze": [both], "other": [both], "rev": [both, both]}
    assert anki.faults() == []


@pytest.mark.parametrize(
    ("link", "url"),
    [
        ("", None),
        ("vscode://file/home/me/{path}:{line}", "vscode://file/home/me/notes/data-eng.md:3"),
        ("obsidian://open?vault=v&file={path}", "obsidian://open?vault=v&amp;file=notes/data-eng.md"),
        ("https://host/{path}#L{line}", "https://host/notes/data-eng.md#L3"),
    ],
)
def test_source_line_is_a_link_only_where_that_is_wanted(anki: Any, link: str, url: str | None) -> None:
    """The line at the foot leads where the option says; turning it on is a change, a moved line is none."""
    first = export(deck())
    result = build_package({PATH: deck()}, first.ledger, NOW + 5, Supply(options=Options(source_link=link)))
    anki.take(result.data)
    ((_, answer),) = anki.sides("basic")
    assert "notes/data-eng.md:3" in answer
    assert (f'<a href="{url}">' in answer) is (url is not None)
    assert ("<a " in answer) is (url is not None)
    assert (first.ledger.notes["deacards:basic"].mod < result.ledger.notes["deacards:basic"].mod) is bool(
        link
    )
    assert result.ledger.notes["deacards:list"] == first.ledger.notes["deacards:list"]
