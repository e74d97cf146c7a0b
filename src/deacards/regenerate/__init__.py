"""Decks kept in step with notes: which draft is which card, and what changes."""
