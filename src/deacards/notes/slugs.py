"""The anchors of headings: how decks are named after them, and links find them."""

from deacards.patterns import pattern

_NOT_SLUG = pattern(r"[^\w\- ]")


class Slugs:
    """Gives each heading the anchor that GitHub gives it: unique in the note."""

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}

    def next(self, title: str) -> str:
        """Return the anchor of the next heading `title`."""
        slug = _NOT_SLUG.sub("", title.strip().lower()).replace(" ", "-") or "section"
        unique = slug
        while unique in self._seen:
            self._seen[slug] += 1
            unique = f"{slug}-{self._seen[slug]}"
        self._seen[unique] = 0
        return unique
