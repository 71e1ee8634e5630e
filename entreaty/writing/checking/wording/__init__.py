"""Checks of what letters say to whom: of the passages that stand together, in every period of an appeal."""
