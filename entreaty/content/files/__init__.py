"""The files that people write, one module for each format."""
