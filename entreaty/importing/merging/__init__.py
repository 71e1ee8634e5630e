"""Bring what a source says together with the profiles that are there."""
