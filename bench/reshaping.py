"""Edits that give notes another shape, or that do two things at once; see `bench.edits`."""

import random
import re
from dataclasses import replace

from bench.edits import (
    HEADING,
    ROW,
    RULER,
    TERM,
    THINGS,
    WORD,
    Edit,
    Edited,
    Line,
    Pages,
    blocks_of,
    families_of,
    headings_of,
    new_line,
    prose_of,
    rename_file,
    rename_heading,
    reword,
    rows_of,
    with_page,
    with_texts,
)


def _both(one: Edit, other: Edit) -> Edit:
    """Return an edit that does two things before the next build."""

    def edit(pages: Pages, path: str, rng: random.Random) -> Edited | None:
        first = one(pages, path, rng)
        second = other(first.pages, path, rng) if first else None
        return Edited(second.pages, first.touched | second.touched) if first and second else None

    return edit


def merge_notes(pages: Pages, path: str, rng: random.Random) -> Edited | None:
    """Put all of another note at the end of this one, and delete that file."""
    others = sorted(pages.keys() - {path})
    if not others:
        return None
    other = rng.choice(others)
    if pages[other][0].text.strip() == "---":
        return None  # front matter in the middle of a note would be another edit
    rest = {p: page for p, page in pages.items() if p != other}
    page = (*pages[path], new_line(""), *pages[other])
    return Edited({**rest, path: page}, frozenset(line.key for line in pages[other]))


def move_section(pages: Pages, path: str, rng: random.Random) -> Edited | None:
    """Move a heading with all below it to the end of another note."""
    page, headings = pages[path], headings_of(pages[path])[1:]
    others = sorted(pages.keys() - {path})
    if not headings or not others:
        return None
    start, target = rng.choice(headings), rng.choice(others)
    depth = len(page[start].text.partition(" ")[0])
    ends = (h for h in headings if h > start and len(page[h].text.partition(" ")[0]) <= depth)
    end = next(ends, len(page))
    moved = page[start:end]
    after = {path: page[:start] + page[end:], target: (*pages[target], new_line(""), *moved)}
    return Edited({**pages, **after}, frozenset(line.key for line in moved))


_JOINT = re.compile(r"(?:, and |, |; | and )(?=\w)")


def split_bullet(pages: Pages, path: str, rng: random.Random) -> Edited | None:
    """Make two items of one, at a comma or an `and` in its second half; both are what became of it."""
    page = pages[path]
    joints = {
        n: joint
        for n in (block.start for block in blocks_of(page) if block.end == block.start + 1)
        for joint in _JOINT.finditer(page[n].text)
        if joint.start() > len(page[n].text) / 2
    }
    if not joints:
        return None
    at = rng.choice(sorted(joints))
    text, joint = page[at].text, joints[at]
    lead = re.match(r"\s*(?:[-*+]|\d+[.)]) +", text)
    halves = (text[: joint.start()], f"{lead[0] if lead else '- '}{text[joint.end() :]}")
    lines = tuple(replace(page[at], text=half) for half in halves)
    return with_page(pages, path, (*page[:at], *lines, *page[at + 1 :]), [page[at]])


def rename_term(pages: Pages, path: str, rng: random.Random) -> Edited | None:
    """Give a term another name wherever the note speaks of it."""
    page = pages[path]
    terms = {found[1].strip() for line in page if (found := TERM.match(line.text))}
    words = sorted(term for term in terms if WORD.fullmatch(term))
    if not words:
        return None
    old, new = rng.choice(words), rng.choice(THINGS)
    pattern = re.compile(rf"\b{re.escape(old)}\b")
    return with_texts(pages, path, {n: pattern.sub(new, line.text) for n, line in enumerate(page)})


def expand(pages: Pages, path: str, rng: random.Random) -> Edited | None:
    """Write out an abbreviation where it stands first: `SLE` becomes `SLE (single ...)`."""
    page, prose = pages[path], prose_of(pages[path])
    found = {
        n: short
        for n, ok in enumerate(prose)
        if ok and (short := re.search(r"(?<![\w(`])[A-Z]{2,5}(?![\w)`])(?! \()", page[n].text))
    }
    if not found:
        return None
    at = rng.choice(sorted(found))
    long = " ".join(rng.sample(THINGS, len(found[at][0]))[:4])
    text = page[at].text
    return with_texts(pages, path, {at: f"{text[: found[at].end()]} ({long}){text[found[at].end() :]}"})


def table_to_list(pages: Pages, path: str, rng: random.Random) -> Edited | None:
    """Make a list of the rows of a table with two columns."""
    page = pages[path]
    tables = [t for t in tables_of(pages, path) if all(page[n].text.count("|") == 3 for n in range(*t))]
    if not tables:
        return None
    start, end = rng.choice(tables)
    items = []
    for line in page[start + 2 : end]:
        term, what = (cell.strip() for cell in line.text.strip().strip("|").split("|"))
        items.append(replace(line, text=f"- {term}: {what}"))
    return with_page(pages, path, (*page[:start], *items, *page[end:]), items)


def swap_columns(pages: Pages, path: str, rng: random.Random) -> Edited | None:
    """Put the last column of a table before the one on its left."""
    page, tables = pages[path], tables_of(pages, path)
    tables = [t for t in tables if len({page[n].text.count("|") for n in range(*t)}) == 1]
    tables = [t for t in tables if page[t[0]].text.count("|") > 3]
    if not tables:
        return None
    start, end = rng.choice(tables)

    def swapped(text: str) -> str:
        *cells, one, other = text.strip().strip("|").split("|")
        return f"|{'|'.join([*cells, other, one])}|"

    return with_texts(pages, path, {n: swapped(page[n].text) for n in range(start, end)})


def tables_of(pages: Pages, path: str) -> list[tuple[int, int]]:
    """Return the first lines of tables, and the lines after them."""
    page, body, found = pages[path], set(rows_of(pages[path])), []
    for n in range(len(page) - 2):
        if RULER.match(page[n + 1].text) and ROW.match(page[n].text) and n + 2 in body:
            end = n + 2
            while end in body:
                end += 1
            found.append((n, end))
    return found


def insert_step(pages: Pages, path: str, rng: random.Random) -> Edited | None:
    """Put a step into an ordered list, and number those below it anew."""
    page = pages[path]
    lists = [f for f in families_of(page) if all(re.match(r"\s*\d+[.)] ", page[b.start].text) for b in f)]
    if not lists:
        return None
    family = rng.choice(lists)
    at = rng.randrange(1, len(family))
    texts = {b.start: _numbered(page[b.start].text, 1) for b in family[at:]}
    words = " ".join(rng.sample(THINGS, 4))
    step = new_line(re.sub(r"(\d+[.)] ).*", rf"\g<1>check the {words}", page[family[at].start].text))
    lines = [replace(line, text=texts.get(n, line.text)) for n, line in enumerate(page)]
    lines.insert(family[at].start, step)
    return with_page(pages, path, tuple(lines), [page[n] for n in texts])


def _numbered(text: str, more: int) -> str:
    return re.sub(r"\d+", lambda number: str(int(number[0]) + more), text, count=1)


def unmark(pages: Pages, path: str, rng: random.Random) -> Edited | None:
    """Take the bold away from a word, or give it to another one: a blank less, or a blank more."""
    page = pages[path]
    bold = {n: re.sub(r"\*\*(.+?)\*\*", r"\1", line.text, count=1) for n, line in enumerate(page)}
    bold = {n: text for n, text in bold.items() if text != page[n].text and prose_of(page)[n]}
    if not bold:
        return None
    at = rng.choice(sorted(bold))
    return with_texts(pages, path, {at: bold[at]})


def sibling(pages: Pages, path: str, rng: random.Random) -> Edited | None:
    """Delete a fact, and write one about a thing of the same kind in its place."""
    page = pages[path]
    places = [n for n, line in enumerate(page) if (t := TERM.match(line.text)) and t[1].islower()]
    if not places:
        return None
    at = rng.choice(places)
    found = TERM.match(page[at].text)
    words = found[2].split() if found else []
    said = [rng.choice(THINGS) if n % 2 else word for n, word in enumerate(words)]
    text = (
        f"{page[at].text[: page[at].text.index(found[1])]}{rng.choice(THINGS)}: {' '.join(said)}"
        if found
        else ""
    )
    return with_page(pages, path, (*page[:at], new_line(text), *page[at + 1 :]), [page[at]])


def swap_meanings(pages: Pages, path: str, rng: random.Random) -> Edited | None:
    """Give two terms of a list each other's definition: what is asked stays where it stood."""
    page = pages[path]
    terms = [n for n, line in enumerate(page) if TERM.match(line.text)]
    if len(terms) < 2:
        return None
    one, other = rng.sample(terms, 2)

    def parts(line: Line) -> tuple[str, str]:
        head, _, tail = line.text.partition(": ")
        return head, tail

    if parts(page[one])[0].strip(" -*+") == parts(page[other])[0].strip(" -*+"):
        return None  # then the two lines change places
    texts = {
        one: f"{parts(page[one])[0]}: {parts(page[other])[1]}",
        other: f"{parts(page[other])[0]}: {parts(page[one])[1]}",
    }
    return with_texts(pages, path, texts)


def retitle(pages: Pages, path: str, rng: random.Random) -> Edited | None:
    """Give every heading of a note another name."""
    page = pages[path]
    texts = {
        n: f"{page[n].text} {rng.choice(THINGS)}" for n in headings_of(page) if HEADING.match(page[n].text)
    }
    return with_texts(pages, path, texts)


RESHAPING: dict[str, Edit] = {
    "heading and words": _both(rename_heading, reword),
    "file and words": _both(reword, rename_file),
    "all headings": retitle,
    "merge notes": merge_notes,
    "move section": move_section,
    "split item": split_bullet,
    "rename term": rename_term,
    "expand abbreviation": expand,
    "table to list": table_to_list,
    "swap columns": swap_columns,
    "insert step": insert_step,
    "unmark": unmark,
    "sibling": sibling,
    "swap meanings": swap_meanings,
}
"""Every such kind of edit by its name in the table."""
