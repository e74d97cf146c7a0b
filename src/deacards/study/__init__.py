"""What is known of cards: the units that are asked, the log of answers, the states it gives."""
