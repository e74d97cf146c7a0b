"""What the log and the decks tell about one's study."""
