"""Cards from unmarked notes, by rules that one can read."""
