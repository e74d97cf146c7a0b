"""The version of the rules: what a deck says it was made by."""

RULES = 1
"""Goes up by one with a release whose rules, templates or gates give other cards from the same lines."""
