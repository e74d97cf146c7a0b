"""Where the lines of cards stand in the notes now.

A deck tells the line that a card came from as it was when the card was last written: a line put in at the top
of a note rewrites no card. Here the line is found again by its fingerprint, in the note as it is.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from deacards.deck.card import CardId, Origin
from deacards.deck.deckfile import DeckFile
from deacards.notes.fingerprint import fingerprint
from deacards.regenerate.face import line_made
from deacards.study.unit import Unit

_LINE_END = re.compile(r"\r\n?|\n")
Lines = tuple[int, int]


def true_lines(root: Path, files: Iterable[DeckFile]) -> Mapping[CardId, Lines]:
    """Return the first and the last line of each derived card that is in use, by its id.

    Where a line stands more than once the nearest to the old place is meant; where it is gone, or the note
    cannot be read, the old place is all that is known.
    """
    found: dict[CardId, Lines] = {}
    notes: dict[str, Mapping[str, list[int]]] = {}
    for file in files:
        path = (file.deck.source or "").partition("#")[0]
        for card in file.deck.cards:
            if card.origin:
                if path not in notes:
                    notes[path] = _numbers(root / path) if path else {}
                found[card.id] = _place(card.origin, notes[path])
    return found


def placed(units: Iterable[Unit], lines: Mapping[CardId, Lines]) -> tuple[Unit, ...]:
    """Return the units with the lines of their cards as they are now."""
    return tuple(unit._replace(lines=lines.get(unit.card, unit.lines)) for unit in units)


def _numbers(note: Path) -> Mapping[str, list[int]]:
    """Return the numbers of the lines of a note, by fingerprint."""
    numbers: dict[str, list[int]] = defaultdict(list)
    try:
        text = note.read_bytes().decode("utf-8-sig", errors="replace")
    except OSError:
        return numbers
    for number, line in enumerate(_LINE_END.split(text), start=1):
        if mark := fingerprint(line):
            numbers[mark].append(number)
    return numbers


def _place(origin: Origin, numbers: Mapping[str, list[int]]) -> Lines:
    first, last = origin.lines
    same = numbers.get(line_made(origin), [first])
    now = min(same, key=lambda number: abs(number - first))
    return now, now + last - first
