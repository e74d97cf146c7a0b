"""A collection: where notes, decks, exports and reviews live, and how they are configured."""
