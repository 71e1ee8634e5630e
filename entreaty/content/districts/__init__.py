"""Says which districts a postal code or a place lies in on a day, and who represents them, without asking anybody."""
