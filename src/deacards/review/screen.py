"""The review on a whole screen: keys in, steps of the session, frames out.

What a key does is here; what is shown is `view`, what a step makes of the session is `steps`. The first frame
is on the screen before any of this is imported.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from deacards.review import steps
from deacards.review.comparison import Comparison
from deacards.review.desk import Deckchange, Desk
from deacards.review.images import Protocol
from deacards.review.keys import RATINGS, Action, key_of
from deacards.review.looks import Render, Screen
from deacards.review.moves import SCROLLS, revealed, scrolled, typed_after
from deacards.review.panels import help_lines, info_lines
from deacards.review.pictures import Pictures
from deacards.review.screenport import RESIZED, Terminal
from deacards.review.session import Session
from deacards.review.view import view
from deacards.study.log import Log
from deacards.study.printable import printable
from deacards.study.unit import FLAGGED, MARKED, Unit
from deacards_scheduler.rating import Rating


@dataclass(frozen=True, slots=True)
class Manner:
    """How cards look, what compares typed answers (None without typing), when the session ends.

    `protocol` is how the terminal takes pictures, None if that is not known.
    """

    render: Render
    compare: Callable[[str, Sequence[str]], Comparison] | None = None
    until: datetime | None = None
    protocol: Protocol | None = None


class ScreenReview:
    """One session on a terminal. Each answer is on the disk before the next question is shown."""

    def __init__(self, screen: Screen, log: Log, terminal: Terminal, desk: Desk, manner: Manner) -> None:
        self._screen = screen
        self._log = log
        self._terminal = terminal
        self._desk = desk
        self._manner = manner
        self._pictures = Pictures(desk, terminal, manner.protocol)
        self._goes_on = True

    @property
    def session(self) -> Session:
        """Return the session as it stands."""
        return self._screen.session

    def run(self, shown_at: datetime) -> None:
        """Hold the session on the terminal, which is taken over already. Raises `Ended` when it has to end.

        The question is on the screen since `shown_at`.
        """
        self._shown_at = shown_at
        self._look_for_picture()
        while self._goes_on:
            self._paint()
            self._press(self._terminal.read())

    def _paint(self) -> None:
        width, height = self._terminal.size()
        frame = view(self._screen, width, height, self._manner.render)
        overlay = self._pictures.overlay(self._screen, width, height, self._manner.render)
        self._terminal.paint(frame, overlay)

    def _look_for_picture(self) -> None:
        self._screen = replace(self._screen, picture=self._pictures.find(self._screen))

    def _press(self, key: str) -> None:
        """Do what a key means where we are."""
        if key == RESIZED:
            self._look_for_picture()  # the terminal may have told that it takes them
            return
        screen = self._screen = replace(self._screen, message="")
        action = self._screen.keys.get(key)
        if action in SCROLLS:
            self._scroll(action)
        elif screen.panel is not None:
            self._screen = replace(screen, panel=None, scroll=0)
        elif screen.typed is not None and not screen.is_shown and self.session.current:
            self._type(key, screen.typed, self.session.current)
        elif action is None:
            self._say(f"{key_of(self._screen.keys, Action.HELP)} shows what the keys do.")
        elif action in self._anywhere:
            self._anywhere[action]()
        elif self.session.current is None:
            self._wait_or_end()
        elif action in _RATINGS and not screen.is_shown:
            self._say("Show the answer first.")
        elif action in _RATINGS:
            self._rate(self.session.current, _RATINGS[action])
        else:
            self._on_card[action](self.session.current)

    @property
    def _anywhere(self) -> Mapping[Action, Callable[[], None]]:
        """Return what may be done also when there is no card."""
        return {Action.QUIT: self._quit, Action.UNDO: self._undo, Action.HELP: self._show_help}

    @property
    def _on_card(self) -> Mapping[Action, Callable[[Unit], None]]:
        """Return what is done to the card that is asked."""
        return {
            Action.SHOW: self._show,
            Action.BURY: self._bury,
            Action.SUSPEND: self._suspend,
            Action.SUSPEND_CARD: self._suspend_card,
            Action.MARK: lambda unit: self._toggle(unit, MARKED),
            Action.FLAG: lambda unit: self._toggle(unit, FLAGGED),
            Action.EDIT: self._edit,
            Action.HINT: self._hint,
            Action.INFO: self._show_info,
            Action.OPEN: self._open,
        }

    def _ask(self) -> None:
        """Turn to the current unit: nothing of it is shown yet."""
        self._shown_at = self._log.now()
        self._screen = Screen(
            session=self.session,
            keys=self._screen.keys,
            asked=self._screen.asked,
            now=self.session.moment(self._shown_at),
            typed=None if self._manner.compare is None else "",
            message=self._screen.message,
        )
        self._look_for_picture()

    def _show(self, unit: Unit) -> None:
        """Show the answer with what each rating leads to; what is shown already is Good, or as suggested."""
        screen = self._screen
        if screen.is_shown:
            self._rate(unit, screen.comparison.rating if screen.comparison else Rating.GOOD)
            return
        now = self._log.now()
        outcomes = steps.outcomes(self.session, unit.id, now)
        self._screen = replace(screen, outcomes=outcomes, now=self.session.moment(now))
        self._look_for_picture()
        self._screen = revealed(screen, self._screen, self._terminal.size(), self._manner.render)

    def _rate(self, unit: Unit, rating: Rating) -> None:
        id_, at = self._log.stamp()
        elapsed_ms = max(0, round((at - self._shown_at).total_seconds() * 1000))
        self._take(steps.answer(self.session, unit.id, rating, (id_, at), elapsed_ms))

    def _take(self, step: tuple[steps.Step, Session], message: str = "") -> None:
        """Write a step's event down, then make the step and ask what comes after it."""
        event, after = step
        self._log.append(event)
        self._turn_to(after, message)
        if self._manner.until is not None and event.at >= self._manner.until:
            self._goes_on = False

    def _turn_to(self, session: Session, message: str = "") -> None:
        self._screen = replace(self._screen, session=session, message=message)
        self._ask()

    def _say(self, message: str) -> None:
        self._screen = replace(self._screen, message=" ".join(printable(message).split()))

    def _quit(self) -> None:
        self._goes_on = False

    def _wait_or_end(self) -> None:
        """Ask what has ended its learning step by now; if there is nothing, end."""
        now = self.session.moment(self._log.now())
        session = replace(self.session, now=now)
        self._goes_on = session.current is not None
        self._turn_to(session)

    def _undo(self) -> None:
        undone = steps.undo(self.session, self._log.stamp())
        if undone is None:
            self._say("There is nothing to undo in this session.")
            return
        event, before = undone
        self._log.append(event)
        self._turn_to(before, "Undone.")

    def _bury(self, unit: Unit) -> None:
        self._take(steps.bury(self.session, unit.id, self._log.stamp()), "Put off until tomorrow.")

    def _suspend(self, unit: Unit) -> None:
        self._take(steps.suspend(self.session, unit.id, self._log.stamp()), "Suspended.")

    def _suspend_card(self, unit: Unit) -> None:
        """Suspend all units of the card, the one that is asked last: undo brings it back first."""
        units = [each for each in self.session.units.values() if each.card == unit.card and each != unit]
        for each in [*units, unit]:
            stamp = self._log.stamp()
            self._take(
                steps.suspend(self.session, each.id, stamp), "Suspended, with all questions of its card."
            )

    def _toggle(self, unit: Unit, tag: str) -> None:
        change = self._desk.toggle_tag(unit, tag)
        now = change.units and change.units.get(unit.id)
        self._accept(change, unit, f"{'Now' if now and tag in now.tags else 'No longer'} {tag}.")

    def _edit(self, unit: Unit) -> None:
        with self._terminal.lend():
            change = self._desk.edit(unit)
        self._accept(change, unit, "")

    def _accept(self, change: Deckchange, unit: Unit, message: str) -> None:
        """Go on with what a deck holds now, on the same card if it is still there."""
        if change.units is None:
            self._say(change.fault)
            return
        others = {key: each for key, each in self.session.units.items() if each.deck_path != unit.deck_path}
        session = steps.replace_units(self.session, {**others, **change.units})
        if session.current is not None and session.current.id == unit.id:
            self._screen = replace(self._screen, session=session, message=message)
            self._look_for_picture()
        else:
            self._turn_to(session, "The card is not there any more.")

    def _hint(self, unit: Unit) -> None:
        self._screen = replace(self._screen, shows_hint=True)
        if not unit.hint:
            self._say("This card has no hint.")

    def _open(self, unit: Unit) -> None:
        if self._desk.needs_terminal(unit):
            with self._terminal.lend():
                message = self._desk.open(unit)
        else:
            message = self._desk.open(unit)
        self._say(message)

    def _show_help(self) -> None:
        self._screen = replace(self._screen, panel=help_lines(self._screen.keys), scroll=0)

    def _show_info(self, unit: Unit) -> None:
        unit = self._desk.placed(unit)
        state, now = self.session.state(unit.id), self.session.moment(self._log.now())
        panel = info_lines(unit, state, now, self._desk.source(unit), self._desk.history(unit))
        self._screen = replace(self._screen, panel=panel, scroll=0)

    def _scroll(self, action: Action) -> None:
        self._screen = scrolled(self._screen, action, self._terminal.size(), self._manner.render)

    def _type(self, key: str, typed: str, unit: Unit) -> None:
        """Take a key of the answer that is being typed."""
        if key == "enter" and self._manner.compare:
            self._screen = replace(self._screen, comparison=self._manner.compare(typed, unit.answer))
            self._show(unit)
        else:
            self._screen = replace(self._screen, typed=typed_after(typed, key))


_RATINGS = dict(zip(RATINGS, Rating, strict=True))
