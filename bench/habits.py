"""Edits that go through a whole note or section, as people make them when they tidy up; see `bench.edits`."""

import random
import re
from collections.abc import Callable
from dataclasses import replace

from bench.edits import (
    ITEM,
    ROW,
    TERM,
    THINGS,
    WORD,
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
from bench.reshaping import tables_of

_LEAD = re.compile(r"\A\s*(?:(?:[-*+]|\d+[.)]) +)?")
_FENCE = re.compile(r"\s*(```|~~~)")


def _facts(change: Callable[[str], str]) -> Edit:
    """Return an edit that puts all facts of a note in another way."""

    def edit(pages: Pages, path: str, rng: random.Random) -> Edited | None:
        del rng
        page = pages[path]
        return with_texts(pages, path, {n: change(page[n].text) for n in facts_of(page)})

    return edit


def section_at(page: Page, start: int) -> int:
    """Return the line after the section that begins with the heading at `start`."""
    depth = _depth(page[start])
    return next((n for n in headings_of(page) if n > start and _depth(page[n]) <= depth), len(page))


def _depth(line: Line) -> int:
    return len(line.text.partition(" ")[0])


def list_to_prose(pages: Pages, path: str, rng: random.Random) -> Edited | None:
    """Make a paragraph of a list, a sentence of each item: all live on in its one line."""
    page = pages[path]
    lists = [f for f in families_of(page) if all(b.end == b.start + 1 and b.indent == 0 for b in f)]
    if not lists:
        return None
    family = rng.choice([some for some in lists if len(some) < 6] or lists)[:5]
    lines = [page[block.start] for block in family]
    said = [_LEAD.sub("", line.text).rstrip(" .;,") for line in lines]
    prose = replace(lines[0], text=" ".join(f"{text[:1].upper()}{text[1:]}." for text in said))
    after = (*page[: family[0].start], new_line(""), prose, new_line(""), *page[family[-1].end :])
    return Edited({**pages, path: after}, frozenset({prose.key}), {each.key: prose.key for each in lines[1:]})


def code_languages(pages: Pages, path: str, rng: random.Random) -> Edited | None:
    """Say at the fences of code in which language that is, or no longer."""
    page, is_open, texts = pages[path], False, {}
    for n, line in enumerate(page):
        if _FENCE.match(line.text):
            is_open = not is_open
            bare = re.sub(r"(```|~~~).*", r"\1", line.text)
            texts[n] = f"{bare}{rng.choice(['bash', 'python', 'text'])}" if line.text == bare else bare
            if not is_open:
                del texts[n]
    return with_texts(pages, path, texts)


def split_table(pages: Pages, path: str, rng: random.Random) -> Edited | None:
    """Make two tables of one, the second under the same names of columns."""
    page, tables = pages[path], [t for t in tables_of(pages, path) if t[1] > t[0] + 3]
    if not tables:
        return None
    start, end = rng.choice(tables)
    at = rng.randrange(start + 3, end)
    head = (new_line(""), *(new_line(line.text) for line in page[start : start + 2]))
    between = (new_line(""), new_line("And the others:")) if rng.random() < 0.5 else ()
    return with_page(pages, path, (*page[:at], *between, *head, *page[at:]), page[at:end])


def other_headings(pages: Pages, path: str, rng: random.Random) -> Edited | None:
    """Translate all headings: no word of them stays."""
    page, words = pages[path], rng.sample(THINGS, len(THINGS))
    texts = {
        n: f"{page[n].text.partition(' ')[0]} {words[i % len(words)].title()} {i}"
        for i, n in enumerate(headings_of(page))
    }
    return with_texts(pages, path, texts)


def renumber_headings(pages: Pages, path: str, rng: random.Random) -> Edited | None:
    """Count numbered headings on, as if a chapter had come above them."""
    del rng
    page = pages[path]
    texts = {
        n: re.sub(r"\A(#+ +\D{0,12}?)(\d+)", lambda m: f"{m[1]}{int(m[2]) + 1}", page[n].text)
        for n in headings_of(page)
    }
    return with_texts(pages, path, texts)


def _levelled(step: int) -> Edit:
    """Return an edit that takes a section with all below it to another level."""

    def edit(pages: Pages, path: str, rng: random.Random) -> Edited | None:
        page = pages[path]
        starts = [n for n in headings_of(page)[1:] if 1 < _depth(page[n]) + step < 6 and _depth(page[n]) > 1]
        if not starts:
            return None
        start = rng.choice(starts)
        end = section_at(page, start)
        texts = {
            n: page[n].text[1:] if step < 0 else f"#{page[n].text}"
            for n in headings_of(page)
            if start <= n < end
        }
        done = with_texts(pages, path, texts)
        return done and Edited(done.pages, frozenset(line.key for line in page[start:end]))

    return edit


def terms_to_headings(pages: Pages, path: str, rng: random.Random) -> Edited | None:
    """Make a heading of each term of a list, and a paragraph of what it is."""
    page = pages[path]
    lists = [
        f
        for f in families_of(page)
        if all(TERM.match(page[b.start].text) and b.end == b.start + 1 for b in f)
    ]
    above = headings_of(page)
    if not lists or not above:
        return None
    family = rng.choice(lists)
    depth = max((_depth(page[n]) for n in above if n < family[0].start), default=1)
    out: list[Line] = []
    for line in (page[b.start] for b in family):
        found = TERM.match(line.text)
        term, gloss = (found[1].strip(" *_"), found[2].strip()) if found else ("", "")
        texts = ("", f"{'#' * min(6, depth + 1)} {term}", "", gloss)
        out += [replace(line, text=text) for text in texts]
    after = (*page[: family[0].start], *out, new_line(""), *page[family[-1].end :])
    return with_page(pages, path, after, out)


def headings_to_terms(pages: Pages, path: str, rng: random.Random) -> Edited | None:
    """Make items `term: what it is` of headings with one paragraph of one line each."""
    page, out, n = pages[path], [], 0
    del rng
    touched: list[Line] = []
    joined: dict[int, int] = {}
    heads = set(headings_of(page))
    while n < len(page):
        body = [m for m in range(n + 1, section_at(page, n)) if page[m].text.strip()] if n in heads else []
        if len(body) == 1 and _depth(page[n]) > 1 and re.match(r"[^\W_]", page[body[0]].text):
            title = page[n].text.partition(" ")[2].strip()
            line = replace(page[body[0]], text=f"- **{title}**: {page[body[0]].text}")
            out.append(line)
            touched.append(line)
            joined[page[n].key] = line.key
            n = section_at(page, n)
            continue
        out.append(page[n])
        n += 1
    if not touched:
        return None
    return Edited({**pages, path: tuple(out)}, frozenset(line.key for line in touched), joined)


def template(pages: Pages, path: str, rng: random.Random) -> Edited | None:
    """Copy a section to the end of its note, under another heading, and write other facts into the copy."""
    copied = copy_section(pages, path, rng)
    if copied is None:
        return None
    size = len(pages[path])
    page = copied.pages[path]
    facts = [n for n in facts_of(page) if n >= size]
    texts = {
        n: WORD.sub(lambda word: rng.choice(THINGS) if rng.random() < 0.5 else word[0], page[n].text)
        for n in facts
    }
    done = with_texts(copied.pages, path, texts)
    return done and Edited(done.pages, frozenset())


def copy_section(pages: Pages, path: str, rng: random.Random) -> Edited | None:
    """Copy a section to the end of its note, under another heading."""
    page, starts = pages[path], headings_of(pages[path])[1:]
    if not starts:
        return None
    start = rng.choice(starts)
    lines = page[start : section_at(page, start)]
    head = new_line(f"{page[start].text.partition(' ')[0]} {rng.choice(THINGS).title()}")
    copy = (head, *(new_line(line.text) for line in lines[1:]))
    return with_page(pages, path, (*page, new_line(""), *copy), [])


def checkboxes(pages: Pages, path: str, rng: random.Random) -> Edited | None:
    """Give a list boxes to be ticked."""
    page, lists = pages[path], families_of(pages[path])
    if not lists:
        return None
    mark = rng.choice(["[ ]", "[x]"])
    starts = [block.start for block in rng.choice(lists)]
    texts = {
        n: re.sub(r"\A(\s*(?:[-*+]|\d+[.)]) +)(?!\[.\])", rf"\g<1>{mark} ", page[n].text) for n in starts
    }
    return with_texts(pages, path, texts)


def quote(pages: Pages, path: str, rng: random.Random) -> Edited | None:
    """Set the body of a section as a quotation."""
    page, heads = pages[path], headings_of(pages[path])
    if not heads:
        return None
    start = rng.choice(heads)
    end = next((n for n in heads if n > start), len(page))
    body = range(start + 1, end)
    if any(_FENCE.match(page[n].text) or ROW.match(page[n].text) for n in body):
        return None
    return with_texts(pages, path, {n: f"> {page[n].text}".rstrip() for n in body})


def remark(pages: Pages, path: str, rng: random.Random) -> Edited | None:
    """Add a remark at the end of up to three lines: in brackets, or as one more sentence."""
    page = pages[path]
    items = [n for n in facts_of(page) if not ROW.match(page[n].text) and re.search(r"\w\.?$", page[n].text)]
    texts = {}
    for n in rng.sample(items, min(3, len(items))):
        text, words = page[n].text.rstrip("."), " ".join(rng.sample(THINGS, 3))
        texts[n] = rng.choice([f"{text} (see {words})", f"{text}. Mind the {words}.", f"{text}, since 2024"])
    return with_texts(pages, path, texts)


def footnote(pages: Pages, path: str, rng: random.Random) -> Edited | None:
    """Add a footnote to a line."""
    page = pages[path]
    lines = [n for n in facts_of(page) if not ROW.match(page[n].text) and re.search(r"\w\.?$", page[n].text)]
    if not lines or "[^1]" in "".join(line.text for line in page):
        return None
    at = rng.choice(lines)
    line = replace(page[at], text=f"{page[at].text}[^1]")
    foot = (new_line(""), new_line(f"[^1]: {' '.join(rng.sample(THINGS, 4))}."))
    return with_page(pages, path, (*page[:at], line, *page[at + 1 :], *foot), [line])


def swap_sections(pages: Pages, path: str, rng: random.Random) -> Edited | None:
    """Put a section before the one above it."""
    page, heads = pages[path], headings_of(pages[path])
    pairs = [
        (one, other, section_at(page, other))
        for one in heads
        if (other := section_at(page, one)) in heads and _depth(page[one]) == _depth(page[other])
    ]
    if not pairs:
        return None
    one, other, end = rng.choice(pairs)
    first = page[one:other]
    gap = () if not page[end - 1].text.strip() else (new_line(""),)
    return with_page(pages, path, (*page[:one], *page[other:end], *gap, *first, *page[end:]), page[one:end])


def flatten(pages: Pages, path: str, rng: random.Random) -> Edited | None:
    """Take the items below an item out to its level."""
    page = pages[path]
    parents = [b for b in blocks_of(page) if b.end > b.start + 1 and b.end < len(page)]
    parents = [b for b in parents if all(ITEM.match(page[n].text) for n in range(b.start + 1, b.end))]
    if not parents:
        return None
    block = rng.choice(parents)
    lead = re.match(r"\s*", page[block.start].text)
    texts = {
        n: f"{lead[0] if lead else ''}{page[n].text.lstrip()}" for n in range(block.start + 1, block.end)
    }
    return with_texts(pages, path, texts)


def tabs(pages: Pages, path: str, rng: random.Random) -> Edited | None:
    """Indent with tabs instead of spaces, or the other way round."""
    del rng
    page, prose = pages[path], prose_of(pages[path])
    depths = sorted({len(line.text) - len(line.text.lstrip(" ")) for line in page if line.text.strip()} - {0})
    if not depths or any(depth % depths[0] for depth in depths) or depths[0] not in {2, 4}:
        return None
    texts = {
        n: "\t" * ((len(line.text) - len(line.text.lstrip(" "))) // depths[0]) + line.text.lstrip(" ")
        for n, line in enumerate(page)
        if prose[n]
    }
    return with_texts(pages, path, texts)


def _capitals(text: str) -> str:
    """Return a fact that begins with a capital, if it begins with a plain word."""
    lead = _LEAD.match(text)
    start = lead.end() if lead else 0
    word = re.match(r"[a-z]{3,}(?= )", text[start:])
    return f"{text[:start]}{text[start].upper()}{text[start + 1 :]}" if word else text


def _spelling(text: str) -> str:
    text = re.sub(r"\b(\w{3,})is(e|es|ed|ing|ation)\b", r"\1iz\2", text)
    return re.sub(r"\b(col|fav|behavi|neighb|hon|lab)our", r"\1or", text)


def _units(text: str) -> str:
    return re.sub(r"(?<![\w.])(\d+) (?=(?:[KMGT]i?B|ms|min|sec|days?|km|kg|GHz)\b)", r"\1", text)


def _emphasis(text: str) -> str:
    """Return a fact with its longest word in bold, if it has no marks yet."""
    if re.search(r"[*_`$\[<|]", _LEAD.sub("", text)):
        return text
    words = sorted(WORD.finditer(text), key=lambda word: -len(word[0]))
    return f"{text[: words[0].start()]}**{words[0][0]}**{text[words[0].end() :]}" if words else text


def _bracket_terms(text: str) -> str:
    return re.sub(r"\A(\s*[-*+] +)([^:|*`\[$]{2,40}?)( ?: )", r"\1`\2`\3", text)


def move_and_typo(pages: Pages, path: str, rng: random.Random) -> Edited | None:
    """Move a section to the end of its note and reword a line of it on the way."""
    page, starts = pages[path], headings_of(pages[path])[1:]
    if not starts:
        return None
    start = rng.choice(starts)
    end = section_at(page, start)
    moved = (*page[:start], *page[end:], new_line(""), *page[start:end])
    done = reword({**pages, path: moved}, path, rng)
    return done and Edited(done.pages, done.touched | {line.key for line in page[start:end]})


HABITS: dict[str, Edit] = {
    "list to prose": list_to_prose,
    "code languages": code_languages,
    "split table": split_table,
    "other headings": other_headings,
    "renumber headings": renumber_headings,
    "section up": _levelled(-1),
    "section down": _levelled(1),
    "terms to headings": terms_to_headings,
    "headings to terms": headings_to_terms,
    "template": template,
    "copy section": copy_section,
    "checkboxes": checkboxes,
    "quote": quote,
    "remark": remark,
    "footnote": footnote,
    "swap sections": swap_sections,
    "flatten items": flatten,
    "tabs": tabs,
    "capitals": _facts(_capitals),
    "spelling": _facts(_spelling),
    "units": _facts(_units),
    "ampersands": _facts(lambda text: text.replace(" and ", " & ")),
    "arrows": _facts(lambda text: text.replace("->", "→").replace("=>", "⇒")),
    "emphasis throughout": _facts(_emphasis),
    "code terms": _facts(_bracket_terms),
    "section and words": move_and_typo,
}
"""Every such kind of edit by its name in the table."""
