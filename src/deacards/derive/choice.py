"""Which rules of a table are asked about a line: those for which it has a trait or a word."""

from collections import defaultdict
from collections.abc import Iterable

from deacards.derive import words
from deacards.derive.context import Spot
from deacards.derive.proposal import Rule
from deacards.derive.traits import Trait, traits_of


class Choice:
    """Rules to choose from, in order: what a line has is a number, and so is what a rule waits for."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._rules: list[tuple[Rule, int]] = []
        self._words: defaultdict[str, int] = defaultdict(int)
        self._chosen: dict[int, tuple[Rule, ...]] = {}
        next_bit = 1 << len(Trait)
        for rule in rules:
            waits_for = int(rule.needs)
            if rule.words:
                waits_for |= next_bit
                for word in rule.words:
                    self._words[word] |= next_bit
                next_bit <<= 1
            self._rules.append((rule, waits_for))

    def rules_for(self, spot: Spot) -> tuple[Rule, ...]:
        """Return the rules that may apply to a point."""
        has = traits_of(spot)
        waited_for = self._words
        for word in words.tokens(spot.line.text):
            if word in waited_for:
                has |= waited_for[word]
        chosen = self._chosen.get(has)
        if chosen is None:
            chosen = tuple(rule for rule, waits_for in self._rules if not waits_for or waits_for & has)
            self._chosen[has] = chosen
        return chosen
