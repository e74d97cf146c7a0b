"""Study in the terminal, and the log of it."""
