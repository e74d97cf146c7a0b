"""Edits with builds between them: what is undone months later, and what drifts; see `bench.edits`."""

import random
from collections.abc import Sequence

from bench.edits import EDITS, Edit, Edited, Pages, delete, move_to_file, rename_file, rewrite
from bench.looks import LOOKS
from bench.reshaping import RESHAPING, merge_notes
from bench.rewriting import list_to_paragraphs, move_row


def _undone(edit: Edit) -> Edit:
    """Return an edit that is built and then taken back."""

    def undo(pages: Pages, path: str, rng: random.Random) -> Edited | None:
        done = edit(pages, path, rng)
        return done and Edited(pages, done.touched, built=(done.pages,))

    return undo


def _reverted(pages: Pages, path: str, rng: random.Random) -> Edited | None:
    """Edit a note, build, edit another one, build, and take the first edit back."""
    some = [edit for name, edit in EDITS.items() if name not in {"evening", "rename file", "move to file"}]
    first = rng.choice(some)(pages, path, rng)
    other = rng.choice(sorted(pages.keys() - {path}) or [path])
    second = rng.choice(some)(first.pages, other, rng) if first and other != path else None
    if not (first and second):
        return None
    after = {**second.pages, path: pages[path]}
    return Edited(after, first.touched | second.touched, built=(first.pages, second.pages))


def _drifted(edits: Sequence[Edit], times: int) -> Edit:
    """Return so many edits with a build after each: what a line has become is compared with what it was."""

    def drift(pages: Pages, path: str, rng: random.Random) -> Edited | None:
        touched: frozenset[int] = frozenset()
        states: list[Pages] = []
        for edit in rng.choices(edits, k=times):
            done = edit(states[-1] if states else pages, path, rng)
            if done and path in done.pages:
                states.append(done.pages)
                touched |= done.touched
        return Edited(states[-1], touched, built=tuple(states[:-1])) if len(states) > 1 else None

    return drift


_PLAIN = [edit for name, edit in EDITS.items() if name in {"typo", "reword", "move within section",
          "move to section", "insert", "rename heading", "split section", "marks"}]  # fmt: skip

YEARS: dict[str, Edit] = {
    "deleted and back": _undone(delete),
    "rewritten and back": _undone(rewrite),
    "moved and back": _undone(move_to_file),
    "renamed and back": _undone(rename_file),
    "merged and back": _undone(merge_notes),
    "paragraphs and back": _undone(list_to_paragraphs),
    "row and back": _undone(move_row),
    "revert": _reverted,
    "many builds": _drifted(_PLAIN, 8),
    "new looks each time": _drifted([*LOOKS.values()], 4),
    "new shape each time": _drifted([*RESHAPING.values()], 3),
}
"""Every such kind of edit by its name in the table."""
