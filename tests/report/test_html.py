"""The page: whole, well-formed, safe, and needing nothing else."""

import re
from dataclasses import replace
from html.parser import HTMLParser

from typing_extensions import override

from deacards.report.html import page
from deacards.report.stats import Leech, Stats

VOID = {"meta", "rect", "line"}


class Checker(HTMLParser):
    """Sees that every tag is closed in its order, and collects tags and attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.links: list[str] = []

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [
            name for name, _ in attrs if name in {"src", "href", "action"} or name.startswith("on")
        ]
        if tag != "meta":
            self.open.append(tag)

    @override
    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)

    @override
    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def checked(text: str) -> Checker:
    """Return what a page is made of; it is well-formed."""
    checker = Checker()
    checker.feed(text)
    assert checker.open == []
    return checker


def test_page_needs_nothing(stats: Stats) -> None:
    """No script, no link, no other file; a policy that forbids them; both colour schemes."""
    text = page(stats, "My <cards>", "2026-03-24 10:00")
    made = checked(text)
    assert made.links == []
    assert "script" not in made.tags
    assert "default-src 'none'" in text
    assert "prefers-color-scheme: dark" in text
    assert "My &lt;cards&gt;: study" in text


def test_page_tells_the_figures(stats: Stats) -> None:
    """The tiles, the retention and the tooltips say what the figures are."""
    text = re.sub(r"<[^>]*>", " ", page(stats, "t", "now"))
    words = " ".join(text.split())
    assert "1 study days in a row longest 4" in words
    assert "last 30 days 83 % (5/6) - 83 % (5/6)" in words
    assert "2026-03-24: 1" in words
    assert "Monday 2026-03-02: 3" in words
    assert "30-59 days: 1" in words


def test_card_text_cannot_harm_the_page(stats: Stats) -> None:
    """What a card says is text, without control characters."""
    unit = stats.leeches[0].unit._replace(
        prompt='<script>alert(1)</script>\x1b[2J"&', deck_path="cards/<b>.yaml"
    )
    text = page(replace(stats, leeches=(Leech(unit, 9),)), "t", "now")
    assert "script" not in checked(text).tags
    assert "&lt;script&gt;alert(1)&lt;/script&gt;&quot;&amp;" in text
    assert "cards/&lt;b&gt;.yaml" in text
