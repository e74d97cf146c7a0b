"""The rules of derivation: one pattern a file, one table."""
