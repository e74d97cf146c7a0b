"""What a line gives while it is read: its words, and what is taken out of them."""

from dataclasses import dataclass, field

from deacards.notes.blocks import Image, Link


@dataclass(slots=True, eq=False, repr=False)
class Taken:
    """A line being read: the words so far, and what was taken out of it."""

    refs: dict[str, str]
    words: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    open_tags: list[tuple[str, int]] = field(default_factory=list)
