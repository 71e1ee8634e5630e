"""Read sources that hold structured entries: vCards, Popolo, openstates and congress-legislators."""
