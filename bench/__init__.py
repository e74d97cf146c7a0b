"""Speed, measured as ratios to yardsticks that run in turn with the program."""
