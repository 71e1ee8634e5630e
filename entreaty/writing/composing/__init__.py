"""Compose a letter from the passages that fit its recipient."""
