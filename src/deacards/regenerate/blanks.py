"""The numbers of cloze blanks: each is a unit with a history, so a blank keeps its number for life."""

from collections.abc import Callable

from deacards.deck.cloze import Mark, ords_of, replace_marks, write_mark

_MAX_NUMBER = 999
"""What a mark has room for: three digits."""


def in_order(text: str) -> str:
    """Return `text` with its blanks numbered from 1 in the order in which they first appear."""
    numbers: dict[int, int] = {}
    return _numbered(text, lambda mark: numbers.setdefault(mark.number, len(numbers) + 1))


def keep_numbers(new: str, old: str, highest: int = 0) -> str:
    """Return the cloze text `new` with the numbers that its blanks have in `old`.

    A blank is the same where it hides the same words; where just one is left on either side, and the old
    words are gone from the text, these two are the same as well, reworded. Other new blanks get numbers that
    no blank had before: above all of `old`, and above `highest`.
    """
    before, after = _hidden(old), _hidden(new)
    numbers: dict[int, int] = {}
    free = dict(before)
    for number, words in after.items():
        same = next((n for n, hidden in free.items() if hidden == words), None)
        if same is not None:
            numbers[number] = same
            del free[same]
    left = [number for number in after if number not in numbers]
    if len(left) == len(free) == 1 and not _is_shown(next(iter(free.values())), new, left[0]):
        numbers[left.pop()] = free.popitem()[0]
    top = max(highest, highest_number(old))
    for place, number in enumerate(left, start=1):
        numbers[number] = min(top + place, _MAX_NUMBER)
    return _numbered(new, lambda mark: numbers[mark.number])


def highest_number(text: str) -> int:
    """Return the highest number of a blank in `text`, 0 without one."""
    return max(ords_of(text), default=-1) + 1


def _is_shown(words: tuple[str, ...], text: str, number: int) -> bool:
    """Return whether the words stand in `text` outside of the blank `number`: then that hides others."""
    shown = _normal(replace_marks(text, lambda mark: "" if mark.number == number else mark.hidden))
    return all(each in shown for each in words)


def _normal(text: str) -> str:
    return " ".join(text.casefold().split())


def _hidden(text: str) -> dict[int, tuple[str, ...]]:
    """Return what each number hides, without regard to case and spacing."""
    found: dict[int, list[str]] = {}

    def note(mark: Mark) -> str:
        found.setdefault(mark.number, []).append(_normal(mark.hidden))
        return ""

    replace_marks(text, note)
    return {number: tuple(words) for number, words in found.items()}


def _numbered(text: str, number_of: Callable[[Mark], int]) -> str:
    """Return `text` with each mark under the number that `number_of` gives it."""
    return replace_marks(text, lambda mark: write_mark(mark._replace(number=number_of(mark))))
