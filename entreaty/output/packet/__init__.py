"""What a volunteer prints beside the letters: all of them in one file, a list to tick off, and address labels."""
