"""What cards may hold in a line besides CommonMark: a few tags, `==marked==` text, links to the web alone."""

import re
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from deacards.patterns import pattern

_TAG = pattern(r"<(?:br ?/?|(sub|sup|kbd|mark|u)>(.+?)</\1)>", re.DOTALL)
_MARKED = pattern(r"==(?=[^\s=])(.+?)(?<=[^\s=])==(?!=)", re.DOTALL)
# What CommonMark takes for no picture, and people for one: a name with spaces, and the form of wikis.
_LOOSE_PICTURES = (
    pattern(r"!\[(?P<words>[^\[\]]*)\]\((?P<target>[^()<>\"'\n]*[^\s()<>\"'] [^()<>\"'\n]*\.\w{2,5})\)"),
    pattern(r"!\[\[(?P<target>[^\[\]|\n]+)(?:\|(?P<words>[^\[\]\n]*))?\]\]"),
)
_WEB = pattern(r"(?:https?://|mailto:)", re.IGNORECASE)


def read_more(md: MarkdownIt) -> None:
    """Teach `md` these rules."""
    md.inline.ruler.before("autolink", "tags", _read_tags)
    md.inline.ruler.before("autolink", "marked", _read_marked)
    md.inline.ruler.before("image", "loose_pictures", _read_loose_pictures)
    md.core.ruler.after("inline", "dead_links", _drop_dead_links)
    md.validateLink = lambda _url: True  # type: ignore[method-assign,assignment]  # `_drop_dead_links` is stricter


def is_web(target: str) -> bool:
    """Tell whether a link leads to the web, or to a mailbox."""
    return _WEB.match(target) is not None


def _read_tags(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature of a rule
    """Take the tag that begins here, if it is one that cards may use."""
    found = _TAG.match(state.src, state.pos, state.posMax) if state.src[state.pos] == "<" else None
    if found is None:
        return False
    if not silent and found[1]:
        _enclose(state, found[1], found.span(2))
    elif not silent:
        state.push("hardbreak", "br", 0)
    state.pos = found.end()
    return True


def _read_marked(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature of a rule
    """Take the `==marked==` text that begins here."""
    found = _MARKED.match(state.src, state.pos, state.posMax) if state.src[state.pos] == "=" else None
    if found is None:
        return False
    if not silent:
        _enclose(state, "mark", found.span(1))
    state.pos = found.end()
    return True


def _read_loose_pictures(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - as above
    """Take the picture that begins here, if it is one that CommonMark does not see."""
    if state.src[state.pos] != "!":
        return False
    matches = (form.match(state.src, state.pos, state.posMax) for form in _LOOSE_PICTURES)
    found = next(filter(None, matches), None)
    if found is None:
        return False
    if not silent:
        words = found["words"] or ""
        token = state.push("image", "img", 0)
        token.attrs = {"src": found["target"].strip()}
        token.content = words
        token.children = state.md.inline.parse(words, state.md, state.env, []) or []
    state.pos = found.end()
    return True


def _enclose(state: StateInline, tag: str, span: tuple[int, int]) -> None:
    """Read what stands at `span` as inline Markdown between the tags `tag`."""
    end = state.posMax
    state.push("tag_open", tag, 1)
    state.pos, state.posMax = span
    state.md.inline.tokenize(state)
    state.push("tag_close", tag, -1)
    state.posMax = end


def _drop_dead_links(state: StateCore) -> None:
    """Leave of every link that does not lead to the web only its words."""
    for token in state.tokens:
        if token.children:
            token.children = list(_live(token.children))


def _live(tokens: Sequence[Token]) -> Iterator[Token]:
    """Yield the tokens of a line but for those that open and close a dead link (links never nest)."""
    is_dead = False
    for token in tokens:
        if token.type == "link_open":
            is_dead = not is_web(str(token.attrs["href"]))
        if not (is_dead and token.type in {"link_open", "link_close"}):
            yield token
