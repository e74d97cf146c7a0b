"""`deacards cards`: the cards of a collection, one scheduled unit a line."""

import shutil
import sys
from pathlib import Path

import click

from deacards.cli import output
from deacards.cli.suspending import suspend, unsuspend
from deacards.collection import open_collection
from deacards.deck.cardtype import CardType
from deacards.problem import Severity, UsageError
from deacards.study.counts import leeches_of
from deacards.study.printable import printable
from deacards.study.reading import read_study
from deacards.study.study import Study
from deacards.study.unit import Unit, matching, named
from deacards.study.whereabouts import placed


@click.group
def command() -> None:
    """List cards, show one, settle a conflict, bring one back."""


command.add_command(suspend)
command.add_command(unsuspend)


@command.command("list")
@click.argument("deck", default="")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, retired cards too.")
def list_cards(*, deck: str, as_json: bool) -> int:
    """List the cards, one line for each that is asked.

    DECK is a part of a deck's name or of its file's, or a glob; without it all decks are listed.
    """
    collection = open_collection(Path.cwd())
    study = read_study(collection)
    units = placed(collection.root, matching(study.units, deck) if deck else study.units)
    if deck and not units:
        raise UsageError(f"no deck is called like {deck!r}; all are listed by: deacards cards list")
    if as_json:
        output.show_json({"cards": [record_of(unit, status_of(unit, study)) for unit in units]})
    else:
        _print_table([unit for unit in units if not unit.retired])
    output.show_problems(study.problems)
    return _code(study)


@command.command("show")
@click.argument("card")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def show_card(*, card: str, as_json: bool) -> int:
    """Show one card whole: what it asks and answers, and where it is from.

    CARD is its id, as `deacards cards list` prints it; its first letters do if no other begins like that.
    """
    collection = open_collection(Path.cwd())
    study = read_study(collection)
    units = placed(collection.root, named(card, study.units))
    if as_json:
        output.show_json({"cards": [record_of(unit, status_of(unit, study)) for unit in units]})
    else:
        click.echo("\n\n".join("\n".join(_describe(unit, status_of(unit, study))) for unit in units))
    return _code(study)


@command.command("leeches")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def list_leeches(*, as_json: bool) -> int:
    """List the cards that are forgotten again and again, and where each can be reworded.

    How often that is stands in the configuration: [scheduler] leech_lapses.
    """
    study = read_study(open_collection(Path.cwd()))
    leeches = leeches_of(study.active, study.states, study.leech_lapses)
    if as_json:
        rows = [{"id": unit.id, "lapses": study.states[unit.id].lapses} for unit in leeches]
        output.show_json({"leeches": rows})
    for unit in () if as_json else leeches:
        prompt = " ".join(printable(unit.prompt).split())
        click.echo(f"{study.states[unit.id].lapses:>3} times  {unit.id}  {prompt}  {', '.join(unit.places)}")
    if not leeches:
        output.say(f"No card was forgotten {study.leech_lapses} times or more.")
    output.show_problems(study.problems)
    return _code(study)


@command.command("resolve")
@click.argument("card")
@click.option("--take", "side", flag_value="take", help="Take the note's new wording.")
@click.option("--keep", "side", flag_value="keep", help="Keep your own wording.")
def resolve(*, card: str, side: str | None) -> int:
    """Settle a conflict: take the note's new wording of a card, or keep your own.

    CARD is its id, or the first letters of it.
    """
    from deacards.study.decisions import Side, resolve_card

    if side is None:
        raise UsageError("say whose wording shall hold: --take the note's, or --keep yours")
    collection = open_collection(Path.cwd())
    path, after = resolve_card(collection.root, collection.cards, card, Side(side))
    answer = " · ".join(after.answer)
    output.tell(printable(f"{path}: {after.id}  {after.prompt}{f' -> {answer}' if answer else ''}"))
    output.say("Next: deacards build")
    return 0


@command.command("restore")
@click.argument("card")
def restore(*, card: str) -> int:
    """Bring a retired card back into its deck, whether its line is gone or you deleted it.

    CARD is its id, or the first letters of it. It has the history that it had. Where no line of the notes
    gives it any more it stays nevertheless, and follows its line again should that return.
    """
    from deacards.study.decisions import restore_card

    collection = open_collection(Path.cwd())
    path, after = restore_card(collection.root, collection.cards, card)
    if after is None:
        output.tell(f"{path}: the deletion is forgotten; the next build makes the card again from its line")
    else:
        output.tell(printable(f"{path}: {after.id} is back  {after.prompt}"))
    output.say("Next: deacards build")
    return 0


def record_of(unit: Unit, status: str) -> dict[str, object]:
    """Return a unit as `cards list --json` prints it: the keys are a contract.

    `source`, `source_lines` and `rule` are null for a card written by hand. `answer` is a list for a list
    card and for a cloze with several blanks, else a string.
    """
    answer = list(unit.answer) if unit.type is CardType.LIST or len(unit.answer) != 1 else unit.answer[0]
    lines = list(unit.lines) if unit.lines else None
    return {
        "id": unit.id,
        "deck": unit.deck,
        "section": unit.section,
        "type": unit.type.value,
        "prompt": unit.prompt,
        "answer": answer,
        "context": list(unit.context),
        "source": {"path": unit.note, "lines": lines} if lines else None,
        "source_lines": lines,
        "rule": unit.rule or None,
        "quality": unit.quality,
        "status": status,
    }


def status_of(unit: Unit, study: Study) -> str:
    """Return `retired`, `suspended` or `active`."""
    if unit.retired:
        return "retired"
    state = study.states.get(unit.id)
    return "suspended" if state and state.suspended else "active"


def _code(study: Study) -> int:
    return int(any(problem.severity is Severity.ERROR for problem in study.problems))


def _print_table(units: list[Unit]) -> None:
    """Print the units under the names of their decks; on a terminal each on one line."""
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    longest = max((len(unit.id) for unit in units), default=0)
    deck = ""
    for unit in units:
        if unit.deck != deck:
            deck = unit.deck
            click.echo(printable(deck))
        asked = f"{unit.prompt} -> {' · '.join(unit.answer)}"
        line = f"  {unit.id:<{longest}}  {' '.join(printable(asked).split())}"
        place = f"  {unit.places[0]}"
        if width and len(line) + len(place) > width:
            line = f"{line[: max(width - len(place) - 1, 0)]}…"
        click.echo(f"{line}{place}")


def _describe(unit: Unit, status: str) -> list[str]:
    """Return a unit as lines of a label and a value."""
    facts = {
        "card": unit.id,
        "deck": f"{unit.deck} ({unit.deck_path}:{unit.deck_line})",
        "type": unit.type.value,
        "context": " > ".join(unit.context),
        "asks": unit.prompt,
        "answer": "\n".join(unit.answer),
        "hint": unit.hint,
        "extra": unit.extra,
        "from": _origin(unit),
        "quality": unit.quality,
        "status": status,
    }
    return [
        f"{label:<8}  {line}" if not number else f"{'':<8}  {line}"
        for label, value in facts.items()
        for number, line in enumerate(printable(value).splitlines())
    ]


def _origin(unit: Unit) -> str:
    """Return which lines of which note made the card, and by which rule."""
    if not unit.lines:
        return "written by hand"
    first, last = unit.lines
    return f"{unit.note}:{first}{f'-{last}' if last != first else ''}, rule {unit.rule}"
