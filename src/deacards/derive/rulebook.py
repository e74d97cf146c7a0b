"""The rules, in the order in which they are asked: one table, a rule a file."""

from deacards.derive.rules import (
    acronym,
    alias,
    arrow,
    because,
    colon_definition,
    copula,
    examples,
    gloss,
    kind_noun,
    label_members,
    last_noun,
    numbers,
    parallel,
    question,
    single_child,
    steps,
    strong_span,
    table_contrast,
    table_keyed,
    table_transposed,
    tail,
)

POINT_RULES = (
    question.RULE,
    colon_definition.RULE,
    acronym.RULE,
    alias.RULE,
    kind_noun.RULE,
    copula.RULE,
    label_members.RULE,
    steps.RULE,
    single_child.RULE,
    parallel.RULE,
    arrow.RULE,
    because.RULE,
    strong_span.RULE,
    examples.RULE,
    gloss.RULE,
    numbers.RULE,
    tail.RULE,
    last_noun.RULE,
)
"""Asked of every line; the last two only where nothing before them passed."""

GRID_RULES = (table_keyed.RULE, table_contrast.RULE, table_transposed.RULE)
"""Asked of every table."""
