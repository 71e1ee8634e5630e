"""The story of a run: load → select → compose → render → write, for one letter or many."""
