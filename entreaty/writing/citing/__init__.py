"""Citations: from pandoc's syntax in a passage to a note in the letter's style and language."""
