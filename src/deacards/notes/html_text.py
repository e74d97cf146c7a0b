"""What HTML tables and lists have in common: text gathered as it was written, to be read as inline."""

from html.parser import HTMLParser


class TextGatherer(HTMLParser):
    """Hands every piece of text, entities as written, to `put`."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)

    def put(self, text: str) -> None:
        """Take a piece of text in, which begins on line `self.getpos()[0]`."""
        raise NotImplementedError

    def last_line(self, text: str) -> int:
        """Return the line on which the words of `text`, the present piece, end."""
        return self.getpos()[0] + text.rstrip().count("\n")

    def handle_data(self, data: str) -> None:
        """Put text."""
        self.put(data)

    def handle_entityref(self, name: str) -> None:
        """Put `&name;`."""
        self.put(f"&{name};")

    def handle_charref(self, name: str) -> None:
        """Put `&#name;`."""
        self.put(f"&#{name};")
