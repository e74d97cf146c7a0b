"""`deacards explain`: where each line of a note went."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from deacards.cli import output
from deacards.cli.paths import inside
from deacards.collection import Collection, open_collection
from deacards.deck.card import Card
from deacards.deck.files import read_decks
from deacards.derive.compose import Refused
from deacards.derive.coverage import Coverage, Fate, coverage_of, fates_of, with_marks
from deacards.derive.derive import derive_note
from deacards.derive.draft import Draft
from deacards.notes.blocks import Note
from deacards.notes.reader import read_note
from deacards.problem import Problem, ProblemsError, UsageError

_PLACE = re.compile(r"(?P<note>.+?):(?P<line>\d+)$")


@dataclass(frozen=True, slots=True)
class _Lines:
    """A note's lines as they stand in the file, where each went, and the ids of its cards in the decks."""

    path: str
    text: Sequence[str]
    fates: Sequence[Fate]
    ids: "_Ids"


@click.command
@click.argument("place", metavar="NOTE[:LINE]")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(*, place: str, as_json: bool) -> None:
    """Show for every line of a note the cards that it gives, or the reason why none.

    With LINE only that line is shown. What is shown is what the note gives as it is now, whatever the decks
    hold.
    """
    collection = open_collection(Path.cwd())
    path, line = _place(collection, place)
    lines = _read(collection, path)
    shown = [fate for fate in lines.fates if not line or fate.lines[0] <= line <= fate.lines[1]]
    if line and not shown:
        raise UsageError(f"{path}:{line}: there is nothing in this line")
    coverage = coverage_of(lines.fates)
    if as_json:
        rows = [_record(fate, lines) for fate in shown]
        output.show_json({"note": path, "lines": rows, "coverage": _figures(coverage)})
        return
    for fate in shown:
        for row in _told(fate, lines):
            output.tell(row)
    if not line:
        for row in _summary(coverage):
            output.say(row)


def _place(collection: Collection, place: str) -> tuple[str, int]:
    """Return the note's path and the line, 0 for all of it."""
    found = _PLACE.fullmatch(place)
    if found and not (Path.cwd() / place).exists():
        return inside(collection, found["note"]), int(found["line"])
    return inside(collection, place), 0


def _read(collection: Collection, path: str) -> _Lines:
    file = collection.root / path
    if file.is_dir():
        raise UsageError(f"{path}: is a folder; name one note")
    data = file.read_bytes()
    note = read_note(path, data)
    if isinstance(note, Problem):
        raise ProblemsError([note])
    derivation = derive_note(note, collection.layout.language)
    text = re.split(r"\r\n?|\n", data.decode("utf-8-sig"))
    fates = with_marks(
        fates_of(derivation), text, matter=_matter_lines(note, text), left_out=derivation.left_out
    )
    return _Lines(path, text, fates, _Ids(collection, path))


def _matter_lines(note: Note, text: Sequence[str]) -> int:
    """Return how many lines the front matter has, its marks included."""
    if not note.matter:
        return 0
    return next((n for n, line in enumerate(text[1:], 2) if line.rstrip() in {"---", "..."}), 0)


class _Ids:
    """The ids of a note's cards in the decks, found by what they ask, else by where they are from."""

    def __init__(self, collection: Collection, path: str) -> None:
        self._by_text: dict[tuple[str, tuple[str, ...]], str] = {}
        self._by_place: defaultdict[tuple[str, tuple[int, int]], list[str]] = defaultdict(list)
        for file in read_decks(collection.root, collection.cards).files.values():
            if file.deck.note == path:
                for card in file.deck.cards:
                    self._add(card)

    def _add(self, card: Card) -> None:
        self._by_text.setdefault((card.prompt, card.answer), card.id)
        if card.origin:
            self._by_place[card.origin.rule, card.origin.lines].append(card.id)

    def of(self, draft: Draft) -> str | None:
        """Return the id of the card that a draft is in the decks, None where it is not there."""
        if known := self._by_text.get((draft.prompt, draft.answer)):
            return known
        edited = self._by_place[draft.rule, draft.lines]
        return edited[0] if len(edited) == 1 else None


def _told(fate: Fate, lines: _Lines) -> Iterator[str]:
    """Yield the lines of the note, and under them what became of them."""
    first, last = fate.lines
    width = len(str(len(lines.text)))
    for number in range(first, last + 1):
        yield f"{number:>{width}}  {lines.text[number - 1].rstrip()}"
    margin = " " * (width + 4)
    for draft in fate.drafts:
        crumbs = "".join(f"{crumb} › " for crumb in draft.context)
        answer = f" => {' • '.join(draft.answer)}" if draft.answer else ""
        card = click.style(lines.ids.of(draft) or "(not in a deck)", fg="green")
        poor = ", please reword" if draft.quality == "review" else ""
        yield f"{margin}{card}  {draft.rule}{poor}: {_one_line(crumbs + draft.prompt + answer)}"
    for doubt in fate.doubts:
        yield f"{margin}{click.style('warning', fg='yellow')}  {doubt.rule}: {doubt.fault}"
    if fate.reason:
        yield f"{margin}no card: {fate.reason}"
        for refused in fate.refused:
            yield f"{margin}  {refused.rule}: {refused.fault}"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _summary(coverage: Coverage) -> Iterator[str]:
    facts = coverage.carded + coverage.missed
    yield (
        f"{coverage.carded} of {output.counted(facts, 'line')} with facts gave cards ({coverage.share:.0%})."
    )
    for reason, number in sorted(coverage.others.items(), key=lambda item: -item[1]):
        yield f"{number:>5}  {reason}"


def _record(fate: Fate, lines: _Lines) -> dict[str, object]:
    """Return a line as `--json` prints it: the keys are a contract."""
    first, last = fate.lines
    return {
        "first": first,
        "last": last,
        "text": "\n".join(lines.text[first - 1 : last]),
        "cards": [_card(draft, lines.ids.of(draft)) for draft in fate.drafts],
        "reason": {"name": fate.reason.name.lower(), "text": fate.reason.value} if fate.reason else None,
        "refused": _faults(fate.refused),
        "warnings": _faults(fate.doubts),
    }


def _card(draft: Draft, card: str | None) -> dict[str, object]:
    return {
        "id": card,
        "type": draft.type.value,
        "context": list(draft.context),
        "prompt": draft.prompt,
        "answer": list(draft.answer),
        "rule": draft.rule,
        "lines": list(draft.lines),
        "quality": draft.quality.value,
        "tags": list(draft.tags),
    }


def _faults(found: Iterable[Refused]) -> list[dict[str, str]]:
    return [{"rule": one.rule, "name": one.fault.name.lower(), "text": one.fault.value} for one in found]


def _figures(coverage: Coverage) -> dict[str, object]:
    return {
        "carded": coverage.carded,
        "missed": coverage.missed,
        "share": round(coverage.share, 4),
        "others": {reason.name.lower(): number for reason, number in coverage.others.items()},
    }
