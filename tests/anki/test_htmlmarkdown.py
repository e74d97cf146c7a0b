"""Somebody's HTML as Markdown: golden pairs, and the law that nothing that is read gets lost."""

import re
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deacards.anki.fieldhtml import field_html
from deacards.anki.htmlmarkdown import markdown_of

PAIRS = {
    "a &lt;b&gt; snake_case 5 * 3 = 15 [x] $5": "a <b> snake_case 5 * 3 = 15 [x] $5",
    "<b>bold </b>text<br>line": "**bold** text\nline",
    "<div>one</div><div>two</div>": "one\ntwo",
    "one<div>two</div>three": "one\ntwo\nthree",
    "<p>a</p><p>b</p>": "a\n\nb",
    "<b><div>x</div></b>": "**x**",
    "<ul><li>a<li>b<ul><li>c</li></ul></ul>": "- a\n- b\n  - c",
    "<ol><li>a</li><li>b</li></ol>": "1. a\n2. b",
    r"\(x&lt;y\) and [$]a_b[/$], \[z\]": "$x<y$ and $a_b$, $$z$$",
    "<img src='a b.png' alt='[x]'> [sound:x.mp3]": "![(x)](<../media/a b.png>) ![](../media/x.mp3)",
    "<table><tr><td>a</td><td>b|c</td></tr><tr><td>1<br>2</td></tr></table>": (
        "| a | b\\|c |\n| --- | --- |\n| 1<br>2 |  |"
    ),
    "text<pre><code class='language-py'>x<br>y\n</code></pre>after": "text\n\n```py\nx\ny\n```\n\nafter",
    "# no heading<br>- no list<br>1. no": "\\# no heading\n\\- no list\n1\\. no",
    "*stars* and _under_ `tick`": "\\*stars\\* and \\_under\\_ \\`tick\\`",
    "<span style='font-weight: 700'>x</span> <font color=red>r</font>": "**x** r",
    "<h1>T</h1>text<blockquote>q<br>r</blockquote>": "**T**\n\ntext\n\n> q\n> r",
    "<a href='https://x.y/?a=1&amp;b=(c)'>l</a> <a href='javascript:x'>j</a>": (
        "[l](https://x.y/?a=1&b=%28c%29) j"
    ),
    "<img src='https://a.b/c.png'>": "![](<https://a.b/c.png>)",
    "H<sub>2</sub>O <code>a`b</code> <u>u</u>": "H<sub>2</sub>O ``a`b`` <u>u</u>",
    "&nbsp;<br>&nbsp;": "",
    "<script>alert(1)</script>": "",
}


def media(name: str) -> str:
    """Return the path of a file; one that is called `gone` is not there."""
    return "" if "gone" in name else f"../media/{name}"


@pytest.mark.parametrize("html", PAIRS)
def test_html_becomes_markdown(html: str) -> None:
    """HTML becomes the Markdown that stands beside it."""
    assert markdown_of(html, media).markdown == PAIRS[html]


def test_cloze_marks_stay() -> None:
    """Marks are kept with their hints, and what they hide is Markdown."""
    html = "{{c1::<b>x</b>::hint}} *and* {{c2::\\(y\\)}}"
    assert markdown_of(html, media, is_cloze=True).markdown == "{{c1::**x**::hint}} \\*and\\* {{c2::$y$}}"


def test_what_is_lost_is_told() -> None:
    """Tags that act or that no card has, and files that did not come along."""
    converted = markdown_of("<script>x</script><ruby>a<rt>b</rt></ruby><img src=gone.png>c", media)
    assert converted.markdown == "abc"
    assert converted.lost == ("<rt>", "<ruby>", "<script>", "the file gone.png")


@pytest.mark.parametrize(
    "html", ["<div>" * 20_000 + "x", "<b>" * 5_000 + "x" + "</b>" * 5_000, "<li>" * 20_000]
)
def test_no_depth_is_too_deep(html: str) -> None:
    """Tags within tags without end are read in linear time and without recursion to match."""
    assert len(markdown_of(html, media).markdown) < 1000


def words(html: str) -> str:
    """Return what a person reads: text without tags, spaces as one."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).replace("\u00a0", " ").split())


TEXT = st.text(st.sampled_from("ab12 *_`~#+-.|<>=$!&[](){}\\:'\"é東"), max_size=12)
TAGS = st.sampled_from(["b", "i", "s", "u", "sub", "code", "div", "p", "span", "li", "ul", "blockquote"])
ESCAPED = TEXT.map(lambda text: text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))
HTML = st.recursive(
    ESCAPED | st.just("<br>"),
    lambda inner: st.builds(
        lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag}>", TAGS, st.lists(inner, max_size=3)
    ),
    max_leaves=8,
)


@given(st.lists(HTML, max_size=4).map("".join))
@settings(max_examples=150)
def test_every_letter_comes_over(html: str) -> None:
    """Whatever the markup, each letter, digit and sign that was read is read again, in its order."""
    markdown = markdown_of(html, media).markdown
    seen, shown = words(html), words(field_html(markdown))
    assert re.sub(r"[\s\\]", "", shown) == re.sub(r"[\s\\]", "", seen), markdown
