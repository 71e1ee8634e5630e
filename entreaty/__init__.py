"""Entreaty writes a campaign's letters: load → select → compose → render → write."""

__version__ = "0.2.0"
