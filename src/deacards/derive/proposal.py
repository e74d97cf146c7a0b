"""What a rule may propose: a question, a blank in the line, or a sheet of blanks over several lines."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from deacards.deck.cardtype import Quality
from deacards.derive.context import Spot
from deacards.derive.marks import Range
from deacards.derive.traits import ALWAYS, Trait


class Question(NamedTuple):
    """A question with one answer, or with a list of them; `lines` are all it was made from."""

    prompt: str
    answer: tuple[str, ...]
    lines: tuple[int, int]
    reverse: bool = False
    ordered: bool = False
    quality: Quality = Quality.GOOD


class Blank(NamedTuple):
    """A part of the point's own line to hide. All blanks of a line that stand apart become one cloze."""

    part: Range
    quality: Quality = Quality.GOOD


class Piece(NamedTuple):
    """A piece of a sheet: shown as it is, or hidden in its turn."""

    text: str
    hidden: bool = False


class Sheet(NamedTuple):
    """A text put together from several lines, each hidden piece a blank of its own."""

    pieces: tuple[Piece, ...]
    lines: tuple[int, int]
    quality: Quality = Quality.GOOD


class Marked(NamedTuple):
    """A card as the author marked it: kept whatever its length. Without an `answer`, `prompt` is a cloze.

    With `claims`, the other lines that it was made from give nothing else.
    """

    prompt: str
    answer: str
    lines: tuple[int, int]
    reverse: bool = False
    claims: bool = False


Proposal = Question | Blank | Sheet | Marked


class Rule(NamedTuple):
    """A pattern with a name. `propose` yields what it makes of a spot, nothing where it does not apply.

    It is asked only where a line has one of the traits that it `needs`, or one of its `words` (as
    `words.tokens` tells them); always, where it names neither. A line that is no knowledge is shown to
    `marked` rules only. Where one of those makes a card, the line is the author's, and no other rule is
    asked. A `fallback` rule is asked only where the rules before it proposed nothing that passed the gates.
    Headings are shown only to rules that read `headings`.
    """

    name: str
    propose: Callable[[Spot], Iterator[Proposal]]
    needs: Trait = ALWAYS
    words: frozenset[str] = frozenset()
    marked: bool = False
    fallback: bool = False
    headings: bool = False
