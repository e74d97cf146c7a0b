"""What a person chose to study, and the session that comes of it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from deacards.problem import UsageError
from deacards.review.session import Session
from deacards.study.snapshot import Changed
from deacards.study.study import Study, todays_queue
from deacards.study.unit import Slot, Unit, matching
from deacards_scheduler.days import Moment
from deacards_scheduler.queue import Limits, done_on, tie_break
from deacards_scheduler.state import UNSEEN


class Choice(NamedTuple):
    """What a person chose for one session.

    `deck` is a part of a deck's or file's name, or a glob; empty for all. `limit` is the most units to ask;
    `new` the most new ones, whatever the day has seen. `cram` asks everything, `ahead_days` what will be due
    by then; both are practice. `seed` decides the order of ties. `tag` is one that the cards have, or the
    beginning of it up to a `::`; empty for all. `decks` are the whole names of decks, None for all.
    """

    deck: str = ""
    limit: int | None = None
    new: int | None = None
    cram: bool = False
    ahead_days: int = 0
    seed: str | None = None
    tag: str = ""
    decks: frozenset[str] | None = None


def begin(study: Study, choice: Choice, now: Moment) -> Session:
    """Return a session of what `choice` leaves to be asked at the moment `now`.

    Raises `UsageError` when no deck is called like that.
    """
    slots, units = study.slots, study.by_id
    chosen = matching(slots, choice.deck) if choice.deck else slots
    if choice.decks is not None:
        chosen = tuple(slot for slot in chosen if slot.deck in choice.decks)
    if choice.tag:
        chosen = _tagged(chosen, units, choice.tag)
    if choice.deck and not chosen:
        names = ", ".join(sorted({slot.deck for slot in slots})) or "none yet"
        raise UsageError(f"no deck is called like {choice.deck!r}; there are: {names}")
    waiting, drill = _queue(study, chosen, choice, now.day)
    return Session(
        terms=study.terms._replace(practice=choice.cram or choice.ahead_days > 0),
        units=units,
        known=study.states,
        waiting=waiting[: choice.limit],
        drill=drill,
        now=now,
    )


def is_more(study: Study, session: Session) -> bool:
    """Return whether this session, or else another of today, has something to ask."""
    if session.is_open():
        return True
    states = Changed(study.states, session.changed)
    queue = todays_queue(study.slots, states, session.now.day, study.limits, "")
    return bool(queue.drill or queue.due or queue.new)


def _tagged(slots: tuple[Slot, ...], units: Mapping[str, Unit], tag: str) -> tuple[Slot, ...]:
    """Return those that have a tag, or one below it. Raises `UsageError` when there is none."""
    tag = tag.removeprefix("#").casefold()
    tags = {each for slot in slots for each in units[slot.id].tags}
    wanted = {each for each in tags if each.casefold() == tag or each.casefold().startswith(f"{tag}::")}
    if not wanted:
        names = ", ".join(sorted(tags)) or "none yet"
        raise UsageError(f"no card here has the tag {tag!r}; there are: {names}")
    return tuple(slot for slot in slots if wanted.intersection(units[slot.id].tags))


def _queue(
    study: Study, units: tuple[Slot, ...], choice: Choice, day: int
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the units to ask in order, and those that drill."""
    seed = str(day) if choice.seed is None else choice.seed
    if choice.cram:
        open_ = [unit.id for unit in units if not study.states.get(unit.id, UNSEEN).suspended]
        return tuple(sorted(open_, key=lambda unit: tie_break(unit, seed))), ()
    limits = study.limits
    if choice.ahead_days:
        limits = Limits(new_per_day=0, reviews_per_day=len(units), bury_siblings=False)
    elif choice.new is not None:
        new = choice.new + done_on(day, study.states.values())[0]
        limits = replace(limits, new_per_day=new, new_needs_room=False)
    queue = todays_queue(units, study.states, day + choice.ahead_days, limits, seed)
    return queue.ordered(study.order), queue.drill
