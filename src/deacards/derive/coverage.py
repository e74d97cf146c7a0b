"""Where every line of a note went: the cards that it gave, or the reason why there is none."""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest
from typing import NamedTuple

from deacards.deck import cloze
from deacards.derive import words
from deacards.derive.compose import Refused
from deacards.derive.derive import Derivation, Trace
from deacards.derive.draft import Draft
from deacards.derive.reason import Reason
from deacards.patterns import pattern

_TOLD = 0.5
"""Share of a line's meaning that a card of several lines must hold to be a card of this one."""
_SHORT = 4
"""Words under which a line says too little for a question."""
_HEADING = pattern(r"\s*(?:#|<h\d|[^\n]*\n\s*(?:==+|--+)\s*$)")
_TARGET = pattern(r"\s*\[[^\]]+\]:")


class Fate(NamedTuple):
    """Where some lines of a note went: `drafts`, or else the `reason` why there is none.

    `refused` are the cards that did not pass; `doubts` what is told of those that the author marked.
    """

    lines: tuple[int, int]
    drafts: tuple[Draft, ...]
    reason: Reason | None
    refused: tuple[Refused, ...] = ()
    doubts: tuple[Refused, ...] = ()


class Coverage(NamedTuple):
    """How much of a note, or of several, became cards.

    Counts the lines that gave cards, those that may hold a fact but gave none, and why `others` need none.
    """

    carded: int
    missed: int
    others: Mapping[Reason, int]

    @property
    def share(self) -> float:
        """Return the share of the lines with facts that gave cards, 1 where there are none."""
        facts = self.carded + self.missed
        return self.carded / facts if facts else 1.0


def fates_of(derivation: Derivation) -> tuple[Fate, ...]:
    """Return where the lines of a note went, in their order, but for lines with nothing but marks."""
    found = _Found(derivation)
    fates = [found.fate(trace) for trace in derivation.traces]
    fates += [Fate(passed.lines, (), passed.reason) for passed in derivation.passed]
    best: dict[tuple[int, int], Fate] = {}
    for fate in fates:
        before = best.get(fate.lines)
        if before is None or (not before.drafts and fate.drafts):
            best[fate.lines] = fate
    return tuple(sorted(best.values(), key=lambda fate: fate.lines))


def coverage_of(fates: Iterable[Fate]) -> Coverage:
    """Return the figures of what went where."""
    carded = missed = 0
    others: Counter[Reason] = Counter()
    for fate in fates:
        if fate.drafts:
            carded += 1
        elif fate.reason and fate.reason.is_fact:
            missed += 1
        elif fate.reason:
            others[fate.reason] += 1
    return Coverage(carded, missed, others)


class _Found:
    """The drafts and refusals of a note, to be found by line."""

    def __init__(self, derivation: Derivation) -> None:
        self._language = derivation.language
        self._drafts: defaultdict[int, list[Draft]] = defaultdict(list)
        self._refused = _by_line(derivation.refused)
        self._doubts = _by_line(derivation.doubts)
        starts = sorted(trace.lines[0] for trace in derivation.traces)
        for draft in derivation.drafts:
            first, last = draft.lines
            for line in {first, *starts[bisect_left(starts, first) : bisect_right(starts, last)]}:
                self._drafts[line].append(draft)

    def fate(self, trace: Trace) -> Fate:
        """Return where a line went."""
        drafts = tuple(draft for draft in self._drafts[trace.lines[0]] if self._tells(draft, trace))
        refused = tuple(self._refused[trace.lines[0]])
        doubts = tuple(self._doubts[trace.lines[0]])
        reason = None if drafts else trace.reason or self._reason(trace, refused)
        return Fate(trace.lines, drafts, reason, refused, doubts)

    def _tells(self, draft: Draft, trace: Trace) -> bool:
        """Tell whether a draft was made from a line, and not only from others around it."""
        first, last = draft.lines
        if trace.claimed or first == trace.lines[0] or (first == last and first <= trace.lines[1]):
            return True
        if trace.lines[1] > last:
            return False
        if not trace.text:
            return draft.answer != () or bool(draft.extra)
        said = (cloze.plain(draft.prompt), *draft.answer, draft.extra, *draft.context)
        return words.shown_share(said, trace.text, self._language) >= _TOLD

    def _reason(self, trace: Trace, refused: tuple[Refused, ...]) -> Reason:
        if refused:
            return Reason.REFUSED
        return Reason.SHORT if words.count(trace.text) < _SHORT else Reason.UNFIT


def _by_line(refused: Iterable[Refused]) -> defaultdict[int, list[Refused]]:
    found: defaultdict[int, list[Refused]] = defaultdict(list)
    for one in refused:
        if one not in found[one.lines[0]]:
            found[one.lines[0]].append(one)
    return found


def with_marks(
    fates: Sequence[Fate], lines: Sequence[str], *, matter: int, left_out: bool
) -> tuple[Fate, ...]:
    """Return fates with those of the other lines of the file that are not blank, so that none is untold.

    `matter` is how many lines the front matter has; in a note that is `left_out` no line has another fate.
    """
    told = {line for fate in fates for line in range(fate.lines[0], fate.lines[1] + 1)}
    rest = [
        Fate(
            (number, number),
            (),
            _mark_reason(f"{line}\n{after}", in_matter=number <= matter, left_out=left_out),
        )
        for number, (line, after) in enumerate(zip_longest(lines, lines[1:], fillvalue=""), 1)
        if line.strip() and number not in told
    ]
    return tuple(sorted((*fates, *rest), key=lambda fate: fate.lines))


def _mark_reason(line: str, *, in_matter: bool, left_out: bool) -> Reason:
    """Return what a line is that no outline holds; `line` comes with the one after it."""
    if in_matter or left_out:
        return Reason.MATTER if in_matter else Reason.SKIPPED
    if _TARGET.match(line):
        return Reason.TARGET
    return Reason.HEADING if _HEADING.match(line) else Reason.MARKUP
