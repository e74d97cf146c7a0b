"""The program: its commands by name, and the one place where errors become exit codes."""

# ruff: noqa: E402 - no garbage is collected while libraries are imported

import gc

gc.disable()

import atexit
import importlib
import os
import signal
import sys
from types import FrameType

import click

from deacards import __version__
from deacards.cli import output
from deacards.memory import collection_paused
from deacards.problem import DeacardsError

# What the listing says of each command, so that `--help` imports none of them. Each is a module of this
# package with a click command named `command`, whose help begins with the same sentence.
SUMMARIES = {
    "init": "Begin a collection, around your notes or with an example note.",
    "build": "Derive cards from the notes, merge them into the decks, and write the Anki package.",
    "diff": "Show what a build would change, card by card, and write nothing.",
    "check": "Look for faults in the notes and the decks, and change nothing.",
    "explain": "Show for every line of a note the cards that it gives, or the reason why none.",
    "review": "Study what is due.",
    "reschedule": "Spread a backlog over the coming days, after it has been explained.",
    "optimize": "Fit the FSRS weights to your own reviews, and say what that gains.",
    "status": "Say what is due and what is out of date.",
    "stats": "Show recall, the coming days, and what was done.",
    "cards": "List cards, show one, settle a conflict, bring one back.",
    "export": "Write a package for Anki from the decks as they are.",
    "import": "Take decks and reviews from Anki into the collection.",
    "sync": "Bring a running Anki up to date, and take its reviews.",
}
_MODULES = {"import": "import_"}  # where a command is a word of Python
INTERRUPTED = 128 + signal.SIGINT
# No package beside this one has a say in what a deck may hold, and to look for one takes its time.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
gc.enable()
atexit.register(gc.freeze)  # Python would look through all modules once more before it ends


class Commands(click.Group):
    """The commands of `SUMMARIES`; the module of a command is imported only when that command is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names of the commands in the order of the listing."""
        return list(SUMMARIES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, imported now. Raises `NoSuchCommand` with a proposal for an unknown one."""
        if cmd_name not in SUMMARIES:
            if ctx.resilient_parsing:  # the shell asks what could be completed
                return None
            raise click.NoSuchCommand(cmd_name, possibilities=SUMMARIES, ctx=ctx)
        module = _MODULES.get(cmd_name, cmd_name)
        with collection_paused():  # modules are no garbage
            command: click.Command = importlib.import_module(f"deacards.cli.{module}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - the same
        """Write the listing from the table, without importing what it lists."""
        with formatter.section("Commands"):
            formatter.write_dl(list(SUMMARIES.items()))


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="deacards", message="%(prog)s %(version)s")
def program() -> None:
    """Flashcards from your own Markdown notes, kept in step with them for years.

    Begin with `deacards init` in the folder of your notes, then `deacards build` and `deacards review`.
    """


def main() -> int:
    """Run the program on the process's arguments and return its exit code.

    0 all is well, 1 faults were found, 2 wrong use or configuration, 3 refused for safety, 130 interrupted.
    A command may return its own code; None is 0.
    """
    _leave_tidily()
    output.accept_every_character()
    try:
        return _run()
    except DeacardsError as exc:
        output.show_error(exc)
        return exc.exit_code
    except click.ClickException as exc:
        exc.show()
        return exc.exit_code
    except click.Abort:
        return INTERRUPTED
    except OSError as exc:
        output.fail(f"{exc.filename or 'input/output'}: {exc.strerror or exc}")
        return 1


def _run() -> int:
    """Run the program; a reader of our output that has left (`| head`) ends it quietly."""
    try:
        code = program.main(prog_name="deacards", standalone_mode=False)
        sys.stdout.flush()
    except BrokenPipeError:
        output.leave_stdout()
        return 1
    return code if isinstance(code, int) else 0


def _leave_tidily() -> None:
    """Make the signals that end a program unwind it, so that temporary files go; the code is the shell's."""

    def leave(number: int, _frame: FrameType | None) -> None:
        sys.exit(128 + number)

    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)  # Windows has no SIGHUP
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:  # nohup has it ignored
            signal.signal(number, leave)
