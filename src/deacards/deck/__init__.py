"""Cards, decks and the YAML files that hold them."""
