"""Places within sources, such as "art. 126(2)": what they are, and how they are read and written in every language."""
