"""Decide which letters a run writes, and explain why, before anything is rendered."""
