"""Study line by line: for a screen reader, a pipe, or a terminal that can do no more."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, TextIO

from deacards.review.session import Session
from deacards.review.summary import Summary, summarise
from deacards.review.wording import answer_lines, question_lines, rating_line, summary_lines
from deacards.study.log import Log
from deacards.study.printable import printable
from deacards.study.unit import Unit
from deacards_scheduler.days import Moment
from deacards_scheduler.rating import Rating

if TYPE_CHECKING:  # what an answer needs is imported after the first question
    from deacards.review.steps import Step

INTERRUPTED = 130
HELP = """\
Enter shows the answer; then 1 is Again, 2 Hard, 3 or Enter Good, 4 Easy.
u undoes the last step, h gives a hint, - puts the card off until tomorrow, @ suspends it, q quits."""
TYPING_HELP = """\
Type the answer and Enter; then 1 is Again, 2 Hard, 3 Good, 4 Easy, Enter what the comparison suggests.
Before the answer the commands have a colon: :u undoes the last step, :h gives a hint, :q quits."""


@dataclass(frozen=True, slots=True)
class Talk:
    """The two ends of a dialogue in lines of text."""

    reader: TextIO
    writer: TextIO

    def say(self, *lines: str) -> None:
        """Print lines."""
        self.writer.write("".join(f"{line}\n" for line in lines))

    def ask(self, prompt: str) -> str | None:
        """Return what a person enters, without spaces around it; None at the input's end."""
        self.writer.write(prompt)
        self.writer.flush()
        line = self.reader.readline()
        if not (line and self.reader.isatty()):
            self.writer.write("\n")  # nobody's Enter has ended the prompt's line
        return line.strip() if line else None


class PlainReview:
    """One session in lines. Each answer is on the disk before the next question is shown."""

    def __init__(
        self,
        session: Session,
        log: Log,
        talk: Talk,
        *,
        until: datetime | None = None,
        is_typed: bool = False,
    ) -> None:
        self.session = session
        self._until = until
        self._is_typed = is_typed
        self._log = log
        self._talk = talk

    def run(self, sum_up: Callable[[Session, Moment], Summary] = summarise) -> int:
        """Hold the session, print what it came to, and return the exit code: 0, or that of a signal."""
        code = 0
        try:
            self._hold()
        except KeyboardInterrupt:
            code = INTERRUPTED
        except SystemExit as exc:  # what the program makes of SIGTERM and SIGHUP
            code = exc.code if isinstance(exc.code, int) else 1
        if code:
            self._talk.say("")
        now = self.session.moment(self._log.now())
        self._talk.say("", *summary_lines(sum_up(self.session, now)))
        self._talk.writer.flush()
        return code

    def _hold(self) -> None:
        """Ask until the person quits, or has seen everything and leaves it so."""
        if self.session.current is not None:
            self._talk.say(self._help)
        goes_on = True
        while goes_on:
            unit = self.session.current
            goes_on = self._farewell() if unit is None else self._turn(unit)
            if self._until is not None and self._log.now() >= self._until:
                self._talk.say("The time is up.")
                goes_on = False

    def _farewell(self) -> bool:
        """Give a chance to take the last answer back; return whether it was taken."""
        if self.session.before is None:
            return False
        return self._talk.ask("That was all. Enter ends, u undoes the last step> ") == "u" and self._undo()

    def _turn(self, unit: Unit) -> bool:
        """Ask a unit and take the person's commands until there is a step; return whether to go on."""
        shown_at = self._log.now()
        self._talk.say("", *question_lines(unit, self.session.left()))
        is_shown, suggested = False, Rating.GOOD
        while True:
            entered = self._talk.ask("Rating> " if is_shown else "Answer> ")
            match self._key(entered, is_shown=is_shown):
                case "q":
                    return False
                case "" if not is_shown:
                    is_shown = True
                    suggested = self._compare(entered or "", unit)
                    self._talk.say(*answer_lines(unit), "", self._ratings(unit))
                case ("" | "1" | "2" | "3" | "4") as key if is_shown:
                    return self._rate(unit, Rating(int(key or suggested)), shown_at)
                case key:
                    if self._command(key, unit):
                        return True

    def _key(self, entered: str | None, *, is_shown: bool) -> str:
        """Return the command that was entered: `q` at the input's end, "" for an answer that is typed."""
        if entered is None:
            return "q"
        if not self._is_typed or is_shown:
            return entered.lower()
        return entered[1:].lower() if entered.startswith(":") else ""

    def _compare(self, entered: str, unit: Unit) -> Rating:
        """Say how a typed answer differs from the right one; return the rating that this suggests."""
        if not self._is_typed:
            return Rating.GOOD
        from deacards.review.typed import compare, marked  # noqa: PLC0415 - few type their answers

        comparison = compare(printable(entered), [printable(item) for item in unit.answer])
        self._talk.say(f"{marked(comparison.pieces)} ({comparison.rating.name.capitalize()}?)")
        return comparison.rating

    def _command(self, key: str, unit: Unit) -> bool:
        """Do what may be asked for before and after the answer; return whether it was a step."""
        match key:
            case "u":
                return self._undo()
            case "-" | "@":
                return self._hide(unit, key)
            case "1" | "2" | "3" | "4":
                self._talk.say("Enter shows the answer first.")
            case "h":
                self._talk.say(printable(unit.hint) or "This card has no hint.")
            case _:
                self._talk.say(self._help)
        return False

    @property
    def _help(self) -> str:
        return TYPING_HELP if self._is_typed else HELP

    def _hide(self, unit: Unit, key: str) -> bool:
        """Put a unit off, or suspend it; return True."""
        from deacards.review import steps  # noqa: PLC0415 - the first card does not wait for it

        hide = steps.bury if key == "-" else steps.suspend
        return self._take(hide(self.session, unit.id, self._log.stamp()))

    def _rate(self, unit: Unit, rating: Rating, shown_at: datetime) -> bool:
        """Take an answer to the current unit; return True."""
        from deacards.review import steps  # noqa: PLC0415 - the first card does not wait for it

        id_, at = self._log.stamp()
        elapsed_ms = max(0, round((at - shown_at).total_seconds() * 1000))
        return self._take(steps.answer(self.session, unit.id, rating, (id_, at), elapsed_ms))

    def _undo(self) -> bool:
        """Take the last step back; return whether there was one."""
        from deacards.review import steps  # noqa: PLC0415 - the first card does not wait for it

        undone = steps.undo(self.session, self._log.stamp())
        if undone is None:
            self._talk.say("There is nothing to undo in this session.")
            return False
        event, before = undone
        self._log.append(event)
        self.session = before
        self._talk.say("Undone.")
        return True

    def _take(self, step: "tuple[Step, Session]") -> bool:
        """Write a step's event down, then make the step; return True."""
        event, after = step
        self._log.append(event)
        self.session = after
        return True

    def _ratings(self, unit: Unit) -> str:
        """Return the four ratings with what each would lead to now."""
        from deacards.review import steps  # noqa: PLC0415 - the first card does not wait for it

        now = self._log.now()
        outcomes = steps.outcomes(self.session, unit.id, now)
        return rating_line(outcomes, self.session.moment(now), practice=self.session.terms.practice)
