"""A table whose first column names things: each further cell is asked by its row and its column."""

import re
from collections.abc import Iterator

from deacards.derive import words
from deacards.derive.answer import fit
from deacards.derive.context import Spot
from deacards.derive.form import Form, form_of
from deacards.derive.line import Line
from deacards.derive.outline import Grid
from deacards.derive.phrasing import ask_definition
from deacards.derive.proposal import Proposal, Question, Rule

_MEANING = re.compile(
    r"^(?:descriptions?|meanings?|definitions?|explanations?|what|purpose|details?|notes?|beschreibung|"
    r"bedeutung|erklärung|signification|définition|significado|descripción|说明|描述|含义|意味|説明|)$",
    re.IGNORECASE,
)
_NOTHING = re.compile(r"^(?:[-–—/.?✓✔✗✘x×○◯●\s]*|n/?a|none|yes|no|ja|nein|oui|non|sí)$", re.IGNORECASE)
_PAIR = 3
_LONGEST_KEY = 6


def is_keyed(grid: Grid) -> bool:
    """Tell whether the first column names the rows: short, filled, each name once."""
    keys = [row[0].text for row in grid.rows if row[0].text]
    if len(grid.header) < 2 or not keys or any(words.count(k) > _LONGEST_KEY for k in keys):
        return False
    others = [words.count(c.text) for row in grid.rows for c in row[1:]]
    mean_key = sum(map(words.count, keys)) / len(keys)
    mean_other = sum(others) / max(1, len(others))
    rivals = len(grid.header) in {2, 3} and mean_key >= 2 and mean_key >= 0.7 * mean_other
    return not rivals or not grid.header[0].text


def propose(spot: Spot) -> Iterator[Proposal]:
    """Yield a question for each cell."""
    grid = spot.grid
    if len(grid.rows) == 1 and len(grid.header) > 2 and not is_keyed(grid):
        return
    if not is_keyed(grid):
        return
    key: Line | None = None
    pair = len(grid.header) == 2 and all(words.count(cell.text) <= _PAIR for row in grid.rows for cell in row)
    for row in grid.rows:
        key = row[0] if row[0].text else key
        if key is None:
            continue
        for header, cell in zip(grid.header[1:], row[1:], strict=True):
            answer = None if _NOTHING.match(cell.text) else fit(cell.text)
            if answer:
                prompt = key.text if pair else _ask(spot, header.text, key.text, cell.text)
                lines = (min(key.first, cell.first), cell.last)
                yield Question(prompt, (answer,), lines, reverse=pair and bool(row[0].text))


def _ask(spot: Spot, attribute: str, name: str, text: str) -> str:
    """Return the question for a cell: what the row's thing is, or its attribute."""
    phrases, key = spot.scene.phrases, spot.grid.header[0].text
    form = form_of(text, spot.scene.language)
    if (
        _MEANING.match(attribute.strip())
        and form in {Form.THING, Form.ACT, Form.USE}
        and re.search(r"[^\W\d]", name)
    ):
        return ask_definition(phrases, name, form)
    named = f"{key} {name}" if key and not re.search(r"[^\W\d]{2}", name) else name
    return f"{named} – {attribute}?" if attribute else f"{named}: ?"


RULE = Rule("table-keyed", propose)
