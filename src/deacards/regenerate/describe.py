"""A plan as a person reads it: card by card what changes, and what that means for what was learned."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from deacards.deck.card import Card, CardId
from deacards.deck.deck import Deck
from deacards.regenerate.plan import Change, Kind, Plan
from deacards.regenerate.worddiff import Piece, Sign, word_diff

ReadLine = tuple[Piece, ...]


class History(NamedTuple):
    """What the log tells of a card: how many reviews, and the day of the next one; None if none is due."""

    reviews: int
    due: date | None


Histories = Mapping[CardId, History]


def describe(plan: Plan, histories: Histories | None = None) -> Iterator[ReadLine]:
    """Yield the plan as lines to read: a deck's path, then a card a line, then what changes in it."""
    path = ""
    for change in plan.changes:
        if change.path != path:
            path = change.path
            yield (Piece(Sign.SAME, path), Piece(Sign.REMARK, _deck_remark(plan, path)))
        history = (histories or {}).get(change.after.id)
        yield from _card(change, history)
    told = {change.path for change in plan.changes} | {change.came_from for change in plan.changes}
    for path, deck in plan.changed_decks.items():
        if path not in told:
            yield (Piece(Sign.SAME, path), Piece(Sign.REMARK, _quiet_remark(plan.before.get(path), deck)))


def _quiet_remark(before: Deck | None, after: Deck) -> str:
    """Return why a deck is written whose cards all say what they said."""
    if before and before.source != after.source:
        return f" (its note is now {after.source})"
    return " (no card changes: lines, rules or memory are noted anew)"


def _deck_remark(plan: Plan, path: str) -> str:
    if path not in plan.before:
        return " (new)"
    before, after, older = plan.before[path], plan.after[path], plan.older_rules(path)
    renamed = f" (its note is now {after.source})" if before.source != after.source else ""
    return renamed + (f" (made by rules {older}, now {after.rules})" if older else "")


def _card(change: Change, history: History | None) -> Iterator[ReadLine]:
    """Yield a card: what happens to it and what it asks, then what it says otherwise, then its history."""
    card = change.after
    head = Piece(Sign.SAME, f"  {change.kind.value:<9} {card.id}  ")
    yield (head, *_asked(change), Piece(Sign.REMARK, _remark(change)))
    for line in _details(change):
        yield (Piece(Sign.SAME, " " * 12), *line)
    if told := _history(change.kind, history):
        yield (Piece(Sign.SAME, " " * 12), Piece(Sign.REMARK, told))


def _asked(change: Change) -> Iterator[Piece]:
    """Yield what a card asks and answers, with what was there before where that differs."""
    now = _shown(change.after)
    before = _shown(change.before) if change.before else now
    if before == now:
        yield Piece(Sign.SAME, now)
    elif change.before and change.before.type is not change.after.type:
        yield from (Piece(Sign.GONE, before), Piece(Sign.NEW, now))  # word by word it would be a riddle
    else:
        yield from word_diff(before, now)


def _shown(card: Card) -> str:
    """Return a card on one line."""
    answer = " · ".join(card.answer)
    return " ".join(f"{card.prompt} → {answer}".split()) if answer else " ".join(card.prompt.split())


def _remark(change: Change) -> str:
    match change.kind:
        case Kind.MOVED:
            return f"  (from {change.came_from})"
        case Kind.RETIRED:
            return "  (gone from the notes; kept under retired:)"
        case Kind.REVIVED:
            return "  (back in the notes)"
        case Kind.CONFLICT:
            return "  (changed in the note and by hand: yours stays)"
        case Kind.DISMISSED:
            return "  (you deleted it: it stays deleted)"
        case Kind.ADDED | Kind.EDITED:
            return ""


def _details(change: Change) -> Iterator[ReadLine]:
    """Yield what is suggested, and what changes beside question and answer."""
    before, after = change.before, change.after
    if change.kind is Kind.CONFLICT and after.suggestion:
        for key, value in after.suggestion.given().items():
            text = " · ".join(value) if isinstance(value, tuple) else str(value)
            yield (Piece(Sign.SAME, f"the note says: {key}: {' '.join(text.split())}"),)
        yield (Piece(Sign.REMARK, f"deacards cards resolve {after.id} --take (or --keep)"),)
    if before is None:
        return
    if before.type is not after.type:
        yield (Piece(Sign.SAME, f"was {before.type.value}, is {after.type.value}"),)
    if before.context != after.context:
        shown = (" › ".join(before.context), " › ".join(after.context))
        yield (Piece(Sign.SAME, "under: "), *word_diff(*shown))
    if before.extra != after.extra:
        yield (Piece(Sign.SAME, "extra: "), *word_diff(_brief(before.extra), _brief(after.extra)))


def _brief(text: str) -> str:
    return " ".join(text.split())


def _history(kind: Kind, history: History | None) -> str:
    """Return what a change means for what was learned; empty where nothing was."""
    if history is None or not history.reviews:
        return ""
    reviews = f"{history.reviews} review{'' if history.reviews == 1 else 's'}"
    match kind:
        case Kind.RETIRED | Kind.DISMISSED:
            return f"its {reviews} stay{'s' if history.reviews == 1 else ''}, for when it is restored"
        case _:
            due = f", due {history.due.day} {history.due:%b %Y}" if history.due else ""
            return f"keeps {reviews}{due}"


def summary(plan: Plan) -> str:
    """Return the plan's figures in one sentence, such as `3 added, 1 retired`; empty when nothing changes."""
    return _counted(Counter(change.kind for change in plan.changes))


def stat(plan: Plan) -> Iterator[str]:
    """Yield a line for each deck with changes, and its figures."""
    counts: dict[str, Counter[Kind]] = {}
    for change in plan.changes:
        counts.setdefault(change.path, Counter())[change.kind] += 1
    width = max(map(len, counts), default=0)
    for path, kinds in counts.items():
        yield f"{path:<{width}}  {_counted(kinds)}"


def _counted(kinds: Counter[Kind]) -> str:
    return ", ".join(f"{kinds[kind]} {_word(kind, kinds[kind])}" for kind in Kind if kinds[kind])


def _word(kind: Kind, count: int) -> str:
    return "conflicts" if kind is Kind.CONFLICT and count > 1 else kind.value


def records(plan: Plan, histories: Histories) -> Iterator[dict[str, object]]:
    """Yield a record for each change, as `diff --json` prints it: the keys are a contract.

    `before` is null for a card that is new, `suggestion` where nothing waits, `due` where no day is known.
    """
    for change in plan.changes:
        history = histories.get(change.after.id, History(0, None))
        suggestion = change.after.suggestion
        yield {
            "kind": change.kind.value,
            "id": change.after.id,
            "path": change.path,
            "came_from": change.came_from or None,
            "before": _face(change.before) if change.before else None,
            "after": _face(change.after),
            "suggestion": suggestion.given() if suggestion else None,
            "reviews": history.reviews,
            "due": history.due.isoformat() if history.due else None,
        }


def _face(card: Card) -> dict[str, object]:
    return {
        "type": card.type.value,
        "prompt": card.prompt,
        "answer": list(card.answer),
        "context": list(card.context),
        "extra": card.extra,
    }
