"""From what a source says to a profile that the file format accepts."""
