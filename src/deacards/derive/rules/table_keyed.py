"""A table whose first column names things: each further cell is asked by its row and its column."""

import re
from collections.abc import Iterator

from deacards.derive import words
from deacards.derive.answer import LONGEST, fit
from deacards.derive.context import Spot
from deacards.derive.form import form_of
from deacards.derive.line import Line
from deacards.derive.outline import Grid
from deacards.derive.phrasing import ask_definition, is_asked
from deacards.derive.proposal import Piece, Proposal, Question, Rule, Sheet
from deacards.patterns import pattern

_MEANING = pattern(
    r"^(?:descriptions?|meanings?|definitions?|explanations?|what|purpose|details?|notes?|beschreibung|"
    r"bedeutung|erklärung|signification|définition|significado|descripción|说明|描述|含义|意味|説明|)$",
    re.IGNORECASE,
)
_NOTHING = pattern(r"^(?:[-–—/.?✓✔✗✘x×○◯●\s]*|n/?a|none|yes|no|ja|nein|oui|non|sí)$", re.IGNORECASE)
_WORD = pattern(r"[^\W\d_]{2}|[\u3040-\u9fff]")
_SIGN = pattern(r"(?:[-+±]?\d{1,2}(?:[.,]\d+)?|[TFVW]|[-+])?")
"""A small number or a truth value: a row of nothing else is part of a worked example, no knowledge."""
_SOURCE = pattern(
    r"(?:sources?|references?|refs?|links?|urls?|further reading|pages?|quellen?|seiten?|liens?|fuentes?|"
    r"enlaces?|fonti?|fontes?|来源|參考|参考|出典|链接|リンク)",
    re.IGNORECASE,
)
"""The header of a last column that tells where a row was read."""
_PAIR = 3
_LONGEST_KEY = 6
_MOST = 5


def is_keyed(grid: Grid) -> bool:
    """Tell whether the first column names the rows: short, filled, each name once."""
    keys = [row[0].text for row in grid.rows if row[0].text]
    if len(grid.header) < 2 or not keys or any(words.count(k) > _LONGEST_KEY for k in keys):
        return False
    others = [words.count(c.text) for row in grid.rows for c in row[1:]]
    mean_key = sum(map(words.count, keys)) / len(keys)
    mean_other = sum(others) / max(1, len(others))
    rivals = len(grid.header) in {2, 3} and mean_key >= 2 and mean_key >= 0.7 * mean_other
    inherits = any(not row[0].text and any(cell.text for cell in row) for row in grid.rows)
    headed = any(header.text for header in grid.header)
    return not rivals or inherits or (headed and not grid.header[0].text)


def propose(spot: Spot) -> Iterator[Proposal]:
    """Yield a question for each cell; several rows under one key are a list, or have two keys."""
    grid = spot.grid
    if not is_keyed(grid):
        return
    pair = _is_vocabulary(grid)
    for key, rows in _groups(grid):
        keys = 1 if len(rows) == 1 else 2
        if keys == len(grid.header):
            yield from _list(spot, key, [row[1] for row in rows])
            continue
        for row in rows:
            if not all(_SIGN.fullmatch(cell.text) for cell in (key, *row)):
                yield from _row(spot, key, row, keys, pair=pair)


def _row(spot: Spot, key: Line, row: tuple[Line, ...], keys: int, *, pair: bool) -> Iterator[Proposal]:
    """Yield a question for each cell of a row, of those too long to be recalled one for all."""
    name = ", ".join([key.text, *(cell.text for cell in row[1:keys])])
    untold: list[tuple[Line, Line]] = []
    for header, cell in zip(spot.grid.header[keys:], row[keys:], strict=True):
        if cell is row[-1] and len(row) > 2 and _SOURCE.fullmatch(header.text):
            continue
        answer = None if _NOTHING.match(cell.text) else fit(cell.text)
        if answer:
            prompt = name if pair else _ask(spot, header.text, name, cell.text)
            yield Question(prompt, (answer,), (min(key.first, cell.first), cell.last), reverse=pair)
        elif words.count(cell.text) > LONGEST:
            untold.append((header, cell))
    if untold and keys == 1 and _WORD.search(key.text):
        yield _whose(key, *untold[0])


def _whose(key: Line, header: Line, cell: Line) -> Sheet:
    """Return a cell that is too long to be recalled, asked for the thing that it is told of."""
    attribute = "" if _MEANING.match(header.text.strip()) else f" – {header.text}"
    pieces = (Piece(key.text, hidden=True), Piece(f"{attribute}: {cell.text}"))
    return Sheet(pieces, (min(key.first, cell.first), cell.last))


def _groups(grid: Grid) -> list[tuple[Line, list[tuple[Line, ...]]]]:
    """Return the rows by their key; a row without one belongs to the key above it."""
    groups: list[tuple[Line, list[tuple[Line, ...]]]] = []
    for row in grid.rows:
        if row[0].text:
            groups.append((row[0], [row]))
        elif groups:
            groups[-1][1].append(row)
    return groups


def _list(spot: Spot, key: Line, cells: list[Line]) -> Iterator[Proposal]:
    """Yield the question for all that stands beside one key."""
    answers = [answer for cell in cells if (answer := fit(cell.text))]
    if len(answers) == len(cells) <= _MOST:
        prompt = f"{_ask(spot, spot.grid.header[1].text, key.text, '0')} ({len(answers)})"
        yield Question(prompt, tuple(answers), (key.first, cells[-1].last))


def _is_vocabulary(grid: Grid) -> bool:
    """Tell whether a table pairs short words with short words, so that either asks for the other."""
    cells = [cell.text for row in grid.rows for cell in row]
    return len(grid.header) == 2 and all(
        words.count(text) <= _PAIR and (not text or _WORD.search(text)) for text in cells
    )


def _ask(spot: Spot, attribute: str, name: str, text: str) -> str:
    """Return the question for a cell: what the row's thing is, or its attribute."""
    phrases, key = spot.scene.phrases, spot.grid.header[0].text
    form = form_of(text, spot.scene.language)
    if _MEANING.match(attribute.strip()) and is_asked(text, name, spot.scene.language) and _WORD.search(name):
        return ask_definition(phrases, name, form)
    named = f"{key} {name}" if key and not _WORD.search(name) else name
    return f"{named} – {attribute.rstrip('?？ ')}?" if attribute else f"{named}: ?"


RULE: Rule = Rule("table-keyed", propose)
