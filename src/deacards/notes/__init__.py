"""Markdown notes as people write them, read into sections of blocks with line numbers."""
