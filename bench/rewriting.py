"""Edits of what notes say and of how they are put together, of the kinds that take more than a line."""

import random
import re
from dataclasses import replace

from bench.edits import (
    ITEM,
    TERM,
    THINGS,
    Edit,
    Edited,
    Line,
    Page,
    Pages,
    blocks_of,
    facts_of,
    families_of,
    headings_of,
    new_line,
    prose_of,
    reword,
    with_page,
    with_texts,
)
from bench.reshaping import move_section, tables_of

_LEAD = re.compile(r"\A\s*(?:[-*+]|\d+[.)]) +")


def _paragraphs(page: Page) -> list[int]:
    """Return the lines that are a paragraph each, with empty lines around them."""
    prose = prose_of(page)
    around = [False, *prose, False]
    return [
        n
        for n in facts_of(page)
        if not around[n]
        and not around[n + 2]
        and re.match(r"[^\W_]", page[n].text)
        and not ITEM.match(page[n].text)
    ]


def paragraphs_to_list(pages: Pages, path: str, rng: random.Random) -> Edited | None:
    """Make items of the paragraphs of one line each."""
    del rng
    page = pages[path]
    return with_texts(pages, path, {n: f"- {page[n].text}" for n in _paragraphs(page)})


def list_to_paragraphs(pages: Pages, path: str, rng: random.Random) -> Edited | None:
    """Make a paragraph of each item of a list."""
    page = pages[path]
    lists = [f for f in families_of(page) if all(b.end == b.start + 1 and b.indent == 0 for b in f)]
    if not lists:
        return None
    family = rng.choice(lists)
    lines = [replace(page[b.start], text=_LEAD.sub("", page[b.start].text)) for b in family]
    apart = [each for line in lines for each in (new_line(""), line)]
    return with_page(
        pages, path, (*page[: family[0].start], *apart, new_line(""), *page[family[-1].end :]), lines
    )


def move_row(pages: Pages, path: str, rng: random.Random) -> Edited | None:
    """Move a row to another table of as many columns, of any note."""
    spots = [(p, start, end) for p in sorted(pages) for start, end in tables_of(pages, p)]
    homes = [spot for spot in spots if spot[0] == path and spot[2] > spot[1] + 3]
    if not homes:
        return None
    _, start, end = rng.choice(homes)
    row = rng.randrange(start + 2, end)
    bars = pages[path][row].text.count("|")
    others = [s for s in spots if s[:2] != (path, start) and pages[s[0]][s[1]].text.count("|") == bars]
    if not others:
        return None
    target, first, _ = rng.choice(others)
    line = pages[path][row]
    after = {p: list(page) for p, page in pages.items()}
    at = first + 2
    if target == path:
        del after[path][row]
        at -= row < at
    else:
        after[path] = [each for each in after[path] if each is not line]
    after[target].insert(at, line)
    return Edited({p: tuple(page) for p, page in after.items()}, frozenset({line.key}))


def merge_lines(pages: Pages, path: str, rng: random.Random) -> Edited | None:
    """Make one item of two that stand below one another: both live on in it."""
    page = pages[path]
    pairs = [
        (f[n], f[n + 1])
        for f in families_of(page)
        for n in range(len(f) - 1)
        if f[n].end == f[n].start + 1 and f[n + 1].end == f[n + 1].start + 1
    ]
    if not pairs:
        return None
    one, other = rng.choice(pairs)
    text = f"{page[one.start].text.rstrip('. ')}; {_LEAD.sub('', page[other.start].text)}"
    line = replace(page[one.start], text=text)
    after = {**pages, path: (*page[: one.start], line, *page[other.end :])}
    return Edited(after, frozenset({line.key}), {page[other.start].key: line.key})


def negate(pages: Pages, path: str, rng: random.Random) -> Edited | None:
    """Say that it is not so, in a line."""
    page = pages[path]
    verbs = {
        n: m for n in facts_of(page) if (m := re.search(r" (is|are|can|does|will|has) (?!not)", page[n].text))
    }
    if not verbs:
        return None
    at = rng.choice(sorted(verbs))
    end = verbs[at].end()
    return with_texts(pages, path, {at: f"{page[at].text[:end]}not {page[at].text[end:]}"})


def other_sign(pages: Pages, path: str, rng: random.Random) -> Edited | None:
    """Part terms and what they are by another sign, in a list."""
    page, sign = pages[path], rng.choice([" - ", " = ", " \u2014 ", " \u2192 "])
    lists = [f for f in families_of(page) if all(TERM.match(page[b.start].text) for b in f)]
    if not lists:
        return None
    starts = [block.start for block in rng.choice(lists)]
    return with_texts(pages, path, {n: re.sub(r" ?: ", sign, page[n].text, count=1) for n in starts})


def bold_terms(pages: Pages, path: str, rng: random.Random) -> Edited | None:
    """Set the terms of a list in bold."""
    page = pages[path]
    lists = [f for f in families_of(page) if all(TERM.match(page[b.start].text) for b in f)]
    lists = [f for f in lists if not any(re.search(r"[*`_$]", page[b.start].text) for b in f)]
    if not lists:
        return None
    starts = [block.start for block in rng.choice(lists)]
    return with_texts(
        pages,
        path,
        {n: re.sub(r"([-*+] +)([^:|]+?)( ?: )", r"\1**\2**\3", page[n].text, count=1) for n in starts},
    )


def redefine(pages: Pages, path: str, rng: random.Random) -> Edited | None:
    """Define a term in another section too, in other words."""
    page = pages[path]
    terms = [n for n, line in enumerate(page) if TERM.match(line.text)]
    tops = [block.start for block in blocks_of(page) if block.indent == 0]
    if not terms or not tops:
        return None
    found = TERM.match(page[rng.choice(terms)].text)
    words = " ".join(rng.sample(THINGS, 4))
    line = new_line(f"- {found[1] if found else ''}: {words}")
    at = rng.choice(tops)
    return with_page(pages, path, (*page[:at], line, *page[at:]), [])


def copy_heading(pages: Pages, path: str, rng: random.Random) -> Edited | None:
    """Give a heading the name that another one has."""
    page, headings = pages[path], headings_of(pages[path])
    if len(headings) < 2:
        return None
    one, other = rng.sample(headings, 2)
    marks, name = page[one].text.partition(" ")[0], page[other].text.partition(" ")[2]
    return with_texts(pages, path, {one: f"{marks} {name}"})


def move_and_reword(pages: Pages, path: str, rng: random.Random) -> Edited | None:
    """Move a section to another note and reword some of its lines."""
    moved = move_section(pages, path, rng)
    if moved is None:
        return None
    target = next(p for p in pages if moved.pages[p] != pages[p] and p != path)
    page = moved.pages[target]
    lines: list[Line] = []
    for line in page:
        one = {**pages, target: (line,)}
        done = reword(one, target, rng) if line.key in moved.touched and facts_of((line,)) else None
        lines.append(done.pages[target][0] if done and rng.random() < 0.5 else line)
    return Edited({**moved.pages, target: tuple(lines)}, moved.touched)


def add_column(pages: Pages, path: str, rng: random.Random) -> Edited | None:
    """Give a table one more column at its end."""
    page, tables = pages[path], tables_of(pages, path)
    tables = [t for t in tables if all(page[n].text.rstrip().endswith("|") for n in range(*t))]
    if not tables:
        return None
    start, end = rng.choice(tables)
    texts = {n: f"{page[n].text.rstrip()} {rng.choice(THINGS)} |" for n in range(start, end)}
    texts[start + 1] = f"{page[start + 1].text.rstrip()}---|"
    return with_texts(pages, path, texts)


def drop_column(pages: Pages, path: str, rng: random.Random) -> Edited | None:
    """Take the last column of a table away."""
    page, tables = pages[path], tables_of(pages, path)
    tables = [t for t in tables if len({page[n].text.count("|") for n in range(*t)}) == 1]
    tables = [t for t in tables if page[t[0]].text.count("|") > 3 and page[t[0]].text.strip().startswith("|")]
    if not tables:
        return None
    start, end = rng.choice(tables)
    texts = {n: f"{page[n].text.strip().strip('|').rpartition('|')[0]}|" for n in range(start, end)}
    return with_texts(pages, path, {n: f"|{text}" for n, text in texts.items()})


def sort_rows(pages: Pages, path: str, rng: random.Random) -> Edited | None:
    """Sort the rows of a table the other way round."""
    tables = tables_of(pages, path)
    if not tables:
        return None
    page, (start, end) = pages[path], rng.choice(tables)
    rows = page[start + 2 : end][::-1]
    return with_page(pages, path, (*page[: start + 2], *rows, *page[end:]), rows)


def rename_column(pages: Pages, path: str, rng: random.Random) -> Edited | None:
    """Give a column of a table another name."""
    tables = tables_of(pages, path)
    if not tables:
        return None
    page, (start, end) = pages[path], rng.choice(tables)
    cells = page[start].text.split("|")
    names = [n for n, cell in enumerate(cells) if cell.strip()]
    if not names:
        return None
    cells[rng.choice(names)] = f" {rng.choice(THINGS).title()} "
    done = with_texts(pages, path, {start: "|".join(cells)})
    return done and Edited(done.pages, frozenset(line.key for line in page[start:end]))


def split_note(pages: Pages, path: str, rng: random.Random) -> Edited | None:
    """Put the second half of a note into a new file."""
    page, headings = pages[path], headings_of(pages[path])
    if len(headings) < 3:
        return None
    at = rng.choice(headings[1:])
    after = {**pages, path: page[:at], f"{path[:-3]}-2.md": page[at:]}
    return Edited(after, frozenset(line.key for line in page[at:]))


def nest(pages: Pages, path: str, rng: random.Random) -> Edited | None:
    """Put the items below one of them under it."""
    page = pages[path]
    lists = [f for f in families_of(page) if len(f) > 2 and all(b.end == b.start + 1 for b in f)]
    if not lists:
        return None
    family = rng.choice(lists)
    at = rng.randrange(1, len(family))
    return with_texts(pages, path, {b.start: f"  {page[b.start].text}" for b in family[at:]})


REWRITING: dict[str, Edit] = {
    "paragraphs to list": paragraphs_to_list,
    "list to paragraphs": list_to_paragraphs,
    "move row": move_row,
    "merge lines": merge_lines,
    "negate": negate,
    "other sign": other_sign,
    "bold terms": bold_terms,
    "define again": redefine,
    "heading twice": copy_heading,
    "move and reword": move_and_reword,
    "add column": add_column,
    "drop column": drop_column,
    "sort rows": sort_rows,
    "rename column": rename_column,
    "split note": split_note,
    "nest items": nest,
}
"""Every such kind of edit by its name in the table."""
