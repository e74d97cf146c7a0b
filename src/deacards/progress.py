"""How far long work has come, told to whoever shows it; the work itself knows of no terminal and no clock."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

Progress = Callable[[str, int, int], None]
"""Takes what is being done, such as `Reading notes`, how many are done, and of how many.

It is called often and has to be quick. Where both numbers are 0 nothing can be counted.
"""
_Item = TypeVar("_Item")


def untold(_step: str, _done: int, _total: int) -> None:
    """Take what a `Progress` takes, and tell nobody."""


def told(items: Iterable[_Item], step: str, tell: Progress, total: int, before: int = 0) -> Iterator[_Item]:
    """Yield the items, of which there are `total` with those that went `before`, and tell at each of them."""
    for done, item in enumerate(items, before):
        tell(step, done, total)
        yield item
