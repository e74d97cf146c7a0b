"""Edits as people make them to notes, line by line, so that it stays known which line was which.

Every edit is a plain function of some notes, the note to edit and a source of chance. It returns the notes
afterwards with the lines it touched, or None where the note has nothing to edit in that way.
"""

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import count

_SERIAL = count(1)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a note: `key` is its own for life, whatever happens to its `text`."""

    key: int
    text: str


Page = tuple[Line, ...]
Pages = dict[str, Page]


@dataclass(frozen=True, slots=True)
class Edited:
    """The notes after an edit, and the keys of the lines that it changed or moved.

    `joined` are the keys of lines that live on in another one, with the key of that; `built` what the notes
    were on the way, with a build each time.
    """

    pages: Pages
    touched: frozenset[int]
    joined: dict[int, int] = field(default_factory=dict)
    built: tuple[Pages, ...] = ()


Edit = Callable[[Pages, str, random.Random], Edited | None]


def page_of(text: str) -> Page:
    """Return a text as lines with keys of their own."""
    return tuple(new_line(line) for line in text.split("\n"))


def new_line(text: str) -> Line:
    """Return a line that was not there before."""
    return Line(next(_SERIAL), text)


def text_of(page: Page) -> str:
    """Return the text of some lines."""
    return "\n".join(line.text for line in page)


HEADING = re.compile(r"#{1,6} +\S")
ITEM = re.compile(r"(\s*)(?:[-*+]|\d+[.)]) +\S")
ROW = re.compile(r"\s*\|.*\|\s*$")
RULER = re.compile(r"[\s|:-]+$")
_FENCE = re.compile(r"\s*(```|~~~)")
WORD = re.compile(r"[^\W\d_]{4,}")


@dataclass(frozen=True, slots=True)
class _Block:
    """A list item or paragraph line with what is nested under it: the lines from `start` up to `end`."""

    start: int
    end: int
    indent: int


def prose_of(page: Page) -> list[bool]:
    """Return for each line whether it is text: no front matter, no code, no empty line."""
    marks, fenced, matter = [], False, page[0].text.strip() == "---"
    for number, line in enumerate(page):
        if matter:
            matter = number == 0 or line.text.strip() != "---"
            marks.append(False)
            continue
        fence = bool(_FENCE.match(line.text))
        fenced ^= fence
        marks.append(not fenced and not fence and bool(line.text.strip()))
    return marks


def headings_of(page: Page) -> list[int]:
    """Return the lines that are headings."""
    return [n for n, ok in enumerate(prose_of(page)) if ok and HEADING.match(page[n].text)]


def rows_of(page: Page) -> list[int]:
    """Return the body rows of tables."""
    prose = prose_of(page)
    rows = [n for n, ok in enumerate(prose) if ok and ROW.match(page[n].text)]
    rulers = {n for n in rows if RULER.match(page[n].text)}
    return [n for n in rows if n not in rulers and n + 1 not in rulers]


def blocks_of(page: Page) -> list[_Block]:
    """Return all list items, each with what is nested under it."""
    prose, found = prose_of(page), []
    for start, ok in enumerate(prose):
        item = ITEM.match(page[start].text) if ok else None
        if item:
            indent, end = len(item[1].expandtabs(4)), start + 1
            while end < len(page) and page[end].text.strip() and _indent(page[end].text) > indent:
                end += 1
            found.append(_Block(start, end, indent))
    return found


def _indent(text: str) -> int:
    return len(text.expandtabs(4)) - len(text.expandtabs(4).lstrip())


def families_of(page: Page) -> list[list[_Block]]:
    """Return the runs of two or more items that stand one below the other at the same depth."""
    families: list[list[_Block]] = []
    for block in blocks_of(page):
        home = next((f for f in families if f[-1].end == block.start and f[-1].indent == block.indent), None)
        if home:
            home.append(block)
        else:
            families.append([block])
    return [family for family in families if len(family) > 1]


def facts_of(page: Page) -> list[int]:
    """Return the lines that say something: items, rows, prose of some words."""
    items = {block.start for block in blocks_of(page)}
    return [
        n
        for n, ok in enumerate(prose_of(page))
        if ok
        and not HEADING.match(page[n].text)
        and not RULER.match(page[n].text)
        and (n in items or len(page[n].text.split()) > 2)
    ]


def with_texts(pages: Pages, path: str, texts: dict[int, str]) -> Edited | None:
    """Return the notes with some lines of one of them saying something else."""
    page = pages[path]
    texts = {n: text for n, text in texts.items() if text != page[n].text}
    if not texts:
        return None
    after = tuple(replace(line, text=texts.get(n, line.text)) for n, line in enumerate(page))
    return Edited({**pages, path: after}, frozenset(page[n].key for n in texts))


def with_page(pages: Pages, path: str, page: Page, touched: Sequence[Line]) -> Edited:
    """Return the notes with another text for one of them."""
    return Edited({**pages, path: page}, frozenset(line.key for line in touched))


def _some(rng: random.Random, lines: Sequence[int], most: int = 3) -> list[int]:
    return rng.sample(lines, min(len(lines), rng.randint(1, most)))


def typo(pages: Pages, path: str, rng: random.Random) -> Edited | None:
    """Make or mend a typing error in up to three lines."""
    page = pages[path]
    return with_texts(pages, path, {n: _typo(page[n].text, rng) for n in _some(rng, facts_of(page))})


def _typo(text: str, rng: random.Random) -> str:
    words = [m for m in WORD.finditer(text) if not m[0].isupper() and "](" not in text[m.end() :]]
    if not words:
        return text
    word = rng.choice(words)
    at = rng.randrange(word.start() + 1, word.end() - 1)
    match rng.randrange(4):
        case 0:
            return text[:at] + text[at + 1 :]
        case 1:
            return text[:at] + text[at] + text[at:]
        case 2:
            return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
        case _:
            return text[:at] + rng.choice("aeionrst") + text[at + 1 :]


_FILLERS = "usually also mainly often automatically directly each all very new".split()
_SMALL = frozenset("the a an of to in and is are for by with on that which it its".split())


def reword(pages: Pages, path: str, rng: random.Random) -> Edited | None:
    """Add, drop or exchange one or two plain words in up to three lines."""
    page = pages[path]
    texts = {n: _reword(page[n].text, rng, rng.randint(1, 2)) for n in _some(rng, facts_of(page))}
    return with_texts(pages, path, texts)


def rewrite(pages: Pages, path: str, rng: random.Random) -> Edited | None:
    """Say a line anew: a third of its words are others."""
    page = pages[path]
    number = rng.choice(facts_of(page) or [0])
    return with_texts(
        pages, path, {number: _reword(page[number].text, rng, len(page[number].text.split()) // 3)}
    )


def _reword(text: str, rng: random.Random, times: int) -> str:
    lead = re.match(r"\s*(?:[-*+>|]|\d+[.)])?\s*(?:\[.\] )?", text)
    head = lead[0] if lead else ""
    words = text[len(head) :].split(" ")
    for _ in range(times):
        inner = [n for n, word in enumerate(words) if word.isalpha() and word.islower() and n]
        if not inner:
            return text
        at = rng.choice(inner)
        match rng.randrange(3):
            case 0:
                words.insert(at, rng.choice(_FILLERS))
            case 1 if len(words) > 3 and words[at] in _SMALL:
                del words[at]
            case _:
                words[at] = rng.choice(_FILLERS)
    return head + " ".join(words)


def answer(pages: Pages, path: str, rng: random.Random) -> Edited | None:
    """Correct the number in a line, or say what follows its colon anew."""
    page = pages[path]
    texts: dict[int, str] = {}
    for n in _some(rng, facts_of(page)):
        head, colon, tail = page[n].text.partition(": ")
        if number := re.search(r"\b\d+\b", page[n].text.lstrip(" -*+")):
            texts[n] = page[n].text.replace(number[0], str(int(number[0]) + rng.randint(1, 9)), 1)
        elif colon and not ROW.match(page[n].text):
            texts[n] = head + colon + _reword("x " + tail, rng, max(1, len(tail.split()) // 2))[2:]
    return with_texts(pages, path, texts)


def move_within(pages: Pages, path: str, rng: random.Random) -> Edited | None:
    """Move an item with all below it to another place of its list."""
    families = families_of(pages[path])
    if not families:
        return None
    family = rng.choice(families)
    one, other = rng.sample(family, 2)
    return _moved(pages, path, one, path, other.start)


def _moved(pages: Pages, path: str, block: _Block, target: str, at: int) -> Edited:
    """Return the notes with a block put before the line `at` of a note, at its depth."""
    page = pages[path]
    lines = page[block.start : block.end]
    if path != target:
        rest = page[: block.start] + page[block.end :]
        there = pages[target]
        after = {**pages, path: rest, target: there[:at] + lines + there[at:]}
        return Edited(after, frozenset(line.key for line in lines))
    if at >= block.end:
        page = page[: block.start] + page[block.end : at] + lines + page[at:]
    else:
        page = page[:at] + lines + page[at : block.start] + page[block.end :]
    return with_page(pages, path, page, lines)


def move_to_section(pages: Pages, path: str, rng: random.Random) -> Edited | None:
    """Move a top item into the list of another section of its note."""
    tops = [block for block in blocks_of(pages[path]) if block.indent == 0]
    section = {n: sum(h <= n for h in headings_of(pages[path])) for n in range(len(pages[path]))}
    pairs = [(a, b) for a in tops for b in tops if section[a.start] != section[b.start]]
    if not pairs:
        return None
    one, other = rng.choice(pairs)
    return _moved(pages, path, one, path, other.start)


def move_to_file(pages: Pages, path: str, rng: random.Random) -> Edited | None:
    """Move a top item into a list of another note."""
    tops = [block for block in blocks_of(pages[path]) if block.indent == 0]
    others = [(p, b) for p in pages if p != path for b in blocks_of(pages[p]) if b.indent == 0]
    if not tops or not others:
        return None
    target, place = rng.choice(others)
    return _moved(pages, path, rng.choice(tops), target, place.start)


def rename_heading(pages: Pages, path: str, rng: random.Random) -> Edited | None:
    """Give a heading another wording: a word more, less or changed."""
    headings = headings_of(pages[path])
    if not headings:
        return None
    number = rng.choice(headings)
    text = pages[path][number].text
    marks, _, title = text.partition(" ")
    forms = [
        f"{title} basics", f"Amazon {title}", f"{title} (overview)", f"All about {title}", title.upper(),
        f"{title}s",
    ]  # fmt: skip
    return with_texts(pages, path, {number: f"{marks} {rng.choice(forms)}"})


def rename_file(pages: Pages, path: str, rng: random.Random) -> Edited | None:
    """Give the note's file another name, or put it into a folder."""
    folder, _, name = path.rpartition("/")
    new = rng.choice([f"{folder}/sub/{name}", f"{folder}/renamed-{name}"])
    after = {p: page for p, page in pages.items() if p != path} | {new: pages[path]}
    return Edited(after, frozenset(line.key for line in pages[path]))


def split_section(pages: Pages, path: str, rng: random.Random) -> Edited | None:
    """Put a new heading into the middle of a section's list."""
    page = pages[path]
    headings = headings_of(page)
    tops = [block.start for block in blocks_of(page) if block.indent == 0 and block.start - 1 not in headings]
    tops = [n for n in tops if headings and headings[0] < n]
    if not tops:
        return None
    at = rng.choice(tops)
    above = page[max(h for h in headings if h < at)].text.partition(" ")[0]
    title = rng.choice(["Details", "Limits and costs", "More", "In practice"])
    new = (new_line(""), new_line(f"{above} {title}"), new_line(""))
    end = min((h for h in headings if h > at), default=len(page))
    return with_page(pages, path, page[:at] + new + page[at:], page[at:end])


def merge_sections(pages: Pages, path: str, rng: random.Random) -> Edited | None:
    """Take a heading out: what stands under it goes to the section above."""
    page = pages[path]
    headings = headings_of(page)
    if len(headings) < 3:
        return None
    at = rng.choice(headings[2:])
    end = min((h for h in headings if h > at), default=len(page))
    return with_page(pages, path, page[:at] + page[at + 1 :], page[at:end])


def reorder(pages: Pages, path: str, rng: random.Random) -> Edited | None:
    """Put the items of a list into another order."""
    families = families_of(pages[path])
    if not families:
        return None
    page, family = pages[path], rng.choice(families)
    mixed = [page[b.start : b.end] for b in rng.sample(family, len(family))]
    lines = tuple(line for part in mixed for line in part)
    return with_page(pages, path, page[: family[0].start] + lines + page[family[-1].end :], lines)


def swap(pages: Pages, path: str, rng: random.Random) -> Edited | None:
    """Swap two items that stand next to one another, or two rows of a table."""
    page = pages[path]
    pairs = [(f[n], f[n + 1]) for f in families_of(page) for n in range(len(f) - 1)]
    rows = rows_of(page)
    pairs += [(_Block(n, n + 1, 0), _Block(n + 1, n + 2, 0)) for n in rows if n + 1 in rows]
    if not pairs:
        return None
    one, other = rng.choice(pairs)
    lines = page[other.start : other.end] + page[one.start : one.end]
    return with_page(pages, path, page[: one.start] + lines + page[other.end :], lines)


def insert(pages: Pages, path: str, rng: random.Random) -> Edited | None:
    """Put up to three facts of another note before items or rows of this one."""
    return _replaced(pages, path, rng, drop=False)


def exchange(pages: Pages, path: str, rng: random.Random) -> Edited | None:
    """Delete up to three facts, and write ones of another note in their place."""
    return _replaced(pages, path, rng, drop=True)


def _replaced(pages: Pages, path: str, rng: random.Random, *, drop: bool) -> Edited | None:
    page = pages[path]
    donors = [
        line.text for p in pages if p != path for n, line in enumerate(pages[p]) if n in facts_of(pages[p])
    ]
    blocks, rows = blocks_of(page), set(rows_of(page))
    places = _some(rng, [b.start for b in blocks if b.end == b.start + 1] + sorted(rows))
    if not places or not donors:
        return None
    out: list[Line] = []
    for n, line in enumerate(page):
        if n in places:
            words = rng.choice(donors).strip(" |-*+").replace("|", " ")
            lead = re.match(r"\s*(?:[-*+]|\d+[.)]) +", line.text)
            cells = line.text.count("|") - 1
            text = f"{lead[0] if lead else ''}{words}"
            out.append(new_line(_row(words, cells) if n in rows else text))
        if n not in places or not drop:
            out.append(line)
    return with_page(pages, path, tuple(out), [page[n] for n in places] if drop else [])


def _row(words: str, cells: int) -> str:
    parts = words.split()
    size = -(-len(parts) // max(cells, 1))
    return "| " + " | ".join(" ".join(parts[n * size : (n + 1) * size]) for n in range(cells)) + " |"


def delete(pages: Pages, path: str, rng: random.Random) -> Edited | None:
    """Delete up to three items with all below them, or rows."""
    page = pages[path]
    blocks = blocks_of(page) + [_Block(n, n + 1, 0) for n in rows_of(page)]
    if not blocks:
        return None
    gone = {n for b in rng.sample(blocks, min(len(blocks), rng.randint(1, 3))) for n in range(b.start, b.end)}
    rest = tuple(line for n, line in enumerate(page) if n not in gone)
    return with_page(pages, path, rest, [page[n] for n in sorted(gone)])


def twin(pages: Pages, path: str, rng: random.Random) -> Edited | None:
    """Delete a fact, and write its twin in its place: other name, other value."""
    page = pages[path]
    places = [n for n in facts_of(page) if _twin(page[n].text, random.Random(0)) != page[n].text]
    if not places:
        return None
    at = rng.choice(places)
    line = new_line(_twin(page[at].text, rng))
    return with_page(pages, path, (*page[:at], line, *page[at + 1 :]), [page[at]])


_NAMES = "Kafka Hive Presto Spark Flink Oracle Redis ALE SSO QLDB RPO MTBF IPv6 WORM".split()
_OPENERS = "There This These Those They When What Where Which With From Goal".split()
THINGS = "kernel turbine glacier monarch violin parliament enzyme harbour lantern".split()
_NAMED = re.compile(
    r"\s*(?:[-*+|]|\d+[.)])\s+(?:[a-z]+ )?"
    r"([A-Z]{2,}\w*|[A-Z][a-z]+[A-Z]\w*|[A-Z][a-z]{3,})(?= *[:=|-] | is | are )"
)


def _twin(text: str, rng: random.Random) -> str:
    """Return a line about another name that says another thing; the same one if it names nothing."""
    name = _NAMED.match(text)
    words = [m for m in WORD.finditer(text, name.end()) if m[0].islower()] if name else []
    if not name or not words or name[1] in _OPENERS:
        return text
    for word in words[::-1][:: max(1, min(3, len(words)))]:
        text = text[: word.start()] + rng.choice(THINGS) + text[word.end() :]
    other = rng.choice([n for n in _NAMES if n != name[1]])
    return text[: name.start(1)] + other + text[name.end(1) :]


TERM = re.compile(r"\s*[-*+] +([^:|]{2,40}): +([^|]+)$")


def list_to_table(pages: Pages, path: str, rng: random.Random) -> Edited | None:
    """Make a table of a list of `term: what it is` items."""
    page = pages[path]
    families = [
        f
        for f in families_of(page)
        if all(TERM.match(page[b.start].text) and b.end == b.start + 1 for b in f)
    ]
    if not families:
        return None
    family = rng.choice(families)
    lines = [page[block.start] for block in family]
    rows = [replace(line, text="| {} | {} |".format(*_cells(line.text))) for line in lines]
    head = [new_line(""), new_line("| Term | Meaning |"), new_line("|---|---|")]
    after = (*page[: family[0].start], *head, *rows, new_line(""), *page[family[-1].end :])
    return with_page(pages, path, after, lines)


def _cells(text: str) -> tuple[str, str]:
    found = TERM.match(text)
    return (found[1].strip(), found[2].strip()) if found else ("", "")


def marks(pages: Pages, path: str, rng: random.Random) -> Edited | None:
    """Change how lines look and not what they say: a bold word, another bullet."""
    page = pages[path]
    texts = {}
    for n in _some(rng, facts_of(page)):
        text = page[n].text
        word = WORD.search(text)
        texts[n] = text.replace("- ", "* ", 1) if rng.random() < 0.3 or not word else (
            f"{text[: word.start()]}**{word[0]}**{text[word.end() :]}"
        )  # fmt: skip
    return with_texts(pages, path, texts)


def evening(pages: Pages, path: str, rng: random.Random) -> Edited | None:
    """Work on some notes for an evening: five edits of any kind."""
    touched: frozenset[int] = frozenset()
    edits = [edit for edit in EDITS.values() if edit not in (evening, rename_file)]
    for edit in rng.sample(edits, 5):
        done = edit(pages, path, rng)
        if done:
            pages, touched = done.pages, touched | done.touched
    return Edited(pages, touched)


EDITS: dict[str, Edit] = {
    "typo": typo,
    "marks": marks,
    "reword": reword,
    "rewrite": rewrite,
    "answer": answer,
    "move within section": move_within,
    "move to section": move_to_section,
    "move to file": move_to_file,
    "rename heading": rename_heading,
    "rename file": rename_file,
    "split section": split_section,
    "merge sections": merge_sections,
    "reorder list": reorder,
    "swap lines": swap,
    "insert": insert,
    "delete": delete,
    "exchange": exchange,
    "twin": twin,
    "list to table": list_to_table,
    "evening": evening,
}
"""Every kind of edit by its name in the table."""


def kinds() -> Iterator[tuple[str, Edit]]:
    """Yield the kinds of edits with their names."""
    yield from EDITS.items()
