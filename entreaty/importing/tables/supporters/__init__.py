"""Read the sheet of supporters: every row is a sender, or is told with the reason why it is none."""
