"""Edits of how notes are set and not of what they say: through all of them each card keeps its id."""

import random
import re
import textwrap
from collections.abc import Callable
from dataclasses import replace

from bench.edits import (
    ITEM,
    ROW,
    RULER,
    WORD,
    Edit,
    Edited,
    Pages,
    blocks_of,
    facts_of,
    headings_of,
    new_line,
    prose_of,
    rows_of,
    with_page,
    with_texts,
)


def _everywhere(change: Callable[[str], str]) -> Edit:
    """Return an edit that sets all lines of text in another way."""

    def edit(pages: Pages, path: str, rng: random.Random) -> Edited | None:
        del rng
        page = pages[path]
        texts = {n: change(page[n].text) for n, ok in enumerate(prose_of(page)) if ok}
        return with_texts(pages, path, texts)

    return edit


def _bullets(text: str) -> str:
    return re.sub(r"\A(\s*)([-*+]) (?=\S)", lambda m: f"{m[1]}{'*' if m[2] == '-' else '-'} ", text)


def _deeper(text: str) -> str:
    """Return a line whose indentation is twice as deep."""
    return " " * (len(text) - len(text.lstrip(" "))) + text


def _curly(text: str) -> str:
    """Return a line with typographic quotes, but for code, links, HTML and the boxes of MkDocs."""
    if re.search(r"[`<$\[]|^\s*(?:!!!|\?\?\?)", text):
        return text
    text = re.sub(r'"([^"]+)"', "\u201c\\1\u201d", text)
    return re.sub(r"(?<=\w)'(?=\w)", "\u2019", text)


def full_stops(pages: Pages, path: str, rng: random.Random) -> Edited | None:
    """End the items of one line each with a full stop, or without."""
    del rng
    page, texts = pages[path], {}
    ends = {block.start for block in blocks_of(page) if block.end == block.start + 1}
    for n in ends:
        text = page[n].text
        if re.search(r"\w\.?$", text) and (
            n + 1 == len(page) or n + 1 in ends or not page[n + 1].text.strip()
        ):
            texts[n] = text[:-1] if text.endswith(".") else f"{text}."
    return with_texts(pages, path, texts)


def crlf(pages: Pages, path: str, rng: random.Random) -> Edited | None:
    """End all lines as Windows does."""
    del rng
    page = pages[path]
    ended = tuple(replace(line, text=line.text.rstrip("\r") + "\r") for line in page[:-1])
    return with_page(pages, path, (*ended, page[-1]), page)


def front_matter(pages: Pages, path: str, rng: random.Random) -> Edited | None:
    """Put front matter above a note that has none."""
    page = pages[path]
    if page[0].text.strip() == "---":
        return None
    matter = ["---", f"title: {rng.choice('Notes Summary Draft'.split())}", "tags: [exam, new]", "---", ""]
    return with_page(pages, path, (*map(new_line, matter), *page), page)


def loosen(pages: Pages, path: str, rng: random.Random) -> Edited | None:
    """Put an empty line above each item of a note's lists."""
    del rng
    page, prose = pages[path], prose_of(pages[path])
    items = {n for n, ok in enumerate(prose) if ok and n and prose[n - 1] and ITEM.match(page[n].text)}
    items -= {n + 1 for n in headings_of(page)}
    if not items:
        return None
    lines = tuple(
        each for n, line in enumerate(page) for each in ((new_line(""), line) if n in items else (line,))
    )
    return with_page(pages, path, lines, [page[n] for n in items])


def wrap(pages: Pages, path: str, rng: random.Random) -> Edited | None:
    """Break a long line in two where a space is."""
    page = pages[path]
    long = [
        n
        for n in facts_of(page)
        if len(page[n].text) > 60
        and not ROW.match(page[n].text)
        and "`" not in page[n].text
        and "$" not in page[n].text
    ]
    if not long:
        return None
    at = rng.choice(long)
    text = page[at].text
    lead = re.match(r"\s*(?:(?:[-*+]|\d+[.)]) +)?", text)
    cut = text.rfind(" ", len(lead[0]) if lead else 0, 50)
    if cut < 20 or re.match(r"\s*(?:[-+*#>=]|\d+[.)])", text[cut:]):
        return None
    rest = " " * (len(lead[0]) if lead else 0) + text[cut + 1 :]
    lines = (replace(page[at], text=text[:cut]), replace(page[at], text=rest))
    return with_page(pages, path, (*page[:at], *lines, *page[at + 1 :]), [page[at]])


def wrap_paragraph(pages: Pages, path: str, rng: random.Random) -> Edited | None:
    """Break a long line wherever an editor does that wraps at some width, below its own beginning."""
    page = pages[path]
    long = [n for n in facts_of(page) if len(page[n].text) > 120 and not re.search(r"[`$|]", page[n].text)]
    if not long:
        return None
    at, width = rng.choice(long), rng.choice([72, 80, 88])
    lead = re.match(r"\s*(?:(?:[-*+]|\d+[.)]) +)?", page[at].text)
    texts = textwrap.wrap(
        page[at].text,
        width,
        subsequent_indent=" " * len(lead[0] if lead else ""),
        break_long_words=False,
        break_on_hyphens=False,
    )
    if len(texts) < 2 or any(re.match(r"\s*(?:[-+*#>=]|\d+[.)])", text) for text in texts[1:]):
        return None
    lines = [replace(page[at], text=text) for text in texts]
    return with_page(pages, path, (*page[:at], *lines, *page[at + 1 :]), [page[at]])


def deepen_headings(pages: Pages, path: str, rng: random.Random) -> Edited | None:
    """Put a title above all, and each heading a level lower."""
    page = pages[path]
    headings = headings_of(page)
    if (
        not headings
        or any(page[n].text.startswith("######") for n in headings)
        or page[0].text.strip() == "---"
    ):
        return None
    texts = {n: f"#{page[n].text}" for n in headings}
    lines = [replace(line, text=texts.get(n, line.text)) for n, line in enumerate(page)]
    title = [new_line(f"# {rng.choice('Notes Summary Course'.split())}"), new_line("")]
    return with_page(pages, path, (*title, *lines), page)


def number_headings(pages: Pages, path: str, rng: random.Random) -> Edited | None:
    """Number the headings of a note."""
    del rng
    page = pages[path]
    texts = {
        n: re.sub(r"\A(#+ +)", rf"\g<1>{count}. ", page[n].text)
        for count, n in enumerate(headings_of(page), 1)
    }
    return with_texts(pages, path, texts)


def link(pages: Pages, path: str, rng: random.Random) -> Edited | None:
    """Make a link, or code, of a word in up to three lines."""
    page, texts = pages[path], {}
    for n in rng.sample(facts_of(page), min(3, len(facts_of(page)))):
        text = page[n].text
        words = [m for m in WORD.finditer(text) if not re.search(r"[`\[\]<$]", text)]
        if words:
            word = rng.choice(words)
            new = rng.choice([f"[{word[0]}](https://example.org/{word[0]})", f"*{word[0]}*"])
            texts[n] = text[: word.start()] + new + text[word.end() :]
    return with_texts(pages, path, texts)


def align(pages: Pages, path: str, rng: random.Random) -> Edited | None:
    """Set the cells of all tables with other spaces, and their rulers in another way."""
    del rng
    page, rows = pages[path], rows_of(pages[path])
    texts = {n: re.sub(r"(?<!\\) *\| *", "  |  ", page[n].text).strip() for n in rows}
    for n, line in enumerate(page):
        if n + 1 in rows and RULER.match(line.text) and "-" in line.text:
            texts[n] = re.sub(r":?-+:?", ":---:", line.text)
    return with_texts(pages, path, texts)


LOOKS: dict[str, Edit] = {
    "other bullets": _everywhere(_bullets),
    "deeper lists": _everywhere(_deeper),
    "curly quotes": _everywhere(_curly),
    "full stops": full_stops,
    "spaces at the end": _everywhere(lambda text: text if text.endswith(" ") else f"{text} "),
    "bullets to numbers": _everywhere(lambda text: re.sub(r"\A(\s*)[-*+] (?=\S)", r"\g<1>1. ", text)),
    "numbers to bullets": _everywhere(lambda text: re.sub(r"\A(\s*)\d+[.)] (?=\S)", r"\g<1>- ", text)),
    "line ends": crlf,
    "front matter": front_matter,
    "loose lists": loosen,
    "wrapped line": wrap,
    "wrapped paragraph": wrap_paragraph,
    "deeper headings": deepen_headings,
    "numbered headings": number_headings,
    "links and italics": link,
    "aligned tables": align,
}
"""Every such kind of edit by its name in the table."""
