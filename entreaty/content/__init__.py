"""Understand the files that people write: read, check and hold them as frozen values."""
