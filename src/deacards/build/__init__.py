"""A build: what it sees, what it plans, what it writes, and what it comes to."""
