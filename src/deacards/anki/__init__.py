"""Packages for Anki that can be imported again and again."""
