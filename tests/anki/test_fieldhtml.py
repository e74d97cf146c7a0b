"""Card Markdown as HTML for a field: what is shown, what is made harmless, and the laws of both."""

import re
import unicodedata
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typing_extensions import override

from deacards.anki.fieldhtml import cloze_html, field_html
from deacards.deck.cloze import ords_of

FIELDS = {
    # one line is inline Markdown
    "# of shards?": "# of shards?",
    "1986. Who won?": "1986. Who won?",
    "- 40 °C": "- 40 °C",
    "[note]: text": "[note]: text",
    "**AWS** _is_ `a<b>`": '<strong>AWS</strong> <em>is</em> <code dir="ltr">a&lt;b&gt;</code>',
    "a < b & c": "a &lt; b &amp; c",
    # several lines are blocks
    "a\nb": "<p>a<br>\nb</p>",
    "- a\n- b": "<ul>\n<li>a</li>\n<li>b</li>\n</ul>",
    "```\nSELECT '<'\n```": "<pre dir=\"ltr\"><code>SELECT '&lt;'\n</code></pre>",
    "```{.SQL}\nSELECT '<'\n```": (
        '<pre dir="ltr"><code class="language-sql"><span class="k">SELECT </span>'
        "<span class=\"s\">'&lt;'\n</span></code></pre>"
    ),
    "```nosuch x\na <b>\n```": '<pre dir="ltr"><code class="language-nosuch">a &lt;b&gt;\n</code></pre>',
    "a ==b *c*== a==b, x == y == z ====": "a <mark>b <em>c</em></mark> a==b, x == y == z ====",
    "| a |\n|--:|\n| b |": (
        '<div class="table"><table>\n<thead>\n<tr>\n<th style="text-align:right">a</th>\n</tr>\n</thead>\n'
        '<tbody>\n<tr>\n<td style="text-align:right">b</td>\n</tr>\n</tbody>\n</table></div>'
    ),
    # maths, and what is none
    "$x<y$": r"\(x&lt;y\)",
    "the $n$th of $$\\sum x$$": r"the \(n\)th of \[\sum x\]",
    r"\(a\) and \[b\]": r"\(a\) and \[b\]",
    r"$a\$b$": r"\(a\$b\)",
    "$$\na\n=\n- b\n$$": "\\[\na\n=\n- b\n\\]",
    "text\n$$\nx\n\ny\n$$": "<p>text</p>\n\\[\nx\n\ny\n\\]",
    "costs $5 and $10, or US$5/$6": "costs $5 and $10, or US$5/$6",
    r"\\(no maths\\)": r"\<span></span>(no maths\)",
    "`\\(x\\)`": r'<code dir="ltr">\(x\)</code>',
    # HTML is shown, but for the harmless few
    "<script>alert(1)</script>": "&lt;script&gt;alert(1)&lt;/script&gt;",
    "H<sub>2</sub>O<br>x": "H<sub>2</sub>O<br>\nx",
    "<u>**b** <sub>": "&lt;u&gt;<strong>b</strong> &lt;sub&gt;",
    '<sub onclick="x()">2</sub>': '&lt;sub onclick="x()"&gt;2&lt;/sub&gt;',
    # links
    "[x](https://a.b/?c&d)": '<a href="https://a.b/?c&amp;d">x</a>',
    "[x](javascript:alert(1)) [y](../a.md) [z](data:text/html,x)": "x y z",
    # pictures that are not to be had
    "![a *b* <c>](x.png)": "a b &lt;c&gt;",
    "![](img/my%20map.png)": "my map.png",
    "![a](https://a.b/c?d&e)": '<a href="https://a.b/c?d&amp;e">a</a>',
    # what Anki would read
    "[$]x[/$] [latex] [sound:a.mp3]": "&#91;$]x&#91;/$] &#91;latex] &#91;sound:a.mp3]",
    "[[$](x)]": "&#91;$]",
    "**a**\u0338": "<strong>a</strong>&#824;",
    "a\x1fb\x00\r\nc\ud800": "<p>ab<br>\nc</p>",
    # nothing to be seen
    "\u00a0 \u200b": "",
    "![](  )": "",
    "<br>": "",
}
CLOZES = {
    "{{c1::**a**}} and **{{c2::b::h*in*t}}**": (
        "{{c1::<strong>a</strong>}} and <strong>{{c2::b::h<em>in</em>t}}</strong>"
    ),
    "`f({{c1::x}})`": '<code dir="ltr">f({{c1::x}})</code>',
    "{{c1::a|b}}": "{{c1::a|b}}",
    "{{c1::std::vector::}}": "{{c1::std&#58;:vector}}",
    "{{c1::a:}} {{c1::b:::h}}": "{{c1::a&#58;}} {{c1::b&#58;::h}}",
    "`}}` `{{c9` {{c1::a}}": ('<code dir="ltr">&#125;}</code> <code dir="ltr">&#123;{c9</code> {{c1::a}}'),
    r"$\frac{a}{b_{c}} {{c1::d}}$": r"\(\frac{a}{b_{c} } {{c1::d}}\)",
    "{{c1::$x<y$}}": r"{{c1::\(x&lt;y\)}}",
    "{{{c1::x}}}": "&#123;{{c1::x}}}",
    "{{c1::a}} {{c2::  }} {{c0::b}} {{c501::c}}": "{{c1::a}}    b c",
    "[x](http://{{c1::a}})": None,
    "```py\ndef {{c1::f::n}}(): return '{{c2::a::b::}}'\n```": (
        '<pre dir="ltr"><code class="language-py"><span class="k">def </span>'
        '{{c1::<span class="nf">f</span>::n}}(): <span class="k">return </span><span class="s">\'</span>'
        '{{c2::<span class="s">a&#58;:b</span>}}<span class="s">\'\n</span></code></pre>'
    ),
    "{{c1::\n```\nx\n```\n}}": '{{c1::<pre dir="ltr"><code>x\n</code></pre>\n}}',
}


@pytest.mark.parametrize("markdown", FIELDS)
def test_field(markdown: str) -> None:
    """Card Markdown becomes the HTML that stands beside it."""
    assert field_html(markdown) == FIELDS[markdown]


@pytest.mark.parametrize("markdown", CLOZES)
def test_cloze(markdown: str) -> None:
    """Cloze Markdown becomes the HTML that stands beside it; None where the blank is lost."""
    cloze = cloze_html(markdown)
    if CLOZES[markdown] is None:
        assert cloze.ords == ()
    else:
        assert cloze.html == CLOZES[markdown]
        assert cloze.ords == tuple(n for n in ords_of(markdown) if n < 500)


ALLOWED = {
    *(
        "p",
        "br",
        "hr",
        "strong",
        "em",
        "s",
        "code",
        "pre",
        "ul",
        "ol",
        "li",
        "blockquote",
        "a",
        "div",
        "span",
    ),
    *("table", "thead", "tbody", "tr", "th", "td", "h1", "h2", "h3", "h4", "h5", "h6"),
    *("sub", "sup", "kbd", "mark", "u", "img"),
}
PIECES = st.sampled_from(
    [
        *("a", "b", "0", "é", "東", "ש", "👩‍💻", "\u0301", "\u0338", "\u00a0", "\x1f", "\ufdd0", "\ufdd2"),
        *(" ", "\n", "\n\n", "\r", "\t", "- ", "1. ", "> ", "# ", "---", "|", "```", "`"),
        *(
            "*",
            "**",
            "_",
            "~~",
            "$",
            "$$",
            "\\",
            "\\(",
            "\\)",
            "\\[",
            "[",
            "]",
            "](x)",
            "](http://x)",
            "![",
            "![[",
        ),
        *(":", "::", "{", "}", "{{c1::", "{{c2::", "}}", "[$]", "[sound:"),
        *("==", "a b.png)", "(x.mp3)", "|3]]", "```py\n", "def "),
        *("<", ">", "&", "&lt;", "&#58;", "<br>", "<u>", "</u>", "<script>", "-->"),
    ]
)
MARKDOWN = st.lists(PIECES, max_size=25).map("".join)


class Tags(HTMLParser):
    """Collects what a browser would see as tags and attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, list[tuple[str, str | None]]]] = []

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, attrs))


@given(MARKDOWN)
@settings(max_examples=300, deadline=None)
def test_no_text_makes_anything_but_known_html(markdown: str) -> None:
    """Whatever is written, the field has only known tags, leads only to the web and is stored as it is."""
    html = field_html(markdown, lambda target: "x-0.mp3" if "3" in target else "x-0.png")
    tags = Tags()
    tags.feed(html)
    tags.close()
    assert {tag for tag, _ in tags.seen} <= ALLOWED
    links = [value for tag, attrs in tags.seen for name, value in attrs if name == "href"]
    assert all(link and link.startswith(("http://", "https://", "mailto:")) for link in links)
    assert unicodedata.normalize("NFC", html) == html
    assert not re.search(r"[\x00-\x08\x0b-\x1f\ud800-\udfff\ufdd0-\ufdef]", html)
    assert {value for _, attrs in tags.seen for name, value in attrs if name == "src"} <= {"x-0.png"}
    assert not re.search(r"\[/?\$|\[sound:(?!x-0\.mp3\])", html)


@given(MARKDOWN)
@settings(max_examples=300, deadline=None)
def test_anki_sees_the_blanks_that_are_told(markdown: str) -> None:
    """Read as Anki reads it, the field has just the blanks that are told, and never one within another."""
    cloze = cloze_html(markdown)
    depth, found = 0, set()
    for mark in re.finditer(r"\{\{c(\d+)::|\}\}", cloze.html):
        if mark[1]:
            depth += 1
            found.add(int(mark[1]) - 1)
        else:
            depth -= 1
        assert depth in (0, 1)
    assert depth == 0
    assert tuple(sorted(found)) == cloze.ords
    assert set(cloze.ords) <= set(ords_of(markdown))


@given(st.text("abc 12.,;:()'\"?#+-=/|^%{}@éß東\u00a0", min_size=1))
def test_plain_text_stays_as_it_is(text: str) -> None:
    """Text without marks is its own HTML."""
    html = field_html(text)
    assert unescape(html) == html
    assert html in ("", unicodedata.normalize("NFC", text).strip())


PLAIN_PIECES = st.sampled_from(
    [*"a1é東 .,:;()'\"?#+-=/|^%{}>\u0301\u0338\u200b", "::", "}}", "{{", "{{c1::", "{{c2::a", "{{c12::b::c}}"]
)


@given(st.lists(PLAIN_PIECES, max_size=16).map("".join))
@settings(max_examples=300, deadline=None)
def test_text_without_markdown_is_written_as_the_parser_would(text: str) -> None:
    """The short way for plain text and the parser agree: code beside a text changes nothing of it."""
    text, code = f"a{text}z", ' <code dir="ltr">x</code>'
    assert field_html(f"{text} `x`") == field_html(text) + code
    plain, parsed = cloze_html(text), cloze_html(f"{text} `x`")
    assert (parsed.html, parsed.ords) == (plain.html + code, plain.ords)
