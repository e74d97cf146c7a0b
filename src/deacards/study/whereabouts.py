"""Where the lines of cards stand in the notes now.

A deck tells the line that a card came from as it was when the card was last written: a line put in at the top
of a note rewrites no card. Here the line is found again by its fingerprint, in the note as it is.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from deacards.notes.fingerprint import fingerprint
from deacards.study.unit import Unit

_LINE_END = re.compile(r"\r\n?|\n")


def placed(root: Path, units: Iterable[Unit]) -> tuple[Unit, ...]:
    """Return units with the lines of their cards as they are now.

    Where a line stands more than once the nearest to the old place is meant; where it is gone, or the note
    cannot be read, or the card is retired, the old place is all that is known.
    """
    notes: dict[str, Mapping[str, list[int]]] = {}
    found = []
    for unit in units:
        if unit.note and not unit.retired:
            if unit.note not in notes:
                notes[unit.note] = _numbers(root / unit.note)
            found.append(_placed(unit, notes[unit.note]))
        else:
            found.append(unit)
    return tuple(found)


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


def _placed(unit: Unit, numbers: Mapping[str, list[int]]) -> Unit:
    if unit.lines is None:
        return unit
    first, last = unit.lines
    same = numbers.get(unit.fingerprint, [first])
    now = min(same, key=lambda number: abs(number - first))
    return unit._replace(lines=(now, now + last - first))
