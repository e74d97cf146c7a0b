"""What `check` looks for: faults of notes and decks, what waits for a decision, cards to make better."""

from deacards.build.suggestions import suggestions_of
from deacards.cache import Cache
from deacards.collection import Collection
from deacards.deck.files import read_decks
from deacards.derive.lint import lint_deck
from deacards.notes.files import read_notes
from deacards.problem import Problem
from deacards.progress import Progress, told, untold


def check(collection: Collection, cache: Cache, tell: Progress = untold) -> tuple[Problem, ...]:
    """Return everything that is wrong with the notes and the decks, sorted."""
    table = collection.layout
    notes = read_notes(collection.root, table.notes, table.exclude, cache, tell=tell)
    decks = read_decks(collection.root, collection.cards, cache, tell)
    problems = [*notes.problems, *decks.problems]
    for path, file in told(decks.files.items(), "Looking at cards in decks", tell, len(decks.files)):
        problems += (*suggestions_of(file), *lint_deck(path, file.deck, file.lines, table.language))
    return tuple(sorted(problems))
