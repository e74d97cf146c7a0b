"""The only writer of a person's files."""
