"""The brake: a build that would put many cards aside stops and asks."""

from collections.abc import Collection, Iterator

from deacards.deck.card import CardId
from deacards.problem import RefusedError
from deacards.regenerate.plan import Kind, Plan

_SHARE = 5
"""More than one in so many reviewed cards of a deck: then it is rather a mishap than an edit."""

_FEWEST = 3
"""So many at least: in a small deck one deleted line is a fifth of it, and no mishap."""


def check_brake(plan: Plan, *, reviewed: Collection[CardId], emptied: Collection[str] = ()) -> None:
    """Raise `RefusedError` if the plan would retire what nobody meant to lose; it says how to go on.

    That is more than a fifth of a deck's `reviewed` cards, three at least, or cards of the notes `emptied`:
    those that are there but hold nothing to learn any more.
    """
    reasons = [*_reviewed_lost(plan, reviewed), *_emptied(plan, emptied)]
    if reasons:
        raise RefusedError(
            "\n".join(reasons)
            + "\nNothing was written. To look at these cards: deacards build --dry-run"
            + "\nIf it is meant so: deacards build --yes (they can be restored, and their history stays)"
        )


def _reviewed_lost(plan: Plan, reviewed: Collection[CardId]) -> Iterator[str]:
    retired = {change.after.id for change in plan.changes if change.kind is Kind.RETIRED}
    for path, deck in plan.before.items():
        known = [card.id for card in deck.cards if card.id in reviewed]
        lost = retired.intersection(known)
        if len(lost) >= _FEWEST and _SHARE * len(lost) > len(known):
            yield (
                f"{path}: {len(lost)} of {_cards(len(known), 'reviewed ')} would retire: no line of "
                f"{deck.note or 'the notes'} gives them any more"
            )


def _emptied(plan: Plan, emptied: Collection[str]) -> Iterator[str]:
    for note in sorted(emptied):
        lost = sum(
            change.kind is Kind.RETIRED and plan.before[change.path].note == note for change in plan.changes
        )
        if lost:
            yield f"{note}: holds nothing to learn any more; {_cards(lost)} from it would retire"


def _cards(count: int, kind: str = "") -> str:
    return f"{count} {kind}card{'' if count == 1 else 's'}"
