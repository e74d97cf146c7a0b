"""The picture of a card: which one it is, and what draws it in the place that the view leaves."""

from importlib.util import find_spec

from deacards.review.desk import Desk
from deacards.review.images import Picture, Protocol, overlay, picture_of
from deacards.review.looks import Render, Screen
from deacards.review.paint import NOTHING, Overlay
from deacards.review.screenport import Terminal
from deacards.review.view import picture_place

_SIXELS = 4  # what a terminal answers that draws them, see `Terminal.features`


class Pictures:
    """Pictures on a terminal that takes them by `protocol`, or may tell that it takes sixels."""

    def __init__(self, desk: Desk, terminal: Terminal, protocol: Protocol | None) -> None:
        self._desk = desk
        self._terminal = terminal
        self._known = protocol
        self._may_ask = find_spec("PIL") is not None

    def find(self, screen: Screen) -> Picture | None:
        """Return the first picture of what is shown of the card: one of the answer comes with the answer."""
        unit = screen.session.current
        if unit is None or not (self._known or self._may_ask):
            return None
        texts = [unit.prompt, *unit.answer, unit.extra] if screen.is_shown else [unit.prompt]
        data = self._desk.picture(unit, texts)
        protocol = self._protocol() if data else None
        return picture_of(data, protocol) if protocol else None

    def overlay(self, screen: Screen, width: int, height: int, render: Render) -> Overlay:
        """Return what draws the screen's picture where the frame has left room for it."""
        picture, protocol = screen.picture, self._protocol() if screen.picture else None
        place = picture_place(screen, width, height, render)
        if picture is None or protocol is None or place is None:
            return NOTHING
        return overlay(protocol, picture, *place, self._terminal.cell())

    def _protocol(self) -> Protocol | None:
        """Return how the terminal takes pictures; that of sixels once it has said so."""
        if self._known or not self._may_ask:
            return self._known
        return Protocol.SIXEL if _SIXELS in self._terminal.features() else None
